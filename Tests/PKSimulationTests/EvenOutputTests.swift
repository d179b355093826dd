import PKData
import PKModel
import PKSimulation
import PKTestSupport
import PKText
import Testing

/// Agreement: outputs at many evenly spaced times, of which a closed form makes use, against outputs at a few at a time.
@Suite struct EvenOutputTests {
  struct Grid: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let times: [Double]

    init(_ name: String, _ count: Int, _ time: (Double) -> Double) {
      testDescription = name
      times = (0..<count).map { time(Double($0)) }
    }
  }

  static let grids: [Grid] = [
    Grid("quarters of an hour", 289) { 0.25 * $0 },
    Grid("tenths, which have no exact representation", 721) { 0.1 * $0 },
    Grid("from late on", 100) { 48.3 + $0 / 7 },
    Grid("two spacings", 160) { $0 < 90 ? 0.5 * $0 : 44.5 + 0.1 * ($0 - 89) },
    Grid("nearly even", 60) { $0 == 30 ? 30 + 1e-9 : $0 },
    Grid("some at once", 90) { ($0 / 3).rounded(.down) },
  ]

  /// To 10⁻¹³ of the largest value: exponentials over at most 24 h of rates below 1/h, the times off by their rounding, and
  /// states that were carried along from the same events.
  @Test(arguments: grids) func areThoseOfFewTimes(_ grid: Grid) throws {
    let times = grid.times
    let model = try TestModel.iv2.compiled()
    func values(_ times: [Double]) throws -> [Double] {
      let regimen = try Regimen(parsing: SourceText(name: "regimen", "100 mg over 1 h every 24 h x 3"))
      let simulation = try PopulationSimulation(
        of: model, arms: [Arm(regimen)], subjects: nil, times: times, until: 75, followsCycles: false)
      let chunk = simulation.chunk(0)
      return times.indices.map { chunk.prediction(subject: 0, time: $0, output: 0) }
    }
    let together = try values(times)
    let largest = together.max() ?? 0
    #expect(largest > 0)
    // Seven at a time have no spacing that is made use of.
    for first in stride(from: 0, to: times.count, by: 7) {
      let places = first..<min(first + 7, times.count)
      for (place, value) in zip(places, try values(Array(times[places]))) {
        #expect(
          isClose(together[place], value, relative: 0, absolute: 1e-13 * largest),
          "at \(times[place])")
      }
    }
  }
}
