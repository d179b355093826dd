import PKNumerics

/// Follows the highest value of each output in each lane, and the slopes that tell where it turned.
struct PeakTracker: ~Copyable {
  let outputCount: Int
  /// The outputs and slopes that were computed last.
  let values: LaneBuffer
  let slopes: LaneBuffer
  /// Slopes at the start and at the end of the step under way.
  let startSlopes: LaneBuffer
  let endSlopes: LaneBuffer
  /// The highest value since the cycle began, and its time.
  let highest: LaneBuffer
  let timeOfHighest: LaneBuffer
  /// The area under each output when the cycle began.
  let areaAtStart: LaneBuffer

  init(outputCount: Int) {
    self.outputCount = outputCount
    values = LaneBuffer(count: outputCount)
    slopes = LaneBuffer(count: outputCount)
    startSlopes = LaneBuffer(count: outputCount)
    endSlopes = LaneBuffer(count: outputCount)
    highest = LaneBuffer(count: outputCount)
    timeOfHighest = LaneBuffer(count: outputCount)
    areaAtStart = LaneBuffer(count: outputCount)
  }

  func keepValues(_ registers: [Int], in file: borrowing LaneBuffer) {
    for output in 0..<outputCount { values.base[output] = file.base[registers[output]] }
  }

  func keepSlopes(_ registers: [Int], in file: borrowing LaneBuffer) {
    for output in 0..<outputCount { slopes.base[output] = file.base[registers[output]] }
  }

  /// After a jump: the present values are candidates, the present slopes the start of the next step.
  func restart(
    _ lanes: LaneMask, at time: Lanes, values: UnsafePointer<Lanes>, slopes: UnsafePointer<Lanes>
  ) {
    for output in 0..<outputCount {
      see(output, lanes, at: time)
      startSlopes.base[output] = startSlopes.base[output].blended(with: slopes[output], where: lanes)
    }
  }

  /// The present values are candidates and the present slopes the end of the step.
  func see(_ lanes: LaneMask, at time: Lanes) {
    for output in 0..<outputCount {
      see(output, lanes, at: time)
      endSlopes.base[output] = slopes.base[output]
    }
  }

  func see(_ output: Int, _ lanes: LaneMask, at time: Lanes) {
    let better = lanes .& (values.base[output] .> highest.base[output])
    highest.base[output] = highest.base[output].blended(with: values.base[output], where: better)
    timeOfHighest.base[output] = timeOfHighest.base[output].blended(with: time, where: better)
  }

  /// Where an output rose at the start of the step and falls at its end.
  func turned(_ output: Int) -> LaneMask {
    let zero = Lanes(repeating: 0)
    return (startSlopes.base[output] .> zero) .& (endSlopes.base[output] .< zero)
  }

  /// The end of the step becomes the start of the next.
  func advance(_ lanes: LaneMask) {
    for output in 0..<outputCount {
      startSlopes.base[output] = startSlopes.base[output].blended(with: endSlopes.base[output], where: lanes)
    }
  }
}
