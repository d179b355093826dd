import PKYAML

/// Reads the section `truth`.
struct TruthReader {
  static let keys = ["dlt", "moderate", "exposure", "acceptable"]

  let fields: YAMLFields
  let levelCount: Int
  let moderateLevels: Int

  func truth() -> ToxicityTruth? {
    let moderate = fields.fractions("moderate", count: levelCount)
    if moderate == nil, moderateLevels > 0, !fields.has("moderate") {
      fields.report(
        "the design counts moderate events, and nothing says how probable they are", at: nil,
        help: ["add 'moderate', a share for each level: of patients without a DLT"])
    }
    if fields.has("exposure") {
      if fields.has("dlt") { fields.report("DLTs go by 'dlt' or by 'exposure', not by both", at: "exposure") }
      return exposure().map { .exposure($0, moderate: moderate ?? zeros) }
    }
    guard fields.has("dlt") else {
      fields.report("'truth' has no 'dlt', nor 'exposure'")
      return nil
    }
    return fields.fractions("dlt", count: levelCount).map { .probabilities(dlt: $0, moderate: moderate ?? zeros) }
  }

  private var zeros: [Double] { Array(repeating: 0, count: levelCount) }

  /// The range of rates that is neither underdosing nor overdosing.
  func acceptable() -> ClosedRange<Double>? {
    guard fields.has("acceptable"), let bounds = fields.fractions("acceptable", count: 0) else { return nil }
    if bounds.count == 2, bounds[0] < bounds[1] { return bounds[0]...bounds[1] }
    fields.reportValue("'acceptable' takes the lowest and the highest rate, such as '[16 %, 33 %]'", at: "acceptable")
    return nil
  }

  private func exposure() -> ExposureToxicity? {
    let keys = ["metric", "link", "reference", "at reference", "slope"]
    guard let fields = fields.fields("exposure", keys: keys) else { return nil }
    let metric = fields.choice("metric", ExposureToxicity.Metric.self)
    let link = fields.choice("link", ExposureToxicity.Link.self)
    let reference = fields.measure("reference", such: "2000 mg/L*day")
    if let reference, reference.value <= 0 { fields.reportValue("'reference' is more than 0", at: "reference") }
    let share = fields.fraction("at reference", 1e-6...0.999)
    let slope = fields.number("slope", 0...20)
    guard let metric, let link, let reference, let share, let slope else { return nil }
    return ExposureToxicity(
      metric: metric, link: link, reference: reference.value, atReference: share, slope: slope)
  }
}
