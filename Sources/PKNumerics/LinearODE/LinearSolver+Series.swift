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

  /// Writes sums of one lane's states at many times since the last restart: they are sums of exponentials as the states
  /// are, so that each costs no more than one.
  ///
  /// - Returns: false, with nothing written, where the states are more than that.
  public mutating func interpolate(
    sums weights: [Double], ofLane lane: Int, at times: UnsafeBufferPointer<Double>,
    into target: UnsafeMutablePointer<Lanes>
  ) -> Bool {
    guard isSumOfExponentials(lane) else { return false }
    let count = weights.count / dimension
    takeRows(weights, lane)
    var group = 0
    while 8 * group < times.count {
      let part = UnsafeBufferPointer(rebasing: times[(8 * group)..<min(8 * group + 64, times.count)])
      followRows(count, lane, part, target + group * count)
      group += 8
    }
    return true
  }

  /// Whether a lane's states are sums of exponentials and nothing else.
  mutating func isSumOfExponentials(_ lane: Int) -> Bool {
    structure.integrals.isEmpty && structure.directions == 0 && !needsExponential[lane] && !hasInput[lane]
  }

  /// Takes the coefficients of weighted sums of states, by sum and mode.
  mutating func takeRows(_ weights: [Double], _ lane: Int) {
    let (n, m) = (dimension, rates.count)
    let count = weights.count / n
    if rows.count < count * m { rows = Array(repeating: 0, count: count * m) }
    let parts = exponentialPart.numbers + lane
    rows.withUnsafeMutableBufferPointer { rows in
      weights.withUnsafeBufferPointer { weights in
        for sum in 0..<count {
          for j in 0..<m {
            var part = 0.0
            for state in 0..<n { part += weights[sum * n + state] * parts[Lanes.scalarCount * (state * m + j)] }
            rows[sum * m + j] = part
          }
        }
      }
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
    guard structure.directions == 0 else { return followMovingModes(states, lane, times, target) }
    let m = rates.count
    if rows.count < states.count * m { rows = Array(repeating: 0, count: states.count * m) }
    for (place, state) in states.enumerated() {
      for j in 0..<m { rows[place * m + j] = exponentialPart.scalar(state * m + j, lane: lane) }
    }
    followRows(states.count, lane, times, target)
  }

  /// Sums of exponentials with the coefficients in `rows`, for at most 64 times.
  private mutating func followRows(
    _ count: Int, _ lane: Int, _ times: UnsafeBufferPointer<Double>, _ target: UnsafeMutablePointer<Lanes>
  ) {
    let (m, groups) = (rates.count, (times.count + 7) / 8)
    let regular = regularGroups(lane, times)
    if regular != 0 { prepareHeads(lane, times, groups) }
    for group in 0..<groups {
      let isRegular = regular >> group & 1 != 0
      let tails = isRegular ? grid.exponentials.base + lane * m : tailsOfGroup(group, lane, times)
      let head = heads.numbers + group
      rows.withUnsafeBufferPointer { rows in
        for row in 0..<count {
          var sum = Lanes(repeating: 0)
          // Coefficients, times the exponentials of the group's first time where it has one, times those of its times.
          for j in 0..<m {
            sum += (isRegular ? rows[row * m + j] * head[Lanes.scalarCount * j] : rows[row * m + j]) * tails[j]
          }
          target[group * count + row] = sum
        }
      }
    }
  }

  /// The same with derivatives by directions.
  private mutating func followMovingModes(
    _ states: [Int], _ lane: Int, _ times: UnsafeBufferPointer<Double>, _ target: UnsafeMutablePointer<Lanes>
  ) {
    let (m, groups) = (rates.count, (times.count + 7) / 8)
    let regular = regularGroups(lane, times)
    if regular != 0 { prepareHeads(lane, times, groups) }
    for group in 0..<groups {
      let isRegular = regular >> group & 1 != 0
      let tails = isRegular ? grid.exponentials.base + lane * m : tailsOfGroup(group, lane, times)
      let elapsed = Self.group(group, of: times) - start[lane]
      for (place, state) in states.enumerated() {
        var sum = Lanes(repeating: 0)
        for j in 0..<m {
          let head = isRegular ? heads.scalar(j, lane: group) : 1
          let fixed = exponentialPart.scalar(state * m + j, lane: lane) * head
          let moving = movingPart.scalar(state * m + j, lane: lane) * head
          sum += (fixed + moving * elapsed) * tails[j]
        }
        target[group * states.count + place] = sum
      }
    }
  }

  /// The exponentials of one group's times, mode by mode.
  private mutating func tailsOfGroup(
    _ group: Int, _ lane: Int, _ times: UnsafeBufferPointer<Double>
  ) -> UnsafeMutablePointer<Lanes> {
    let elapsed = Self.group(group, of: times) - start[lane]
    for j in 0..<rates.count { tails.base[j] = LaneMath.exp(rates.scalar(j, lane: lane) * elapsed) }
    return tails.base
  }

  /// The exponentials of the first times of all groups, mode by mode.
  private mutating func prepareHeads(_ lane: Int, _ times: UnsafeBufferPointer<Double>, _ groups: Int) {
    grid.complete(lane, rates: rates)
    let begin = start[lane]
    for group in 0..<Lanes.scalarCount {
      firsts.setScalar(0, lane: group, to: group < groups ? times[8 * group] - begin : 0)
    }
    let elapsed = firsts.base[0]
    for j in 0..<rates.count { heads.base[j] = LaneMath.exp(rates.scalar(j, lane: lane) * elapsed) }
  }

  /// The groups whose times are spaced as those before them, as bits; a full group that is not gives a new spacing.
  ///
  /// A spacing found inside these groups holds for those that follow, so that only one of them is ever new.
  private mutating func regularGroups(_ lane: Int, _ times: UnsafeBufferPointer<Double>) -> Int {
    var regular = 0
    let (full, left) = (times.count / 8, times.count % 8)
    for group in 0..<full {
      let own = Self.group(group, of: times)
      if grid.isKnown(lane), grid.holds(lane, own) {
        regular |= 1 << group
      } else if regular == 0 {
        grid.take(lane, own - own[0])
      }
    }
    guard left > 0, grid.isKnown(lane) else { return regular }
    let asked = Lanes(0, 1, 2, 3, 4, 5, 6, 7) .< Double(left)
    return grid.holds(lane, Self.group(full, of: times), where: asked) ? regular | 1 << full : regular
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
