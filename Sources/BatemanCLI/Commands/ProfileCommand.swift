import ArgumentParser
import Bateman
import Foundation

/// `bateman profile`: intervals of a fit by likelihood profiles.
struct ProfileCommand: ResamplingCommand {
  static let name = "profile"
  static let ownOptions: Set<String> = ["parameters", "level"]
  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Intervals of a fit by likelihood profiles.",
    discussion: """
      Holds a parameter at values beside its estimate, fits all others anew, and looks on either side for where the \
      objective function has risen by the quantile of χ² (3.84 for 95 %). A side on which it never does has no end, and \
      that is said: the data do not bound the parameter there. With --out, each fit is a row of samples.csv, and a run \
      that was killed goes on with --resume.

      Examples:
        bateman profile run1

        bateman profile run1 --parameters "tvCL, omega(CL)" --level 0.9 --out profiles

        bateman profile drug.pkm --data study.csv --method laplace --json

        bateman profile --resume profiles
      """)

  @OptionGroup var resampling: ResamplingOptions

  @Option(
    help: ArgumentHelp(
      "Which parameters (default: all free thetas, sigmas and variances outside of blocks).", valueName: "names"))
  var parameters: String?

  @Option(help: ArgumentHelp("The coverage of the intervals.", valueName: "share"))
  var level = 0.95

  @OptionGroup(title: "How it is fitted")
  var options: FitOptions

  @OptionGroup(title: "How the table is read")
  var reading: TableRuleOptions

  func validate() throws {
    guard level >= 0.5, level < 1 else { throw ValidationError("--level takes a number from 0.5 to below 1.") }
  }

  func run(_ run: FittedRun, in folder: ResamplingFolder?) async throws {
    let clock = ContinuousClock()
    let begin = clock.now
    let estimator = try run.likelihood(for: Self.name)
    let (problem, result) = try await run.fitted(estimator, isQuiet: resampling.quiet)
    let profile = LikelihoodProfile(
      problem, estimator, objective: result.objective + (result.penalty ?? 0), level: level)
    let wanted = try chosen(profile)
    let log = try folder?.log(["parameter", "value", "rise", "converged"])
    let sides = try await sides(profile, wanted, result, log)
    var report = ProfileReport(
      method: run.options.method, level: level, wantedRise: profile.wantedRise, objective: result.objective.finite,
      order: [], parameters: [:], seconds: 0, model: SampleSource(path: run.modelPath, sha256: run.modelHash),
      data: SampleSource(path: run.dataPath, sha256: run.dataHash))
    let z = profile.wantedRise.squareRoot()
    for (index, parameter) in wanted.enumerated() {
      let name = parameter.name(in: problem.model)
      let (lower, upper) = (sides[2 * index], sides[2 * index + 1])
      let estimate = problem.parameters.start[parameter]
      let error = Self.error(of: parameter, result)
      let points = (lower.points + upper.points).sorted { $0.value < $1.value }
      report.order.append(name)
      report.parameters[name] = ProfileReport.Parameter(
        estimate: estimate.finite, lower: lower.end?.finite, upper: upper.end?.finite,
        normal: error.map { SampleParameters.Interval(lower: estimate - z * $0, upper: estimate + z * $0) },
        unit: problem.unit(of: parameter),
        notes: [lower.note.map { "below: \($0)" }, upper.note.map { "above: \($0)" }].compactMap(\.self),
        points: points.map { ProfileReport.Point(value: $0.value, rise: $0.rise.finite, converged: $0.isConverged) })
    }
    report.seconds = (clock.now - begin) / .seconds(1)
    try folder?.finish(report)
    if resampling.json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text) }
    if sides.contains(where: { $0.points.contains { $0.rise < -0.01 } }) {
      throw CommandError.notTrusted(
        "a profile found a better fit than the estimates", help: ["fit again from there, as with --starts 10"],
        isInJSON: resampling.json)
    }
  }

  private static func error(of parameter: PopulationParameter, _ result: FitResult) -> Double? {
    guard let uncertainty = result.uncertainty, let index = uncertainty.parameters.firstIndex(of: parameter) else {
      return nil
    }
    let error = uncertainty.standardErrors[index]
    return error.isFinite && error > 0 ? error : nil
  }

  private func chosen(_ profile: LikelihoodProfile) throws(CommandError) -> [PopulationParameter] {
    let all = profile.parameters
    guard let parameters else { return all }
    let model = profile.problem.model
    var result: [PopulationParameter] = []
    for (name, _) in try FitStart.assignments(parameters, option: "--parameters") {
      let wanted = name.filter { $0 != " " }
      guard let found = all.first(where: { $0.name(in: model).filter { $0 != " " } == wanted }) else {
        let names = all.map { $0.name(in: model) }
        let help = didYouMean(name, among: names) ?? "there are \(names.joined(separator: ", "))"
        throw .usage("--parameters: '\(name)' is no free parameter that has a profile", help: [help])
      }
      result.append(found)
    }
    return result
  }

  /// The lower and the upper side of each parameter.
  private func sides(
    _ profile: LikelihoodProfile, _ wanted: [PopulationParameter], _ result: FitResult, _ log: SampleLog?
  ) async throws -> [LikelihoodProfile.Side] {
    let model = profile.problem.model
    var known: [String: [LikelihoodProfile.Point]] = [:]
    for row in log?.earlier ?? [] where row.count > 3 {
      known[row[0], default: []].append(
        LikelihoodProfile.Point(
          value: SampleLog.number(row[1]), rise: SampleLog.number(row[2]), isConverged: row[3] == "1"))
    }
    if let log, !log.earlier.isEmpty, !resampling.quiet {
      Terminal.note("note: \(log.earlier.count) fits are there already")
    }
    let errors = wanted.map { Self.error(of: $0, result) }
    let progress = SampleProgress("sides", isQuiet: resampling.quiet)
    defer { progress.finish() }
    let earlier = known
    var sides: [LikelihoodProfile.Side] = []
    try await OrderedTasks.run(
      Array(0..<(2 * wanted.count)), threads: profile.problem.options.simulation.threads,
      work: { number in
        let parameter = wanted[number / 2]
        let name = parameter.name(in: model)
        return try await profile.side(
          of: parameter, isUpper: number % 2 == 1, standardError: errors[number / 2], known: earlier[name] ?? []
        ) { point in
          try log?.append([name, "\(point.value)", SampleLog.text(point.rise), point.isConverged ? "1" : "0"])
        }
      }
    ) { _, side in
      sides.append(side)
      progress.update(sides.count, of: 2 * wanted.count, failed: 0)
    }
    return sides
  }
}
