import PKSimulation

extension TrialSimulation {
  /// What one piece of work gives.
  struct Piece: Sendable {
    var trials: [TrialSummary]
    var sums: LevelSums
  }

  /// Simulates all trials.
  ///
  /// - Parameters:
  ///   - rates: the true rate of DLTs by level, where it is not assumed but follows from exposure.
  ///   - progress: is told how many trials are done.
  public func run(
    rates: [Double] = [], isolation: isolated (any Actor)? = #isolation, progress: (Int) -> Void = { _ in }
  ) async throws -> OperatingCharacteristics {
    let rates = levelRates ?? rates
    var trials: [TrialSummary] = []
    trials.reserveCapacity(count)
    var sums = LevelSums(levelCount: trial.levels.count)
    try await inOrder(pieceCount, threads: threads, isolation: isolation, work: { piece($0, rates) }) { piece in
      trials += piece.trials
      sums.add(piece.sums)
      progress(trials.count)
    }
    return OperatingCharacteristics(trials: trials, sums: sums, rates: rates)
  }

  private func piece(_ number: Int, _ rates: [Double]) -> Piece {
    var piece = Piece(trials: [], sums: LevelSums(levelCount: trial.levels.count))
    for run in runs(ofPiece: number) {
      piece.sums.add(run.history.tallies)
      piece.trials.append(summary(run, rates))
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
      cohorts: run.trial.decisions.count - 1, underdosed: under, overdosed: over, duration: run.trial.duration)
  }
}
