package import PKData
import PKLanguage
package import PKModel

/// Runs courses, each one patient's own, through a model.
package struct CourseSimulation: Sendable {
  /// How the simulation is run.
  package let settings: SimulationSettings
  /// The model.
  package let model: Model
  /// How many values the arguments of the residual error are, behind the outputs of each time.
  private let argumentCount: Int
  private let effects: RandomEffects
  private let residual: ResidualError

  /// Prepares a model.
  package init(of model: Model, settings: SimulationSettings) {
    self.model = model
    self.settings = settings
    effects = RandomEffects(of: model.source, seed: settings.seed)
    residual = ResidualError(seed: settings.seed, outputs: model.source.outputs, replicate: 0)
    argumentCount = model.integrating.errors.reduce(0) { $0 + $1.count }
  }

  /// How the doses of phases become amounts.
  ///
  /// - Throws: `SetupError` when one of them does not fit the model.
  package func bindings(of phases: [Regimen.Phase], arm: String) throws(SetupError) -> CourseBindings {
    var bindings: [DoseBinding] = []
    for phase in phases { bindings.append(try DoseBinding(phase, arm: arm, model: model.source)) }
    return CourseBindings(bindings: bindings)
  }

  /// A subject's random effects on an occasion, counted from 1; the same in every arm.
  package func effects(of subject: Int, occasion: Int = 1) -> [Double] {
    effects.draw(subject: subject, occasion: occasion)
  }

  /// The covariates, by index, whose values number the occasions on which effects differ.
  package var occasionCovariates: Set<Int> { effects.occasionCovariates }

  /// The cumulative hazards at which the model's own events happen to a subject; the same in every arm.
  package func thresholds(of subject: Int) -> [Double] { effects.thresholds(subject: subject) }

  /// Runs courses, one after another from a subject on.
  ///
  /// - Parameters:
  ///   - courses: what each patient goes through.
  ///   - bindings: what their doses refer to.
  ///   - cycleCount: how many cycles are reported, those that a course does not reach as NaN.
  ///   - firstSubject: the number of the first patient.
  /// - Returns: the results.
  package func run(
    _ courses: [PatientCourse], _ bindings: CourseBindings, cycleCount: Int, firstSubject: Int
  ) -> CourseResults {
    let program = cycleCount > 0 ? model.integrating : model.plain
    let outputs = model.source.outputs.count
    let samples = courses.contains { !$0.outputTimes.isEmpty }
    var results = ChunkResults(
      outputTimeCounts: courses.map(\.outputTimes.count), outputCount: outputs + (samples ? argumentCount : 0),
      cycleCount: cycleCount, eventCount: model.source.events.count)
    makeRunner(
      program, of: model.source, settings: settings, firstSubject: firstSubject, writesErrorArguments: samples
    ).run(courses.count, &results) { courses[$0].plan(bindings.bindings) }
    let chunk = SimulationChunk(arm: 0, subjects: firstSubject..<firstSubject + courses.count, results)
    return CourseResults(
      chunk: chunk, outputCount: outputs, argumentCounts: model.integrating.errors.map(\.count), residual: residual)
  }
}

/// How the doses of an arm become amounts in a model's compartments.
package struct CourseBindings: Sendable {
  let bindings: [DoseBinding]

  /// What a phase's doses depend on.
  package func basis(of phase: Int) -> DoseBasis { bindings[phase].basis }

  /// The amount of a phase's dose in the compartment's unit, capped; by kg or m² where its basis is one.
  package func amount(of phase: Int, bodySize: Double) -> Double { bindings[phase].dose(bodySize: bodySize).amount }

  /// How many of the compartment's unit the number of the phase's unit is, per kg or m² where it is by one.
  package func scale(of phase: Int) -> Double { bindings[phase].scale }

  /// How long the infusion of a phase's doses takes; nil when it is none, or the model's to say.
  package func duration(of phase: Int) -> Double? {
    if case .duration(let duration) = bindings[phase].input { duration } else { nil }
  }
}

/// What courses come to.
package struct CourseResults: Sendable {
  package let chunk: SimulationChunk
  /// How many outputs the model has.
  package let outputCount: Int
  /// How many arguments the error of each output has.
  private let argumentCounts: [Int]
  fileprivate let residual: ResidualError

  fileprivate init(chunk: SimulationChunk, outputCount: Int, argumentCounts: [Int], residual: ResidualError) {
    self.argumentCounts = argumentCounts
    self.chunk = chunk
    self.outputCount = outputCount
    self.residual = residual
  }

  /// The prediction of an output at a subject's n-th output time.
  package func prediction(subject: Int, time: Int, output: Int) -> Double {
    chunk.prediction(subject: subject, time: time, output: output)
  }

  /// The same as a laboratory would measure it: with the model's residual error.
  ///
  /// The deviate goes by its number, `index`, so that a sample has the same luck in every arm.
  package func measured(subject: Int, time: Int, output: Int, index: Int) -> Double {
    let values = chunk.predictions(subject: subject)
    let start = values.startIndex + time * chunk.outputCount
    let first = start + outputCount + argumentCounts[..<output].reduce(0, +)
    let arguments = values[first..<first + argumentCounts[output]]
    return residual.measured(
      values[start + output], output: output, arguments: arguments, subject: subject, index: index)
  }
}
