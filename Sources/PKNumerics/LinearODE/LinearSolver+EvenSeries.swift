extension LinearSolver {
  /// How many times are reached from one exponential.
  private static var blockSize: Int { Lanes.scalarCount * EvenGrid.groups }

  /// Writes sums of one lane's states at evenly spaced times since the last restart: time after time, at each all sums.
  ///
  /// Every 64 times begin with exponentials of their own, by which those of `EvenGrid` are multiplied.
  ///
  /// - Returns: false, with nothing written, where the states are more than sums of exponentials.
  public mutating func interpolate(
    sums weights: [Double], ofLane lane: Int, at times: UnsafeBufferPointer<Double>, spacing: Double,
    into target: UnsafeMutablePointer<Double>
  ) -> Bool {
    guard isSumOfExponentials(lane) else { return false }
    let count = weights.count / dimension
    takeRows(weights, lane)
    let tails = evenGrid.exponentials(
      lane, spacing: spacing, groups: min(EvenGrid.groups, (times.count + 7) / 8), rates: rates)
    let size = Self.blockSize
    for first in stride(from: 0, to: times.count, by: size * Lanes.scalarCount) {
      let blocks = min(Lanes.scalarCount, (times.count - first + size - 1) / size)
      headsOfBlocks(lane, blocks, times, from: first)
      for block in 0..<blocks {
        let begin = first + block * size
        for row in 0..<count {
          headRow(row, block)
          writeRow(tails, min(size, times.count - begin), target + begin * count + row, stride: count)
        }
      }
    }
    return true
  }

  /// The exponentials of the first times of up to eight blocks, mode by mode: as few vectors as hold them all.
  private mutating func headsOfBlocks(
    _ lane: Int, _ blocks: Int, _ times: UnsafeBufferPointer<Double>, from first: Int
  ) {
    let (m, begin, numbers) = (rates.count, start[lane], heads.numbers)
    // What is left over in the last vector must be no number that an exponential has trouble with.
    heads.base[(blocks * m - 1) / 8] = Lanes(repeating: 0)
    for block in 0..<blocks {
      let elapsed = times[first + block * Self.blockSize] - begin
      for j in 0..<m { numbers[block * m + j] = rates.scalar(j, lane: lane) * elapsed }
    }
    for place in 0..<(blocks * m + 7) / 8 { heads.base[place] = LaneMath.exp(heads.base[place]) }
  }

  /// The coefficients of a sum at the start of a block, mode by mode.
  private mutating func headRow(_ row: Int, _ block: Int) {
    let (m, numbers, scaled) = (rates.count, heads.numbers, scaled.numbers)
    rows.withUnsafeBufferPointer { rows in
      for j in 0..<m { scaled[j] = rows[row * m + j] * numbers[block * m + j] }
    }
  }

  /// Writes one sum at up to 64 times.
  private mutating func writeRow(
    _ tails: UnsafePointer<Lanes>, _ count: Int, _ target: UnsafeMutablePointer<Double>, stride: Int
  ) {
    let (m, step, first, scaled) = (rates.count, EvenGrid.groups, scaled.scalar(0, lane: 0), scaled.numbers)
    // Two modes, the most frequent number, have their coefficients in registers.
    if m == 2 {
      let second = scaled[1]
      for group in 0..<(count + 7) / 8 {
        Self.write(first * tails[group] + second * tails[step + group], group, count, target, stride)
      }
    } else {
      for group in 0..<(count + 7) / 8 {
        var sum = first * tails[group]
        for j in 1..<max(1, m) { sum += scaled[j] * tails[j * step + group] }
        Self.write(sum, group, count, target, stride)
      }
    }
  }

  /// Writes a group of a sum's values among `count`.
  @inline(__always)
  private static func write(
    _ values: Lanes, _ group: Int, _ count: Int, _ target: UnsafeMutablePointer<Double>, _ stride: Int
  ) {
    let (place, width) = (target + 8 * group * stride, min(8, count - 8 * group))
    if stride == 1, width == 8 {
      UnsafeMutableRawPointer(place).storeBytes(of: values, as: Lanes.self)
    } else {
      for number in 0..<width { place[number * stride] = values[number] }
    }
  }
}
