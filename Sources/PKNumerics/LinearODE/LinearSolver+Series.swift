extension LinearSolver {
  /// Writes some states of one lane at many times since the last restart, in groups of eight times: group after group,
  /// in each one value for each state asked for.
  public mutating func interpolate(
    _ states: [Int], ofLane lane: Int, at times: UnsafeBufferPointer<Double>, into target: UnsafeMutablePointer<Lanes>
  ) {
    if needsExponential[lane] { return followExponential(states, lane, times, target) }
    let drives = hasInput[lane] || !structure.integrals.isEmpty
    var group = 0
    while 8 * group < times.count {
      // As many groups at once as there are lanes for their first times.
      let part = UnsafeBufferPointer(rebasing: times[(8 * group)..<min(8 * group + 64, times.count)])
      let place = target + group * states.count
      if drives { followInput(states, lane, part, place) } else { followModes(states, lane, part, place) }
      group += 8
    }
  }

  private mutating func followExponential(
    _ states: [Int], _ lane: Int, _ times: UnsafeBufferPointer<Double>, _ target: UnsafeMutablePointer<Lanes>
  ) {
    for (number, time) in times.enumerated() {
      let exact = exponentialState(lane, at: time)
      for (place, state) in states.enumerated() { target[number / 8 * states.count + place][number % 8] = exact[state] }
    }
  }

  /// With a constant input, or integrals.
  private func followInput(
    _ states: [Int], _ lane: Int, _ times: UnsafeBufferPointer<Double>, _ target: UnsafeMutablePointer<Lanes>
  ) {
    let m = structure.core.count
    let isDifferentiated = structure.directions > 0
    for group in 0..<(times.count + 7) / 8 {
      let elapsed = Self.group(group, of: times) - start[lane]
      let target = target + group * states.count
      for (place, state) in states.enumerated() {
        let slope = slopePart.scalar(state, lane: lane)
        let isIntegral = structure.integrals.contains(state)
        target[place] = isIntegral ? startState.scalar(state, lane: lane) + slope * elapsed : Lanes(repeating: 0)
      }
      for j in 0..<m {
        let functions = ModeFunctions(
          rate: Lanes(repeating: rates.scalar(j, lane: lane)), elapsed, needsPhi: true,
          isDifferentiated: isDifferentiated)
        for (place, state) in states.enumerated() {
          let index = state * m + j
          var sum = target[place] + exponentialPart.scalar(index, lane: lane) * functions.exponential
          if isDifferentiated { sum += movingPart.scalar(index, lane: lane) * functions.moving }
          sum += firstPart.scalar(index, lane: lane) * functions.first
          sum += secondPart.scalar(index, lane: lane) * functions.second
          target[place] = sum
        }
      }
    }
  }

  /// Sums of exponentials alone, for at most 64 times.
  private mutating func followModes(
    _ states: [Int], _ lane: Int, _ times: UnsafeBufferPointer<Double>, _ target: UnsafeMutablePointer<Lanes>
  ) {
    let m = structure.core.count
    let begin = start[lane]
    let groups = (times.count + 7) / 8
    var firsts = Lanes(repeating: begin)
    for group in 0..<groups { firsts[group] = times[8 * group] }
    let regular = regularGroups(lane, times)
    if regular != 0 { grid.complete(lane, rates: rates) }
    for index in 0..<groups * states.count { target[index] = Lanes(repeating: 0) }
    for j in 0..<m {
      let rate = rates.scalar(j, lane: lane)
      let heads = regular == 0 ? firsts : LaneMath.exp(rate * (firsts - begin))
      let tails = grid.exponentials.base[lane * m + j]
      for group in 0..<groups {
        let isRegular = regular >> group & 1 != 0
        let needsTimes = !isRegular || structure.directions > 0
        let elapsed = needsTimes ? Self.group(group, of: times) - begin : firsts
        let head = isRegular ? heads[group] : 1
        let tail = isRegular ? tails : LaneMath.exp(rate * elapsed)
        let target = target + group * states.count
        if structure.directions == 0 {
          for (place, state) in states.enumerated() {
            target[place] += (exponentialPart.scalar(state * m + j, lane: lane) * head) * tail
          }
        } else {
          for (place, state) in states.enumerated() {
            let fixed = exponentialPart.scalar(state * m + j, lane: lane) * head
            let moving = movingPart.scalar(state * m + j, lane: lane) * head
            target[place] += (fixed + moving * elapsed) * tail
          }
        }
      }
    }
  }

  /// The groups whose times are spaced as those before them, as bits; a full group that is not gives a new spacing.
  ///
  /// A spacing found inside these groups holds for those that follow, so that only one of them is ever new.
  private mutating func regularGroups(_ lane: Int, _ times: UnsafeBufferPointer<Double>) -> Int {
    var regular = 0
    let places = Lanes(0, 1, 2, 3, 4, 5, 6, 7)
    for group in 0..<(times.count + 7) / 8 {
      let own = Self.group(group, of: times)
      let asked = places .< Double(times.count - 8 * group)
      if grid.holds(lane, own, from: own[0], where: asked) {
        regular |= 1 << group
      } else if times.count >= 8 * group + 8, regular == 0 {
        grid.take(lane, own - own[0])
      }
    }
    return regular
  }

  /// Eight times; the last one stands for those that are missing.
  @inline(__always)
  private static func group(_ group: Int, of times: UnsafeBufferPointer<Double>) -> Lanes {
    guard let base = times.baseAddress else { return Lanes(repeating: 0) }
    let first = 8 * group
    if first + 8 <= times.count { return UnsafeRawPointer(base + first).loadUnaligned(as: Lanes.self) }
    var own = Lanes(repeating: times[times.count - 1])
    for place in first..<times.count { own[place - first] = times[place] }
    return own
  }
}
