import PKData
import PKModel
import PKSimulation
import PKTestSupport
import PKText
import Synchronization
import Testing

/// Allocation: what a subject costs depends on its events, not on its steps or its outputs.
@Suite struct EngineAllocationTests {
  /// Blocks allocated for each subject of a piece: the median of several pieces, of which each begins where the
  /// thread's count stood at the end of the one before.
  private func allocationsPerSubject(
    _ model: Model, _ regimen: String, times: [Double], tolerance: Double
  ) async throws -> Double {
    let arm = Arm(try Regimen(parsing: SourceText(name: "regimen", regimen)))
    let chunkSize = 32
    let simulation = try PopulationSimulation(
      of: model, arms: [arm], subjects: 12 * chunkSize, times: times,
      settings: settings(relative: tolerance, absolute: 1e-2 * tolerance, chunkSize: chunkSize))
    // The pieces of one thread are made one after another, but not always by the same thread of the system: the
    // count of another thread makes a difference that says nothing, and the median passes it over.
    let last = Mutex(0)
    var costs: [Int] = []
    try await simulation.run(
      transform: { _ in
        let now = allocationCount
        return last.withLock { before in
          defer { before = now }
          return now - before
        }
      },
      consume: { costs.append($0) })
    return Double(costs.sorted()[costs.count / 2]) / Double(chunkSize)
  }

  #if !DEBUG
    @Test(.enabled(if: allocationsAreCounted, "allocations are counted with glibc"))
    func outputsAndStepsAllocateNothing() async throws {
      let model = try TestModel.parallel.compiled()
      let regimen = "200 mg over 1 h every 21 day x 3"
      var (few, many) = (0.0, 0.0)
      // On a busy machine most pieces may change threads: what is asked for must hold in one of a few tries.
      for _ in 0..<5 {
        few = try await allocationsPerSubject(model, regimen, times: [63], tolerance: 1e-4)
        many = try await allocationsPerSubject(
          model, regimen, times: (0...500).map { 0.126 * Double($0) }, tolerance: 1e-9)
        if few > 0, few < 300, (many - few).magnitude < 100 { break }
      }
      // Planning a subject with three doses, drawing its effects and the tasks' own needs: about 200 blocks.
      #expect(few > 0 && few < 300, "\(few) blocks a subject")
      // One block for each of 500 outputs, or for each of hundreds of steps, would show.
      #expect((many - few).magnitude < 100, "\(few) blocks a subject with few outputs, \(many) with many")
    }
  #endif
}
