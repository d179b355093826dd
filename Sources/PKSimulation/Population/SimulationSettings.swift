public import PKNumerics

/// How a simulation is run, whatever is simulated.
public struct SimulationSettings: Hashable, Sendable {
  /// How a model's dynamics are solved.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// In closed form where they are linear between events; else by an explicit Runge–Kutta method that changes over to
    /// a Rosenbrock method in subjects, and for as long, as they are stiff.
    case automatic
    /// By the two methods that change over, also where there is a closed form.
    case switching
    /// By an explicit Runge–Kutta method in any case.
    case explicit
  }

  /// How the dynamics are solved.
  public var method = Method.automatic
  /// The seed of all random numbers; equal seeds give equal bits.
  public var seed: UInt64 = 1
  /// How far the error of a step may go.
  public var tolerances = Tolerances()
  /// How many steps a subject may take, rejected ones included.
  public var stepLimit = 100_000
  /// How many threads share the work.
  public var threads = 1
  /// How many subjects are worked on as one piece, at least 1 whatever is said; results do not depend on it.
  public var chunkSize = 256
  /// Whether predictions are given the model's residual error.
  public var addsResidualError = false

  /// How many of some subjects make a piece.
  func pieceSize(of count: Int) -> Int { min(max(1, chunkSize), max(1, count)) }

  /// How many pieces some subjects make.
  func pieceCount(of count: Int) -> Int { count > 0 ? (count - 1) / pieceSize(of: count) + 1 : 0 }

  /// The subjects of a piece.
  func piece(_ number: Int, of count: Int) -> Range<Int> {
    let first = number * pieceSize(of: count)
    return first..<min(first + pieceSize(of: count), count)
  }

  /// Creates settings with the defaults above.
  public init() {}
}
