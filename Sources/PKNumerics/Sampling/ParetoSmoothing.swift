/// How heavy the tail of importance weights is: whether an importance-sampling estimate can be trusted.
///
/// A generalised Pareto distribution is fitted to the largest weights; its shape k̂ above 0.7 says that the proposal
/// misses part of the target. A. Vehtari, D. Simpson, A. Gelman, Y. Yao and J. Gabry, J. Mach. Learn. Res. 25 (2024);
/// fit: J. Zhang and M. A. Stephens, Technometrics 51 (2009) 316.
public enum ParetoSmoothing {
  /// k̂ of weights given by their logarithms; nil for fewer than 25 or when the tail is flat.
  public static func shape(logWeights: [Double]) -> Double? {
    let finite = logWeights.filter { $0 > -.infinity }
    guard finite.count >= 25, finite.allSatisfy(\.isFinite), let largest = finite.max() else { return nil }
    let count = Double(logWeights.count)
    let tail = Int(min(0.2 * count, 3 * count.squareRoot()).rounded(.up))
    let sorted = finite.sorted()
    guard tail >= 5, sorted.count > tail else { return nil }
    let cutoff = LaneMath.exp(sorted[sorted.count - tail - 1] - largest)
    let excesses = sorted.suffix(tail).map { LaneMath.exp($0 - largest) - cutoff }
    guard let first = excesses.first, let last = excesses.last, last > first, last > 0 else { return nil }
    return fit(excesses)
  }

  /// The posterior mean of the shape, drawn a little to ½ as for few values it is uncertain.
  private static func fit(_ sorted: [Double]) -> Double {
    let count = Double(sorted.count)
    let points = 30 + Int(count.squareRoot())
    let quartile = sorted[max(Int(count / 4 + 0.5) - 1, 0)]
    let largest = sorted[sorted.count - 1]
    let candidates = (1...points).map { index -> Double in
      let spread = 1 - (Double(points) / (Double(index) - 0.5)).squareRoot()
      return spread / (3 * max(quartile, 0x1p-1000)) + 1 / largest
    }
    func shape(_ rate: Double) -> Double {
      let sum: Double = sorted.reduce(0) { $0 + LaneMath.log(1 - rate * $1) }
      return sum / count
    }
    let likelihoods = candidates.map { rate -> Double in
      let shape = shape(rate)
      return count * (LaneMath.log(-rate / shape) - shape - 1)
    }
    var (total, weighted) = (0.0, 0.0)
    let best = likelihoods.max() ?? 0
    for (rate, likelihood) in zip(candidates, likelihoods) {
      let weight = LaneMath.exp(likelihood - best)
      total += weight
      weighted += weight * rate
    }
    return (shape(weighted / total) * count + 5) / (count + 10)
  }
}
