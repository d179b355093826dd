import Bateman
import Foundation

/// Simulates the checks of a model and measures what is published.
struct CheckRun {
  private let file: ModelFile
  private let checks: ChecksFile
  /// The times at which any of the checks needs predictions, ascending.
  private let times: [Double]
  private var runs: [String: Run] = [:]

  /// The results of one check's regimen.
  private struct Run {
    var chunks: [SimulationChunk]
    var times: [Double]
    var subjectCount: Int
    var statistic: ExposureCheck.Statistic?
  }

  init(of file: ModelFile, _ checks: ChecksFile) {
    self.file = file
    self.checks = checks
    times = Set(checks.checks.flatMap(\.expectations).flatMap(\.times)).sorted()
  }

  /// What came of each published number, in the order of the file.
  mutating func outcomes() async throws -> [CheckOutcome] {
    for check in checks.checks { runs[check.name] = try await run(check) }
    var outcomes: [CheckOutcome] = []
    for check in checks.checks {
      for expectation in check.expectations {
        let value = try value(of: expectation, in: check.name, cycle: expectation.cycle)
        var simulated = value
        switch expectation.reference {
        case .cycle(let cycle): simulated /= try self.value(of: expectation, in: check.name, cycle: cycle)
        case .check(let name): simulated /= try self.value(of: expectation, in: name, cycle: expectation.cycle)
        case nil: break
        }
        outcomes.append(CheckOutcome(check, expectation, simulated: simulated * expectation.factor))
      }
    }
    return outcomes
  }

  private func run(_ check: ExposureCheck) async throws -> Run {
    var settings = SimulationSettings()
    // Far below the tolerances of published numbers, and of what chance does to a population's.
    let relative = check.population == nil ? 1e-8 : 1e-6
    settings.tolerances = Tolerances(relative: relative, absolute: relative / 100)
    settings.threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let simulation = try PopulationSimulation(
      of: file.model, arms: [Arm(check.regimen)], subjects: check.population?.count, covariates: check.patients,
      times: times, until: check.end, settings: settings)
    var chunks: [SimulationChunk] = []
    try await simulation.run { chunks.append($0) }
    let failures = chunks.flatMap(\.failures).map {
      PatientFailure($0, patient: "\($0.subject + 1)", arm: check.name, in: file.model.source)
    }
    try FailureNote(failures).throwIfNeeded()
    return Run(
      chunks: chunks, times: simulation.outputTimes.first ?? [], subjectCount: simulation.subjectCount,
      statistic: check.population?.statistic)
  }

  /// The metric in a cycle of a check, of the typical patient or over the virtual ones.
  private func value(of expectation: Expectation, in name: String, cycle: Int) throws -> Double {
    guard let run = runs[name] else { return .nan }
    var values: [Double] = []
    for chunk in run.chunks {
      for subject in chunk.subjects {
        guard let value = Self.value(of: expectation, cycle, subject, chunk, run.times) else {
          throw missing(expectation, in: name)
        }
        values.append(value)
      }
    }
    return run.statistic?.value(of: values) ?? values.first ?? .nan
  }

  /// The metric of a subject; nil when the run does not reach so far.
  private static func value(
    of expectation: Expectation, _ cycle: Int, _ subject: Int, _ chunk: SimulationChunk, _ times: [Double]
  ) -> Double? {
    func prediction(at time: Double) -> Double? {
      times.firstIndex(of: time).map { chunk.prediction(subject: subject, time: $0, output: expectation.output) }
    }
    switch expectation.metric {
    case .concentration(let time): return prediction(at: time)
    case .halfLife(let start, let end):
      guard let first = prediction(at: start), let last = prediction(at: end) else { return nil }
      return (end - start) * log(2) / log(first / last)
    case .cmax, .tmax, .ctrough, .auc:
      guard cycle < chunk.cycleCount else { return nil }
      return exposure(expectation.metric, chunk.exposure(subject: subject, cycle: cycle, output: expectation.output))
    }
  }

  private static func exposure(_ metric: Expectation.Metric, _ exposure: CycleExposure) -> Double {
    switch metric {
    case .cmax: exposure.cmax
    case .tmax: exposure.tmax
    case .ctrough: exposure.ctrough
    case .auc: exposure.auc
    case .concentration, .halfLife: .nan
    }
  }

  private func missing(_ expectation: Expectation, in name: String) -> CommandError {
    let message = "the run of '\(name)' does not reach '\(expectation.label)'"
    let help = ["give the regimen more doses, or the check an 'until'"]
    return .text(DiagnosticList([Diagnostic("PK4917", message, at: expectation.range, help: help)], in: checks.source))
  }
}
