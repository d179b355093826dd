import Bateman
import Foundation

/// A result that a command wrote as JSON: which kind it is, told by its keys, and of which schema.
struct ResultFile {
  /// The numbered schema that this version reads.
  static let schema = 1

  /// The file, and the folder that it stands for; nil of a file by itself.
  let path: String
  let folder: String?
  let bytes: [UInt8]
  let kind: ResultKind

  /// Reads a file; a folder stands for the result in it, such as `fit.json`.
  ///
  /// - Throws: when it is missing, no complete JSON, of another schema, or no result.
  init(at path: String) throws(CommandError) {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let named = isThere && isFolder.boolValue ? Self.result(in: path) : path
    let bytes = try TableFile.bytes(at: named)
    let object = try Self.object(bytes, path: named)
    kind = try Self.kind(of: object, path: named)
    self.bytes = bytes
    self.path = named
    let parts = named.split(separator: "/", omittingEmptySubsequences: false)
    let isInFolder = ResultKind.files.contains(parts.last.map(String.init) ?? "")
    folder = isInFolder ? (parts.count > 1 ? parts.dropLast().joined(separator: "/") : ".") : nil
  }

  /// The file that stands for a folder.
  private static func result(in folder: String) -> String {
    let names = ResultKind.files.map { folder + "/" + $0 }
    return names.first { FileManager.default.fileExists(atPath: $0) } ?? names[0]
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

  /// Told by the name of the schema, or by keys that the other kinds have not.
  private static func kind(of object: [String: Any], path: String) throws(CommandError) -> ResultKind {
    if let name = object["schema"] as? String {
      let parts = name.split(separator: "/").map(String.init)
      guard parts.count == 2, let kind = ResultKind(family: parts[0]), let version = ResultKind.families[parts[0]]
      else {
        throw unknown(path)
      }
      guard parts[1] == "\(version)" else { throw other(path, name, "\(parts[0])/\(version)") }
      return kind
    }
    if let number = object["schema"] as? Int, number != Self.schema { throw other(path, "\(number)", "\(Self.schema)") }
    guard let kind = ResultKind(keys: Set(object.keys)) else { throw unknown(path) }
    return kind
  }

  private static func other(_ path: String, _ schema: String, _ own: String) -> CommandError {
    .mismatch(
      "'\(path)' has schema \(schema); this version (\(BatemanCommand.currentVersion)) reads schema \(own)",
      help: ["make the result again with this version, or read it with the version that wrote it"])
  }

  private static func unknown(_ path: String) -> CommandError {
    .mismatch(
      "'\(path)' is no result of a command of Bateman",
      help: ResultKind.allCases.map { "\($0.rawValue): '\($0.command)'" })
  }

  /// The result as a value.
  func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws(CommandError) -> Value {
    do {
      let decoder = JSONDecoder()
      // As the command writes numbers that JSON has no form for.
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
      return try decoder.decode(type, from: Data(bytes))
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
  func require(_ wanted: ResultKind, for what: String) throws(CommandError) {
    guard kind == wanted else {
      throw .usage(
        "\(what) needs a result of '\(wanted.command)', and '\(path)' is one of '\(kind.command)'")
    }
  }
}
