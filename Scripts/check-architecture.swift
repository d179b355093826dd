// Holds three things together: the table of Documentation/Architecture.md, the package manifest, and what
// the sources really import. Prints every difference and fails when there is one.
import Foundation

/// What `swift package dump-package` says of a target; only the parts needed here.
struct Manifest: Decodable {
  struct Target: Decodable {
    let name: String
    let type: String
    let dependencies: [[String: Dependency]]
  }
  /// A dependency is a list whose first entry is the name of a target or product.
  struct Dependency: Decodable {
    let name: String
    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      name = try list.decode(String.self)
    }
  }
  let targets: [Target]
}

let root = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().deletingLastPathComponent()
let documentPath = "Documentation/Architecture.md"
var problems: [String] = []

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("check-architecture: \(message)\n".utf8))
  exit(1)
}

func dumpedManifest() -> Manifest {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["swift", "package", "dump-package"]
  process.currentDirectoryURL = root
  let output = Pipe()
  process.standardOutput = output
  guard (try? process.run()) != nil else { fail("'swift package dump-package' does not start") }
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0, let manifest = try? JSONDecoder().decode(Manifest.self, from: data) else {
    fail("'swift package dump-package' failed or wrote something unexpected")
  }
  return manifest
}

/// The rows of the table that begins below the heading "Targets": target → what it may import.
func documentedImports() -> [String: Set<String>] {
  guard let text = try? String(contentsOf: root.appendingPathComponent(documentPath), encoding: .utf8) else {
    fail("\(documentPath) cannot be read")
  }
  var table: [String: Set<String>] = [:]
  var isInside = false
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("#") { isInside = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces) == "Targets" }
    guard isInside, line.hasPrefix("| `") else { continue }
    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard cells.count == 3 else { fail("\(documentPath): a row of 'Targets' needs three cells: \(line)") }
    let name = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
    if table[name] != nil { fail("\(documentPath) has two rows for \(name)") }
    table[name] = Set(
      cells[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0 != "–" })
  }
  if table.isEmpty { fail("\(documentPath) has no table below the heading 'Targets'") }
  return table
}

/// The modules a target's sources import, each with the file that does.
func importedModules(of target: String) -> [(module: String, file: String)] {
  let modifiers: Set<Substring> = ["public", "package", "internal", "private", "fileprivate", "@_exported"]
  let folder = root.appendingPathComponent("Sources/\(target)")
  var found: [(String, String)] = []
  for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init()
  where path.hasSuffix(".swift") {
    guard let text = try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8) else {
      fail("Sources/\(target)/\(path) cannot be read")
    }
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").drop { modifiers.contains($0) }
      guard words.first == "import", let module = words.last?.split(separator: ".").first else { continue }
      found.append((String(module), "Sources/\(target)/\(path)"))
    }
  }
  return found
}

func list(_ names: some Sequence<String>) -> String { names.sorted().joined(separator: ", ") }

let manifest = dumpedManifest()
let documented = documentedImports()
let targets = manifest.targets.filter { $0.type != "test" }
let declared = Dictionary(
  uniqueKeysWithValues: targets.map { ($0.name, Set($0.dependencies.flatMap { $0.values.map(\.name) })) })

for (name, dependencies) in declared.sorted(by: { $0.key < $1.key }) {
  guard let allowed = documented[name] else {
    problems.append("target \(name) is in Package.swift but not in the table of \(documentPath)")
    continue
  }
  let extra = dependencies.subtracting(allowed)
  if !extra.isEmpty {
    problems.append("\(name) depends on \(list(extra)) in Package.swift, which \(documentPath) does not allow")
  }
  let unused = allowed.subtracting(dependencies)
  if !unused.isEmpty {
    problems.append("\(name) imports \(list(unused)) by \(documentPath), but Package.swift does not say so")
  }
}
for name in documented.keys.sorted() where declared[name] == nil {
  problems.append("target \(name) is in the table of \(documentPath) but not in Package.swift")
}

// The command alone may load Foundation.
for target in targets where target.type == "regular" || target.type == "executable" {
  for (module, file) in importedModules(of: target.name) {
    if module == "Foundation", target.type != "executable" {
      problems.append("\(file) imports Foundation; core targets use FoundationEssentials, Glibc or nothing")
    }
    if declared[module] != nil, !(declared[target.name] ?? []).contains(module) {
      problems.append("\(file) imports \(module), which \(target.name) does not depend on")
    }
  }
}

if !problems.isEmpty {
  let count = problems.count == 1 ? "1 difference" : "\(problems.count) differences"
  fail("\(count)\n" + problems.map { "  - \($0)" }.joined(separator: "\n"))
}
print("check-architecture: \(targets.count) targets agree with \(documentPath)")
