import Synchronization

/// How far a run has come, on one line of a terminal; silent everywhere else.
final class Progress: Sendable {
  private let total: Int
  private let unit: String
  private let isShown: Bool
  private let start = ContinuousClock.now
  private let shown = Mutex<(percent: Int, isVisible: Bool)>((-1, false))

  /// Progress towards `total` subjects, or other units.
  init(total: Int, terminal: Terminal = .current, isQuiet: Bool, unit: String = "patients") {
    self.total = total
    self.unit = unit
    isShown = terminal.showsProgress && !isQuiet && total > 0
  }

  /// Says that `done` subjects are done; rewrites the line when the percentage has changed.
  func update(_ done: Int) {
    guard isShown, ContinuousClock.now - start > .milliseconds(500) else { return }
    let percent = done * 100 / total
    shown.withLock { state in
      guard percent > state.percent else { return }
      state = (percent, true)
      Terminal.write("\r\(done) of \(total) \(unit) (\(percent) %)\u{1B}[K")
    }
  }

  /// Clears the line.
  func finish() {
    shown.withLock { state in
      if state.isVisible { Terminal.write("\r\u{1B}[K") }
      state.isVisible = false
    }
  }
}
