import PKDosing
import PKText
import Testing

/// Protocol files that are refused, with the place and the way out.
@Suite struct ProtocolErrorTests {
  /// What is changed in a good file, and what is said.
  static let changes: [(from: String, to: String, message: String, help: String)] = [
    ("reductions:", "reduction:", "unknown key 'reduction' in 'protocol'", "did you mean 'reductions'?"),
    ("maximumAge", "maximumage", "unknown key 'maximumage' in 'weight'", "did you mean 'maximumAge'?"),
    ("dose: 300 mg", "dose: 301 mg", "expected 301 mg, found 300 mg", "correct the rule or the vector"),
    ("dose: 5 mg/kg", "dose: \"5,0 mg/kg\"", "a comma", "did you mean 5.0"),
    ("dose: 4 mg/kg", "dose: 6 mg/kg", "from the highest dose to the lowest", ""),
    ("bateman-protocol/1", "bateman-protocol/2", "the schema is 'bateman-protocol/2'", ""),
    ("mode: halfUp", "mode: halfup", "'mode' cannot be 'halfup'", "did you mean 'halfUp'?"),
    (
      "dose: 5 mg/kg, cap: none", "dose: 5 mg/kg, cap: $cap mg", "'$cap' is not among",
      "declare it"
    ),
    ("of: rounding", "of: roundin", "there is no section 'roundin'", "did you mean 'rounding'?"),
    (
      "  - {of: rounding, is: assumption, from: a test}\n", "", "does not say where 'rounding' is from",
      "add {of: rounding"
    ),
    ("metric: actual", "metric: bsa, formula: mosteller", "a dose's unit does not go with the size 'bsa'", ""),
    ("metric: actual", "metric: bsa, formula: boyd", "Boyd's surface is not checked twice", ""),
    ("days: [1]", "days: [8, 1]", "'days' are days of the cycle in order", ""),
    ("cap: none}\n", "}\n", "'levels' has no 'cap'", ""),
    ("[100 mg]", "[100 mg, 100 mg]", "a strength is said twice", ""),
    ("title: a protocol", "title: &a a protocol", "anchors and aliases are not used", ""),
    ("use: training", "use: [", "cannot be read as YAML", ""),
    ("id: TEST", "id: TEST\nid: TEST", "'id' is said twice", ""),
    ("hard: {dose: 2500 mg}", "hard: {}", "'hard' has no 'dose'", ""),
    ("metric: actual", "metric: adjusted, formula: devine", "'factor'", ""),
    ("metric: actual", "metric: ideal, formula: devine", "'belowFiveFeet'", ""),
    (
      "metric: actual", "metric: ideal, formula: devine, belowFiveFeet: extent", "belowFiveFeet",
      "did you mean 'extend'?"
    ),
    (
      "metric: actual", "metric: actual, belowFiveFeet: refuse",
      "only a published line of ideal weight begins at five feet", ""
    ),
    (
      "metric: actual", "metric: adjusted, formula: devine, belowFiveFeet: refuse, factor: 1.01",
      "the factor is above 0 and at most 1", ""
    ),
    (
      "metric: actual", "metric: adjusted, formula: devine, belowFiveFeet: refuse, factor: 0",
      "the factor is above 0 and at most 1", ""
    ),
  ]

  @Test("a changed file", arguments: changes.indices) func changed(index: Int) throws {
    let change = Self.changes[index]
    let original = TestProtocol().text
    let text = original.replacing(change.from, with: change.to, maxReplacements: 1)
    #expect(text != original, "the change did not apply")
    let list = #expect(throws: DiagnosticList.self) { try ProtocolFile(SourceText(name: "test.yaml", text)) }
    let rendered = list?.rendered() ?? ""
    #expect(rendered.contains(change.message), "\(rendered)")
    #expect(rendered.contains(change.help), "\(rendered)")
    #expect(rendered.contains("--> test.yaml:"))
    let record = DoseRecord(DoseRequest([.arm: "A"]), protocol: SourceText(name: "test.yaml", text))
    let isVector = change.message.hasPrefix("expected")
    #expect(record.refusal?.code == (isVector ? .protocolVectors : .protocolInvalid))
  }

  @Test("a vector that does not come out is shown in its own line") func vectorPlace() throws {
    let text = TestProtocol().text.replacing("dose: 300 mg", with: "dose: 301 mg", maxReplacements: 1)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("dose: 301 mg") }) + 1
    let list = #expect(throws: DiagnosticList.self) { try ProtocolFile(SourceText(name: "test.yaml", text)) }
    #expect(list?.rendered().contains("--> test.yaml:\(line):") == true)
  }

  @Test("message: place, caret and help") func rendering() throws {
    let text = TestProtocol().text.replacing("maximumAge", with: "maximumage")
    let list = #expect(throws: DiagnosticList.self) { try ProtocolFile(SourceText(name: "test.yaml", text)) }
    let rendered = list?.rendered() ?? ""
    #expect(rendered.contains("  maximumage: 7 days\n"))
    #expect(rendered.contains("^^^^^^^^^^"))
  }

  @Test("what is too deep, too long or too large is refused, never followed") func shape() {
    let texts = [
      String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
      String(repeating: "{a: ", count: 50_000), String(repeating: "x: y\n", count: 60_000), "", "\u{0}", "a: b",
      String(repeating: "? ", count: 90_000),
    ]
    for text in texts {
      #expect(throws: DiagnosticList.self) { try ProtocolFile(SourceText(name: "test.yaml", text)) }
    }
  }
}
