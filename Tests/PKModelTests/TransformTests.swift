import Foundation
import PKLanguage
import PKModel
import PKNumerics
import PKTestSupport
import PKUnits
import Testing

/// Individual parameters: h⁻¹(h(typical) + η), against the definition of each transform.
@Suite struct TransformTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let transform: Transform
    let typical: Double
    let forward: @Sendable (Double) -> Double
    let inverse: @Sendable (Double) -> Double
    var testDescription: String { "\(transform)" }
  }

  static let cases = [
    Case(transform: .normal, typical: -2.5, forward: { $0 }, inverse: { $0 }),
    Case(transform: .logNormal, typical: 5, forward: { log($0) }, inverse: { exp($0) }),
    Case(
      transform: .logitNormal(lower: 0, upper: 1), typical: 0.8, forward: { log($0 / (1 - $0)) },
      inverse: { 1 / (1 + exp(-$0)) }),
    Case(
      transform: .logitNormal(lower: -2, upper: 6), typical: 1, forward: { log(($0 + 2) / (6 - $0)) },
      inverse: { -2 + 8 / (1 + exp(-$0)) }),
    Case(
      transform: .boxCox(lambda: 0.5), typical: 4, forward: { ($0.squareRoot() - 1) / 0.5 },
      inverse: { (1 + 0.5 * $0) * (1 + 0.5 * $0) }),
    Case(
      transform: .boxCox(lambda: -0.7), typical: 3, forward: { (pow($0, -0.7) - 1) / -0.7 },
      inverse: { pow(1 - 0.7 * $0, 1 / -0.7) }),
    Case(transform: .boxCox(lambda: 0), typical: 3, forward: { log($0) }, inverse: { exp($0) }),
  ]
  static let etas: Lanes = [0, -0.5, 0.5, 0.1, -0.1, 0.3, -1, 1]

  @Test(arguments: cases) func effectsAddUpOnTheTransformedScale(_ item: Case) throws {
    let values = try individual(item.transform, typical: item.typical, etas: [Self.etas])
    for lane in 0..<8 {
      let expected = item.inverse(item.forward(item.typical) + Self.etas[lane])
      let close = closeness(values[lane], expected, relative: 1e-13)
      #expect(close.holds, "\(close)")
    }
  }

  /// Without an effect, the parameter is the typical value: to the last bit but for Box and Cox's powers.
  @Test(arguments: cases) func noEffectGivesTheTypicalValue(_ item: Case) throws {
    let value = try individual(item.transform, typical: item.typical, etas: [Lanes(repeating: 0)])[0]
    switch item.transform {
    case .boxCox: #expect(ulps(between: value, and: item.typical) <= 4)
    case .logitNormal: #expect(ulps(between: value, and: item.typical) <= 2)
    case .normal, .logNormal: #expect(value == item.typical)
    }
  }

  @Test func effectsOfSubjectAndOccasionAddUp() throws {
    let second: Lanes = [0.2, 0, -0.2, 0.1, 0.4, -0.4, 1, -1]
    let values = try individual(.logNormal, typical: 5, etas: [Self.etas, second])
    for lane in 0..<8 { #expect(isClose(values[lane], 5 * exp(Self.etas[lane] + second[lane]), relative: 1e-14)) }
  }

  /// A logit-normal parameter stays between its bounds, however large the effect.
  @Test func logitNormalStaysWithinItsBounds() throws {
    let extreme: Lanes = [-1e4, 1e4, -40, 40, -700, 700, 5, -5]
    let values = try individual(.logitNormal(lower: 0.1, upper: 0.9), typical: 0.5, etas: [extreme])
    for lane in 0..<8 { #expect(values[lane] >= 0.1 && values[lane] <= 0.9) }
    #expect(values[0] == 0.1)
  }

  private func individual(_ transform: Transform, typical: Double, etas: [Lanes]) throws -> Lanes {
    let source = CheckedModel(
      name: "transform", timeUnit: .one,
      thetas: [Theta(name: "tv", unit: .one, value: typical)],
      individuals: [
        IndividualParameter(
          name: "P", unit: .one, typical: .reference(.theta(0)), transform: transform,
          effects: etas.indices.map { RandomEffect(eta: $0) })
      ],
      etaNames: etas.indices.map { "eta\($0)" })
    let program = try Model(compiling: source).plain
    let registers = LaneBuffer(count: program.prologue.registerCount)
    program.prologue.prepare(registers)
    registers[program.parameters.thetas.lowerBound] = Lanes(repeating: typical)
    for (register, eta) in zip(program.parameters.etas, etas) { registers[register] = eta }
    program.prologue.run(registers)
    return registers[program.prologue.outputs[program.individuals.lowerBound]]
  }
}
