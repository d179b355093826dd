import Bateman
import Foundation

/// The figures of a study.
struct StudyFigures {
  let result: StudyResult
  /// The folder of `study --out`, which has every patient; nil when only the JSON is at hand.
  let folder: String?
  var choice = FigureChoice()
  var isLogarithmic = false

  init(_ result: StudyResult, folder: String?, choice: FigureChoice = FigureChoice(), isLogarithmic: Bool = false) {
    (self.result, self.folder, self.choice, self.isLogarithmic) = (result, folder, choice, isLogarithmic)
  }

  /// Those that a study is drawn with unless it is asked for others.
  func all() throws -> [PlotSpec] {
    var specs = try exposure()
    if !result.targets.isEmpty { specs.append(try attainment()) }
    if result.sampling.contains(where: { $0.cmaxWithin10 != nil }) { specs += try capture() }
    if !result.antibodies.isEmpty { specs.append(try antibodies()) }
    return specs
  }

  /// What stands below every figure.
  func caption(subjects: Bool = true) -> FigureCaption {
    FigureCaption(
      model: result.model.name, method: "simulated study '\(result.study)'",
      subjects: subjects ? result.population.size : nil, seed: result.seed,
      isSurrogate: result.model.status == ModelStatus.surrogate.rawValue)
  }

  var armNames: [String] { result.arms.map(\.name) }

  /// The arm of a figure of one arm.
  func arm() throws(CommandError) -> String {
    let reference = result.arms.first { $0.isReference }?.name ?? armNames.first ?? ""
    return try FigureChoice.picked(choice.arm, from: armNames, "arm", default: [reference]).first ?? reference
  }

  /// The cycles that are wanted of some.
  func cycles(_ known: some Sequence<Int>) throws(CommandError) -> [Int] {
    let cycles = Set(known).sorted()
    guard let wanted = choice.cycle else { return cycles }
    guard cycles.contains(wanted) else {
      throw .usage(
        "there is nothing of cycle \(wanted)",
        help: ["there are cycles \(cycles.map { "\($0)" }.joined(separator: ", "))"])
    }
    return [wanted]
  }

  // MARK: - Exposure

  /// Each metric of each analyte by arm and cycle: of patients where the folder has them, else of quantiles.
  func exposure() throws -> [PlotSpec] {
    let analytes = try FigureChoice.picked(choice.analyte, from: result.exposure.map(\.analyte).unique, "analyte")
    let metrics = try FigureChoice.picked(
      choice.metric, from: result.exposure.map(\.metric).unique, "metric", default: ["AUC", "Cmax"])
    let arms = try FigureChoice.picked(choice.arm, from: armNames, "arm")
    let cycles = try self.cycles(result.exposure.map(\.cycle))
    let patients = try folder.flatMap { try StudyPatients(folder: $0, metrics: metrics) }
    var specs: [PlotSpec] = []
    for analyte in analytes {
      for metric in metrics {
        let records = result.exposure.filter { $0.analyte == analyte && $0.metric == metric }
        let shown = cycles.map { cycle in
          ExposureFigure.Cycle(
            name: "Cycle \(cycle)",
            arms: arms.compactMap { arm in
              records.first { $0.arm == arm && $0.cycle == cycle }.flatMap {
                Self.spread($0, patients?.values(arm, cycle, analyte, metric) ?? [])
              }
            })
        }.filter { !$0.arms.isEmpty }
        guard let unit = records.first?.unit, !shown.isEmpty else { continue }
        var caption = caption()
        caption.notes.append("All arms have the same virtual patients.")
        specs.append(
          ExposureFigure(
            shown, quantity: "\(metric) of \(analyte)", unit: unit.shownUnit, isLogarithmic: isLogarithmic,
            caption: caption
          ).spec)
      }
    }
    return specs
  }

  /// The quantiles as the study tells them, with the patients where they are known.
  private static func spread(_ record: StudyResult.ExposureRecord, _ values: [Double]) -> Spread? {
    let own = record.distribution
    guard let median = own.median, let p5 = own.p5, let p95 = own.p95, own.n > 0 else { return nil }
    var spread = Spread(
      group: record.arm, count: own.n, p5: p5, p25: own.p25, median: median, p75: own.p75, p95: p95,
      geometricMean: own.geometricMean, geometricCV: own.geometricCV)
    spread.values = values.filter(\.isFinite)
    return spread
  }

  // MARK: - Targets

  /// The probability of each target by arm.
  func attainment() throws -> PlotSpec {
    guard !result.targets.isEmpty else {
      throw CommandError.mismatch("the study has no targets", help: ["write 'targets' into its file"])
    }
    let cycles = Set(try self.cycles(result.targets.map(\.cycle)))
    let records = result.targets.filter { cycles.contains($0.cycle) }
    let values = records.compactMap { record -> ProbabilityFigure.Value? in
      guard let probability = record.probability else { return nil }
      return ProbabilityFigure.Value(
        place: record.arm, group: "Cycle \(record.cycle)", panel: Self.title(record), probability: probability,
        lower: record.lower, upper: record.upper)
    }
    var caption = caption()
    caption.notes.append("Bars: 95 % Monte-Carlo interval (Wilson).")
    return ProbabilityFigure(
      values, kind: "attainment", title: "Target attainment", place: "Arm", quantity: "Patients within the target",
      group: "Cycle", caption: caption
    ).spec
  }

