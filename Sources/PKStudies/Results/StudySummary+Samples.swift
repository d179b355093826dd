import PKLanguage
import PKModel

extension StudySummary {
  var samplingRecords: [StudyResult.SamplingRecord] {
    let keys = sampling.wholes.keys.sorted {
      ($0.arm, $0.plan, $0.output, $0.cycle) < ($1.arm, $1.plan, $1.output, $1.cycle)
    }
    return keys.compactMap { key in
      guard let whole = sampling.wholes[key] else { return nil }
      let best = sampling.entries.filter { entry, _ in
        (entry.arm, entry.plan, entry.output, entry.cycle) == (key.arm, key.plan, key.output, key.cycle)
      }.filter { $0.value.peak.n > 0 }.max {
        ($0.value.peak.within, -($0.value.peak.median - 1).magnitude, -$0.key.entry)
          < ($1.value.peak.within, -($1.value.peak.median - 1).magnitude, -$1.key.entry)
      }
      return StudyResult.SamplingRecord(
        arm: study.arms[key.arm].name, plan: study.sampling[key.plan].name, analyte: outputs[key.output].name,
        cycle: key.cycle + 1, n: whole.peak.n, cmaxBias: (whole.peak.median - 1).finite,
        cmaxWithin10: whole.peak.within.finite, observedCmaxBias: (whole.observedPeak.median - 1).finite,
        observedCmaxWithin10: whole.observedPeak.within.finite,
        bestSample: best.map { study.sampling[key.plan].entries[$0.key.entry].label },
        bestWithin10: best?.value.peak.within.finite, troughBias: (whole.trough.median - 1).finite,
        troughWithin10: whole.trough.within.finite, observedTroughWithin10: whole.observedTrough.within.finite,
        belowLimit: whole.samples > 0 ? Double(whole.belowLimit) / Double(whole.samples) : nil)
    }
  }

  var sampleRecords: [StudyResult.SampleRecord] {
    let keys = sampling.entries.keys.sorted {
      ($0.arm, $0.plan, $0.output, $0.cycle, $0.entry) < ($1.arm, $1.plan, $1.output, $1.cycle, $1.entry)
    }
    return keys.compactMap { key in
      guard let entry = sampling.entries[key] else { return nil }
      return StudyResult.SampleRecord(
        arm: study.arms[key.arm].name, plan: study.sampling[key.plan].name, analyte: outputs[key.output].name,
        cycle: key.cycle + 1, sample: study.sampling[key.plan].entries[key.entry].label, time: entry.time.mean.finite,
        n: entry.truth.count, toCmax: entry.peak.median.finite, within10: entry.peak.within.finite,
        truth: entry.truth.summary)
    }
  }

  var antibodyRecords: [StudyResult.AntibodyRecord] {
    let keys = antibodies.counts.keys.sorted { ($0.arm, $0.cycle) < ($1.arm, $1.cycle) }
    return keys.compactMap { key in
      guard let counts = antibodies.counts[key] else { return nil }
      func share(_ count: Int, of n: Int) -> Double? { n > 0 ? Double(count) / Double(n) : nil }
      let exposure = study.outputs.flatMap { output in
        AntibodyTotals.metrics.compactMap { metric in
          counts.exposure[output][metric].map { status(output, metric, $0.positive, $0.negative) }
        }
      }
      return StudyResult.AntibodyRecord(
        arm: study.arms[key.arm].name, cycle: key.cycle + 1, n: counts.n,
        everTrue: share(counts.everTrue, of: counts.n), nowTrue: share(counts.nowTrue, of: counts.n),
        everFound: share(counts.everFound, of: counts.n), nowFound: share(counts.nowFound, of: counts.n),
        sensitivity: share(counts.truePositives, of: counts.nowTrue), exposure: exposure)
    }
  }

  private func status(
    _ output: Int, _ metric: ExposureMetric, _ positive: Distribution, _ negative: Distribution
  ) -> StudyResult.StatusRecord {
    let (ratio, lower, upper) = LogMoments.ratio(positive.logs, negative.logs)
    return StudyResult.StatusRecord(
      analyte: outputs[output].name, metric: metric.rawValue,
      unit: "\(metric.unit(of: outputs[output], timeUnit: study.model.source.timeUnit))", positive: positive.summary,
      negative: negative.summary, ratio: ratio.finite, lower: lower.finite, upper: upper.finite)
  }
}
