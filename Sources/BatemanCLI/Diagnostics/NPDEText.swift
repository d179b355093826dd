import Bateman

/// Normalised prediction distribution errors and the numerical predictive check as text.
struct NPDEText {
  let result: PredictionDistributionResult
  let subject: DiagnosticSubject

  /// The tests in one sentence.
  static func sentence(_ tests: NormalityTests) -> String {
    "Mean \(tests.moments.mean.shortText) (t-test p = \(p(tests.mean))), variance \(tests.moments.variance.shortText) "
      + "(Fisher p = \(p(tests.variance))), normality (\(tests.normalityTest.rawValue)) p = \(p(tests.normality)); "
      + "global p = \(p(tests.global)) (Bonferroni)."
  }

  /// A p-value as papers write it.
  static func p(_ value: Double) -> String {
    value < 0.001 ? "< 0.001" : DecimalText(significantDigits: 2).string(value)
  }

  var text: String {
    var lines = subject.caption.isSurrogate ? ["SURROGATE: the drug's own kinetics are not published."] : []
    lines.append(
      "\(subject.data.model.name): NPDE, \(result.settings.replicates) replicates, seed \(result.seed), "
        + "\(result.records.count) observations of \(subject.data.dataset.subjects.count) subjects")
    var blocks = [lines.joined(separator: "\n")]
    for (output, name) in result.outputs.enumerated() {
      guard result.records.contains(where: { $0.output == output }) else { continue }
      blocks.append(tests(output, name))
    }
    blocks.append(predictiveCheck)
    return blocks.joined(separator: "\n\n")
  }

  private func tests(_ output: Int, _ name: String) -> String {
    guard let tests = result.tests(output: output) else {
      return "\(name): fewer than three observations can be tested"
    }
    var table = TextTable([(name, .left), ("value", .right), ("standard", .right), ("p", .right), ("p × 3", .right)])
    let moments = tests.moments
    func adjusted(_ p: Double) -> String { Self.p(NormalityTests.adjusted(p)) }
    table.append([
      "mean (t-test)", "\(moments.mean.shortText) ± \(moments.standardError.shortText)", "0", Self.p(tests.mean),
      adjusted(tests.mean),
    ])
    table.append([
      "variance (Fisher)", "\(moments.variance.shortText) ± \(moments.varianceError.shortText)", "1",
      Self.p(tests.variance), adjusted(tests.variance),
    ])
    table.append([
      "normality (\(tests.normalityTest.rawValue))", "", "", Self.p(tests.normality), adjusted(tests.normality),
    ])
    table.append(["skewness", moments.skewness.shortText, "0"])
    table.append(["excess kurtosis", moments.kurtosis.shortText, "0"])
    table.append(["global", "", "", "", Self.p(tests.global)])
    return table.linesWithHeader.joined(separator: "\n")
  }

  private var predictiveCheck: String {
    var table = TextTable([
      ("Prediction interval", .left), ("below %", .right), ("expected", .right), ("95 % interval", .right), ("", .left),
      ("above %", .right), ("95 % interval", .right), ("", .left),
    ])
    for row in result.predictiveCheck.rows {
      table.append([
        "\(FitText.percent(100 * row.interval)) %", row.below.observed.shortText, row.below.expected.shortText,
        "\(row.below.lower.shortText) – \(row.below.upper.shortText)", row.below.isOutside ? "*" : "",
        row.above.observed.shortText, "\(row.above.lower.shortText) – \(row.above.upper.shortText)",
        row.above.isOutside ? "*" : "",
      ])
    }
    let title = "Numerical predictive check, \(result.predictiveCheck.count) observations (*: outside)"
    return ([title] + table.linesWithHeader).joined(separator: "\n")
  }
}
