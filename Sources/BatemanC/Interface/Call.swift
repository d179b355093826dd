import FoundationEssentials

/// Requests and answers as JSON.
enum Call {
  /// The requests there are, by the value of `call`.
  private static let known = ["check", "simulate", "fit", "nca", "dose"]

  /// Answers a request; what is wrong is an answer with `diagnostics`.
  static func answer(to request: [UInt8]) -> String {
    do {
      switch try decoded(Envelope.self, request).call {
      case "check": return json(try decoded(CheckCall.self, request).answer())
      case "simulate": return json(try decoded(SimulateCall.self, request).answer())
      case "fit": return json(try decoded(FitCall.self, request).answer())
      case "nca": return json(try decoded(NCACall.self, request).answer())
      case "dose": return try decoded(DoseCall.self, request).answer()
      case let other:
        throw CallFailure("there is no call '\(other)'", help: ["there are \(known.joined(separator: ", "))"])
      }
    } catch {
      return CallFailure(error).json
    }
  }

  /// A request of a kind; unknown keys are errors.
  static func decoded<Request: Decodable>(_ type: Request.Type, _ bytes: [UInt8]) throws -> Request {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw CallFailure(decoding: error)
    }
  }

  /// A value as JSON with sorted keys; numbers that JSON does not have are null where the value says so.
  static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { return CallFailure.notEncodable.json }
    return String(decoding: data, as: UTF8.self)
  }

  private struct Envelope: Decodable { var call: String }
}

/// A key of any name.
struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Decoder {
  /// - Throws: `CallFailure` with the nearest name when the object has a key that is not known.
  func checkKeys(_ known: [String]) throws {
    for key in try container(keyedBy: AnyKey.self).allKeys where key.stringValue != "call" {
      guard !known.contains(key.stringValue) else { continue }
      throw CallFailure.unknownKey(key.stringValue, among: known)
    }
  }
}
