import PKDosing
import Testing

/// Canonical JSON (RFC 8785) and what records are read with.
@Suite struct JSONTests {
  @Test("golden: keys in the order of UTF-16 units (RFC 8785, section 3.2.3)") func keyOrder() {
    let value = JSONValue.object([
      "\u{20ac}": .string("Euro Sign"), "\r": .string("Carriage Return"), "\u{fb33}": .string("Hebrew"),
      "1": .string("One"), "\u{1f600}": .string("Emoji"), "\u{80}": .string("Control"), "\u{f6}": .string("Latin"),
    ])
    let expected = [
      "\"\\r\":\"Carriage Return\"", "\"1\":\"One\"", "\"\u{80}\":\"Control\"", "\"\u{f6}\":\"Latin\"",
      "\"\u{20ac}\":\"Euro Sign\"", "\"\u{1f600}\":\"Emoji\"", "\"\u{fb33}\":\"Hebrew\"",
    ]
    #expect(value.canonical == "{" + expected.joined(separator: ",") + "}")
  }

  @Test("golden: strings with the shortest escapes (RFC 8785, section 3.2.2.2)") func strings() {
    let text = "\u{20ac}$\u{f}\nA'B\"\\\\\"/"
    #expect(JSONValue.string(text).canonical == #""€$\u000f\nA'B\"\\\\\"/""#)
    #expect(JSONValue.array([.null, .bool(true), .bool(false), .number(-12)]).canonical == "[null,true,false,-12]")
  }

  @Test("golden: SHA-256 (FIPS 180-4)") func fingerprints() {
    #expect(
      Fingerprint.sha256(Array("abc".utf8))
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Fingerprint.sha256([]) == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
