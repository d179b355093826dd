import ArgumentParser
import Bateman
import Foundation

/// How a model is fitted.
struct FitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The method of estimation.",
      discussion: """
        By an approximation of the likelihood: fo, foce, focei, laplace, agq3 (quadrature with 3 nodes, or any number). \
        By EM with random draws: saem, imp, impmap. The posterior distribution: nuts. By least squares: pooled, \
        individual, two-stage, global-two-stage.
        """, valueName: "method"))
  var method = "focei"

  @Flag(help: "Compute the objective function at the starting values, without estimation.")
  var evaluate = false

  @Option(
    name: .customLong("init"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Where to start: from:FILE.json (an earlier fit), \"CL=5, omega(CL)=0.1\", or auto (from the data); may be given "
        + "several times.",
      valueName: "values"))
  var start: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Parameters to leave alone, with or without a value: \"V=20, omega(CL)\"; may be given several times.",
      valueName: "names"))
  var fix: [String] = []

  @Option(
    help: ArgumentHelp(
      "Standard errors from R⁻¹SR⁻¹ (sandwich), R⁻¹ (hessian), S⁻¹ (gradients), or none.",
      discussion: "With --evaluate there are none unless asked for.", valueName: "matrix"))
  var covariance: String?

  @Option(
    help: ArgumentHelp(
      "What censored values (CENS) contribute: likelihood (M3), positive (M4) or omit (M1).", valueName: "rule"))
  var blq = "likelihood"

  @Option(help: ArgumentHelp("The most iterations (default: 500), or rounds of least squares.", valueName: "number"))
  var iterations: Int?

  @Option(
    help: ArgumentHelp(
      "Fit from so many starts, the model's and random ones around it, and take the best.", valueName: "number"))
  var starts = 1

  @Option(
    help: ArgumentHelp(
      "Markov chains: of nuts (default: 4); of saem for each subject (default: at least 3, and 50 of all).",
      valueName: "number"))
  var chains: Int?

  @Option(
    help: ArgumentHelp(
      "Draws: of nuts that each chain keeps (default: 500); of imp and impmap for each subject in an iteration (300).",
      valueName: "number"))
  var samples: Int?

  @Option(
    help: ArgumentHelp(
      "The most iterations of the burn-in of saem (default: 1000), imp and impmap (300); the draws that tune nuts (500).",
      valueName: "number"))
  var burnIn: Int?

  @Option(
    help: ArgumentHelp(
      "How many iterations are averaged behind the burn-in of saem (default: 200 to 2000, by their autocorrelation), imp and impmap (50).",
      valueName: "number"))
  var smoothing: Int?

  @Option(
    help: ArgumentHelp(
      "Draws for each subject in the likelihood behind saem, imp, impmap and nuts (default: 2048).", valueName: "number"
    ))
  var likelihoodSamples: Int?

  @Option(
    help: ArgumentHelp(
      "How the equations are solved: automatic (in closed form where they are linear), switching or explicit.",
      valueName: "method"))
  var solver = SimulationSettings.Method.automatic

  @Option(help: ArgumentHelp("How changing covariates are known between records: nocb or locf.", valueName: "rule"))
  var covariateRule = CovariateRule.nocb

  @Option(help: ArgumentHelp("The solver's relative tolerance, where there is no closed form.", valueName: "number"))
  var rtol = 1e-9

  @Option(
    help: ArgumentHelp(
      "The seed of all randomness; FO to AGQ and least squares have none but that of --starts.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "How many processor cores to use (default: all); results do not depend on it.", valueName: "number"))
  var threads: Int?

  func validate() throws {
    let counts = [
      ("iterations", iterations, 1...1_000_000), ("starts", starts, 1...100_000), ("chains", chains, 1...1000),
      ("samples", samples, 4...10_000_000), ("burn-in", burnIn, 1...1_000_000), ("smoothing", smoothing, 1...1_000_000),
      ("likelihood-samples", likelihoodSamples, 16...10_000_000),
    ]
    for (name, value, range) in counts {
      guard value.map(range.contains) ?? true else {
        throw ValidationError("--\(name) takes a number from \(range.lowerBound) to \(range.upperBound).")
      }
    }
    guard rtol >= 1e-13, rtol <= 1e-3 else { throw ValidationError("--rtol takes a number from 1e-13 to 0.001.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024.") }
  }

  /// The matrix of `--covariance`.
  func basis() throws(CommandError) -> Uncertainty.Basis? {
    guard let covariance else { return evaluate ? nil : .sandwich }
    let known = ["sandwich", "hessian", "gradients", "none"]
    guard known.contains(covariance) else {
      let help = didYouMean(covariance, among: known) ?? "there are \(known.joined(separator: ", "))"
      throw .usage("--covariance: unknown matrix '\(covariance)'", help: [help])
    }
    return Uncertainty.Basis(rawValue: covariance)
  }

  /// How the data are bound to the model.
  func problemOptions() throws(CommandError) -> FitProblem.Options {
    var options = FitProblem.Options()
    options.covariateRule = covariateRule
    let rules: [String: CensoringRule] = [
      "likelihood": .likelihood, "positive": .positiveLikelihood, "omit": .leaveOut,
    ]
    guard let rule = rules[blq] else {
      let known = rules.keys.sorted()
      let help = didYouMean(blq, among: known) ?? "there are \(known.joined(separator: ", "))"
      throw .usage("--blq: unknown rule '\(blq)'", help: [help])
    }
    options.censoring = rule
    options.simulation.tolerances.relative = rtol
    options.simulation.tolerances.absolute = rtol / 100
    options.simulation.method = solver
    options.simulation.seed = seed
    options.simulation.threads = threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
    return options
  }
}
