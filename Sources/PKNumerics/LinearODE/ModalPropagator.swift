/// Carries the state of one linear system, and its derivatives by directions, along its modes: for steady states.
///
/// Where x = V·y, a mode of rate λ obeys y' = λ·y + u. The derivatives s = V·w obey w' = Λ·w + M·y + c with M = V⁻¹·∂A·V,
/// whose solution has the divided differences of eᶻ and φ₁ over pairs of rates.
package struct ModalPropagator {
  private let structure: LinearStructure
  private let system: LinearSystem
  private let rates: Lanes

  /// The modes of a matrix with its derivatives below it, column-major with `structure.base` columns.
  ///
  /// - Returns: nil where there are none that are well-conditioned, or more than there are lanes.
  package init?(_ structure: LinearStructure, _ matrix: [Double]) {
    let m = structure.core.count
    guard structure.integrals.isEmpty, m <= Lanes.scalarCount else { return nil }
    var system = LinearSystem(structure)
    _ = system.prepare(matrix, [Double](repeating: 0, count: structure.dimension))
    guard system.hasModes else { return nil }
    var rates = Lanes(repeating: 0)
    for j in 0..<m { rates[j] = system.modes.values[j] }
    self.structure = structure
    self.system = system
    self.rates = rates
  }

  /// Whether every mode loses at least 10⁻¹² of itself in a time.
  package func fades(within time: Double) -> Bool {
    structure.core.indices.allSatisfy { rates[$0] * time < -1e-12 }
  }

  /// States, derivatives included, or inputs to them, seen along the modes.
  package func coordinates(of states: [Double]) -> [Double] { mapped(states, by: system.modes.inverse) }

  /// States of coordinates along the modes.
  package func states(of coordinates: [Double]) -> [Double] { mapped(coordinates, by: system.modes.vectors) }

  private func mapped(_ values: [Double], by matrix: [Double]) -> [Double] {
    let n = structure.base
    var result = [Double](repeating: 0, count: values.count)
    for first in stride(from: 0, to: values.count, by: n) {
      for i in 0..<n {
        var sum = 0.0
        for k in 0..<n { sum += matrix[i + k * n] * values[first + k] }
        result[first + i] = sum
      }
    }
    return result
  }

  /// Coordinates some time later under a constant input, all along the modes.
  package func advanced(_ y: [Double], input u: [Double], by time: Double) -> [Double] {
    let n = structure.base
    let phi = PhiFunctions(rates * time)
    let (e, g) = (phi.exponential, time * phi.first)
    let slope = time * time * phi.firstDerivative
    var result = [Double](repeating: 0, count: y.count)
    for place in y.indices { result[place] = e[place % n] * y[place] + g[place % n] * u[place] }
    for direction in 0..<structure.directions {
      for j in 0..<n {
        var sum = system.derivatives.values[j + n * direction] * (time * e[j] * y[j] + slope[j] * u[j])
        for l in 0..<n where l != j {
          let mixing = system.derivatives.mixing[n * n * direction + j + l * n]
          sum += mixing * ((e[l] - e[j]) * y[l] + (g[l] - g[j]) * u[l])
        }
        result[n * (direction + 1) + j] += sum
      }
    }
    return result
  }

  /// The coordinates from which a period leads back to themselves.
  ///
  /// - Parameters:
  ///   - interval: how long the period is; every mode fades within it.
  ///   - period: what a period makes of coordinates, affine, by `advanced` and sums.
  /// - Returns: the coordinates at the start of a period.
  package func fixedPoint(interval: Double, _ period: ([Double]) -> [Double]) -> [Double] {
    let n = structure.base
    // 1 − eᶻ without cancellation.
    let z = rates * interval
    let loss = 0 - z * PhiFunctions(z).first
    var start = [Double](repeating: 0, count: structure.dimension)
    var end = period(start)
    for j in 0..<n { start[j] = end[j] / loss[j] }
    guard structure.directions > 0 else { return start }
    end = period(start)
    for place in n..<structure.dimension { start[place] = end[place] / loss[place % n] }
    return start
  }
}
