import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Ends the open cycle of a lane: its trough, its area, its peak.
  mutating func closeCycle(_ lane: Int, _ results: inout ChunkResults) {
    guard followsCycles, let cycle = lanes[lane].cycle, let slot = lanes[lane].slot else { return }
    lanes[lane].cycle = nil
    dynamics.load(solver.time, solver.state)
    program.outputs.run(dynamics.registers)
    for (output, register) in program.outputs.outputs.enumerated() {
      let area = solver.state[program.compartmentCount + output][lane]
      let index = results.exposureIndex(slot: slot, cycle: cycle, output: output)
      results.exposures[index].ctrough = dynamics.registers.base[register][lane]
      results.exposures[index].auc = area - peaks.areaAtStart[output][lane]
      results.exposures[index].cmax = peaks.highest[output][lane]
      results.exposures[index].tmax = peaks.timeOfHighest[output][lane] - lanes[lane].cycleStart
    }
  }

  /// Begins a cycle in a lane; its first candidate for a peak is seen once all that is due has happened.
  mutating func openCycle(_ lane: Int, _ cycle: Int?) {
    lanes[lane].cycle = cycle
    lanes[lane].cycleStart = solver.time[lane]
    guard followsCycles else { return }
    for output in 0..<peaks.outputCount {
      peaks.areaAtStart.base[output][lane] = solver.state[program.compartmentCount + output][lane]
      peaks.highest.base[output][lane] = -.infinity
    }
  }
}
