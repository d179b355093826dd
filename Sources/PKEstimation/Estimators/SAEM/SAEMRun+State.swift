import PKNumerics

/// What a run that was stopped goes on from.
extension SAEMRun {
  func keep() {
    guard iteration % Self.refreshing == 0 else { return }
    settings.checkpoints.keep {
      .expectation(
        ExpectationState(
          iteration: iteration, burnInEnd: burnInEnd, isStationary: isStationary, thetas: parameters.thetas,
          sigmas: parameters.sigmas, omega: parameters.omega, effects: chains.map(\.effects), means: means,
          moments: moments.averages, information: information?.elements, scales: scales, centers: centers,
          recent: test.points, average: average))
    }
  }

  /// Goes to a state; false when it is of another problem.
  mutating func restore(_ state: ExpectationState) -> Bool {
    guard state.effects.map(\.count) == chains.map(\.effects.count), state.means.count == means.count,
      state.thetas.count == parameters.thetas.count, state.sigmas.count == parameters.sigmas.count,
      state.omega.map(\.count) == parameters.omega.map(\.count), moments.restore(state.moments)
    else { return false }
    iteration = state.iteration
    burnInEnd = state.burnInEnd
    isStationary = state.isStationary
    parameters.thetas = state.thetas
    parameters.sigmas = state.sigmas
    parameters.omega = state.omega
    for index in chains.indices { chains[index].effects = state.effects[index] }
    means = state.means
    information = state.information.flatMap { try? Matrix(rows: others.count, columns: others.count, elements: $0) }
    scales = state.scales
    centers = state.centers
    for point in state.recent { test.append(point) }
    average = state.average
    reported = coordinates
    return true
  }
}
