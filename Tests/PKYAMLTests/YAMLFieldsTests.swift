import PKText
import PKYAML
import Testing

/// Typed readers of fields, and what they say of values that they cannot read.
@Suite struct YAMLFieldsTests {
  static let keys = ["name", "count", "share", "size", "kind", "list", "inner", "flag"]

  enum Kind: String, CaseIterable { case small, large }

  static func read<Value>(_ text: String, _ body: (YAMLFields) -> Value?) throws -> (Value?, String) {
    let faults = try YAMLFaults(SourceText(name: "t.yaml", text), codes: YAMLCodes(from: 9001))
    let value = YAMLFields(faults.root, "test", keys: keys, in: faults).flatMap(body)
    do throws(DiagnosticList) {
      try faults.check()
      return (value, "")
    } catch {
      return (value, error.rendered())
    }
  }

  @Test("values are read as they are written") func values() throws {
    let text = """
      name: "a b"
      count: 12
      share: 12.5 %
      size: 1.50 mg/kg
      kind: large
      list: [x, y]
      inner: {name: z}
      flag: no
      """
    #expect(try Self.read(text) { $0.text("name") }.0 == "a b")
    #expect(try Self.read(text) { $0.whole("count", 0...20) }.0 == 12)
    #expect(try Self.read(text) { $0.number("count", 0...20) }.0 == 12)
    #expect(try Self.read(text) { $0.fraction("share") }.0 == 0.125)
    #expect(try Self.read(text) { $0.measure("size") }.0?.value == 1.5)
    #expect(try Self.read(text) { $0.measure("size") }.0?.unit == "mg/kg")
    #expect(try Self.read(text) { $0.choice("kind", Kind.self) }.0 == .large)
    #expect(try Self.read(text) { $0.index("kind", among: ["small", "large"]) }.0 == 1)
    #expect(try Self.read(text) { $0.nodes("list").compactMap(\.text) }.0 == ["x", "y"])
    #expect(try Self.read(text) { $0.fields("inner", keys: ["name"])?.text("name") }.0 == "z")
    #expect(try Self.read(text) { $0.flag("flag") }.0 == false)
    #expect(try Self.read(text) { $0.optionalText("missing") }.0 == nil)
  }

  static let messages: [(text: String, place: String, words: String)] = [
    ("nam: a", "1:1", "unknown key 'nam' in 'test'"), ("nam: a", "1:1", "did you mean 'name'?"),
    ("name: [a]", "1:7", "'name' is a text"), ("count: 21", "1:8", "'count' is a whole number from 0 to 20"),
    ("count: 1\n", "1:1", "'test' has no 'name'"), ("share: 120 %", "1:8", "from 0.0 to 100.0 %"),
    ("share: 0,5", "1:8", "write decimals with a point: '0.5'"), ("size: mg", "1:7", "such as '3 mg'"),
    ("kind: lage", "1:7", "did you mean 'large'?"), ("list: []", "1:7", "at least one entry"),
    ("inner: 3", "1:8", "'inner' has fields, such as 'name'"), ("flag: true", "1:7", "'yes' or 'no'"),
  ]

  @Test("message: what is wrong, where and how to put it right", arguments: messages.indices)
  func message(index: Int) throws {
    let (text, place, words) = Self.messages[index]
    let (_, rendered) = try Self.read(text) { fields -> Bool in
      _ = (fields.text("name"), fields.optionalWhole("count", 0...20), fields.optionalFraction("share"))
      _ = (fields.optionalMeasure("size", such: "3 mg"), fields.optionalChoice("kind", Kind.self))
      _ = (fields.has("list") ? fields.nodes("list") : [], fields.optionalFields("inner", keys: ["name"]))
      return fields.optionalFlag("flag") ?? false
    }
    #expect(rendered.contains("t.yaml:\(place)"), "\(rendered)")
    #expect(rendered.contains(words), "\(rendered)")
  }

  @Test("a part of a text has its place, behind quotation marks too") func parts() throws {
    let faults = try YAMLFaults(SourceText(name: "t", "ä: \"one two\"\n"), codes: YAMLCodes(from: 9001))
    let node = try #require(faults.root["ä"])
    let range = node.range(ofPart: 4..<7)
    #expect(faults.source[range] == "two")
    #expect(faults.source.location(of: range.lowerBound) == SourceLocation(line: 1, column: 9))
  }

  @Test("what is too deep, too long, too large or no YAML is refused with its place") func limits() {
    let texts = [
      String(repeating: "[", count: 1_000), String(repeating: "- ", count: 100_000), "a: &x 1\nb: *x\n", "", "a: [",
      "a: 1\na: 2\n", "a: \"\u{0}", String(repeating: "x: y\n", count: 300_000),
    ]
    for text in texts {
      #expect(throws: DiagnosticList.self) {
        try YAMLFaults(SourceText(name: "t", text), codes: YAMLCodes(from: 9001))
      }
    }
  }
}
