/// Does numbered pieces of work on several threads and hands the results over in order.
///
/// No more than twice as many pieces as threads are under way or waiting, so memory is bounded whatever `count` is.
/// What `consume` throws ends the work.
///
/// - Parameters:
///   - count: how many pieces there are.
///   - threads: how many pieces are worked on at once; at least 1.
///   - isolation: the caller's actor, on which `consume` is called.
///   - work: makes the result of a piece, on any thread.
///   - consume: takes the results one after another, from 0 on.
/// - Throws: what `consume` throws, or `CancellationError`.
package func inOrder<Result: Sendable>(
  _ count: Int, threads: Int, isolation: isolated (any Actor)?, work: @escaping @Sendable (Int) -> Result,
  consume: (Result) throws -> Void
) async throws {
  let window = 2 * max(1, threads)
  try await withThrowingTaskGroup(of: (Int, Result).self, isolation: isolation) { group in
    // A closure is isolated like its surroundings only if it captures the actor.
    _ = isolation
    var next = 0
    var running = 0
    var wanted = 0
    var waiting: [Int: Result] = [:]
    while wanted < count {
      while next < count, running < max(1, threads), next - wanted < window {
        let piece = next
        group.addTask { (piece, work(piece)) }
        next += 1
        running += 1
      }
      guard let (piece, result) = try await group.next() else { return }
      running -= 1
      waiting[piece] = result
      // The next piece starts before this one's result is dealt with.
      if next < count, next - wanted < window {
        let piece = next
        group.addTask { (piece, work(piece)) }
        next += 1
        running += 1
      }
      while let result = waiting.removeValue(forKey: wanted) {
        try Task.checkCancellation()
        try consume(result)
        wanted += 1
      }
    }
  }
}
