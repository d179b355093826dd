import ArgumentParser
import Bateman

/// What is aimed at.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A level at the end of a cycle, such as \"10 mg/L\".", valueName: "level"))
  var trough: String?

  @Option(help: ArgumentHelp("The highest level in a cycle.", valueName: "level"))
  var peak: String?

  @Option(help: ArgumentHelp("The area over a cycle, such as \"400 mg*h/L\".", valueName: "area"))
  var auc: String?

  @Option(help: ArgumentHelp("A level at the time of --at.", valueName: "level"))
  var level: String?

  @Option(help: ArgumentHelp("When: a moment, or a time from the first record.", valueName: "moment"))
  var at: String?

  @Option(name: .customLong("of"), help: ArgumentHelp("The model's output, where it has several.", valueName: "output"))
  var output: String?

  @Option(help: ArgumentHelp("Which of the cycles ahead, from 1 (default: the last).", valueName: "number"))
  var inCycle: Int?

  private var given: [(name: String, text: String)] {
    [("trough", trough), ("peak", peak), ("auc", auc), ("level", level)].compactMap { name, text in
      text.map { (name, $0) }
    }
  }

  func validate() throws {
    guard given.count == 1 else {
      throw ValidationError("Give one target: --trough, --peak, --auc, or --level with --at.")
    }
    if at != nil, level == nil { throw ValidationError("--at goes with --level.") }
    if let inCycle, inCycle < 1 { throw ValidationError("--in-cycle takes a number from 1 on.") }
  }

  /// The target, in the model's units.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - time: how `--at` is read; nil where a level has no time of its own.
  /// - Returns: the target.
  /// - Throws: `ForecastError` for an output or a unit that the model does not have, `CommandError` for a text that is no
  ///   number with a unit.
  func target(in model: CheckedModel, at time: ((String) throws -> Double)?) throws -> ExposureTarget {
    let output = try outputIndex(in: model)
    let (name, text) = given[0]
    let quantity = try Quantity(option: name, text, such: "10 mg/L")
    let declared = model.outputs[output]
    let unit = name == "auc" ? declared.unit * model.timeUnit : declared.unit
    var value = quantity.value(in: unit)
    if value == nil, name != "auc" {
      value = molarFactor(quantity.unit, to: unit, molecule: declared.molecule, model).map { $0 * quantity.value }
    }
    guard let value, value > 0 else { throw ForecastError.targetUnit("\(quantity.unit)", expected: "\(unit)") }
    let metric: ExposureTarget.Metric
    switch name {
    case "trough": metric = .trough
    case "peak": metric = .peak
    case "auc": metric = .auc
    default:
      guard let time else { metric = .trough; break }
      guard let at else { throw CommandError.usage("--level needs --at, the time at which it is wanted") }
      metric = .level(at: try time(at))
    }
    return ExposureTarget(metric, output: output, value: value, cycle: inCycle.map { $0 - 1 })
  }

  private func outputIndex(in model: CheckedModel) throws(ForecastError) -> Int {
    let names = model.outputs.map(\.name)
    guard let index = output.map({ names.firstIndex(of: $0) }) ?? (names.count == 1 ? 0 : nil) else {
      throw .output(output, known: names)
    }
    return index
  }
}
