import ArgumentParser

/// The forms that a figure is written in.
enum FigureFormat: String, CaseIterable, ExpressibleByArgument {
  case svg, png, pdf, html, json

  /// The form that a file's name asks for; nil for another ending.
  init?(path: String) {
    guard let dot = path.lastIndex(of: "."), dot > (path.lastIndex(of: "/") ?? path.startIndex) else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }

  /// Whether the renderer is needed.
  var needsRenderer: Bool { self != .json }

  static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
