import ArgumentParser
import Bateman

/// `bateman calc`: one clinical formula, with its method named and its units checked.
struct CalcCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calc",
    abstract: "Compute a clinical formula: surface, weights, clearance, QT, half-lives, volumes.",
    discussion: """
      Every input has its unit. Where methods differ, one must be named. Without a name, lists the formulas with \
      their inputs and methods.

      Examples:
        bateman calc bsa --method mosteller --weight "75 kg" --height "170 cm"
        bateman calc crcl --age "65 years" --weight "60 kg" --creatinine "85 umol/L" --sex female
        bateman calc qtc --method fridericia --qt "440 ms" --heart-rate "60 bpm"
      """)

  @Argument(help: "The formula.", completion: .list(Calculation.all.map(\.name)))
  var name: String?

  @Option(help: "The method, where there are several.")
  var method: String?

  @OptionGroup(title: "Inputs")
  var inputs: CalcInputOptions

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func run() throws {
    guard let name else { return try StandardOutput.write(Self.list) }
    let answer = try Calculation.named(name).answer(method: method, inputs: inputs.values)
    let facts = FormulaFacts.of(name, method: method)
    if json { return try StandardOutput.write(json: AnswerRecord(answer, facts)) }
    let results = answer.results.map { "\($0.name)  \($0.value) \($0.unit)".trimmedEnd }
    try StandardOutput.write(
      (results + ["method: \(answer.method)"] + (facts.map { ["source: \($0.source)"] } ?? [])
        + answer.notes.map { "note: \($0)" }).joined(separator: "\n"))
  }

  private static var list: String {
    var table = TextTable([("formula", .left), ("computes", .left), ("inputs", .left), ("methods", .left)])
    for entry in Calculation.all {
      table.append([
        entry.name, entry.summary, entry.inputs.map { "--\($0)" }.joined(separator: " "),
        entry.methods.joined(separator: ", "),
      ])
    }
    return table.linesWithHeader.joined(separator: "\n")
  }

  private struct AnswerRecord: Encodable {
    struct Result: Encodable {
      var name: String
      var value: String
      var unit: String
    }
    struct Formula: Encodable {
      var id: String
      var version: Int
      var source: String
      var secondReader: String

      enum CodingKeys: String, CodingKey {
        case id, version, source
        case secondReader = "second_reader"
      }
    }
    var schema = 1
    var method: String
    var formula: Formula?
    var results: [Result]
    var notes: [String]

    init(_ answer: Calculation.Answer, _ facts: FormulaFacts?) {
      method = answer.method
      formula = facts.map {
        Formula(id: $0.id, version: $0.version, source: $0.source, secondReader: $0.secondReader)
      }
      results = answer.results.map { Result(name: $0.name, value: $0.value, unit: $0.unit) }
      notes = answer.notes
    }
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
