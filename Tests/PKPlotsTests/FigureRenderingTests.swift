import Foundation
import PKPlots
import Testing

/// Each kind of figure, drawn where a renderer is installed: there is something in it, and its axes have their titles.
///
/// `BATEMAN_FIGURE_FOLDER=DIR` keeps the drawings, to be looked at.
@Suite(.enabled(if: Renderer.isInstalled, "no renderer is installed: 'make setup-plots'"))
struct FigureRenderingTests {
  @Test func everyKindIsDrawn() throws {
    let samples = FigureSamples.all
    let drawings = try Renderer.svg(samples.map { Data($0.spec.json) })
    #expect(drawings.count == samples.count)
    for (sample, drawing) in zip(samples, drawings) {
      #expect(drawing.utf8.count > 3000, "\(sample.name)")
      for title in sample.titles { #expect(drawing.contains(title), "\(sample.name): no '\(title)'") }
      let marks = ["mark-symbol", "mark-line", "mark-area", "mark-rule", "mark-rect"]
      #expect(marks.contains { drawing.contains($0) }, "\(sample.name): nothing is drawn")
      // The caption stands in it too.
      #expect(drawing.contains("Model "), "\(sample.name)")
      #expect(!drawing.contains("NaN"), "\(sample.name): a place is no number")
    }
  }
}

/// The environment of `make setup-plots`, called as the command calls it.
enum Renderer {
  static let folder: String = {
    let environment = ProcessInfo.processInfo.environment
    if let given = environment["BATEMAN_PLOTS"], !given.isEmpty { return given }
    if let data = environment["XDG_DATA_HOME"], !data.isEmpty { return data + "/bateman/plots" }
    return (environment["HOME"] ?? "") + "/.local/share/bateman/plots"
  }()

  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: folder + "/bin/python") }

  /// Draws specifications as SVG; PNG too where they are to be kept.
  static func svg(_ specs: [Data]) throws -> [String] {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("bateman-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    for (index, spec) in specs.enumerated() { try spec.write(to: scratch.appendingPathComponent("\(index).json")) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: folder + "/bin/python")
    let program = """
      import sys, json, vl_convert
      for index in range(int(sys.argv[2])):
          spec = json.load(open(f"{sys.argv[1]}/{index}.json"))
          open(f"{sys.argv[1]}/{index}.svg", "w").write(vl_convert.vegalite_to_svg(spec, vl_version="5.21"))
          if len(sys.argv) > 3:
              open(f"{sys.argv[3]}/{index}-{spec['vconcat'][0]['title']['text'][:24]}.png", "wb").write(
                  vl_convert.vegalite_to_png(spec, vl_version="5.21", scale=1.5))
      """
    let kept = ProcessInfo.processInfo.environment["BATEMAN_FIGURE_FOLDER"]
    process.arguments = ["-I", "-c", program, scratch.path, "\(specs.count)"] + (kept.map { [$0] } ?? [])
    try process.run()
    process.waitUntilExit()
    return try specs.indices.map {
      try String(contentsOf: scratch.appendingPathComponent("\($0).svg"), encoding: .utf8)
    }
  }
}
