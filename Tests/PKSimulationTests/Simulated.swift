import PKData
import PKLanguage
import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import PKText
import PKUnits

/// Everything that a simulation gave, collected.
struct Simulated {
  /// By arm, subject, output time (record) and output.
  var predictions: [[[[Double]]]] = []
  /// By arm, subject, cycle and output.
  var exposures: [[[[CycleExposure]]]] = []
  var covariates: [[[Double]]] = []
  /// By arm, subject and event that happens once; nil where it did not.
  var eventTimes: [[[Double?]]] = []
  var failures: [SubjectFailure] = []
  var statistics = SolverStatistics()

  /// Every number's bits, in order.
  var bits: [UInt64] {
    predictions.joined().joined().joined().map(\.bitPattern)
      + exposures.joined().joined().joined().flatMap { [$0.cmax, $0.tmax, $0.ctrough, $0.auc].map(\.bitPattern) }
      + eventTimes.joined().joined().map { ($0 ?? .infinity).bitPattern }
  }

  /// An output of a subject of the first arm along its times.
  func profile(subject: Int = 0, output: Int = 0) -> [Double] { predictions[0][subject].map { $0[output] } }

  /// The exposure of a subject of the first arm.
  func exposure(subject: Int = 0, cycle: Int = 0, output: Int = 0) -> CycleExposure {
    exposures[0][subject][cycle][output]
  }

  fileprivate mutating func take(_ chunk: SimulationChunk, timeCounts: (Int) -> Int) {
    while predictions.count <= chunk.arm {
      predictions.append([])
      exposures.append([])
      covariates.append([])
      eventTimes.append([])
    }
    for subject in chunk.subjects {
      predictions[chunk.arm].append(
        (0..<timeCounts(subject)).map { time in
          (0..<chunk.outputCount).map { chunk.prediction(subject: subject, time: time, output: $0) }
        })
      exposures[chunk.arm].append(
        (0..<chunk.cycleCount).map { cycle in
          (0..<chunk.outputCount).map { chunk.exposure(subject: subject, cycle: cycle, output: $0) }
        })
    }
    covariates[chunk.arm] += chunk.covariates
    eventTimes[chunk.arm] += chunk.subjects.map { subject in
      (0..<chunk.eventCount).map { chunk.eventTime(subject: subject, event: $0) }
    }
    failures += chunk.failures
    statistics = statistics + chunk.statistics
  }
}

/// Settings with tolerances, for tests.
func settings(
  relative: Double = 1e-6, absolute: Double = 1e-8, threads: Int = 1, chunkSize: Int = 64, seed: UInt64 = 1,
  method: SimulationSettings.Method = .automatic
) -> SimulationSettings {
  var settings = SimulationSettings()
  settings.method = method
  settings.tolerances = Tolerances(relative: relative, absolute: absolute)
  settings.threads = threads
  settings.chunkSize = chunkSize
  settings.seed = seed
  return settings
}

/// Simulates regimens, each an arm; nil subjects for the typical one.
func simulate(
  _ model: Model, _ regimens: [String], subjects: Int? = nil, covariates: String = "", times: [Double] = [],
  until: Double? = nil, followsCycles: Bool = true, settings: SimulationSettings = settings()
) async throws -> Simulated {
  let arms = try regimens.map { Arm(try Regimen(parsing: SourceText(name: "regimen", $0))) }
  let specifications =
    covariates.isEmpty
    ? [] : try CovariateSpecification.list(parsing: SourceText(name: "covariates", covariates))
  let simulation = try PopulationSimulation(
    of: model, arms: arms, subjects: subjects, covariates: specifications, times: times, until: until,
    followsCycles: followsCycles, settings: settings)
  var result = Simulated()
  try await simulation.run { chunk in
    result.take(chunk) { _ in simulation.outputTimes[chunk.arm].count }
  }
  return result
}

/// Simulates a table.
func simulate(
  _ model: Model, table: String, replicates: Int? = nil, rule: CovariateRule = .nocb,
  settings: SimulationSettings = settings()
) async throws -> Simulated {
  let dataset = try Dataset(table: Array(table.utf8), name: "table")
  return try await simulate(model, dataset, replicates: replicates, rule: rule, settings: settings)
}

/// Simulates a data set.
func simulate(
  _ model: Model, _ dataset: Dataset, replicates: Int? = nil, rule: CovariateRule = .nocb,
  settings: SimulationSettings = settings()
) async throws -> Simulated {
  let simulation = try DatasetSimulation(
    of: model, dataset: dataset, replicates: replicates, covariateRule: rule, settings: settings)
  var result = Simulated()
  try await simulation.run(transform: { $0 }) { chunk in
    result.take(chunk) { dataset.subjects[$0 % dataset.subjects.count].records.count }
  }
  return result
}
