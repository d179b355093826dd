import PKNumerics

extension PeriodicOrbit where Stepper: ~Copyable {
  /// A fixed point and the map's derivative there; nil when there is none to be found, or one that small deviations
  /// leave.
  ///
  /// What a period is, `input` tells, given how many Newton steps were refused.
  mutating func newton(
    _ start: [Double], _ input: (Int) -> PeriodicInput?
  ) throws(SolverError) -> ([Double], Matrix)? {
    var x = start
    var refused = 0
    for _ in 0..<Self.mostNewtonSteps {
      guard let doses = input(refused) else { return nil }
      let (end, map) = try linearised(at: x, doses)
      if let step = Self.solve(map, (0..<count).map { end[$0] - x[$0] }) {
        var next = x
        for state in 0..<count { next[state] += step[state] }
        if size(from: x, to: next) <= 1, LinearSteadyState.fades(map) { return (next, map) }
        if (0..<count).allSatisfy({ next[$0] >= min(0, end[$0]) - tolerances.absolute }) {
          x = next
          continue
        }
      }
      for state in 0..<count { x[state] = end[state] }
      refused += 1
    }
    return nil
  }

  /// Adds the derivatives of a fixed point: they obey the map's own derivative, and start from 0.
  ///
  /// Since the map is known to a few digits only, the solution is refined.
  mutating func differentiated(
    _ fixed: [Double], _ map: Matrix, _ doses: PeriodicInput
  ) throws(SolverError) -> [Double] {
    var state = fixed
    guard directions > 0 else { return state }
    for index in count..<compartments { state[index] = 0 }
    for _ in 0..<12 {
      let end = try advance([state], doses, until: doses.interval)[0]
      var isDone = true
      for first in stride(from: count, to: compartments, by: count) {
        guard let step = Self.solve(map, (first..<first + count).map { end[$0] - state[$0] }) else { return state }
        for (place, change) in step.enumerated() {
          if !(abs(change) <= 1e-3 * tolerances.relative * abs(state[first + place])) { isDone = false }
          state[first + place] += change
        }
      }
      if isDone { break }
    }
    return state
  }

  /// (I − M)⁻¹·r.
  private static func solve(_ map: Matrix, _ residual: [Double]) -> [Double]? {
    var matrix = map
    for j in 0..<map.columns {
      for i in 0..<map.rows { matrix[i, j] = (i == j ? 1 : 0) - map[i, j] }
    }
    guard let solution = try? LU(of: matrix).solve(residual), solution.allSatisfy(\.isFinite) else { return nil }
    return solution
  }

  /// The end of a period that begins at a state, and how the compartments at the end depend on those at the start.
  private mutating func linearised(
    at x: [Double], _ doses: PeriodicInput
  ) throws(SolverError) -> (end: [Double], map: Matrix) {
    let n = count
    let given = max(
      (doses.bolus.first?.size ?? 0), (doses.rates.first?.size ?? 0) * doses.interval, tolerances.absolute)
    let steps = (0..<count).map { 1e-4 * (abs(x[$0]) > 1e-6 * given ? abs(x[$0]) : given) }
    var end: [Double] = []
    var map = Matrix(rows: n, columns: n)
    let neighbours = Lanes.scalarCount - 1
    for first in stride(from: 0, to: max(n, 1), by: neighbours) {
      let columns = first..<min(first + neighbours, n)
      var starts = [x]
      for column in columns {
        var start = x
        start[column] += steps[column]
        starts.append(start)
      }
      let ends = try advance(starts, doses, until: doses.interval)
      if first == 0 { end = ends[0] }
      for (place, column) in columns.enumerated() {
        for row in 0..<n { map[row, column] = (ends[place + 1][row] - ends[0][row]) / steps[column] }
      }
    }
    return (end, map)
  }
}
