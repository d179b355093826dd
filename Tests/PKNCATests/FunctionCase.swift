import Foundation

/// One case of a single function, from a file of such cases that may lie beside the project.
struct FunctionCase: Sendable {
  /// A value of JSON, in which numbers may be missing or infinite.
  indirect enum Value: Sendable, Hashable {
    case missing
    case number(Double)
    case text(String)
    case flag(Bool)
    case list([Value])
    case object([String: Value])

    init(_ json: Any) {
      switch json {
      case let text as String where text == "NA": self = .missing
      case let text as String:
        self = ["Inf": .number(.infinity), "-Inf": .number(-.infinity), "NaN": .number(.nan)][text] ?? .text(text)
      case let number as NSNumber:
        self = CFGetTypeIDIsBoolean(number) ? .flag(number.boolValue) : .number(number.doubleValue)
      case let list as [Any]: self = .list(list.map(Value.init))
      case let object as [String: Any]: self = .object(object.mapValues(Value.init))
      default: self = .missing
      }
    }

    /// The value as a list: R does not tell a number from a list of one.
    var list: [Value] { if case .list(let list) = self { list } else { [self] } }
    /// Numbers; nil where they are missing.
    var numbers: [Double?] { list.map(\.number) }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    subscript(_ key: String) -> Value? { if case .object(let object) = self { object[key] } else { nil } }
  }

  let index: Int
  let function: String
  let arguments: [String: Value]
  let expected: Value
  let expression: String
  var testDescription: String { "\(index): \(expression)" }

  /// The file: below `../shared/data`, or wherever `BATEMAN_REFERENCE_DATA` says.
  static let url: URL = {
    let folder = ProcessInfo.processInfo.environment["BATEMAN_REFERENCE_DATA"].map { URL(fileURLWithPath: $0) }
    return (folder ?? projectRoot.appendingPathComponent("../shared/data"))
      .appendingPathComponent("nca/pknca_cases.json")
  }()
  static let isAvailable = FileManager.default.fileExists(atPath: url.path)

  static let all: [FunctionCase] = {
    guard let data = try? Data(contentsOf: url),
      let file = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let cases = file["cases"] as? [[String: Any]]
    else { return [] }
    return cases.enumerated().map { index, item in
      let arguments = (item["args"] as? [String: Any] ?? [:]).mapValues(Value.init)
      return FunctionCase(
        index: index, function: item["function"] as? String ?? "", arguments: arguments,
        expected: Value(item["expected"] ?? NSNull()), expression: item["expression"] as? String ?? "")
    }
  }()

  /// An argument by name or by its place, counted from 1.
  func argument(_ name: String, _ place: Int = 0) -> Value? { arguments[name] ?? arguments["arg\(place)"] }
  func numbers(_ name: String, _ place: Int = 0) -> [Double?] { argument(name, place)?.numbers ?? [] }
  func number(_ name: String, _ place: Int = 0) -> Double? { argument(name, place)?.number }
}

/// Whether a number of JSON was written `true` or `false`.
private func CFGetTypeIDIsBoolean(_ number: NSNumber) -> Bool {
  String(cString: number.objCType) == "c"
}
