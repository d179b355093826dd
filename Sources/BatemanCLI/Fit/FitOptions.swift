import ArgumentParser
import Bateman
import Foundation

/// How a model is fitted.
struct FitOptions: ParsableArguments {
  /// The methods, in the words of the option.
  static let methods = ["fo", "foce", "focei", "laplace", "agq3"]

  @Option(
    help: ArgumentHelp(
      "How the likelihood is approximated: fo, foce, focei, laplace, or agq3 (quadrature with 3 nodes, or any number).",
      valueName: "method"))
  var method = "focei"

  @Flag(help: "Compute the objective function at the starting values, without estimation.")
  var evaluate = false

  @Option(
    name: .customLong("init"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Where to start: from:FILE.json (an earlier fit), or \"CL=5, omega(CL)=0.1\"; may be given several times.",
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

  @Option(help: ArgumentHelp("The most iterations.", valueName: "number"))
  var iterations = 500

  @Option(help: ArgumentHelp("How changing covariates are known between records: nocb or locf.", valueName: "rule"))
  var covariateRule = CovariateRule.nocb

  @Option(help: ArgumentHelp("The solver's relative tolerance, where there is no closed form.", valueName: "number"))
  var rtol = 1e-9

  @Option(help: ArgumentHelp("The seed of all randomness; FO to AGQ have none.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "How many processor cores to use (default: all); results do not depend on it.", valueName: "number"))
  var threads: Int?

  func validate() throws {
    guard (1...1_000_000).contains(iterations) else {
      throw ValidationError("--iterations takes a number from 1 to 1000000.")
    }
    guard rtol >= 1e-13, rtol <= 1e-3 else { throw ValidationError("--rtol takes a number from 1e-13 to 0.001.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024.") }
  }

  /// The estimator.
  func estimator() throws(CommandError) -> ApproximateLikelihood {
    guard let objective = ObjectiveMethod(name: method) else {
      let known = "there are \(Self.methods.joined(separator: ", "))"
      throw .usage("unknown method '\(method)'", help: [didYouMean(method, among: Self.methods) ?? known])
    }
    var estimator = ApproximateLikelihood(objective, covariance: try basis())
    estimator.minimisation.iterationLimit = iterations
    return estimator
  }

  private func basis() throws(CommandError) -> Uncertainty.Basis? {
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
    options.simulation.seed = seed
    options.simulation.threads = threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
    return options
  }
}
