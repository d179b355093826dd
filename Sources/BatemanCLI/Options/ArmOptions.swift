import ArgumentParser
import Bateman

/// What is given.
struct ArmOptions: ParsableArguments {
  @Option(
    name: .customLong("regimen"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What an arm is given; several make several arms.",
      discussion: """
        A line such as "2.5 mg/kg iv over 60 min every 21 days x 6" or "loaded: 3 mg/kg once, then 2 mg/kg every 21 \
        days x 5", or a YAML file (.yaml, .yml) with a list 'regimens' of such lines or of name, dose, route, over, \
        every, count, for, until, max and phases.
        """,
      valueName: "text or file"))
  var texts: [String] = []

  @Option(
    help: ArgumentHelp(
      "A NONMEM-style table of doses and observations; predictions at its rows.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "With --data, how changing covariates are known between records: nocb (as NONMEM), locf or linear.",
      valueName: "rule"))
  var covariateRule: CovariateRule?

  @Option(
    help: ArgumentHelp(
      "With --data, columns of the table to write behind the predictions, such as COHORT,VISIT.", valueName: "names"))
  var keep: String?

  /// The columns to keep, in the order given.
  var keptColumns: [String] {
    (keep ?? "").split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// The regimens in the order given; names are distinct.
  ///
  /// - Throws: `CommandError` with the place of every mistake.
  func regimens(for model: Model) throws(CommandError) -> [Regimen] {
    let routes = model.source.routes.map(\.name)
    var regimens: [Regimen] = []
    for (index, text) in texts.enumerated() {
      if Self.isFile(text) {
        regimens += try Self.regimens(inFile: text, routes: routes)
      } else {
        let source = SourceText(name: texts.count == 1 ? "--regimen" : "--regimen \(index + 1)", text)
        regimens.append(try rethrowing { () throws(DiagnosticList) in try Regimen(parsing: source, routes: routes) })
      }
    }
    try Self.checkNames(of: regimens)
    return regimens
  }

  private static func isFile(_ text: String) -> Bool {
    let ending = text.lowercased().suffix(5)
    return ending.hasSuffix(".yaml") || ending.hasSuffix(".yml")
  }

  private static func regimens(inFile path: String, routes: [String]) throws(CommandError) -> [Regimen] {
    let source: SourceText
    do throws(FileError) {
      source = try InputFile.text(at: path)
    } catch {
      throw .file(error)
    }
    do throws(DiagnosticList) {
      return try RegimenReader.regimens(in: source, routes: routes)
    } catch {
      throw .text(error)
    }
  }

  /// Arms are told apart by their names in every table.
  private static func checkNames(of regimens: [Regimen]) throws(CommandError) {
    var seen = Set<String>()
    for regimen in regimens where !seen.insert(regimen.name).inserted {
      let help = "put a name and a colon before each, as in \"high: 3 mg/kg every 21 days x 6\""
      throw .usage("two arms are called '\(regimen.name)'", help: [help])
    }
  }
}

/// Passes on the diagnostics of an option's text as a `CommandError`.
func rethrowing<Value>(_ parse: () throws(DiagnosticList) -> Value) throws(CommandError) -> Value {
  do throws(DiagnosticList) {
    return try parse()
  } catch {
    throw .option(error)
  }
}
