import PKData
public import PKLanguage
import PKModel
import PKNumerics
import PKSimulation
import PKUnits

extension StudyResult.ModelRecord {
  /// The record of a model, with the caution that its status asks for.
  public init(_ model: CheckedModel) {
    name = model.name
    status = model.status.rawValue
    caution =
      model.status == .surrogate
      ? "SURROGATE: the drug's own kinetics are not published; nothing here is known of the drug itself" : nil
  }
}

extension StudySummary {
  /// The tables of the study.
  ///
  /// - Parameter sizes: the summary of the comparison of sizes, when the study has one.
  /// - Returns: the tables.
  public func result(sizes: StudySummary? = nil) -> StudyResult {
    let source = study.model.source
    var result = StudyResult(
      study: study.name, about: study.about,
      model: .init(source),
      seed: study.seed, population: populationRecord, arms: study.arms.indices.map(armRecord))
    result.exposure = exposureRecords(exposures, unit: nil)
    result.accumulation = exposureRecords(accumulations, unit: "1")
    result.steadyState = steadyStateRecords
    result.ratios = ratioRecords
    result.targets = targetRecords
    result.outputRatios = outputRatioRecords
    result.groups = groupRecords
    result.sizes = sizes.map(sizeRecords) ?? []
    result.sampling = samplingRecords
    result.samples = sampleRecords
    result.antibodies = antibodyRecords
    result.failures = failures.count
    return result
  }

  private var populationRecord: StudyResult.PopulationRecord {
    let population = study.population
    let covariates = population.variables.enumerated().map { index, variable in
      var shares: [String: Double]?
      if let categories = variable.categories {
        let total = Double(max(1, categoryCounts[index].reduce(0, +)))
        shares = Dictionary(uniqueKeysWithValues: zip(categories, categoryCounts[index].map { Double($0) / total }))
      }
      return StudyResult.CovariateRecord(
        name: variable.name, unit: variable.unit.map { $0.isPureNumber ? "1" : "\($0)" } ?? "",
        distribution: shares == nil ? self.covariates[index].summary : nil, shares: shares)
    }
    return StudyResult.PopulationRecord(
      size: subjects, rejected: rejected, acceptance: Double(subjects) / Double(max(1, subjects + rejected)),
      criteria: zip(population.criteria, rejectedBy).map { .init(criterion: $0.text, rejected: $1) },
      covariates: covariates,
      assumed: Dictionary(simulation.assumedCovariates.map { ($0.name, $0.value) }) { first, _ in first })
  }

  private func armRecord(_ index: Int) -> StudyResult.ArmRecord {
    let arm = study.arms[index]
    let totals = treatments[index]
    let all = totals.cycles[lastCycles[index] + 1] ?? 0
    return StudyResult.ArmRecord(
      name: arm.name, regimen: arm.regimen.text, assumptions: arm.assumptions, isReference: index == study.reference,
      cycles: lastCycles[index] + 1, dosesGiven: totals.mean(totals.doses), missed: totals.mean(totals.missed),
      delayed: totals.mean(totals.delayed), reduced: totals.mean(totals.reduced), completed: totals.mean(all),
      relativeDoseIntensity: totals.intensity.summary)
  }

  /// Every key in order: arms, cycles, outputs, metrics.
  private func ordered(_ keys: some Sequence<Key>) -> [Key] {
    keys.sorted { ($0.arm, $0.cycle, $0.output, $0.metric.index) < ($1.arm, $1.cycle, $1.output, $1.metric.index) }
  }

  private func unit(_ metric: ExposureMetric, _ output: Int) -> String {
    "\(metric.unit(of: outputs[output], timeUnit: study.model.source.timeUnit))"
  }

  private func exposureRecords(
    _ distributions: [Key: Distribution], unit: String?
  ) -> [StudyResult.ExposureRecord] {
    ordered(distributions.keys).compactMap { key in
      guard let distribution = distributions[key], distribution.count > 0 else { return nil }
      return StudyResult.ExposureRecord(
        arm: study.arms[key.arm].name, cycle: key.cycle + 1, analyte: outputs[key.output].name,
        metric: key.metric.rawValue, unit: unit ?? self.unit(key.metric, key.output),
        distribution: distribution.summary)
    }
  }

