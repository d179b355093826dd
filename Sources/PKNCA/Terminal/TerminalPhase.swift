import PKNumerics

/// The straight line through the logarithms of the last concentrations: ln C = intercept − λz t.
public struct TerminalPhase: Hashable, Sendable {
  /// λz, positive.
  public let rate: Double
  /// ln C of the line at time 0.
  public let intercept: Double
  /// R² of the (weighted) regression.
  public let rSquared: Double
  /// Adjusted R², 1 − (1 − R²)(n − 1)/(n − 2); nil for two points.
  public let adjustedRSquared: Double?
  /// The times of the points, rising.
  public let times: [Double]

  /// The number of points.
  public var count: Int { times.count }

  /// ln 2/λz.
  public var halfLife: Double { 0.69314718055994530942 / rate }

  /// How many half-lives lie between the first and the last point.
  public var span: Double { ((times.last ?? 0) - (times.first ?? 0)) / halfLife }

  /// The concentration on the line.
  public func concentration(at time: Double) -> Double { LaneMath.exp(intercept - rate * time) }

  /// The doubt that a rule casts on it.
  public func doubt(under rule: TerminalRule) -> NCAReason? {
    if let limit = rule.minimumAdjustedRSquared, let value = adjustedRSquared, value < limit {
      return .lowAdjustedRSquared(value, limit: limit)
    }
    if let limit = rule.minimumSpan, span < limit { return .shortSpan(span, limit: limit) }
    return nil
  }
}

/// A weighted regression to which points are added one by one.
///
/// The updates are West's (Comm. ACM 22:532, 1979), which lose nothing to cancellation.
struct RunningRegression {
  private(set) var count = 0
  private var weight = 0.0
  private var (x, y) = (0.0, 0.0)
  private var (xx, xy, yy) = (0.0, 0.0, 0.0)

  mutating func add(_ newX: Double, _ newY: Double, weight newWeight: Double) {
    count += 1
    weight += newWeight
    let share = newWeight / weight
    let (dx, dy) = (newX - x, newY - y)
    x += share * dx
    y += share * dy
    xx += newWeight * dx * (newX - x)
    xy += newWeight * dx * (newY - y)
    yy += newWeight * dy * (newY - y)
  }

  var slope: Double { xy / xx }
  var intercept: Double { y - slope * x }
  var rSquared: Double { min(xy * xy / (xx * yy), 1) }
  var adjustedRSquared: Double? {
    count > 2 ? 1 - (1 - rSquared) * Double(count - 1) / Double(count - 2) : nil
  }
}
