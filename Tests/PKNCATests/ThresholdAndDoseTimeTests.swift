import Foundation
import PKNCA
import Testing

/// Areas above a concentration, times relative to doses, and rules for infusions and boluses, against laws and
/// sums by hand.
@Suite struct ThresholdAndDoseTimeTests {
  private let curve: ConcentrationCurve

  init() throws {
    curve = try #require(
      ConcentrationCurve(times: [0, 1, 2, 3, 4, 5, 6], concentrations: [0, 1, 2, 3, 4, 5, 1]))
  }

  /// Straight: from 2 at 2 h to 5 at 5 h, a triangle of 4.5; then down to 2 within 0.75 h, one of 1.125.
  @Test func areaAboveByHand() {
    #expect(curve.area(above: 2, method: .linear).number == 5.625)
    // With the samples less 2 and at least 0: 4.5, and down to 0 in an hour.
    #expect(curve.area(above: 2, method: .linear, crossings: .sampled).number == 6)
    #expect(curve.area(above: 9, method: .linear) == .value(0))
    #expect(curve.area(above: nil, method: .linear) == .notCalculable(because: .noThreshold))
    #expect(curve.area(above: .nan, method: .linear).number == nil)
  }

  /// Law: the area above 0 is AUCALL, and areas above two concentrations differ by the integral of the time above.
  @Test(arguments: AreaMethod.allCases)
  func areaAboveIsTheIntegralOfTimeAbove(_ method: AreaMethod) throws {
    let curve = try #require(
      ConcentrationCurve(times: [0, 0.5, 1, 3, 5, 8, 10], concentrations: [0, 4, 8, 6, 2, 0.5, 0]))
    let all = try #require(
      curve.integral(of: .area, from: 0, to: .infinity, method: method, tail: .triangle).number)
    #expect((try #require(curve.area(above: 0, method: method).number) / all - 1).magnitude < 1e-13)
    let (low, high, steps) = (1.0, 7.0, 3000)
    let step = (high - low) / Double(steps)
    let integral = try (0..<steps).reduce(0.0) { sum, index in
      sum + step * (try #require(curve.time(above: low + (Double(index) + 0.5) * step, method: method).number))
    }
    let above = try [low, high].map { try #require(curve.area(above: $0, method: method).number) }
    #expect(((above[0] - above[1]) / integral - 1).magnitude < 1e-5)
  }

  @Test func areaAboveTroughAndStart() throws {
    let profile = ConcentrationProfile(times: [0, 1, 2, 4], concentrations: [1, 5, 3, 2], doses: [])
    let result = try NCAAnalysis([.aucabvpa, .aucabvta, .areaAbove(nil)]).result(
      for: profile, in: NCAInterval(from: 0, to: 4))
    // Above 1: 2 + 3 + 3; above 2: 3 · 0.75/2 + 2 + 1.
    #expect(result[.aucabvpa] == .value(8) && result[.aucabvta] == .value(4.125))
    #expect(result[.areaAbove(nil)] == .notCalculable(because: .noThreshold))
  }

  @Test(
    arguments: [
      (-1.0, nil, 1, nil, -1.0, -1.0), (0, 1, 1, 0, 0, 0), (9, 1, 2, 9, -1, 9), (10, 4, 2, 0, 0, 10),
      (11, 4, 5, 1, -9, 11), (21, 5, nil, 1, nil, 21),
    ] as [(Double, Int?, Int?, Double?, Double?, Double?)])
  func timesRelativeToDoses(
    _ time: Double, _ before: Int?, _ after: Int?, _ afterDose: Double?, _ beforeDose: Double?, _ first: Double?
  ) {
    // Two doses at 10, and one whose time nobody knows.
    let place = DoseRelativeTime(of: time, among: [0, 10, nil, 10, 20])
    #expect(place.doseBefore == before && place.doseAfter == after && place.afterFirst == first)
    #expect(place.afterDose == afterDose && place.beforeDose == beforeDose)
  }

  @Test func unknownTimesHaveNoPlace() {
    #expect(DoseRelativeTime(of: nil, among: [1]).afterFirst == nil)
    #expect(
      DoseRelativeTime(of: 1, among: []).doseBefore == nil && DoseRelativeTime(of: 1, among: [nil]).afterFirst == nil)
  }

  /// One exponential: 1/MRT is its rate, and after an infusion the residence time is less half the duration.
  @Test func rateFromResidenceTime() throws {
    let times = [0.0, 1, 2, 4, 8, 16]
    let profile = ConcentrationProfile(
      times: times, concentrations: times.map { exp(-0.2 * $0) }, doses: [NCADose(amount: 1, route: .bolus)])
    let result = try NCAAnalysis(rules: NCARules(method: .linearUpLogDown)).result(for: profile)
    #expect((try #require(result[.kelo]?.number) / 0.2 - 1).magnitude < 1e-13)
    #expect((try #require(result[.kelp]?.number) / 0.2 - 1).magnitude < 1e-13)
    let none = NCAParameter.kelo.calculate(
      NCAInputs(for: .kelo, given: [.mrtibifo: .value(0)], dose: NCADose(amount: 1, route: .bolus)))
    #expect(none == .notCalculable(because: .infinite("MRTIBIFO")))
    #expect("\(NCAReason.infinite("MRTIBIFO"))" == "infinite: MRTIBIFO is 0")
  }

  @Test func infusionOfUnknownDuration() throws {
    let profile = ConcentrationProfile(
      times: [0, 1, 2, 4, 8], concentrations: [0, 4, 3, 1.7, 0.5],
      doses: [NCADose(amount: 1, route: .infusion(duration: nil))])
    let result = try NCAAnalysis().result(for: profile)
    for parameter in [NCAParameter.mrticifo, .ceoi] {
      #expect(result[parameter] == .notCalculable(because: .unknownDuration))
    }
    #expect(result[.vsso]?.reason?.root == .unknownDuration && result[.kelo]?.reason?.root == .unknownDuration)
    #expect(result[.clo]?.number != nil && result[.lamz]?.number != nil)
  }

  @Test func swingAboutNothingIsInfinite() throws {
    let profile = ConcentrationProfile(times: [0, 1, 2], concentrations: [0, 4, 3])
    let interval = NCAInterval(from: 0, to: 2, isSteadyState: true)
    #expect(try NCAAnalysis().result(for: profile, in: interval)[.swing] == .notCalculable(because: .infinite("CMIN")))
    let zeros = ConcentrationProfile(times: [0, 1, 2], concentrations: [0, 0, 0])
    #expect(try NCAAnalysis().result(for: zeros, in: interval)[.swing]?.number == nil)
  }

  /// The sample at the second bolus, by each rule: C0 of the second interval and the trough of the first.
  @Test(
    arguments: [
      (DoseTimeRule.automatic, 2.0, 9.0, 2.0), (.before, 2, 9, 2), (.after, 2, 2, nil), (.automatic, 9, 9, nil),
      (.after, 9, 9, nil), (.before, 9, 9, 9),
    ] as [(DoseTimeRule, Double, Double, Double?)])
  func samplesAtALaterBolus(_ rule: DoseTimeRule, _ sample: Double, _ initial: Double, _ trough: Double?) throws {
    // After the second dose 9 exp(−0.5 t): extrapolated back it is 9.
    let profile = ConcentrationProfile(
      times: [0, 1, 2, 3, 4, 5, 6], concentrations: [8, 5, 4, 3, sample, 9 * exp(-0.5), 9 * exp(-1)],
      doses: [NCADose(amount: 1, at: 0, route: .bolus), NCADose(amount: 1, at: 4, route: .bolus)])
    var rules = NCARules()
    rules.atDose = rule
    let analysis = NCAAnalysis(rules: rules)
    let first = try analysis.result(for: profile, in: NCAInterval(from: 0, to: 4))
    let second = try analysis.result(for: profile, in: NCAInterval(from: 4))
    #expect(first[.ctrough]?.number == trough)
    #expect((try #require(second[.c0]?.number) / initial - 1).magnitude < 1e-14)
    // C0 that was extrapolated is no observed maximum.
    #expect(second[.cmax]?.number == max(9 * exp(-0.5), rule == .before || trough == 2 ? 0 : sample))
  }

  /// A sample of 0 at the first bolus is the one before it, and C0 in its place is no observation.
  @Test func initialConcentrationIsNoObservation() throws {
    let profile = ConcentrationProfile(
      times: [0, 1, 2], concentrations: [0, 4, 2], doses: [NCADose(amount: 1, route: .bolus)])
    let result = try NCAAnalysis().result(for: profile)
    #expect(result[.c0]?.number == 8 && result[.cmax] == .value(4) && result[.tmax] == .value(1))
  }
}