  private var ratioRecords: [StudyResult.RatioRecord] {
    ordered(armRatios.keys).compactMap { key in
      guard let ratios = armRatios[key], ratios.count > 0 else { return nil }
      var other = key
      other.arm = study.reference
      var overlap = Double.nan
      if let a = exposures[key], let b = exposures[other] { overlap = Distribution.overlap(a, b) }
      let interval = ratios.logs.interval()
      return StudyResult.RatioRecord(
        arm: study.arms[key.arm].name, reference: study.arms[study.reference].name, cycle: key.cycle + 1,
        analyte: outputs[key.output].name, metric: key.metric.rawValue, ratio: ratios.logs.geometricMean.finite,
        lower: interval.lower.finite, upper: interval.upper.finite, distribution: ratios.summary,
        overlap: overlap.finite)
    }
  }

  private var targetRecords: [StudyResult.TargetRecord] {
    study.targets.enumerated().flatMap { number, target in
      study.arms.indices.map { arm in
        let counts = targetCounts[TargetKey(target: number, arm: arm)] ?? (0, 0)
        let p = Proportion(hits: counts.hits, of: counts.n)
        return StudyResult.TargetRecord(
          target: target.name, arm: study.arms[arm].name, cycle: target.cycle ?? lastCycles[arm] + 1,
          analyte: outputs[target.output].name, metric: target.metric.rawValue,
          unit: unit(target.metric, target.output), atLeast: target.range.lowerBound.finite,
          atMost: target.range.upperBound.finite, n: counts.n, probability: p.value.finite,
          standardError: p.standardError.finite, lower: p.interval.lower.finite, upper: p.interval.upper.finite)
      }
    }
  }

  private var outputRatioRecords: [StudyResult.OutputRatioRecord] {
    ordered(outputRatios.keys).compactMap { key in
      guard let distribution = outputRatios[key], distribution.count > 0 else { return nil }
      let ratio = study.ratios[key.output]
      let units = [ratio.of, ratio.to].map { ratio.metric.unit(of: outputs[$0], timeUnit: study.model.source.timeUnit) }
      return StudyResult.OutputRatioRecord(
        arm: study.arms[key.arm].name, cycle: key.cycle + 1, of: outputs[ratio.of].name, to: outputs[ratio.to].name,
        metric: ratio.metric.rawValue, unit: "(\(units[0]))/(\(units[1]))", distribution: distribution.summary)
    }
  }

  private var groupRecords: [StudyResult.GroupRecord] {
    let keys = groups.groups.keys.sorted {
      ($0.arm, $0.cycle, $0.output, $0.metric.index, $0.division, $0.group)
        < ($1.arm, $1.cycle, $1.output, $1.metric.index, $1.division, $1.group)
    }
    return keys.compactMap { key in
      var whole = key
      (whole.division, whole.group) = (-1, 0)
      guard let moments = groups.groups[key], let all = groups.all[whole] else { return nil }
      let division = groups.divisions[key.division]
      let interval = moments.interval()
      return StudyResult.GroupRecord(
        arm: study.arms[key.arm].name, cycle: key.cycle + 1, analyte: outputs[key.output].name,
        metric: key.metric.rawValue, covariate: division.covariate, group: division.names[key.group], n: moments.n,
        geometricMean: moments.geometricMean.finite, ratio: (moments.geometricMean / all.geometricMean).finite,
        lower: (interval.lower / all.geometricMean).finite, upper: (interval.upper / all.geometricMean).finite)
    }
  }

  private var steadyStateRecords: [StudyResult.SteadyStateRecord] {
    let exposures = SteadyState(simulation: simulation).exposures()
    return simulation.arms.indices.flatMap { arm in
      study.outputs.flatMap { output in
        [ExposureMetric.Ctrough, .AUC].map { metric in
          steadyState(arm, output, metric, exposures[arm].map { metric == .AUC ? $0[output].auc : $0[output].ctrough })
        }
      }
    }
  }

