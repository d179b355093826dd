import PKDosing
import Testing

/// Lines of a record file that were changed so that they are no canonical JSON: each is found at its byte.
@Suite struct MalformedRecordTests {
  @Test(arguments: [
    ("{\"a\":1.5}", 7, "a number is not a whole one"),
    ("{\"a\":1e3}", 7, "a number is not a whole one"),
    ("{\"a\":01}", 8, "a number is not a whole one"),
    ("{\"a\":-}", 7, "a number is not a whole one"),
    ("{\"a\":9007199254740993}", 22, "a number is not a whole one"),
    ("{\"a\":tru}", 6, "a value is missing"),
    ("{\"a\":}", 6, "a value is missing"),
    ("{\"a\" 1}", 6, "a colon is missing"),
    ("{a:1}", 2, "a key is missing"),
    ("{\"a\":1 \"b\":2}", 8, "a comma is missing"),
    ("{\"a\":1:2}", 7, "a comma is missing"),
    ("{\"a\":[1 2]}", 9, "a comma is missing"),
    ("{\"a\":1,\"a\":2}", 13, "the key 'a' is said twice"),
    ("{\"a\":1}}", 8, "something behind the value"),
    ("{\"a\":\"\\q\"}", 9, "an escape has no meaning"),
    ("{\"a\":\"\\u12G4\"}", 9, "an escape is not hexadecimal"),
    ("{\"a\":\"\\ud800\"}", 13, "half of a pair of surrogates"),
    ("{\"a\":\"\\ud800\\u0041\"}", 19, "half of a pair of surrogates"),
    ("{\"a\":\"\\udc00\"}", 13, "half of a pair of surrogates"),
    ("{\"a\":\"b}", 9, "a text does not end"),
    ("{\"a\":\"\t\"}", 8, "a control character is not escaped"),
  ])
  func isFound(_ line: String, _ byte: Int, _ words: String) {
    let mismatch = RecordVerification(Array("\(line)\n".utf8)).mismatch
    #expect(mismatch?.line == 1)
    #expect(mismatch?.message.contains("at byte \(byte):") == true, "\(mismatch?.message ?? "nothing found")")
    #expect(mismatch?.message.contains(words) == true, "\(mismatch?.message ?? "nothing found")")
  }

  @Test("what is nested without end, and what is no text at all") func depthAndBytes() {
    let deep = String(repeating: "[", count: 40) + "}"
    #expect(RecordVerification(Array(deep.utf8)).mismatch?.message.contains("nested too deeply") == true)
    #expect(RecordVerification([0xFF, UInt8(ascii: "}")]).mismatch?.message.contains("not UTF-8") == true)
  }

  /// Canonical JSON of any kind is read; that it is no record is another matter.
  @Test func otherJSONIsNoRecord() {
    for line in ["{\"a\":[true,false,null,[],{}]}", "{\"a\":\"\\b\\f\\n\\r\\t\\/\\\\\\\"\\ud83d\\ude00\"}", "{}"] {
      let message = RecordVerification(Array(line.utf8)).mismatch?.message
      #expect(message != nil && message?.contains("not JSON") == false, "\(message ?? "nothing found")")
    }
  }
}
