/// A method of estimation: settings, and one thing it does.
public protocol Estimator: Sendable {
  /// Fits a problem.
  ///
  /// - Parameters:
  ///   - problem: the model with its data; the fit starts from its values.
  ///   - progress: called after each iteration; false stops the fit, and the best values so far are the result.
  /// - Returns: what was found; that it did not converge is a result too.
  /// - Throws: `FitProblemError` when the method cannot be used for the problem.
  func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult
}

extension Estimator {
  /// Fits a problem without telling how far it has come.
  public func fit(_ problem: FitProblem) async throws(FitProblemError) -> FitResult {
    try await fit(problem) { _ in true }
  }
}
