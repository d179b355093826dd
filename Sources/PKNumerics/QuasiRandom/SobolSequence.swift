/// Points that fill the unit cube more evenly than random ones: Sobol's sequence with a random shift.
///
/// The average of a smooth function over n points has an error near 1/n rather than 1/√n, and is unbiased over the
/// shifts. Use a power of two of points. I. M. Sobol', USSR Comput. Math. Math. Phys. 7 (1967) 86; direction numbers:
/// S. Joe and F. Y. Kuo, SIAM J. Sci. Comput. 30 (2008) 2635, file new-joe-kuo-6.
public struct SobolSequence: Sendable {
  /// How many dimensions the tabulated direction numbers reach.
  public static let largestDimension = directions.count

  /// The number of coordinates of a point.
  public let dimension: Int

  /// For each dimension the direction numbers as fractions of 2³².
  private let columns: [[UInt32]]
  /// What is added, digit by digit, to each coordinate.
  private let shift: [UInt64]

  /// The sequence of a dimension, shifted at random; without a stream it is not shifted.
  ///
  /// - Returns: nil when the dimension is not in 1...``largestDimension``.
  public init?(dimension: Int, shiftedBy stream: RandomStream? = nil) {
    guard (1...Self.largestDimension).contains(dimension) else { return nil }
    self.dimension = dimension
    columns = Self.directions.prefix(dimension).map(Self.column)
    shift = (0..<dimension).map { stream?.bits($0) ?? 0 }
  }

  /// Point n (from 0), its coordinates in the open interval (0, 1).
  ///
  /// - Complexity: O(32 · dimension).
  public func point(_ n: UInt32) -> [Double] {
    (0..<dimension).map { coordinate(n, $0) }
  }

  private func coordinate(_ n: UInt32, _ index: Int) -> Double {
    var bits: UInt32 = 0
    // Gray code: the order in which the literature prints the sequence.
    var gray = n ^ (n >> 1)
    for column in columns[index] where gray != 0 {
      if gray & 1 == 1 { bits ^= column }
      gray >>= 1
    }
    let digits = (UInt64(bits) << 32) ^ shift[index]
    return (Double(digits >> 12) + 0.5) * 0x1p-52
  }

  /// The 32 direction numbers that a primitive polynomial and its first numbers give: Joe and Kuo's equation 2.
  private static func column(_ direction: Direction) -> [UInt32] {
    let degree = direction.first.count
    var result = direction.first.enumerated().map { $1 << UInt32(31 - $0) }
    guard direction.polynomial > 1 else { return (0..<32).map { 1 << UInt32(31 - $0) } }
    for index in degree..<32 {
      var next = result[index - degree] ^ (result[index - degree] >> UInt32(degree))
      for term in 1..<max(degree, 1) where direction.polynomial >> UInt32(degree - term) & 1 == 1 {
        next ^= result[index - term]
      }
      result.append(next)
    }
    return result
  }
}
