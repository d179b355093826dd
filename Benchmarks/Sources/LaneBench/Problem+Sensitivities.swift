import Bateman
import Foundation

extension Problem {
  /// Predictions and their derivatives by four random effects, as a fit asks for them.
  func differentiate(subjects: Int?, keepsBits: Bool) async throws -> Outcome {
    let size = 256
    let dose = Dose(
      amount: dose, administration: .duration(1.0 / 24), repeats: Dose.Repeats(additional: 5, interval: 21))
    let records =
      times.map { Record(time: $0, action: .observation(Observation())) } + [Record(time: 0, action: .dose(dose))]
    // Every chunk has the same records: what differs between subjects is their random effects.
    let dataset = Dataset(subjects: Array(repeating: Subject(id: "1", records: ordered(records)), count: size))
    let sensitivities = try DatasetSensitivities(
      of: model, dataset: dataset, by: model.source.etaNames.map { .randomEffect($0) }, settings: settings)
    let count = subjects ?? 1
    let etas = subjects == nil ? [[0, 0, 0, 0]] : randomEffects(count)
    var total = Outcome(measures: measures)
    let chunks = (count + size - 1) / size
    for first in stride(from: 0, to: chunks, by: options.threads) {
      let numbers = first..<min(first + options.threads, chunks)
      let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
        for number in numbers {
          group.addTask {
            let range = 0..<min(size, count - number * size)
            let chunk = sensitivities.predict(range) { subject, _ in etas[number * size + subject] }
            return (number, self.outcome(of: chunk, range, keepsBits: keepsBits))
          }
        }
        return await group.reduce(into: [Int: Outcome]()) { $0[$1.0] = $1.1 }
      }
      for number in numbers { if let outcome = outcomes[number] { total.add(outcome) } }
    }
    return total
  }

  /// The dose is recorded after the observation at its time, as in the C program's results of day 0.
  private func ordered(_ records: [Record]) -> [Record] {
    var records = records
    if let dose = records.popLast() { records.insert(dose, at: 1) }
    return records
  }

  private func outcome(of chunk: SensitivityChunk, _ subjects: Range<Int>, keepsBits: Bool) -> Outcome {
    var outcome = Outcome(measures: measures)
    outcome.failures = chunk.failures.count
    for subject in subjects {
      for record in 0...times.count where record != 1 {
        for measure in 0..<measures {
          let value =
            measure == 0
            ? chunk.prediction(subject: subject, record: record, output: 0)
            : chunk.derivative(subject: subject, record: record, output: 0, by: measure - 1)
          outcome.sums[measure] += value
          if keepsBits { outcome.keep(value) }
        }
      }
    }
    return outcome
  }

  /// The random effects of a population; the variances are those of the model.
  private func randomEffects(_ count: Int) -> [[Double]] {
    var state: UInt64 = 1
    func uniform() -> Double {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return (Double((z ^ (z >> 31)) >> 12) + 0.5) * 0x1p-52
    }
    return (0..<count).map { _ in
      [0.215, 0.023, 0.05, 0.09].map { variance in
        let radius = (-2 * log(uniform())).squareRoot()
        return variance.squareRoot() * radius * cos(6.283185307179586 * uniform())
      }
    }
  }
}
