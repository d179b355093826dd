import Bateman
import Synchronization

/// A simulation that is bound and checked, and fills arrays of known shape.
struct PreparedSimulation: Sendable {
  /// What the arrays hold.
  struct Description: Encodable {
    struct Output: Encodable {
      var name: String
      var unit: String
    }

    var model: String
    var status: String
    var arms: [String]
    /// How many cycles each arm has; the array of exposure has those of the longest, NaN where there are none.
    var cycles: [Int]
    var outputs: [Output]
    var times: [Double]
    var timeUnit: String
    var subjects: Int
    var exposure = ["Cmax", "Tmax", "Ctrough", "AUC"]
  }

  /// The arrays, by rows.
  struct Arrays: Sendable {
    /// By arm, subject, time and output; NaN where a patient could not be solved.
    var predictions: [Double]
    /// By arm, subject, cycle, output and Cmax, Tmax, Ctrough, AUC.
    var exposure: [Double]
  }

  private let simulation: PopulationSimulation
  let description: Description

  init(_ simulation: PopulationSimulation, model: CheckedModel, times: [Double]) {
    self.simulation = simulation
    description = Description(
      model: model.name, status: model.status.rawValue, arms: simulation.arms.map(\.name),
      cycles: simulation.cycles.map(\.count),
      outputs: model.outputs.map { .init(name: $0.name, unit: "\($0.unit)") }, times: times,
      timeUnit: "\(model.timeUnit)", subjects: simulation.subjectCount)
  }

  /// How many arms, subjects, times, outputs and cycles there are.
  var shape: [Int] {
    [
      description.arms.count, description.subjects, description.times.count, description.outputs.count,
      description.cycles.max() ?? 0,
    ]
  }

  var predictionCount: Int { shape[0] * shape[1] * shape[2] * shape[3] }
  var exposureCount: Int { shape[0] * shape[1] * shape[4] * shape[3] * description.exposure.count }

  /// Runs it.
  func run() throws -> Arrays {
    let state = Mutex(
      Arrays(
        predictions: Array(repeating: .nan, count: predictionCount),
        exposure: Array(repeating: .nan, count: exposureCount)))
    let box = Filling(state: state)
    try blocking { [self] in
      try await simulation.run { chunk in box.state.withLock { fill(&$0, from: chunk) } }
    }
    return box.state.withLock { $0 }
  }

  private func fill(_ arrays: inout Arrays, from chunk: SimulationChunk) {
    let shape = shape
    for subject in chunk.subjects {
      let row = chunk.arm * shape[1] + subject
      for time in 0..<shape[2] {
        for output in 0..<shape[3] {
          arrays.predictions[(row * shape[2] + time) * shape[3] + output] = chunk.prediction(
            subject: subject, time: time, output: output)
        }
      }
      for cycle in 0..<chunk.cycleCount {
        for output in 0..<shape[3] {
          let values = chunk.exposure(subject: subject, cycle: cycle, output: output)
          let place = ((row * shape[4] + cycle) * shape[3] + output) * 4
          arrays.exposure.replaceSubrange(
            place..<place + 4, with: [values.cmax, values.tmax, values.ctrough, values.auc])
        }
      }
    }
  }

  private final class Filling: Sendable {
    let state: Mutex<Arrays>
    init(state: consuming Mutex<Arrays>) { self.state = state }
  }
}
