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

  /// An iteration in words: number, OFV, largest relative gradient, time.
  static func line(_ iteration: FitIteration, after earlier: Int) -> String {
    "iteration \(iteration.number + earlier): OFV \(FitText.objective(iteration.objective)), largest relative gradient "
      + "\(iteration.gradient.shortText) (\(iteration.parameter)), \(iteration.seconds.shortText) s"
  }
}
