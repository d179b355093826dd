import PKNumerics
import Testing

/// Every method of the library, so that one list of tests holds them all.
enum ODEMethod: String, CaseIterable, CustomTestStringConvertible {
  case tsitouras5, dormandPrince8, rodas5P, switching

  var testDescription: String { rawValue }

  /// The order of the solution, and that of the interpolant.
  var order: Int {
    switch self {
    case .tsitouras5, .switching: 5
    case .dormandPrince8: 8
    case .rodas5P: 5
    }
  }
  var interpolantOrder: Int {
    switch self {
    case .tsitouras5, .switching: ButcherTableau.tsit5.interpolantOrder
    case .dormandPrince8: ButcherTableau.dormandPrince8.interpolantOrder
    case .rodas5P: RosenbrockTableau.rodas5P.interpolantOrder
    }
  }

  /// Does something with a solver of this method.
  func run<Task: SolverTask>(_ task: Task, dimension: Int, tolerances: Tolerances) throws(SolverError) -> Task.Outcome {
    switch self {
    case .tsitouras5:
      try task.run(RungeKuttaSolver(.tsit5, dimension: dimension, tolerances: tolerances))
    case .dormandPrince8:
      try task.run(RungeKuttaSolver(.dormandPrince8, dimension: dimension, tolerances: tolerances))
    case .rodas5P:
      try task.run(RosenbrockSolver(.rodas5P, dimension: dimension, tolerances: tolerances))
    case .switching:
      try task.run(
        SwitchingSolver(explicit: .tsit5, stiff: .rodas5P, dimension: dimension, tolerances: tolerances))
    }
  }
}

/// Something to be done with any solver.
protocol SolverTask {
  associatedtype Outcome
  func run<S: TestedSolver & ~Copyable>(_ solver: consuming S) throws(SolverError) -> Outcome
}

/// A solver whose step a test may set, and whose choice of method it may see.
protocol TestedSolver: LaneStepper, ~Copyable {
  var step: Lanes { get set }
  var stiffLanes: LaneMask { get }
}

extension RungeKuttaSolver: TestedSolver {
  var stiffLanes: LaneMask { LaneMask(repeating: false) }
}
extension RosenbrockSolver: TestedSolver {
  var stiffLanes: LaneMask { LaneMask(repeating: true) }
}
extension SwitchingSolver: TestedSolver {}
