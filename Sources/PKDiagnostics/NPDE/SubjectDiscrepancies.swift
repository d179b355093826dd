import PKData
import PKEstimation
import PKLanguage
import PKModel
import PKSimulation

/// One subject's measurements among its replicates.
struct SubjectDiscrepancies: Sendable {
  var records: [PredictionDistributionResult.Record] = []
  var counts: IntervalCounts
  var failures: Int
  /// The subject, when none of its virtual patients could be simulated.
  var unsolved: String?

  private let settings: PredictionDistributionErrors
  private let seed: UInt64

  init(
    _ settings: PredictionDistributionErrors, _ data: DiagnosticData, _ chunk: SimulationChunk, typical: [Double],
    limits: [Double?], seed: UInt64
  ) {
    self.settings = settings
    self.seed = seed
    counts = IntervalCounts(intervals: settings.intervals.count, replicates: settings.replicates)
    failures = chunk.failures.count
    let subject = chunk.subjects.lowerBound / settings.replicates
    let range = data.starts[subject]..<data.starts[subject + 1]
    guard failures < settings.replicates || range.isEmpty else {
      unsolved = data.dataset.subjects[subject].id
      return
    }
    for output in limits.indices {
      let own = range.filter { data.observations[$0].bound.output == output }
      guard !own.isEmpty else { continue }
      add(own, data, chunk, subject: subject, limit: limits[output], typical)
    }
    records.sort { $0.row < $1.row }
  }

  private mutating func add(
    _ own: [Int], _ data: DiagnosticData, _ chunk: SimulationChunk, subject: Int, limit: Double?, _ typical: [Double]
  ) {
    var simulated = chunk.subjects.map { number in
      own.map { index in
        let bound = data.observations[index].bound
        return chunk.prediction(subject: number, time: bound.record, output: bound.output)
      }
    }
    simulated.removeAll { $0.contains { !$0.isFinite } }
    var observed = own.map { data.observations[$0].bound.bounds.reported }
    let isBelow = own.map { index in
      switch data.observations[index].bound.bounds {
      case .measured(let value): value < limit ?? -.infinity
      case .within(_, let upper, let reported): upper == reported
      }
    }
    if let limit { impute(&observed, &simulated, isBelow, limit: limit, subject: subject, first: own[0]) }
    let result = PredictionDiscrepancies(
      observed: observed, simulated: simulated, decorrelation: settings.decorrelation)
    for (j, index) in own.enumerated() {
      let bound = data.observations[index].bound
      let drawn = simulated.map { $0[j] }
      let sorted = drawn.sorted()
      counts.add(result.pd[j], sorted, drawn, settings.intervals)
      let isConstant = sorted.first == sorted.last
      records.append(
        PredictionDistributionResult.Record(
          id: data.dataset.subjects[subject].id, row: bound.row, time: bound.time, output: bound.output,
          timeAfterDose: data.observations[index].timeAfterDose, dv: bound.bounds.reported, isBelowLimit: isBelow[j],
          pred: typical[index], simulatedMean: result.predicted[j], pd: isConstant ? .nan : result.pd[j],
          npd: isConstant ? .nan : result.npd[j], npde: isConstant ? .nan : result.npde[j]))
    }
  }

  /// Puts values in place of those below the limit: the quantile of the simulated values at a uniform share of the
  /// probability of lying there.
  private func impute(
    _ observed: inout [Double], _ simulated: inout [[Double]], _ isBelow: [Bool], limit: Double, subject: Int,
    first: Int
  ) {
    for j in observed.indices {
      let sorted = simulated.map { $0[j] }.sorted()
      let below = sorted.prefix { $0 < limit }.count
      guard below > 0 || isBelow[j] else { continue }
      let share = Double(max(below, 1)) / Double(sorted.count)
      func value(_ replicate: Int) -> Double {
        let u = PredictionDistributionErrors.deviate(
          seed: seed, subject: subject, replicate: replicate, index: first + j)
        return Quantile.value(ofSorted: sorted, u * share)
      }
      if isBelow[j] { observed[j] = value(0) }
      for replicate in simulated.indices where simulated[replicate][j] < limit {
        simulated[replicate][j] = value(replicate + 1)
      }
    }
  }
}
