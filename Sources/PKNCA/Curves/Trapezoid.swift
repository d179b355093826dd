import PKNumerics

/// Area and first moment under one segment of a curve.
struct Trapezoid {
  /// ∫ C dt.
  var area = 0.0
  /// ∫ t C dt.
  var moment = 0.0

  static func += (sum: inout Trapezoid, part: Trapezoid) {
    sum.area += part.area
    sum.moment += part.moment
  }

  /// Under a straight line: (c₁ + c₂) h/2, and (t₁c₁ + t₂c₂) h/2 for the moment.
  ///
  /// The moment is the trapezoid of t·C, as WinNonlin and the textbooks have it (Gabrielsson and Weiner,
  /// 4th ed., section 2.8), and not the exact moment of the line.
  static func linear(_ t1: Double, _ c1: Double, _ t2: Double, _ c2: Double) -> Trapezoid {
    let half = (t2 - t1) / 2
    return Trapezoid(area: (c1 + c2) * half, moment: (t1 * c1 + t2 * c2) * half)
  }

  /// Under C = c₁ exp(−x u), u from 0 to 1, x = ln(c₁/c₂): exact.
  ///
  /// With x = 2 atanh d, d = (c₁ − c₂)/(c₁ + c₂), the area is h (c₁ + c₂) d/x. Near d = 0 the series of atanh
  /// takes the place of the logarithm, so nothing cancels. The moment is taken about the middle of the
  /// segment first: −h² ((c₁ + c₂)/(2x) − (c₁ − c₂)/x²).
  static func log(_ t1: Double, _ c1: Double, _ t2: Double, _ c2: Double) -> Trapezoid {
    let (h, sum, difference) = (t2 - t1, c1 + c2, c1 - c2)
    let d = difference / sum
    let square = d * d
    var part = Trapezoid()
    var aroundMiddle: Double
    if square < 0.0025 {
      let series = 1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square * (1 / 9 + square / 11))))
      let x = 2 * d * series
      part.area = h * sum / 2 / series
      let z = x * x
      aroundMiddle = -h * h * (c1 * c2).squareRoot() * x * (1 / 12 + z * (1 / 480 + z / 53_760))
    } else {
      let x = LaneMath.log(c1 / c2)
      part.area = h * difference / x
      aroundMiddle = -h * h * (sum / (2 * x) - difference / (x * x))
    }
    part.moment = (t1 + t2) / 2 * part.area + aroundMiddle
    return part
  }

  /// Under an exponential decline from `c` at `start` to infinity.
  static func tail(from start: Double, _ c: Double, rate: Double) -> Trapezoid {
    Trapezoid(area: c / rate, moment: (start * c + c / rate) / rate)
  }

  /// Under an exponential decline from `c` at `start` to `end`.
  static func tail(from start: Double, _ c: Double, rate: Double, to end: Double) -> Trapezoid {
    guard end.isFinite else { return tail(from: start, c, rate: rate) }
    let last = c * LaneMath.exp(-rate * (end - start))
    if last == c { return linear(start, c, end, last) }
    return last > 0 && last.isFinite ? log(start, c, end, last) : tail(from: start, c, rate: rate)
  }
}
