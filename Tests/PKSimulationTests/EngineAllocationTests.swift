import PKData
import PKModel
import PKSimulation
import PKTestSupport
import PKText
import Testing

/// Allocation: what a subject costs depends on its events, not on its steps or its outputs.
@Suite struct EngineAllocationTests {
  /// Blocks allocated for each subject of a piece; the piece is made on this thread alone, so the count is exact.
  private func allocationsPerSubject(
    _ model: Model, _ regimen: String, times: [Double], tolerance: Double
  ) throws -> Double {
    let chunkSize = 32
    let simulation = try PopulationSimulation(
      of: model, arms: [Arm(try Regimen(parsing: SourceText(name: "regimen", regimen)))], subjects: 2 * chunkSize,
      times: times, settings: settings(relative: tolerance, absolute: 1e-2 * tolerance, chunkSize: chunkSize))
    // The first piece pays for what is made once.
    _ = simulation.chunk(0)
    let before = allocationCount
    _ = simulation.chunk(1)
    return Double(allocationCount - before) / Double(chunkSize)
  }

  #if !DEBUG
    @Test(.enabled(if: allocationsAreCounted, "allocations are counted with glibc"))
    func outputsAndStepsAllocateNothing() throws {
      let model = try TestModel.parallel.compiled()
      let regimen = "200 mg over 1 h every 21 day x 3"
      let few = try allocationsPerSubject(model, regimen, times: [63], tolerance: 1e-4)
      let many = try allocationsPerSubject(
        model, regimen, times: (0...500).map { 0.126 * Double($0) }, tolerance: 1e-9)
      // Planning a subject with three doses, drawing its effects and the tasks' own needs: about 200 blocks.
      #expect(few > 0 && few < 300, "\(few) blocks a subject")
      // One block for each of 500 outputs, or for each of hundreds of steps, would show.
      #expect((many - few).magnitude < 100, "\(few) blocks a subject with few outputs, \(many) with many")
    }
  #endif
}
