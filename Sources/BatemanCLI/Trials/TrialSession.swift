import Bateman

/// A trial that is being simulated: what is run, and what is told meanwhile.
struct TrialSession {
  let trial: Trial
  let options: TrialSimulationOptions
  /// What was read.
  let files = FilesRead()
  /// How many patients' kinetics could not be solved.
  private(set) var unsolved = 0

  init(path: String, options: TrialSimulationOptions) throws {
    trial = try TrialFileOptions.read(path, options.overrides, files: files)
    self.options = options
    guard trial.truth != nil else {
      throw CommandError.mismatch(
        "the trial file does not say what is true, so it cannot be simulated",
        help: ["add 'truth: {dlt: [1 %, …]}' with a share for each level"])
    }
  }

  /// What the user should know beforehand, on standard error.
  func note(_ scenarios: [Scenario]) {
    for note in trial.notes { Terminal.note("note: \(note)") }
    var falling = scenarios.map { ("scenario '\($0.name)'", $0.falls) }
    if case .probabilities(let dlt, let moderate)? = trial.truth, scenarios.isEmpty {
      falling = [("'truth'", Scenario(name: "", dlt: dlt, moderate: moderate).falls)]
    }
    for (name, levels) in falling where !levels.isEmpty {
      let list = levels.map { "\($0 + 1)" }.joined(separator: ", ")
      Terminal.note("note: in \(name) the probability of a DLT falls at level \(list); that is allowed")
    }
  }

  /// Simulates the file's own truth, or each scenario.
  mutating func report(_ scenarios: [Scenario]?) async throws -> TrialSimulationReport {
    var records: [TrialScenarioRecord] = []
    var summaries: [[TrialSummary]] = []
    let progress = Progress(
      total: options.trials * max(1, scenarios?.count ?? 1), of: "trials", isQuiet: options.quiet)
    var truths = [("truth", trial)]
    if let scenarios {
      truths = scenarios.map { scenario in
        var own = trial
        own.truth = .probabilities(dlt: scenario.dlt, moderate: scenario.moderate)
        return (scenario.name, own)
      }
    }
    for (index, (name, trial)) in truths.enumerated() {
      let simulation = try simulation(of: trial)
      let rates = simulation.marginalRates()
      let result = try await simulation.run(
        rates: rates?.map(\.value) ?? [], followsExposure: options.followsExposure
      ) { progress.update(index * options.trials + $0) }
      if result.unsolved > 0 { unsolved += result.unsolved }
      var record = TrialScenarioRecord(name, trial, result, Self.exact(trial, result.rates))
      record.take(rates)
      records.append(record)
      summaries.append(result.trials)
    }
    progress.finish()
    return TrialSimulationReport(trial, options, records, summaries)
  }

  func simulation(of trial: Trial) throws -> TrialSimulation {
    try TrialSimulation(trial, trials: options.trials, seed: options.seed, threads: options.threadCount)
  }

  /// The characteristics by enumeration, where the design allows it.
  static func exact(_ trial: Trial, _ rates: [Double]) -> ExactCharacteristics? {
    // Patients who cannot be evaluated and are not replaced change the sizes of cohorts.
    guard rates.count == trial.levels.count, trial.calendar.replaces || trial.calendar.notEvaluable == 0 else {
      return nil
    }
    return trial.design.exactCharacteristics(dlt: rates, moderate: trial.truth?.moderate ?? [])
  }

  func pathReport(_ number: Int, start: String?) throws -> TrialPathReport {
    let simulation = try simulation(of: trial)
    let path = simulation.path(number)
    let doses = path.doses(trial, seed: options.seed)
    var report = TrialPathReport(trial, path, doses: doses, cycles: simulation.cycles(of: path, doses: doses))
    report.start = start
    return report
  }
}