  /// `exposure: AUC of conjugate ≥ 200 mg·day/L`.
  static func title(_ record: StudyResult.TargetRecord) -> String {
    let unit = record.unit == "1" ? "" : " " + record.unit.shownUnit
    let bounds = [record.atLeast.map { "≥ \($0.plainText)" }, record.atMost.map { "≤ \($0.plainText)" }]
      .compactMap(\.self).joined(separator: ", ")
    return "\(record.target): \(record.metric) of \(record.analyte) \(bounds)\(unit)"
  }

  // MARK: - Groups and arms

  /// Exposure by groups of patients, relative to all of them, in one arm and cycle.
  func forest() throws -> PlotSpec {
    guard !result.groups.isEmpty else { throw CommandError.mismatch("the study has no groups of patients") }
    let arm = try arm()
    let analytes = try FigureChoice.picked(choice.analyte, from: result.groups.map(\.analyte).unique, "analyte")
    let metrics = try FigureChoice.picked(
      choice.metric, from: result.groups.map(\.metric).unique, "metric", default: ["AUC"])
    let cycle = try cycles(result.groups.map(\.cycle)).last ?? 1
    let records = result.groups.filter { $0.arm == arm && $0.cycle == cycle }
    var rows: [ForestFigure.Row] = []
    for analyte in analytes {
      for metric in metrics {
        for record in records where record.analyte == analyte && record.metric == metric {
          guard let ratio = record.ratio else { continue }
          rows.append(
            ForestFigure.Row(
              label: "\(record.covariate): \(record.group) (n = \(record.n))", group: "\(metric) of \(analyte)",
              ratio: ratio, lower: record.lower, upper: record.upper))
        }
      }
    }
    guard !rows.isEmpty else { throw CommandError.mismatch("there is no group with a ratio to draw") }
    var caption = caption()
    caption.notes.append("Arm \(arm), cycle \(cycle); numbers are cut at quartiles of the patients.")
    return ForestFigure(
      rows, title: "Exposure by covariates", interval: "90 % interval", reference: "the geometric mean of the arm",
      caption: caption
    ).spec
  }

  /// Arms relative to the reference arm.
  func ratios() throws -> PlotSpec {
    guard let reference = result.ratios.first?.reference else {
      throw CommandError.mismatch("the study has one arm: there is nothing to compare it with")
    }
    let analytes = try FigureChoice.picked(choice.analyte, from: result.ratios.map(\.analyte).unique, "analyte")
    let metrics = try FigureChoice.picked(
      choice.metric, from: result.ratios.map(\.metric).unique, "metric", default: ["AUC", "Cmax", "Ctrough"])
    let arms = try FigureChoice.picked(choice.arm, from: result.ratios.map(\.arm).unique, "arm")
    let cycles = Set(try self.cycles(result.ratios.map(\.cycle)))
    var rows: [ForestFigure.Row] = []
    for analyte in analytes {
      for metric in metrics {
        for record in result.ratios
        where record.analyte == analyte && record.metric == metric && arms.contains(record.arm)
          && cycles.contains(record.cycle)
        {
          guard let ratio = record.ratio else { continue }
          rows.append(
            ForestFigure.Row(
              label: "\(record.arm), cycle \(record.cycle)", group: "\(metric) of \(analyte)", ratio: ratio,
              lower: record.lower, upper: record.upper))
        }
      }
    }
    return ForestFigure(
      rows, kind: "ratios", title: "Exposure relative to arm \(reference)",
      interval: "90 % interval of the geometric mean of patients' own ratios", reference: "arm \(reference)",
      caption: caption()
    ).spec
  }

  // MARK: - Antibodies

  /// Antibodies as they are and as they are found, by cycle.
  func antibodies() throws -> PlotSpec {
    guard !result.antibodies.isEmpty else {
      throw CommandError.mismatch("the study has no antibodies", help: ["write 'antibodies' into its file"])
    }
    let arms = try FigureChoice.picked(choice.arm, from: armNames, "arm")
    var values: [ProbabilityFigure.Value] = []
    for arm in arms {
      for record in result.antibodies where record.arm == arm {
        for (name, share) in [
          ("ever, true", record.everTrue), ("ever, found", record.everFound), ("in the cycle, true", record.nowTrue),
          ("in the cycle, found", record.nowFound),
        ] {
          guard let share else { continue }
          let interval = Self.wilson(share, record.n)
          values.append(
            ProbabilityFigure.Value(
              place: "\(record.cycle)", group: name, panel: arms.count > 1 ? arm : nil, probability: share,
              lower: interval.lower, upper: interval.upper))
        }
      }
    }
    var caption = caption()
    let least = result.antibodies.map(\.n).min() ?? 0
    caption.notes.append(
      "True: antibodies are there; found: the assay's answer, with its misses and false positives, before the cycle's dose. "
        + "Bars: 95 % interval (Wilson); n at least \(least) in each arm and cycle.")
    return ProbabilityFigure(
      values, kind: "ada", title: "Incidence of anti-drug antibodies", place: "Cycle", quantity: "Patients with ADA",
      group: "ADA", isWhole: false, isJoined: true, caption: caption
    ).spec
  }

  /// Wilson's 95 % interval of a share of n.
  static func wilson(_ p: Double, _ count: Int) -> (lower: Double, upper: Double) {
    let (n, z) = (Double(max(count, 1)), 1.959963984540054)
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return (max(0, middle - half), min(1, middle + half))
  }
}
