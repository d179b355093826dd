public import ArgumentParser
public import Bateman

/// How a visual predictive check is made.
struct VPCOptions: ParsableArguments {
  @Flag(name: .customLong("pc"), help: "Correct values for their typical predictions (pcVPC).")
  var isPredictionCorrected = false

  @Option(
    help: ArgumentHelp(
      "auto, kmeans:8, equal:10 (so many values in each), or edges: \"0, 1, 4, 12, 24\".", valueName: "rule"))
  var bins = "auto"

  @Option(help: ArgumentHelp("A covariate, or dose: a panel for each of its values.", valueName: "name"))
  var stratify: String?

  @Option(help: ArgumentHelp("What is drawn along the axis: time, or tad (time after dose).", valueName: "axis"))
  var x = VisualPredictiveCheck.Abscissa.time

  @Option(help: ArgumentHelp("The percentiles, in percent.", valueName: "numbers"))
  var percentiles = "5,50,95"

  @Option(help: ArgumentHelp("The level of the intervals, in percent.", valueName: "number"))
  var level = 95.0

  func validate() throws {
    guard level > 0, level < 100 else { throw ValidationError("--level takes a number between 0 and 100.") }
  }

  /// The check.
  func check(_ simulation: SimulatedDiagnosticOptions, of model: CheckedModel) throws(CommandError)
    -> VisualPredictiveCheck
  {
    var check = VisualPredictiveCheck()
    check.replicates = simulation.replicates
    check.isPredictionCorrected = isPredictionCorrected
    check.binning = try rule()
    check.abscissa = x
    check.stratification = stratify.map { $0.lowercased() == "dose" ? .dose : .covariate($0) }
    check.level = level / 100
    check.percentiles = try Self.numbers(percentiles, option: "--percentiles").map { $0 / 100 }
    guard !check.percentiles.isEmpty, check.percentiles.allSatisfy({ $0 > 0 && $0 < 1 }),
      zip(check.percentiles, check.percentiles.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .usage("--percentiles takes ascending numbers between 0 and 100, as in 10,50,90") }
    check.lowerLimits = try simulation.limits(model)
    return check
  }

  private func rule() throws(CommandError) -> BinRule {
    let parts = bins.split(separator: ":", maxSplits: 1).map(\.trimmed)
    if parts == ["auto"] { return .automatic }
    if parts.count == 2, let count = Int(parts[1]), (1...100).contains(count) {
      if parts[0] == "kmeans" { return .kMeans(count) }
      if parts[0] == "equal" { return .equalCounts(count) }
    }
    guard parts.count == 1, bins.contains(",") else {
      throw .usage(
        "--bins: '\(bins)' is no rule", help: ["auto, kmeans:8, equal:10, or edges as in \"0, 1, 4, 12, 24\""])
    }
    return .edges(try Self.numbers(bins, option: "--bins"))
  }

  private static func numbers(_ text: String, option: String) throws(CommandError) -> [Double] {
    var numbers: [Double] = []
    for part in text.split(separator: ",").map(\.trimmed) {
      guard let number = Double(part), number.isFinite else {
        throw .usage("\(option): '\(part)' is no number")
      }
      numbers.append(number)
    }
    return numbers
  }
}

extension VisualPredictiveCheck.Abscissa: ExpressibleByArgument {}
