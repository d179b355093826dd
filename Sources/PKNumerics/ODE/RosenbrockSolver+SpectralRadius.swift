extension RosenbrockSolver {
  /// Improves the estimate of the Jacobian's spectral radius in some lanes by one step of the power method.
  ///
  /// Call after `attempt`. The leading block is enough where it has all eigenvalues. The Jacobian changes little from step to step, so the steps of a solution are those of the iteration.
  mutating func estimateSpectralRadius(_ lanes: LaneMask, of leading: Int) {
    let (n, m, j, v, w) = (dimension, min(factors.order, leading), jacobian.base, direction.base, slope.base)
    var (before, after) = (Lanes(repeating: 0), Lanes(repeating: 0))
    for i in 0..<m {
      var sum = Lanes(repeating: 0)
      for column in 0..<m { sum += j[column * n + i] * v[column] }
      w[i] = sum
      before += v[i] * v[i]
      after += sum * sum
    }
    let size = after.squareRoot()
    let usable = lanes .& (size .> Lanes(repeating: 0)) .& (size .< .infinity)
    for i in 0..<m { v[i] = v[i].blended(with: w[i] / size, where: usable) }
    spectralRadius = spectralRadius.blended(with: size / before.squareRoot(), where: usable)
  }

  /// Forgets the estimate in some lanes.
  public mutating func forget(_ lanes: LaneMask) {
    for i in 0..<dimension { direction.base[i] = direction.base[i].blended(with: 1, where: lanes) }
    spectralRadius = spectralRadius.blended(with: 0, where: lanes)
  }
}
