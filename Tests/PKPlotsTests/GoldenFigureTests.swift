import Foundation
import PKPlots
import Testing

/// Each kind of figure against its JSON, which is compared as bytes.
///
/// When a figure is meant to change: `BATEMAN_UPDATE_SNAPSHOTS=1 swift test --filter GoldenFigureTests`, and look at the
/// drawings that `Documentation/Figures.md` tells how to make.
struct GoldenFigureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Golden")

  @Test(arguments: FigureSamples.all.map(\.name))
  func isAsBefore(_ name: String) throws {
    let sample = try #require(FigureSamples.all.first { $0.name == name })
    let file = Self.folder.appendingPathComponent(name + ".json")
    if ProcessInfo.processInfo.environment["BATEMAN_UPDATE_SNAPSHOTS"] == "1" {
      try Data(sample.spec.json).write(to: file)
    }
    let expected = try Data(contentsOf: file)
    #expect(Array(expected) == sample.spec.json, "'\(name)' differs from Golden/\(name).json")
  }

  /// Whatever a figure is of, its axes have titles, and what it is of stands below.
  @Test(arguments: FigureSamples.all.map(\.name))
  func saysWhatItIs(_ name: String) throws {
    let sample = try #require(FigureSamples.all.first { $0.name == name })
    let text = String(decoding: sample.spec.json, as: UTF8.self)
    for title in sample.titles { #expect(text.contains("\"title\" : \"\(title)\""), "\(title)") }
    #expect(sample.spec.caption.joined(separator: " ").contains("Model"))
    #expect(!sample.spec.summary.isEmpty && !sample.spec.panels.isEmpty)
  }

  @Test func surrogatesSaySo() throws {
    let figure = try #require(FigureSamples.all.first { $0.name == "exposure" })
    #expect(figure.spec.caption[0].hasPrefix("SURROGATE MODEL"))
  }

  @Test func namesOfPercentiles() {
    let figure = PredictiveCheckFigure(
      [
        PredictiveCheckFigure.Panel(title: nil, output: "y", unit: "1", limit: nil, bins: [], points: [])
      ], percentiles: [0.01, 0.025, 0.113, 0.5, 0.92], level: 0.9, abscissa: "Time", unit: nil,
      isPredictionCorrected: false, isLogarithmic: false, caption: FigureCaption())
    let text = figure.spec.caption.joined(separator: " ")
    #expect(text.contains("1st, 2.5th, 11.3th, 50th, 92nd") && text.contains("90 % intervals"))
  }
}
