public import PKSimulation

/// Many simulated trials of one plan.
public struct TrialSimulation: Sendable {
  /// The plan.
  public let trial: Trial
  /// How many trials are simulated.
  public let count: Int
  /// The seed of all random numbers; equal seeds give equal bits, whatever the threads.
  public let seed: UInt64
  /// How many threads share the work.
  public let threads: Int
  /// How many trials are one piece of work; results do not depend on it.
  static let pieceSize = 256

  /// What simulates patients' kinetics; nil when toxicity goes by level and no exposure is asked for.
  let kinetics: CourseKinetics?

  /// Prepares a simulation.
  ///
  /// - Throws: `SetupError` when the doses do not fit the model.
  public init(_ trial: Trial, trials: Int, seed: UInt64 = 1, threads: Int = 1) throws(SetupError) {
    self.trial = trial
    count = trials
    self.seed = seed
    self.threads = threads
    if let plan = trial.pharmacology {
      kinetics = try CourseKinetics(plan, cycleLength: trial.treatment.cycleLength, seed: seed)
    } else {
      kinetics = nil
    }
  }

  /// How many pieces of work there are.
  public var pieceCount: Int { (count + Self.pieceSize - 1) / Self.pieceSize }

  /// One simulated trial, of those that `run` would give.
  public func path(_ number: Int) -> SimulatedTrial {
    var runs = [TrialRun(trial, number: number, seed: seed)]
    finish(&runs)
    return runs[0].trial
  }

  /// Runs the trials of a piece to their ends.
  func runs(ofPiece piece: Int) -> [TrialRun] {
    let numbers = piece * Self.pieceSize..<min(count, (piece + 1) * Self.pieceSize)
    var runs = numbers.map { TrialRun(trial, number: $0, seed: seed) }
    finish(&runs)
    return runs
  }

  private func finish(_ runs: inout [TrialRun]) {
    guard case .exposure(let relation, _)? = trial.truth, let kinetics else {
      let rates = levelRates ?? []
      for index in runs.indices {
        while let request = runs[index].request {
          let rate = request.level < rates.count ? rates[request.level] : 0
          runs[index].enrol(trial) { _ in rate }
        }
      }
      return
    }
    // All trials of the piece ask at once, so that their patients are solved together, eight to a lane.
    while true {
      let open = runs.indices.filter { runs[$0].request != nil }
      if open.isEmpty { return }
      var asked: [KineticPatient] = []
      for index in open {
        guard let request = runs[index].request else { continue }
        let first = runs[index].trial.patients.count
        for patient in first..<first + request.count {
          asked.append(KineticPatient(trial: runs[index].trial.number, patient: patient, level: request.level))
        }
      }
      let exposures = kinetics.firstCycle(of: asked, relation)
      var next = 0
      for index in open {
        let start = next
        next += runs[index].request?.count ?? 0
        runs[index].enrol(trial) { relation.probability(at: exposures[start + $0]) }
      }
    }
  }

  /// The cycles of a trial's patients: exposure, samples and antibodies; empty without kinetics.
  public func cycles(of path: SimulatedTrial, doses: [[SimulatedDose]]) -> [[CycleRecord]] {
    kinetics?.cycles(of: path, doses: doses) ?? doses.map { _ in [] }
  }

  /// The assumed rate of DLTs by level; nil when it follows from exposure.
  public var levelRates: [Double]? {
    if case .probabilities(let dlt, _)? = trial.truth { dlt } else { nil }
  }
}

/// A patient whose kinetics are asked for.
struct KineticPatient: Hashable, Sendable {
  var trial: Int
  var patient: Int
  var level: Int
}
