/// Random deviates as a function of who they are for, never of when they are drawn.
///
/// A deviate is determined by (seed, stream, subject, replicate, index) alone, so results do not
/// depend on threads, batches or the order of subjects. The seed is the generator's key; the
/// other four numbers have bits of the counter of their own, so different streams are disjoint:
///
/// | counter word | holds |
/// |---|---|
/// | 0 | index / 4 (a block has four words, one for each index) |
/// | 1 | subject |
/// | 2 | replicate in the high half, stream in the low half |
/// | 3 | 0 |
public struct RandomStream: Sendable, Hashable {
  /// The seed of the whole run.
  public let seed: UInt64

  /// The subject's number.
  public let subject: UInt64

  /// The purpose of the deviates, a number the caller's code fixes for each purpose.
  public let stream: UInt32

  /// The replicate of the study or the iteration of the algorithm.
  public let replicate: UInt32

  /// The stream of one purpose for one subject and replicate.
  public init(seed: UInt64, stream: UInt32, subject: UInt64, replicate: UInt32 = 0) {
    self.seed = seed
    self.stream = stream
    self.subject = subject
    self.replicate = replicate
  }

  /// Sixty-four uniform bits; a negative index counts on from 2⁶³ and is valid too.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func bits(_ index: Int) -> UInt64 {
    let index = UInt64(bitPattern: Int64(index))
    let counter = SIMD4(index >> 2, subject, UInt64(replicate) << 32 | UInt64(stream), 0)
    return Philox.block(counter: counter, key: SIMD2(seed, 0))[Int(index & 3)]
  }

  /// A uniform deviate in the open interval (0, 1).
  ///
  /// Values are (n + ½) 2⁻⁵², n from 52 random bits: symmetric about ½, never 0 or 1, exact.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func uniform(_ index: Int) -> Double {
    (Double(bits(index) >> 12) + 0.5) * 0x1p-52
  }

  /// A standard normal deviate, the quantile at ``uniform(_:)`` of the same index.
  ///
  /// - Complexity: O(1).
  public func normal(_ index: Int) -> Double {
    Normal.quantile(uniform(index))
  }
}
