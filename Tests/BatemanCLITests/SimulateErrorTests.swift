import Foundation
import Testing

/// Every wrong input of `simulate`: its exit code, and what must be in the message.
@Suite struct SimulateErrorTests {
  /// A command line that cannot be meant.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var model = "Models/teaching/iv2.pkm"
    var arguments: [String]
    var status: Int32
    var words: [String]
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "nothing given", arguments: [], status: 64, words: ["--regimen", "--data"]),
    Case(name: "unknown option", arguments: ["--regiment", "1 mg once"], status: 64, words: ["--regiment"]),
    Case(
      name: "no model", model: "missing.pkm", arguments: ["--regimen", "1 mg once"], status: 66, words: ["missing.pkm"]),
    Case(
      name: "negative dose", arguments: ["--regimen", "-100 mg every 24 h x 2"], status: 64,
      words: ["-100 mg", "--regimen:1:1", "^"]),
    Case(
      name: "comma decimals", arguments: ["--regimen", "2,5 mg every 24 h x 2"], status: 64,
      words: ["--regimen:1:1", "write '2.5'"]),
    Case(
      name: "zero length", arguments: ["--regimen", "1 mg every 0 h x 2"], status: 64,
      words: ["--regimen:1:12", "every"]),
    Case(
      name: "no doses", arguments: ["--regimen", "1 mg every 24 h x 0"], status: 64,
      words: ["'0' is no number of doses"]),
    Case(
      name: "not a number", arguments: ["--regimen", "nan mg every 24 h x 2"], status: 64, words: ["a dose is missing"]),
    Case(name: "empty regimen", arguments: ["--regimen", ""], status: 64, words: ["the regimen is empty"]),
    Case(
      name: "unknown route", arguments: ["--regimen", "1 mg subcut every 24 h x 2"], status: 64,
      words: ["subcut", "--regimen:1:6", "routes of the model: iv"]),
    Case(
      name: "second regimen", arguments: ["--regimen", "1 mg every 24 h x 2", "--regimen", "1 mgg every 24 h x 2"],
      status: 64, words: ["--regimen 2:1:3"]),
    Case(
      name: "two arms of one name", arguments: ["--regimen", "a: 1 mg once", "--regimen", "a: 2 mg once"], status: 64,
      words: ["two arms are called 'a'"]),
    Case(name: "no end", arguments: ["--regimen", "1 mg once"], status: 64, words: ["--until"]),
    Case(
      name: "missing weight", model: "Models/teaching/iv1.pkm", arguments: ["--regimen", "1 mg/kg every 24 h x 2"],
      status: 65, words: ["mg/kg", "--covariate WT=70kg"]),
    Case(
      name: "no molar mass", arguments: ["--regimen", "1 nmol every 24 h x 2"], status: 65,
      words: ["nmol", "molar mass", "molecules"]),
    Case(
      name: "dose in volume", arguments: ["--regimen", "1 mL every 24 h x 2"], status: 64, words: ["no unit of a dose"]),
    Case(
      name: "unknown covariate", arguments: ["--regimen", "1 mg every 24 h x 2", "--covariate", "WTT=65kg"], status: 64,
      words: ["'WTT'", "did you mean 'WT'?"]),
    Case(
      name: "covariate in a wrong unit", arguments: ["--regimen", "1 mg every 24 h x 2", "--covariate", "WT=65cm"],
      status: 65, words: ["WT", "cm", "kg"]),
    Case(
      name: "covariate twice",
      arguments: ["--regimen", "1 mg every 24 h x 2", "--covariate", "WT=65kg", "--covariate", "WT=66kg"], status: 65,
      words: ["twice"]),
    Case(
      name: "bad until", arguments: ["--regimen", "1 mg every 24 h x 2", "--until", "soon"], status: 64,
      words: ["--until"]),
    Case(
      name: "every in a wrong unit",
      arguments: ["--regimen", "1 mg every 24 h x 2", "--every", "6 mg", "--output", "/dev/null"], status: 64,
      words: ["--every:1:3", "no unit of time"]),
    Case(
      name: "too many times",
      arguments: ["--regimen", "1 mg every 24 h x 2", "--every", "0.000001 h", "--output", "/dev/null"], status: 64,
      words: ["longer steps"]),
    Case(
      name: "no patients", arguments: ["--regimen", "1 mg every 24 h x 2", "--subjects", "0"], status: 64,
      words: ["--subjects"]),
    Case(
      name: "patients without number", arguments: ["--regimen", "1 mg every 24 h x 2", "--subjects", "many"],
      status: 64,
      words: ["many"]),
    Case(
      name: "typical patients", arguments: ["--regimen", "1 mg every 24 h x 2", "--typical", "--subjects", "9"],
      status: 64,
      words: ["--typical"]),
    Case(
      name: "tolerance", arguments: ["--regimen", "1 mg every 24 h x 2", "--rtol", "nan"], status: 64, words: ["--rtol"]
    ),
    Case(
      name: "threads", arguments: ["--regimen", "1 mg every 24 h x 2", "--threads", "-1"], status: 64,
      words: ["threads"]),
    Case(
      name: "one file twice",
      arguments: ["--regimen", "1 mg every 24 h x 2", "--output", "same.csv", "--exposure", "same.csv"], status: 64,
      words: ["the same file"]),
    Case(
      name: "regimen and table", arguments: ["--regimen", "1 mg once", "--data", "events.csv"], status: 64,
      words: ["exclude each other"]),
  ]

  @Test(arguments: cases) func isToldWithPlaceAndRemedy(_ wrong: Case) throws {
    let run = try CommandRun(arguments: ["simulate", wrong.model] + wrong.arguments)
    #expect(run.status == wrong.status, "\(run.errors)")
    #expect(run.output == "")
    #expect(run.errors.contains("error"))
    for words in wrong.words { #expect(run.errors.contains(words), "'\(words)' is not in:\n\(run.errors)") }
    #expect(!run.errors.contains("Fatal error"))
  }

  @Test func errorsAreJSONWhenAsked() throws {
    let run = try CommandRun(
      "simulate", "Models/teaching/iv2.pkm", "--regimen", "2,5 mg every 24 h x 2", "--json")
    #expect(run.status == 64)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let first = try #require((json["diagnostics"] as? [[String: Any]])?.first)
    #expect(first["code"] as? String == "PK4003")
    #expect(first["column"] as? Int == 1)
  }
}
