import Bateman

/// What a run gave: enough to compare runs to the last bit, and with the C program to the tolerances.
struct Outcome: Sendable {
  var seconds = 0.0
  var statistics = SolverStatistics()
  /// The sums of all values by measure, added up chunk by chunk in the order of subjects.
  var sums: [Double]
  /// A hash of the bits of all values (FNV-1a over 64-bit words); 0 unless asked for.
  var bits: UInt64 = 0
  var failures = 0

  init(measures: Int) { sums = Array(repeating: 0, count: measures) }

  /// The values of a chunk.
  init(of chunk: SimulationChunk, times: Int, measures: Int, keepsBits: Bool) {
    self.init(measures: measures)
    statistics = chunk.statistics
    failures = chunk.failures.count
    for subject in chunk.subjects {
      let values = chunk.predictions(subject: subject)
      values.withUnsafeBufferPointer { values in
        for measure in 0..<measures { sums[measure] += Self.total(of: values, from: measure, by: measures) }
      }
    }
    guard keepsBits else { return }
    for subject in chunk.subjects {
      for time in 0..<times {
        for measure in 0..<measures { keep(chunk.prediction(subject: subject, time: time, output: measure)) }
      }
      for cycle in 0..<chunk.cycleCount { keep(chunk.exposure(subject: subject, cycle: cycle, output: 0).auc) }
    }
  }

  /// Every so manyth value from one on, added up in eight parts that need not wait for each other, as in the C program.
  private static func total(of values: UnsafeBufferPointer<Double>, from first: Int, by step: Int) -> Double {
    var parts = SIMD8<Double>(repeating: 0)
    var place = first
    while place + 7 * step < values.count {
      var own = SIMD8<Double>(repeating: 0)
      for number in 0..<8 { own[number] = values[place + number * step] }
      parts += own
      place += 8 * step
    }
    var sum = parts.sum()
    while place < values.count {
      sum += values[place]
      place += step
    }
    return sum
  }

  mutating func keep(_ value: Double) { mix(value.bitPattern) }

  private mutating func mix(_ word: UInt64) { bits = (bits ^ word) &* 0x100_0000_01b3 }

  /// Adds the next chunk's.
  mutating func add(_ other: Outcome) {
    statistics = statistics + other.statistics
    failures += other.failures
    for measure in sums.indices { sums[measure] += other.sums[measure] }
    mix(other.bits)
  }
}
