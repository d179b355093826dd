/// Whether two numbers agree, and by how much they do not.
public struct Closeness: CustomStringConvertible, Sendable {
  /// The numbers compared: what was computed, and what it should be.
  public let actual: Double, expected: Double
  /// How far apart they may be.
  public let allowed: Double

  /// Whether they agree; not-a-number and infinity agree with themselves alone.
  public var holds: Bool {
    if actual.isNaN || expected.isNaN { return actual.isNaN && expected.isNaN }
    return actual == expected || (actual - expected).magnitude <= allowed
  }

  /// Both numbers, their difference, and the difference as a multiple of what is allowed.
  public var description: String {
    let difference = (actual - expected).magnitude
    let share = difference / expected.magnitude
    return
      "\(actual) is not \(expected): off by \(difference) (\(share) of it), \(difference / allowed) times what is allowed"
  }
}

/// Compares a number with what it should be: |a − b| ≤ absolute + relative·|b|.
///
/// ```swift
/// let close = closeness(area, 40, relative: 1e-6)
/// #expect(close.holds, "\(close)")
/// ```
public func closeness(
  _ actual: Double, _ expected: Double, relative: Double = 0, absolute: Double = 0
) -> Closeness {
  Closeness(actual: actual, expected: expected, allowed: absolute + relative * expected.magnitude)
}

/// Whether a number is what it should be: |a − b| ≤ absolute + relative·|b|.
public func isClose(_ actual: Double, _ expected: Double, relative: Double = 0, absolute: Double = 0) -> Bool {
  closeness(actual, expected, relative: relative, absolute: absolute).holds
}

/// How many numbers of double precision lie between two of the same sign; a large number when they differ in sign.
public func ulps(between a: Double, and b: Double) -> UInt64 {
  if a == b || (a.isNaN && b.isNaN) { return 0 }
  guard a.isFinite, b.isFinite, a.sign == b.sign else { return .max }
  let (x, y) = (a.magnitude.bitPattern, b.magnitude.bitPattern)
  return x > y ? x - y : y - x
}
