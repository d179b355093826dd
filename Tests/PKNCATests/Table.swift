import Foundation

/// A CSV table of plain fields, as the validation data are.
struct Table {
  let columns: [String]
  let rows: [[String]]

  init(validation name: String) throws {
    try self.init(at: projectRoot.appendingPathComponent("Validation/nca/\(name)"))
  }

  init(at url: URL) throws {
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    columns = lines.first ?? []
    rows = Array(lines.dropFirst())
  }

  func texts(_ column: String) -> [String] {
    guard let index = columns.firstIndex(of: column) else { return [] }
    return rows.map { $0[index] }
  }

  func numbers(_ column: String) -> [Double] { texts(column).map { Double($0) ?? .nan } }
}

/// The folder with `Package.swift`.
let projectRoot = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
