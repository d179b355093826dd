import ArgumentParser
import Bateman

/// How a NONMEM-style table is read: the same for `data check`, `simulate --data` and `fit`.
struct TableRuleOptions: ParsableArguments {
  @Option(
    name: .customLong("column"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Read a name from another column: DV=CONC; may be given several times.",
      discussion: "A column that has the name itself is then left out.", valueName: "name=column"))
  var columns: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Units that the header does not give: \"TIME=h,AMT=mg,DV=mg/L,WT=kg\".", valueName: "units"))
  var units: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Leave out rows: \"SD == 0 and TIME > 24\", or NONMEM's \"@\" and \"(DOSE.EQ.0)\".",
      discussion: """
        Compare columns with numbers, texts in quotation marks or NA by ==, !=, <, <=, > and >=, and join with and, or, \
        not and parentheses. May be given several times.
        """, valueName: "condition"))
  var ignore: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Read only these rows; written as for --ignore.", valueName: "condition"))
  var accept: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Columns that are not read, such as COMMENT,SS.", valueName: "names"))
  var drop: [String] = []

  @Option(
    name: .customLong("missing-text"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A further text for 'no value', such as -99; may be given several times.", valueName: "text"))
  var missing: [String] = []

  @Option(
    name: .customLong("returning-ids"),
    help: ArgumentHelp(
      "What an ID is that returns after rows of other subjects: an error, or a new subject as in NONMEM.",
      valueName: "error|new"))
  var returningIDs: ReturningIDs?

  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "All of these in a YAML file: columns, units, ignore, accept, drop, missing, returning-ids.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String?

  /// The rules of the file, and then those of the options.
  func rules() throws(CommandError) -> TableRules {
    var rules = try file.map { path throws(CommandError) in try Self.rules(inFile: path) } ?? TableRules()
    for (name, column) in try Self.pairs(columns, option: "--column", example: "DV=CONC") {
      rules.columns[name] = column
    }
    for (name, text) in try Self.pairs(units, option: "--units", example: "\"TIME=h,AMT=mg\"") {
      do throws(UnitError) {
        rules.units[name] = try Unit(text)
      } catch {
        throw .usage("'\(text)' is no unit: \(error.description)")
      }
    }
    rules.dropped += drop.flatMap { $0.split(separator: ",").map(\.trimmed) }
    rules.missing += missing
    if let returningIDs { rules.returningIDsAreNew = returningIDs == .new }
    for (option, texts, effect) in [("--ignore", ignore, RowFilter.Effect.ignore), ("--accept", accept, .accept)] {
      for text in texts {
        let source = SourceText(name: option, text)
        rules.filters.append(
          try rethrowing { () throws(DiagnosticList) in try RowFilter(parsing: source, as: effect) })
      }
    }
    return rules
  }

  /// Whether any of them is given.
  var isGiven: Bool {
    file != nil || returningIDs != nil || ![columns, units, ignore, accept, drop, missing].allSatisfy(\.isEmpty)
  }

  private static func pairs(
    _ texts: [String], option: String, example: String
  ) throws(CommandError) -> [(name: String, value: String)] {
    var pairs: [(String, String)] = []
    for part in texts.flatMap({ $0.split(separator: ",") }) {
      let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
        throw .usage("\(option) takes a name and a value, as in \(example), and not '\(part)'")
      }
      if pairs.contains(where: { $0.0.uppercased() == sides[0].uppercased() }) {
        throw .usage("\(option) gives '\(sides[0])' twice")
      }
      pairs.append((sides[0], sides[1]))
    }
    return pairs
  }

  private static func rules(inFile path: String) throws(CommandError) -> TableRules {
    let source: SourceText
    do throws(FileError) {
      source = try InputFile.text(at: path)
    } catch {
      throw .file(error)
    }
    do throws(DiagnosticList) {
      return try TableRulesFile.rules(in: source)
    } catch {
      throw .text(error)
    }
  }
}

/// What an ID is that returns after rows of other subjects.
enum ReturningIDs: String, CaseIterable, ExpressibleByArgument {
  case error, new
}

/// A table, read.
enum TableFile {
  /// Reads a NONMEM-style table under the name that the user gave it.
  static func dataset(
    at path: String, keeping kept: [String] = [], rules: TableRules
  ) throws -> (dataset: Dataset, bytes: [UInt8]) {
    let bytes = try bytes(at: path)
    return (try Dataset(table: bytes, name: path, keeping: kept, rules: rules), bytes)
  }

  /// The bytes of a table.
  static func bytes(at path: String) throws(CommandError) -> [UInt8] {
    do throws(FileError) {
      return try InputFile.bytes(at: path, limit: InputFile.tableLimit)
    } catch {
      throw .file(error)
    }
  }
}
