import Foundation
import Synchronization

/// How far samples have come, on one line of a terminal; silent everywhere else.
final class SampleProgress: Sendable {
  private struct State {
    var last: ContinuousClock.Instant?
    var made = 0
    var isVisible = false
  }

  private let what: String
  private let isShown: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// Counts things, which `what` names in the plural.
  init(_ what: String, isQuiet: Bool) {
    self.what = what
    isShown = Terminal.current.showsProgress && !isQuiet
  }

  /// Shows that so many are done, of which some failed.
  func update(_ done: Int, of total: Int, failed: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      state.made += 1
      if let last = state.last, now - last < .milliseconds(100) { return }
      let seconds = (now - start) / .seconds(1)
      let left = seconds / Double(state.made) * Double(total - done)
      let failures = failed > 0 ? ", \(failed) failed" : ""
      Terminal.write(
        "\r\(done) of \(total) \(what)\(failures), \(seconds.shortText) s, about \(left.shortText) s left\u{1B}[K")
      state.last = now
      state.isVisible = true
    }
  }

  /// Clears the line.
  func finish() {
    state.withLock { state in
      if state.isVisible { Terminal.write("\r\u{1B}[K") }
      state.isVisible = false
    }
  }
}

/// Runs pieces of work in tasks and hands their results on in order.
enum OrderedTasks {
  /// - Parameters:
  ///   - numbers: the pieces, in order.
  ///   - threads: how many are under way at once.
  ///   - work: makes one.
  ///   - consume: takes each, in the order of `numbers`.
  /// - Throws: what `work` and `consume` throw, or a cancellation.
  static func run<Result: Sendable>(
    _ numbers: [Int], threads: Int, work: @escaping @Sendable (Int) async throws -> Result,
    consume: (Int, Result) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var next = 0
      var wanted = 0
      var waiting: [Int: Result] = [:]
      func start() {
        guard next < numbers.count else { return }
        let place = next
        next += 1
        group.addTask { (place, try await work(numbers[place])) }
      }
      for _ in 0..<max(threads, 1) { start() }
      while let (place, result) = try await group.next() {
        waiting[place] = result
        while let ready = waiting.removeValue(forKey: wanted) {
          try consume(numbers[wanted], ready)
          wanted += 1
        }
        start()
      }
    }
  }
}
