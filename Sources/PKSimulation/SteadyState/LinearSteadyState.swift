import PKNumerics

/// Steady states of a linear system x' = A·x + b, exactly.
///
/// With E = exp(A·T) and S = ∫₀ᵀ exp(A·s) ds, the state x before a dose u solves (I − E)·x = E·u + what the infusions
/// of a period leave at its end. I − E is taken as −A·S, which does not cancel where elimination is slow.
struct LinearSteadyState {
  /// A and b.
  let matrix: Matrix
  let input: [Double]
  /// The modes, where they solve the system; else matrix exponentials do.
  var modes: ModalPropagator?

  /// The state that repeated doses lead to, at a phase after 0 and up to the interval; nil when they lead to none.
  func state(under doses: PeriodicInput, at phase: Double) -> [Double]? {
    guard let modes else { return try? periodic(doses, phase) }
    guard modes.fades(within: doses.interval) else { return nil }
    let start = modes.fixedPoint(interval: doses.interval) {
      advance($0, modes, doses, until: doses.interval)
    }
    let state = modes.states(of: phase == doses.interval ? start : advance(start, modes, doses, until: phase))
    return state.allSatisfy(\.isFinite) ? state : nil
  }

  /// Carries coordinates along the modes, from phase 0 with its dose on.
  private func advance(
    _ start: [Double], _ modes: ModalPropagator, _ doses: PeriodicInput, until phase: Double
  ) -> [Double] {
    func coordinates(_ shares: [PeriodicInput.Share], _ factor: Double, plus sum: [Double]) -> [Double] {
      var all = sum
      for share in shares { all[share.state] += share.size * factor }
      return modes.coordinates(of: all)
    }
    let zero = [Double](repeating: 0, count: input.count)
    var state = start
    func jump(_ shares: [PeriodicInput.Share]) {
      guard !shares.isEmpty else { return }
      for (place, size) in coordinates(shares, 1, plus: zero).enumerated() { state[place] += size }
    }
    jump(doses.bolus)
    for stretch in doses.stretches(until: phase) where stretch.duration > 0 {
      let drive = coordinates(doses.rates, Double(stretch.infusions), plus: input)
      state = modes.advanced(state, input: drive, by: stretch.duration)
      if stretch.endsInfusion { jump(doses.jumps) }
    }
    return state
  }

  /// The state that an infusion without end leads to; nil when it leads to none.
  func state(underInfusion rates: [PeriodicInput.Share]) -> [Double]? { try? constant(rates) }

  /// How fast a state moves while some infusions run.
  func speed(_ state: [Double], _ doses: PeriodicInput, infusions: Int) -> [Double] {
    var speed = ((try? matrix.multiplied(by: state)) ?? state.map { _ in .nan })
    for i in speed.indices { speed[i] += input[i] }
    for share in doses.rates { speed[share.state] += share.size * Double(infusions) }
    return speed
  }

  /// A state of the system that grows without end, or never falls.
  var persistentState: Int? {
    guard let map = try? exponential(of: matrix.scaled(by: shortestTime)) else { return nil }
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
    let end = try advance([Double](repeating: 0, count: n), doses, until: doses.interval)
    let start = try LU(of: matrix.multiplied(by: integral).scaled(by: -1)).solve(end)
    return phase == doses.interval ? start : try advance(start, doses, until: phase)
  }

  private func constant(_ rates: [PeriodicInput.Share]) throws(LinearAlgebraError) -> [Double]? {
    let isFading =
      if let modes { modes.fades(within: shortestTime) } else {
        Self.fades(try exponential(of: matrix.scaled(by: shortestTime)))
      }
    guard isFading else { return nil }
    var drive = input
    for share in rates { drive[share.state] += share.size }
    return try LU(of: matrix.scaled(by: -1)).solve(drive)
  }

  /// Carries a state along, from phase 0 with its dose on.
  private func advance(
    _ start: [Double], _ doses: PeriodicInput, until phase: Double
  ) throws(LinearAlgebraError) -> [Double] {
    let n = input.count
    var state = start
    for share in doses.bolus { state[share.state] += share.size }
    for stretch in doses.stretches(until: phase) where stretch.duration > 0 {
      var augmented = Matrix(rows: n + 1, columns: n + 1)
      for j in 0..<n { for i in 0..<n { augmented[i, j] = matrix[i, j] * stretch.duration } }
      for i in 0..<n { augmented[i, n] = input[i] * stretch.duration }
      for share in doses.rates {
        augmented[share.state, n] += share.size * Double(stretch.infusions) * stretch.duration
      }
      state = Array(try exponential(of: augmented).multiplied(by: state + [1]).prefix(n))
      if stretch.endsInfusion { for share in doses.jumps { state[share.state] += share.size } }
    }
    return state
  }

  /// The time in which the fastest state moves by its own size.
  private var shortestTime: Double {
    let n = input.count
    let norm = (0..<n).reduce(0.0) { largest, i in max(largest, (0..<n).reduce(0) { $0 + abs(matrix[i, $1]) }) }
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
  fileprivate var largest: Double { elements.reduce(0) { $0.isNaN || $1.isNaN ? .nan : max($0, abs($1)) } }
}
