import PKNCA
import Testing

/// Sparse areas, urine, steady state, ratios and summaries against NumPy and SciPy, and against laws.
@Suite struct SparseAndUrineTests {
  private func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    a.map { ($0 / b - 1).magnitude < tolerance } ?? false
  }

  static let times = [0.0, 1, 2, 4, 8]
  static let values: [[Double]] = [[0, 0, 0], [4.1, 5.3, 3.9], [7.7, 6.1, 8.2], [5.0, 4.4, 6.3], [1.9, 2.6, 1.4]]

  private func samples(serial: Bool) -> [SparseArea.Sample] {
    zip(Self.times, Self.values).flatMap { time, row in
      row.enumerated().map { index, value in
        SparseArea.Sample(subject: serial ? "\(time)-\(index)" : "\(index)", time: time, concentration: value)
      }
    }
  }

  /// Bailer's formula, evaluated with NumPy.
  @Test func serialSampling() throws {
    let area = try #require(SparseArea(samples(serial: true)))
    #expect(isClose(area.area.number, 35.06666666666666))
    #expect(isClose(area.standardError.number, 2.0995369859937107))
    #expect(isClose(area.degreesOfFreedom.number, 4.273067386352622))
    let interval = try #require(area.interval())
    #expect(interval.contains(35) && interval.upperBound > 40)
  }

  /// Law: when every subject gives every sample, the error is that of the mean of individual areas.
  @Test func completeDataGiveTheErrorOfIndividualAreas() throws {
    let area = try #require(SparseArea(samples(serial: false)))
    #expect(isClose(area.area.number, 35.06666666666667))
    #expect(isClose(area.standardError.number, 1.4900596557781733))
    #expect(area.degreesOfFreedom.number == nil)
  }

  @Test func oneSubjectATimeHasNoError() throws {
    let area = try #require(
      SparseArea(zip([0, 1, 2], [0.0, 3, 2]).map { .init(subject: "\($0)", time: $0, concentration: $1) }))
    #expect(area.area == .value(4))
    #expect(area.standardError == .notCalculable(because: .oneSubjectAt(0)))
    #expect(SparseArea([.init(subject: "1", time: 0, concentration: -1)]) == nil)
  }

  @Test func excretion() throws {
    let urine = UrineProfile([
      UrineCollection(from: 4, to: 8, volume: 200, concentration: 0.1),
      UrineCollection(from: 0, to: 4, volume: 100, concentration: 0.5),
      UrineCollection(from: 8, to: 24, volume: 800, concentration: 0.01),
    ])
    #expect(isClose(urine.amount.number, 78))
    #expect(isClose(urine.fraction(of: 100).number, 0.78))
    #expect(isClose(urine.renalClearance(area: .value(20)).number, 3.9))
    #expect(urine.volume == .value(1100))
    #expect(urine.maximumRate.rate == .value(12.5) && urine.maximumRate.midpoint == .value(2))
    let phase = try TerminalPhase.fit(
      try #require(urine.rates), rule: TerminalRule(selection: .lastPoints(2)), route: .extravascular)
    #expect(isClose(phase.rate, 0.23025850929940457, 1e-12), "5 to 0.5 in 10 h: ln 10/10")
    #expect(urine.fraction(of: nil) == .notCalculable(because: .noDose))
    let doubt = NCAReason.lowAdjustedRSquared(0.5, limit: 0.8)
    #expect(urine.renalClearance(area: .flagged(20, because: doubt)).reason == .dependency("AUC", doubt))
  }

  /// The stepwise slopes are linregress's, the exponential is curve_fit's.
  @Test func steadyState() {
    let (times, troughs) = ([24.0, 48, 72, 96, 120, 144], [3.1, 4.9, 5.6, 5.7, 6.0, 5.8])
    #expect(SteadyState.stepwise(times: times, troughs: troughs) == .value(72))
    #expect(isClose(SteadyState.monoexponential(times: times, troughs: troughs).number, 70.1718279396967, 1e-7))
    #expect(SteadyState.stepwise(times: [1, 2], troughs: [1, 2]).number == nil)
    #expect(SteadyState.stepwise(times: [1, 2, 3], troughs: [1, 0, 2]) == .notCalculable(because: .notPositive))
    #expect(
      SteadyState.stepwise(times: [1, 2, 3, 4], troughs: [1, 2, 4, 8]) == .notCalculable(because: .notAtSteadyState))
  }

  @Test func summary() {
    let reason = NCAReason.noDose
    let values =
      [1.2, 3.4, 2.2, 5.9].map { NCAValue.value($0) }
      + [.flagged(4.1, because: reason), .notCalculable(because: reason)]
    let summary = ParameterSummary(values)
    #expect(summary.count == 5 && summary.absent == 1 && summary.flagged == 1)
    #expect(isClose(summary.mean.number, 3.36) && isClose(summary.standardDeviation.number, 1.8036074961032957))
    #expect(isClose(summary.geometricMean.number, 2.933213954564849))
    #expect(isClose(summary.geometricVariation.number, 67.55898829721673))
    #expect(summary.median == .value(3.4) && summary.minimum == .value(1.2) && summary.maximum == .value(5.9))
    #expect(ParameterSummary(values, includesFlagged: false).median == .value(2.8))
    #expect(ParameterSummary([]).mean == .notCalculable(because: .noValues))
    #expect(ParameterSummary([.value(1)]).standardDeviation == .notCalculable(because: .oneValue))
  }

  @Test(arguments: [
    (2.675, ReportNumber.Precision.decimals(2), "2.68"), (0.125, .decimals(2), "0.13"), (-0.004, .decimals(2), "0.00"),
    (99.96, .significant(3), "100"), (0.00012345, .significant(3), "0.000123"), (1.5e-9, .significant(2), "1.5e-9"),
    (.leastNonzeroMagnitude, .significant(3), "5.00e-324"), (1.7976931348623157e308, .significant(3), "1.80e308"),
  ])
  func reportNumbers(_ value: Double, _ precision: ReportNumber.Precision, _ text: String) {
    #expect(ReportNumber(precision).string(value) == text)
  }
}
