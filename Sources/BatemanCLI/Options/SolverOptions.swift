public import ArgumentParser
public import Bateman
import Foundation

/// How it is computed.
struct SolverOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The solver's relative tolerance.", valueName: "number"))
  var rtol = 1e-6

  @Option(help: ArgumentHelp("The solver's absolute tolerance, in the units of the states.", valueName: "number"))
  var atol = 1e-8

  @Option(
    help: ArgumentHelp(
      "How the equations are solved.",
      discussion: """
        'automatic' solves linear dynamics in closed form, and others by an explicit method that changes over to one \
        for stiff systems where a patient needs it; 'switching' does without the closed form; 'explicit' never \
        changes over.
        """, valueName: "method"))
  var method = SimulationSettings.Method.automatic

  @Flag(help: "Print how much work the solver did.")
  var stats = false

  @Option(
    help: ArgumentHelp(
      "How many processor cores to use (default: all); results do not depend on it.", valueName: "number"))
  var threads: Int?

  func validate() throws {
    // Below 1e-13 the rounding of the states themselves is larger than the tolerance.
    guard rtol >= 1e-13, rtol <= 0.1 else { throw ValidationError("--rtol takes a number from 1e-13 to 0.1.") }
    guard atol > 0, atol.isFinite else { throw ValidationError("--atol takes a number greater than 0.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024.") }
  }

  /// How the engine is to run.
  func settings(seed: UInt64, addsResidualError: Bool) -> SimulationSettings {
    var settings = SimulationSettings()
    settings.seed = seed
    settings.method = method
    settings.tolerances = Tolerances(relative: rtol, absolute: atol)
    settings.threads = threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
    settings.addsResidualError = addsResidualError
    return settings
  }

  /// Tells the work on standard error, where it was asked for.
  func report(_ work: SolverStatistics, subjects: Int) {
    guard stats else { return }
    Terminal.note(
      "work: \(work.steps) steps, \(work.rejected) rejected, \(work.evaluations) evaluations, \(work.jacobians) Jacobians, "
        + "\(work.factorizations) factorisations; \(work.steps / max(1, subjects)) steps a patient")
  }
}

extension SimulationSettings.Method: ExpressibleByArgument {}
