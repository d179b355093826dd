import PKLanguage
import PKNumerics

/// What is told, on the way and at the end.
extension SAEMRun {
  var coordinates: [Double] { problem.parameters.vector(of: parameters) ?? [] }

  mutating func report(
    _ progress: @Sendable (FitIteration) -> Bool, phase: FitPhase
  ) -> Bool {
    let now = coordinates
    let before = reported ?? now
    reported = now
    let changes = zip(now, before).map { ($0 - $1).magnitude }
    let largest = changes.indices.max { changes[$0] < changes[$1] }
    let count = Double(chains.count { $0.subject == chains.first?.subject })
    let iteration = FitIteration(
      phase: phase, number: iteration,
      objective: sampledObjective ?? chains.reduce(0) { $0 + $1.value } / max(count, 1),
      gradient: largest.map { changes[$0] } ?? 0, parameter: largest.map { problem.parameters.names[$0] } ?? "",
      parameters: parameters, evaluations: self.iteration, seconds: seconds)
    trace.append(iteration)
    return progress(iteration) && !Task.isCancelled
  }

  func termination(isStopped: Bool) -> Termination {
    if isStopped { return .interrupted }
    if let gone = FitWarning.collapsed(parameters, problem).first {
      return .collapsed(parameter: gone.0.name(in: problem.model))
    }
    let statistics = test.statistics
    let largest = statistics.indices.max { statistics[$0] < statistics[$1] } ?? 0
    let drift = statistics.isEmpty ? .infinity : statistics[largest]
    guard isStationary else {
      return .drifting(
        iterations: burnInEnd ?? iteration, parameter: problem.parameters.names[largest], standardErrors: drift)
    }
    return .stationary(burnIn: burnInEnd ?? iteration, smoothing: smoothing, standardErrors: drift)
  }

  func result(_ termination: Termination, drift: DriftTest?) async throws(FitProblemError) -> FitResult {
    let estimation = seconds
    let report = EstimateReport(problem: problem, predictor: predictor, covariance: settings.covariance)
    var result = await report.result(
      at: parameters, termination, likelihood: settings.likelihood, estimationSeconds: estimation)
    result.algorithm = importance.map { $0.findsModes ? .importanceMAP : .importanceSampling } ?? .saem
    result.trace = trace
    if let drift, drift.isFull {
      result.monteCarloErrors = natural(drift.errors(ofMeansOver: max(3 * smoothing / 4, 1)))
    }
    return result
  }

  /// Standard errors of the vector's elements in natural units, as if these were independent.
  func natural(_ errors: [Double]) -> [Double] {
    let jacobian = problem.parameters.jacobian(at: coordinates)
    return (0..<jacobian.rows).map { row in
      (0..<jacobian.columns).reduce(0) { sum, k in
        let part = jacobian[row, k] * errors[k]
        return sum + part * part
      }.squareRoot()
    }
  }
}
