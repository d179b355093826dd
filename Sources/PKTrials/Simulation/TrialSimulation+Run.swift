import PKSimulation

extension TrialSimulation {
  /// What one piece of work gives.
  struct Piece: Sendable {
    var trials: [TrialSummary]
    var sums: LevelSums
    var cycles: [CycleRecord] = []
  }

  /// Simulates all trials.
  ///
  /// - Parameters:
  ///   - rates: the true rate of DLTs by level, where it is not assumed but follows from exposure.
  ///   - followsExposure: whether exposure by level and cycle is simulated, where there are kinetics.
  ///   - isolation: the caller's actor, on which `progress` is called.
  ///   - progress: is told how many trials are done.
  /// - Returns: the operating characteristics.
  /// - Throws: `CancellationError`.
  public func run(
    rates: [Double] = [], followsExposure: Bool = true, isolation: isolated (any Actor)? = #isolation,
    progress: (Int) -> Void = { _ in }
  ) async throws -> OperatingCharacteristics {
    let rates = levelRates ?? rates
    var trials: [TrialSummary] = []
    trials.reserveCapacity(count)
    var sums = LevelSums(levelCount: trial.levels.count)
    let follows = followsExposure && kinetics != nil
    var exposure = ExposureTable(levelCount: trial.levels.count, cycleCount: follows ? trial.treatment.cycles : 0)
    try await inOrder(
      pieceCount, threads: threads, isolation: isolation, work: { piece($0, rates, follows) }
    ) { piece in
      trials += piece.trials
      for cycle in piece.cycles { exposure.add(cycle) }
      sums.add(piece.sums)
      progress(trials.count)
    }
    return OperatingCharacteristics(trials: trials, sums: sums, rates: rates, exposure: follows ? exposure : nil)
  }

  private func piece(_ number: Int, _ rates: [Double], _ followsExposure: Bool) -> Piece {
    var piece = Piece(trials: [], sums: LevelSums(levelCount: trial.levels.count))
    for run in runs(ofPiece: number) {
      piece.sums.add(run.history.tallies)
      piece.trials.append(summary(run, rates))
      guard followsExposure, let kinetics else { continue }
      for cycles in kinetics.cycles(of: run.trial, doses: run.trial.doses(trial, seed: seed)) { piece.cycles += cycles }
    }
    return piece
  }

  func summary(_ run: TrialRun, _ rates: [Double]) -> TrialSummary {
    var (under, over) = (0, 0)
    for (level, tally) in run.history.tallies.enumerated() where level < rates.count {
      if rates[level] < trial.acceptable.lowerBound { under += tally.treated }
      if rates[level] > trial.acceptable.upperBound { over += tally.treated }
    }
    return TrialSummary(
      conclusion: run.trial.conclusion, patients: run.history.treated,
      notEvaluable: run.trial.patients.count - run.history.treated, dlts: run.history.dlts,
      cohorts: run.trial.decisions.count - 1, underdosed: under, overdosed: over,
      unsolved: run.trial.patients.count { $0.risk.isNaN }, duration: run.trial.duration)
  }

  /// The probability of a DLT at each level, over virtual patients who are in no trial; nil when it is assumed.
  ///
  /// - Parameter patients: how many virtual patients each level has.
  /// - Returns: a probability for each level.
  public func marginalRates(patients: Int = 4_096) -> [Estimate]? {
    guard case .exposure(let relation, _)? = trial.truth, let kinetics else { return nil }
    return trial.levels.indices.map { level in
      // Trials beyond those that can be simulated: these patients are nobody else.
      let asked = (0..<patients).map { number in
        KineticPatient(trial: (1 << 40) + number / 1_000, patient: number % 1_000, level: level)
      }
      return Estimate(mean: kinetics.firstCycle(of: asked, relation).map { relation.probability(at: $0) })
    }
  }
}
