import PKDosing
import Testing

/// The reader of records by itself, at the ends of everything that it takes.
@Suite struct JSONReaderTests {
  private func read(_ text: String) throws(JSONReader.Fault) -> JSONValue { try JSONReader.value(of: text.utf8) }

  @Test(
    "whole numbers below 2⁵³, in canonical form",
    arguments: [
      ("0", 0), ("-1", -1), ("10", 10), ("9007199254740991", 9_007_199_254_740_991),
      ("-9007199254740991", -9_007_199_254_740_991),
    ])
  func numbers(text: String, value: Int) throws { #expect(try read(text) == .number(value)) }

  @Test(
    "other numbers are refused",
    arguments: [
      "9007199254740992", "-9007199254740992", "-0", "00", "+1", "1.0", "1e2", "1E2", "-", "99999999999999999999",
    ])
  func otherNumbers(text: String) { #expect(throws: JSONReader.Fault.self) { try read(text) } }

  @Test(
    "escapes of all scalars, their ends included",
    arguments: [
      (#""\u0000""#, "\u{0}"), (#""\uD7FF""#, "\u{d7ff}"), (#""\ue000""#, "\u{e000}"), (#""\uffff""#, "\u{ffff}"),
      (#""\ud800\udc00""#, "\u{10000}"), (#""\ud800\udfff""#, "\u{103ff}"), (#""\uDBFF\uDFFF""#, "\u{10ffff}"),
      (#""\ud83d\ude00""#, "\u{1f600}"), (#""\u0aF9""#, "\u{af9}"), (#""\b\f\n\r\t\/\\\"""#, "\u{8}\u{c}\n\r\t/\\\""),
      ("\" \u{7f}é€\"", " \u{7f}é€"),
    ])
  func escapes(text: String, value: String) throws { #expect(try read(text) == .string(value)) }

  @Test(
    "halves of pairs and other characters than hexadecimal ones are refused",
    arguments: [
      #""\ud800""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\udbff""#, #""\ud800\ue000""#, #""\udbff\ud800""#,
      #""\udc00\udc00""#, #""\udfff""#, #""\u000/""#, #""\u000:""#, #""\u000@""#, #""\u000G""#, #""\u000`""#,
      #""\u000g""#, #""\u00""#, #""\u"#, #""\"#, "\"\u{1f}\"", "\"\u{0}\"",
    ])
  func otherEscapes(text: String) { #expect(throws: JSONReader.Fault.self) { try read(text) } }

  @Test("blanks between everything") func blanks() throws {
    let text = " \t\r\n{ \"a\" :\n[ 1 ,\t2 ] , \"b\" : { } , \"c\" : [ ] }\r "
    #expect(
      try read(text) == .object(["a": .array([.number(1), .number(2)]), "b": .object([:]), "c": .array([])]))
    #expect(throws: JSONReader.Fault.self) { try read("\u{b}1") }
  }

  @Test("32 levels are read, 33 are not") func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels - 1) + "1" + String(repeating: "]", count: levels - 1)
    }
    #expect(throws: Never.self) { try read(nested(32)) }
    #expect(throws: JSONReader.Fault.self) { try read(nested(33)) }
    let objects = String(repeating: "{\"a\":", count: 32) + "1" + String(repeating: "}", count: 32)
    #expect(throws: JSONReader.Fault.self) { try read(objects) }
  }

  @Test(
    "what is cut off or goes on is refused",
    arguments: [
      "", "[", "[1", "[1,", "[1,]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "\"a", "t", "nul",
      "1 2", "[] []", "{\"a\":1,\"a\":1}", "{,}", "[,]",
    ])
  func cut(text: String) { #expect(throws: JSONReader.Fault.self) { try read(text) } }

  @Test("law: canonical text is read back as the value") func roundTrip() throws {
    let value = JSONValue.object([
      "a": .array([.null, .bool(true), .bool(false), .number(-12), .string("ü\n\u{1}\"")]),
      "": .object(["b": .number(0)]),
    ])
    #expect(try read(value.canonical) == value)
  }
}
