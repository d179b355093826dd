import PKNumerics

/// An interval of a normal deviate's values; one end may be infinite.
struct NormalInterval: Sendable {
  let lower: Double, upper: Double

  /// An end of the interval in standard deviations from the mean, and the density there divided by the interval's
  /// probability; 0 at an infinite end.
  struct End {
    var place: Double
    var ratio: Double
  }

  /// The logarithm of the probability that a deviate about m lies in the interval, and its ends.
  func probability(m: Double, deviation: Double) -> (logarithm: Double, low: End, high: End) {
    let low = (lower - m) / deviation
    let high = (upper - m) / deviation
    let logarithm: Double
    if low == -.infinity {
      logarithm = Normal.logCDF(high)
    } else if high == .infinity {
      logarithm = Normal.logCDF(-low)
    } else {
      // On the side where neither probability is near 1.
      let (a, b) = low > 0 ? (-high, -low) : (low, high)
      let larger = Normal.logCDF(b)
      logarithm = larger + LaneMath.log(1 - LaneMath.exp(Normal.logCDF(a) - larger))
    }
    func end(_ place: Double) -> End {
      guard place.isFinite else { return End(place: place, ratio: 0) }
      return End(place: place, ratio: LaneMath.exp(-place * place / 2 - logarithm - Normal.logRootTwoPi))
    }
    return (logarithm, end(low), end(high))
  }
}
