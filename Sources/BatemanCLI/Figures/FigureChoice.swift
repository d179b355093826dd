import ArgumentParser
import Bateman

/// Which part of a result is drawn; nil is the usual.
struct FigureChoice {
  var arm: String?, cycle: Int?, analyte: String?, metric: String?

  /// Those of some names that are wanted: the given one, or all.
  ///
  /// - Throws: when the given one is not among them.
  static func picked(
    _ given: String?, from names: [String], _ what: String, default usual: [String]? = nil
  ) throws(CommandError) -> [String] {
    guard let given else { return usual.map { usual in names.filter(usual.contains) } ?? names }
    if let found = names.first(where: { $0 == given }) ?? names.first(where: { $0.lowercased() == given.lowercased() })
    {
      return [found]
    }
    let listed = names.isEmpty ? "there is none" : "there are \(names.joined(separator: ", "))"
    throw .usage("no \(what) is called '\(given)'", help: [didYouMean(given, among: names) ?? listed])
  }
}

/// The options of that choice.
struct FigureChoiceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The arm (default: all, or the reference for a figure of one arm).", valueName: "name"))
  var arm: String?

  @Option(help: ArgumentHelp("The cycle (default: all, or the last).", valueName: "number"))
  var cycle: Int?

  @Option(name: .customLong("of"), help: ArgumentHelp("The analyte (default: all).", valueName: "output"))
  var analyte: String?

  @Option(help: ArgumentHelp("The metric, such as AUC or Cmax.", valueName: "name"))
  var metric: String?

  /// The choice.
  var choice: FigureChoice { FigureChoice(arm: arm, cycle: cycle, analyte: analyte, metric: metric) }
}

extension Sequence<String> {
  /// Each once, in the order of the first.
  var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  /// A unit as figures write it.
  var shownUnit: String { replacing("*", with: "·") }
}
