import PKNumerics

/// Steady states of a linear system x' = A·x + b, exactly.
///
/// With E = exp(A·T) and S = ∫₀ᵀ exp(A·s) ds, the state before a dose solves (I − E)·x = E·u + what the infusions of
/// a period leave at its end. I − E is taken as −A·S, which does not cancel where elimination is slow.
struct LinearSteadyState {
  /// A and b, of the compartments alone.
  let matrix: Matrix
  let input: [Double]

  /// The state that repeated doses lead to, at a phase after 0 and up to the interval; nil when they lead to none.
  func state(under doses: PeriodicInput, at phase: Double) -> [Double]? {
    try? periodic(doses, phase)
  }

  /// The state that an infusion without end leads to; nil when it leads to none.
  func state(underInfusion rate: Double, into compartment: Int) -> [Double]? {
    try? constant(rate, compartment)
  }

  /// A state of the system that grows without end, or never falls.
  var persistentState: Int? {
    let scale = longestTime
    guard let map = try? exponential(of: matrix.scaled(by: scale)) else { return nil }
    var vector = [Double](repeating: 1, count: input.count)
    for _ in 0..<200 {
      guard let next = try? map.multiplied(by: vector) else { return nil }
      let size = next.reduce(0) { max($0, abs($1)) }
      guard size > 0, size.isFinite else { break }
      vector = next.map { $0 / size }
    }
    return vector.indices.max { abs(vector[$0]) < abs(vector[$1]) }
  }

  private func periodic(_ doses: PeriodicInput, _ phase: Double) throws(LinearAlgebraError) -> [Double]? {
    let n = input.count
    var augmented = Matrix(rows: 2 * n, columns: 2 * n)
    for j in 0..<n {
      for i in 0..<n { augmented[i, j] = matrix[i, j] * doses.interval }
      augmented[j, n + j] = doses.interval
    }
    let both = try exponential(of: augmented)
    var (map, integral) = (Matrix(rows: n, columns: n), Matrix(rows: n, columns: n))
    for j in 0..<n {
      for i in 0..<n { (map[i, j], integral[i, j]) = (both[i, j], both[i, n + j]) }
    }
    guard Self.fades(map) else { return nil }
    var dose = [Double](repeating: 0, count: n)
    dose[doses.compartment] = doses.amount
    let end = try advance(dose, doses, until: doses.interval)
    let start = try LU(of: matrix.multiplied(by: integral).scaled(by: -1)).solve(end)
    return try advance(zip(start, dose).map { $0 + $1 }, doses, until: phase)
  }

  private func constant(_ rate: Double, _ compartment: Int) throws(LinearAlgebraError) -> [Double]? {
    guard Self.fades(try exponential(of: matrix.scaled(by: longestTime))) else { return nil }
    var drive = input
    drive[compartment] += rate
    return try LU(of: matrix.scaled(by: -1)).solve(drive)
  }

  /// Carries a state along, from phase 0 on.
  private func advance(
    _ state: [Double], _ doses: PeriodicInput, until phase: Double
  ) throws(LinearAlgebraError) -> [Double] {
    let n = input.count
    var state = state
    for stretch in doses.stretches(until: phase) where stretch.duration > 0 {
      var augmented = Matrix(rows: n + 1, columns: n + 1)
      for j in 0..<n { for i in 0..<n { augmented[i, j] = matrix[i, j] * stretch.duration } }
      for i in 0..<n { augmented[i, n] = input[i] * stretch.duration }
      augmented[doses.compartment, n] += stretch.rate * stretch.duration
      state = Array(try exponential(of: augmented).multiplied(by: state + [1]).prefix(n))
    }
    return state
  }

  /// The time in which the fastest state moves by its own size.
  private var longestTime: Double {
    let n = input.count
    var norm = 0.0
    for i in 0..<n { norm = max(norm, (0..<n).reduce(0) { $0 + abs(matrix[i, $1]) }) }
    return norm > 0 ? 1 / norm : 1
  }

  /// Whether what a map does fades when it is done again and again: its powers tend to 0.
  ///
  /// Powers 2, 4, 8 … up to 2⁴⁰: a part that loses less than 10⁻¹² of itself counts as one that stays.
  static func fades(_ map: Matrix) -> Bool {
    var power = map
    for _ in 0..<40 {
      let norm = power.largest
      if norm < 0.5 / Double(max(1, map.rows)) { return true }
      guard norm < 1e100, let next = try? power.multiplied(by: power) else { return false }
      power = next
    }
    return false
  }
}

extension Matrix {
  /// The largest magnitude of an element; NaN when one is NaN.
  fileprivate var largest: Double { elements.reduce(0) { $1.isNaN ? .nan : max($0, abs($1)) } }
}
