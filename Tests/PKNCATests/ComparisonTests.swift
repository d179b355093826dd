import PKNCA
import Testing

/// Comparisons against SciPy 1.17 and NumPy: ttest_ind, linregress, lstsq, and the textbook's crossover formula.
@Suite struct ComparisonTests {
  static let a = [103.2, 88.1, 121.9, 95.4, 110.7, 78.3, 131.0, 99.8]
  static let b = [96.5, 92.4, 109.3, 85.7, 118.2, 70.9, 124.4, 101.1]
  static let c = [55.1, 61.3, 47.9, 70.2, 66.6]

  /// Means of logarithms and a t quantile: a few hundred roundings at most.
  private func isClose(_ a: Double, _ b: Double) -> Bool { (a / b - 1).magnitude < 1e-12 }

  private func expect(_ result: GeometricMeanRatio, _ ratio: Double, _ low: Double, _ high: Double, df: Double) {
    #expect(isClose(result.ratio, ratio), "\(result.ratio)")
    #expect(isClose(result.interval.lowerBound, low), "\(result.interval.lowerBound)")
    #expect(isClose(result.interval.upperBound, high), "\(result.interval.upperBound)")
    #expect(isClose(result.degreesOfFreedom, df), "\(result.degreesOfFreedom)")
  }

  @Test func paired() throws {
    let result = try GeometricMeanRatio.paired(test: Self.a, reference: Self.b)
    expect(result, 1.0392868296376927, 0.9910138572583017, 1.0899112119850414, df: 7)
    #expect(isClose(result.residualCV ?? 0, 0.05023965564025333))
    #expect(result.isWithin())
  }

  @Test func parallel() throws {
    expect(
      try .parallel(test: Self.a, reference: Self.c), 1.7142062634724382, 1.4511225015575933, 2.0249862506949157, df: 11
    )
    expect(
      try .parallel(test: Self.a, reference: Self.c, variances: .separate), 1.7142062634724382, 1.4525709281288326,
      2.0229670419698182, df: 9.277803557316524)
  }

  /// Sequence RT for five subjects, TR for four; 3.39 of Chow and Liu's formulas gives estimate and interval.
  static let crossover: [CrossoverValue] = {
    let first = [(74.7, 73.7), (96.4, 88.8), (101.9, 116.1), (79.0, 70.0), (96.95, 89.0)]
    let second = [(74.8, 37.4), (86.9, 51.9), (81.7, 72.2), (92.7, 77.7)]
    let rt = first.enumerated().flatMap { index, pair in
      [
        CrossoverValue(subject: "\(index)", period: "1", treatment: "R", value: pair.0),
        CrossoverValue(subject: "\(index)", period: "2", treatment: "T", value: pair.1),
      ]
    }
    let tr = second.enumerated().flatMap { index, pair in
      [
        CrossoverValue(subject: "\(index + 5)", period: "1", treatment: "T", value: pair.0),
        CrossoverValue(subject: "\(index + 5)", period: "2", treatment: "R", value: pair.1),
      ]
    }
    return rt + tr
  }()

  @Test func crossoverByAnalysisOfVariance() throws {
    let result = try GeometricMeanRatio.crossover(Self.crossover, test: "T", reference: "R")
    expect(result, 1.1869943401060687, 1.0493069809314775, 1.342748679888798, df: 7)
    #expect(isClose(result.residualCV ?? 0, 0.13784352561158594))
  }

  @Test func crossoverWithASubjectWhoLeft() throws {
    let left = CrossoverValue(subject: "9", period: "1", treatment: "T", value: 90)
    let result = try GeometricMeanRatio.crossover(Self.crossover + [left], test: "T", reference: "R")
    expect(result, 1.1869943401060665, 1.0493069809314755, 1.342748679888796, df: 7)
  }

  /// Law: exchanging test and reference inverts the ratio and its interval.
  @Test func exchangingTreatmentsInverts() throws {
    let one = try GeometricMeanRatio.crossover(Self.crossover, test: "T", reference: "R")
    let other = try GeometricMeanRatio.crossover(Self.crossover, test: "R", reference: "T")
    #expect(isClose(one.ratio * other.ratio, 1))
    #expect(isClose(one.interval.lowerBound * other.interval.upperBound, 1))
  }

  @Test func doseProportionality() throws {
    let doses = [1.0, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8]
    let values = [10.2, 12.1, 9.4, 21.7, 19.3, 24.0, 44.9, 39.8, 50.2, 80.3, 97.7, 88.5]
    let result = try DoseProportionality(doses: doses, values: values)
    #expect(isClose(result.exponent, 1.0277740791503829))
    #expect(isClose(result.exponentInterval.lowerBound, 0.9586758687148857))
    #expect(isClose(result.exponentInterval.upperBound, 1.09687228958588))
    #expect(isClose(result.standardError, 0.038123968324520474))
    #expect(isClose(result.coefficient, 10.57647894811697))
    #expect(isClose(result.doseRatio, 8))
    #expect(isClose(result.normalizedRatio, 1.059454945975795))
    #expect(isClose(result.normalizedRatioInterval.lowerBound, 0.9176574416298545))
    #expect(isClose(result.normalizedRatioInterval.upperBound, 1.22316316702995))
    #expect(result.isProportional() && !result.isProportional(within: 0.95...1.05))
  }

  @Test func saysWhatCannotBeCompared() {
    #expect(throws: ComparisonError.notPositive(0)) { try GeometricMeanRatio.paired(test: [1, 0], reference: [1, 2]) }
    #expect(throws: ComparisonError.unequalNumbers(1, 2)) {
      try GeometricMeanRatio.paired(test: [1], reference: [1, 2])
    }
    #expect(throws: ComparisonError.tooFewValues(needed: 2, found: 1)) {
      try GeometricMeanRatio.parallel(test: [1], reference: [1, 2])
    }
    #expect(throws: ComparisonError.badConfidence(1)) {
      try GeometricMeanRatio.paired(test: [1, 2], reference: [1, 2], confidence: 1)
    }
    #expect(throws: ComparisonError.unknownTreatment("X")) {
      try GeometricMeanRatio.crossover(Self.crossover, test: "X", reference: "R")
    }
    let confounded = Self.crossover.filter { ($0.treatment == "T") == ($0.period == "2") }
    #expect(throws: ComparisonError.confounded) {
      try GeometricMeanRatio.crossover(confounded, test: "T", reference: "R")
    }
    #expect(throws: ComparisonError.oneDose) { try DoseProportionality(doses: [1, 1, 1], values: [1, 2, 3]) }
  }
}
