import Bateman
import Synchronization

/// Each iteration of a fit, on one line of a terminal; silent everywhere else.
final class FitProgress: Sendable {
  private let isShown: Bool
  private let earlier: Int
  private let shown = Mutex<(last: ContinuousClock.Instant?, isVisible: Bool)>((nil, false))

  /// Shows nothing when quiet or away from a terminal; `earlier` runs have made so many iterations.
  init(terminal: Terminal = .current, isQuiet: Bool, after earlier: Int) {
    isShown = terminal.showsProgress && !isQuiet
    self.earlier = earlier
  }

  /// Shows an iteration, ten times a second at most.
  func update(_ iteration: FitIteration) {
    guard isShown else { return }
    let now = ContinuousClock.now
    shown.withLock { state in
      if let last = state.last, now - last < .milliseconds(100) { return }
      state = (now, true)
      Terminal.write("\r\(Self.line(iteration, after: earlier))\u{1B}[K")
    }
  }

  /// Clears the line.
  func finish() {
    shown.withLock { state in
      if state.isVisible { Terminal.write("\r\u{1B}[K") }
      state.isVisible = false
    }
  }

  /// An iteration in words: number, OFV or what stands in its place, largest relative gradient or change, time.
  static func line(_ iteration: FitIteration, after earlier: Int) -> String {
    let number = iteration.number + earlier
    let objective = FitText.objective(iteration.objective)
    let largest = "\(iteration.gradient.shortText)" + (iteration.parameter.isEmpty ? "" : " (\(iteration.parameter))")
    let text =
      switch iteration.phase {
      case .minimisation: "iteration \(number): OFV \(objective), largest relative gradient \(largest)"
      case .burnIn: "burn-in \(number): -2 ln p(y|η) \(objective), largest change \(largest)"
      case .smoothing: "smoothing \(number): -2 ln p(y|η) \(objective), largest change \(largest)"
      case .warmUp: "draw \(number) (warm-up): -2 ln p \(objective)"
      case .sampling: "draw \(number): -2 ln p \(objective)"
      case .leastSquares: "round \(number): -2 ln p(y|η) \(objective), largest change \(largest)"
      }
    return text + ", \(iteration.seconds.shortText) s"
  }
}