  private func steadyState(
    _ arm: Int, _ output: Int, _ metric: ExposureMetric, _ values: [Double]
  ) -> StudyResult.SteadyStateRecord {
    let steady = values.last ?? .nan
    let late = values.lastIndex { !(($0 / steady - 1).magnitude <= 0.1) }.map { $0 + 1 } ?? 0
    let nominal = simulation.arms[arm].nominal
    let last = nominal.cycleCount - 1
    let time =
      late <= last ? nominal.starts[late] : nominal.starts[last] + Double(late - last) * nominal.length(last)
    let isFound = late < values.count - 1 && steady.isFinite
    return StudyResult.SteadyStateRecord(
      arm: study.arms[arm].name, analyte: outputs[output].name, metric: metric.rawValue, first: values.first?.finite,
      steady: steady.finite, unit: unit(metric, output),
      accumulation: values.first.flatMap { (steady / $0).finite }, cycle: isFound ? late + 1 : nil,
      time: isFound ? time : nil, timeUnit: "\(study.model.source.timeUnit)")
  }

  private func sizeRecords(_ summary: StudySummary) -> [StudyResult.SizeRecord] {
    let weight = summary.groups.divisions.firstIndex { $0.covariate == "WT" }
    return ordered(summary.exposures.keys).compactMap { key in
      guard key.metric != .Cavg, key.cycle == 0 || key.cycle == summary.lastCycles[key.arm],
        let distribution = summary.exposures[key], distribution.count > 0
      else { return nil }
      let q = distribution.at([0.05, 0.5, 0.95])
      func quarter(_ group: Int) -> Double {
        guard let weight else { return .nan }
        let key = CovariateGroups.Key(
          arm: key.arm, cycle: key.cycle, output: key.output, metric: key.metric, division: weight, group: group)
        return summary.groups.groups[key]?.geometricMean ?? .nan
      }
      return StudyResult.SizeRecord(
        rule: study.sizeRules[key.arm].name, arm: study.arms[study.sizeArm].name, analyte: outputs[key.output].name,
        metric: key.metric.rawValue, cycle: key.cycle + 1, distribution: distribution.summary,
        spread: (q[2] / q[0]).finite, within20: distribution.share(within: 0.2, of: q[1]).finite,
        heavyToLight: (quarter(3) / quarter(0)).finite)
    }
  }
}

/// A share of patients, with its Monte-Carlo error.
struct Proportion {
  let value: Double
  let n: Int

  init(hits: Int, of n: Int) {
    self.n = n
    value = n > 0 ? Double(hits) / Double(n) : .nan
  }

  var standardError: Double { (value * (1 - value) / Double(n)).squareRoot() }

  /// The 95 % interval of Wilson, J Am Stat Assoc 22 (1927) 209, which stays within 0 and 1.
  var interval: (lower: Double, upper: Double) {
    let z = Normal.quantile(0.975)
    let n = Double(n)
    let middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    return (max(0, middle - half), min(1, middle + half))
  }
}

extension Distribution {
  /// The share of numbers within a share of a value, from a thousand quantiles.
  func share(within part: Double, of value: Double) -> Double {
    let values = at((0..<1000).map { (Double($0) + 0.5) / 1000 })
    return Double(values.filter { ($0 / value - 1).magnitude <= part }.count) / 1000
  }
}

extension StudyRegimen {
  /// The regimen in words.
  public var text: String {
    var parts = bands.map { band in
      let limit = band.below.map { "below \(plain($0)) kg: " } ?? (bands.count > 1 ? "others: " : "")
      return limit + band.regimen.phasesDescription
    }
    for extra in extras {
      let cycles = extra.cycles.sorted().map { "\($0)" }.joined(separator: ", ")
      parts.append("and \(extra.dose.amount) after \(extra.after) in cycle \(cycles)")
    }
    if size != .weight { parts.append("by \(size.rawValue)") }
    if sizeLimits.upperBound < .infinity { parts.append("reckoned up to \(plain(sizeLimits.upperBound)) kg") }
    if sizeLimits.lowerBound > 0 { parts.append("reckoned from \(plain(sizeLimits.lowerBound)) kg") }
    if !infusions.isEmpty { parts.append("infusions of \(infusions.map(Self.minutes).joined(separator: ", then "))") }
    if sites > 1 { parts.append("over \(sites) sites") }
    return parts.joined(separator: "; ")
  }

  /// A duration as an order for an infusion says it: in minutes, to a thousandth.
  private static func minutes(_ duration: Quantity) -> String {
    guard let minutes = (try? Unit("min")).flatMap({ duration.value(in: $0) }) else { return "\(duration)" }
    return "\(Quantity((minutes * 1000).rounded() / 1000, .one)) min"
  }
}
