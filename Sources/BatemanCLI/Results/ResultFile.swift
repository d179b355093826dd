import Bateman
import Foundation

/// A result that a command wrote as JSON: which kind it is, told by its keys, and of which schema.
struct ResultFile {
  /// The kinds of results.
  enum Kind: String, CaseIterable {
    case fit, nca, study, trial, dose, forecast

    /// The command that writes it.
    var command: String {
      switch self {
      case .fit: "bateman fit … --out DIR"
      case .nca: "bateman nca … --json"
      case .study: "bateman study … --json"
      case .trial: "bateman trial simulate … --json"
      case .dose: "bateman dose … --json"
      case .forecast: "bateman forecast … --json"
      }
    }
  }

  /// The schema that this version reads.
  static let schema = 1

  /// The file, and the folder of a fit.
  let path: String
  let folder: String?
  let bytes: [UInt8]
  let kind: Kind

  /// Reads a file; a folder stands for the `fit.json` in it.
  ///
  /// - Throws: when it is missing, no complete JSON, of another schema, or no result.
  init(at path: String) throws(CommandError) {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let named = isThere && isFolder.boolValue ? path + "/" + FitFiles.resultName : path
    let bytes = try TableFile.bytes(at: named)
    let object = try Self.object(bytes, path: named)
    if let schema = object["schema"] as? Int, schema != Self.schema {
      throw .mismatch(
        "'\(named)' has schema \(schema); this version (\(BatemanCommand.currentVersion)) reads schema \(Self.schema)",
        help: ["make the result again with this version, or read it with the version that wrote it"])
    }
    guard let kind = Self.kind(of: object) else {
      throw .mismatch(
        "'\(named)' is no result of a command of Bateman",
        help: Kind.allCases.map { "\($0.rawValue): '\($0.command)'" })
    }
    self.bytes = bytes
    self.kind = kind
    self.path = named
    folder =
      isThere && isFolder.boolValue
      ? path
      : named.hasSuffix("/" + FitFiles.resultName)
        ? String(named.dropLast(FitFiles.resultName.count + 1)) : named == FitFiles.resultName ? "." : nil
  }

  private static func object(_ bytes: [UInt8], path: String) throws(CommandError) -> [String: Any] {
    guard !bytes.isEmpty else { throw .mismatch("'\(path)' is empty", help: ["make the result again"]) }
    if let object = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] { return object }
    let last = bytes.last { $0 > 0x20 }
    if bytes.first == UInt8(ascii: "{"), last != UInt8(ascii: "}") {
      throw .mismatch(
        "'\(path)' is cut short: it ends after \(bytes.count) bytes within its JSON", help: ["make the result again"])
    }
    throw .mismatch("'\(path)' is no JSON object", help: ["a result is what a command writes with --json or --out"])
  }

  /// Told by keys that the other kinds have not.
  private static func kind(of object: [String: Any]) -> Kind? {
    func has(_ keys: String...) -> Bool { keys.allSatisfy { object[$0] != nil } }
    if has("theta", "omega", "termination") { return .fit }
    if has("rules", "findings", "comparisons") { return .nca }
    if (object["schema"] as? String)?.hasPrefix("bateman-dose-record/") == true { return .dose }
    if has("arms"), has("population") || has("exposures") || has("exposure") { return .study }
    if has("design") || has("operatingCharacteristics") { return .trial }
    if has("posterior") || has("forecast") { return .forecast }
    return nil
  }

  /// The result as a value.
  func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws(CommandError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw .mismatch("'\(path)' lacks what a result of '\(kind.command)' has: \(Self.words(error))")
    } catch {
      throw .mismatch("'\(path)' cannot be read as a result of '\(kind.command)'")
    }
  }

  private static func words(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
      let path = (context.codingPath + (key.map { [$0] } ?? [])).map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
      return path.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context): return "the key '\(place(context, key))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return "'\(place(context))' has another kind of value"
    @unknown default: return "it has another form"
    }
  }

  /// - Throws: when it is of another kind.
  func require(_ wanted: Kind, for what: String) throws(CommandError) {
    guard kind == wanted else {
      throw .usage(
        "\(what) needs a result of '\(wanted.command)', and '\(path)' is one of '\(kind.command)'")
    }
  }
}
