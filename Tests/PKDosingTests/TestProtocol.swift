import PKDosing
import PKText

/// Small protocols for tests, made from parts that a test can replace.
struct TestProtocol {
  var use = "training"
  var head = ""
  var product = """
      name: testumab for injection
      label: TESTumab
      code: test
      substance: whole conjugate
      route: intravenous
      vials: [100 mg]
      concentration: 20 mg/mL
      diluent: water
      stability: one day
    """
  var arms = """
      - name: A
        meaning: one arm
        levels:
          - {name: "0", dose: 5 mg/kg, cap: none}
          - {name: "-1", dose: 4 mg/kg, cap: none}
          - {name: "-2", dose: 3 mg/kg, cap: none}
    """
  var size = "{metric: actual, cap: none}"
  var weight = """
      maximumAge: 7 days
      undated: asOfDose
      sources: [measured]
      dose: current
      change: {threshold: 10 %, rule: above, reference: lastDosed, rebase: yes}
    """
  var rounding = "{increment: none, mode: halfUp, maximumDeviation: 0 %, upward: allowed, toVials: none}"
  var schedule = """
      cycle: 21 days
      days: [1]
      window: {before: 3 days, after: 3 days, fromCycle: 1}
      missedAfter: 21 days
      minimumInterval: 18 days
      anchor: lastDose
      missed: give it
      delay: record it
    """
  var reductions = "{allowed: yes, reEscalation: no, rule: two steps}"
  var limits = "{hard: {dose: 2500 mg}, soft: {changeFromLastDose: 10 %}}"
  var more = ""
  var vectors = "  - {arm: A, cycle: 1, weight: 60 kg, dose: 300 mg}"

  /// The file.
  var text: String {
    let sections = [
      "product", "arms", "size", "weight", "rounding", "schedule", "reductions", "limits", "infusion",
      "eligibility", "washout", "contraception",
    ]
    let isThere = sections.filter {
      !["infusion", "eligibility", "washout", "contraception"].contains($0) || more.contains($0 + ":")
    }
    let provenance = isThere.filter { $0 != "weight" || !weight.isEmpty }
      .map { "  - {of: \($0), is: assumption, from: a test}" }.joined(separator: "\n")
    return """
      schema: bateman-protocol/1
      id: TEST
      version: "1"
      title: a protocol of the tests
      use: \(use)
      \(head)
      product:
      \(product)
      arms:
      \(arms)
      size: \(size)
      \(weight.isEmpty ? "" : "weight:\n" + weight)
      rounding: \(rounding)
      schedule:
      \(schedule)
      reductions: \(reductions)
      limits: \(limits)
      \(more)
      provenance:
      \(provenance)
      vectors:
      \(vectors)
      """
  }

  /// The file, read.
  func file() throws -> ProtocolFile { try ProtocolFile(SourceText(name: "test.yaml", text)) }

  /// A protocol of one arm with levels of dose and cap, whose vector is a refusal that every one gives.
  static func levels(_ levels: [(dose: String, cap: String)], _ change: (inout TestProtocol) -> Void = { _ in }) -> Self
  {
    var result = TestProtocol()
    let lines = levels.enumerated().map { index, level in
      "      - {name: \"\(index == 0 ? "0" : "-\(index)")\", dose: \(level.dose), cap: \(level.cap)}"
    }
    result.arms = "  - name: A\n    meaning: one arm\n    levels:\n" + lines.joined(separator: "\n")
    result.vectors = "  - {arm: A, cycle: 0, refused: cycle}"
    change(&result)
    return result
  }
}

/// A dose of a protocol for inputs as on the command line.
func dose(_ file: ProtocolFile, _ inputs: [DoseRequest.Field: String], parameters: [String: String] = [:]) -> DoseRecord
{
  DoseRecord(DoseRequest([.arm: "A", .cycle: "1"].merging(inputs) { $1 }, parameters: parameters), file: file)
}

extension DoseRecord {
  /// The dose, or nil when it was refused.
  var result: DoseResult? { if case .dose(let result, _) = outcome { result } else { nil } }

  /// The refusal, or nil when there is a dose.
  var refusal: Refusal? { if case .refused(let refusal) = outcome { refusal } else { nil } }

  /// A text of the record's body at a path such as `result.preparation.volume`.
  subscript(path: String) -> String? {
    path.split(separator: ".").reduce(Optional(body)) { $0?[String($1)] }?.text
  }

  /// The texts of a list of the record's body.
  func list(_ path: String, _ key: String? = nil) -> [String] {
    let value = path.split(separator: ".").reduce(Optional(body)) { $0?[String($1)] }
    guard case .array(let entries)? = value else { return [] }
    return entries.compactMap { entry in key == nil ? entry.text : entry[key ?? ""]?.text }
  }
}
