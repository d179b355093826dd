/// A trajectory that doubles until it turns back, and the point that was chosen on it.
struct Trajectory {
  /// The chosen point.
  private(set) var chosen: PhasePoint
  /// The mean over the trajectory's points of the probability that a Metropolis step would accept them.
  var acceptance: Double { steps > 0 ? acceptanceSum / Double(steps) : 0 }
  /// How many leapfrog steps it took.
  private(set) var steps = 0
  /// How often it doubled.
  private(set) var depth = 0
  /// Whether the energy ran away.
  private(set) var diverged = false

  private let metric: [Double]
  private let step: Double
  private let startJoint: Double
  private let stream: RandomStream
  private var used: Int
  private var acceptanceSum = 0.0

  /// Part of a trajectory: its ends in time, the sum of its momenta, its weight and the point chosen in it.
  struct Span {
    var first: PhasePoint
    var last: PhasePoint
    var momentum: [Double]
    var logWeight: Double
    var chosen: PhasePoint
  }

  init(from point: PhasePoint, metric: [Double], step: Double, _ stream: RandomStream) {
    self.metric = metric
    self.step = step
    self.stream = stream
    used = metric.count
    var start = point
    start.momentum = metric.indices.map { stream.normal($0) / metric[$0].squareRoot() }
    chosen = start
    startJoint = start.logJoint(metric)
  }

  private mutating func uniform() -> Double {
    used += 1
    return stream.uniform(used - 1)
  }

  /// Doubles to a random side until the trajectory turns, diverges or is at its limit.
  mutating func grow(depthLimit: Int, _ density: ([Double]) -> LogDensity?) {
    var whole = Span(first: chosen, last: chosen, momentum: chosen.momentum, logWeight: 0, chosen: chosen)
    while depth < depthLimit {
      let forward = uniform() < 0.5
      let end = forward ? whole.last : whole.first
      guard let new = build(from: end, depth: depth, forward: forward, density) else { return }
      depth += 1
      if LaneMath.log(uniform()) < new.logWeight - whole.logWeight { whole.chosen = new.chosen }
      chosen = whole.chosen
      let (older, newer) = forward ? (whole, new) : (new, whole)
      whole = joined(older, newer, chosen: whole.chosen)
      if turns(whole, older, newer) { return }
    }
  }

  /// 2 to the power of `depth` steps from a point; nil when a part of them turns or diverges.
  private mutating func build(
    from point: PhasePoint, depth: Int, forward: Bool, _ density: ([Double]) -> LogDensity?
  ) -> Span? {
    if depth == 0 { return single(from: point, forward: forward, density) }
    guard let near = build(from: point, depth: depth - 1, forward: forward, density),
      let far = build(from: forward ? near.last : near.first, depth: depth - 1, forward: forward, density)
    else { return nil }
    let (older, newer) = forward ? (near, far) : (far, near)
    let total = Self.logSum(near.logWeight, far.logWeight)
    let takesFar = LaneMath.log(uniform()) < far.logWeight - total
    let whole = joined(older, newer, chosen: takesFar ? far.chosen : near.chosen)
    return turns(whole, older, newer) ? nil : whole
  }

  private mutating func single(
    from point: PhasePoint, forward: Bool, _ density: ([Double]) -> LogDensity?
  ) -> Span? {
    steps += 1
    guard let next = point.leapfrog(forward ? step : -step, metric, density) else {
      diverged = true
      return nil
    }
    let gain = next.logJoint(metric) - startJoint
    guard gain > -NoUTurnSampler.divergence else {
      diverged = true
      return nil
    }
    acceptanceSum += gain >= 0 ? 1 : LaneMath.exp(gain)
    return Span(first: next, last: next, momentum: next.momentum, logWeight: gain, chosen: next)
  }

  private func joined(_ older: Span, _ newer: Span, chosen: PhasePoint) -> Span {
    Span(
      first: older.first, last: newer.last, momentum: Self.sum(older.momentum, newer.momentum),
      logWeight: Self.logSum(older.logWeight, newer.logWeight), chosen: chosen)
  }

  /// Whether the ends of a trajectory, or of either half with the next point of the other, come closer.
  private func turns(_ whole: Span, _ older: Span, _ newer: Span) -> Bool {
    returns(whole.momentum, whole.first, whole.last)
      || returns(Self.sum(older.momentum, newer.first.momentum), whole.first, newer.first)
      || returns(Self.sum(older.last.momentum, newer.momentum), older.last, whole.last)
  }

  private func returns(_ momentum: [Double], _ first: PhasePoint, _ last: PhasePoint) -> Bool {
    var (atFirst, atLast) = (0.0, 0.0)
    for index in momentum.indices {
      atFirst += momentum[index] * metric[index] * first.momentum[index]
      atLast += momentum[index] * metric[index] * last.momentum[index]
    }
    return atFirst <= 0 || atLast <= 0
  }

  private static func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }

  private static func logSum(_ a: Double, _ b: Double) -> Double {
    max(a, b) + LaneMath.log(1 + LaneMath.exp(-(a - b).magnitude))
  }

  /// A step at which one leapfrog step is accepted about half of the time: doubled or halved until it is.
  static func reasonableStep(
    from point: PhasePoint, metric: [Double], _ stream: RandomStream, _ density: ([Double]) -> LogDensity?
  ) -> Double {
    var start = point
    start.momentum = metric.indices.map { stream.normal($0) / metric[$0].squareRoot() }
    let before = start.logJoint(metric)
    func accepts(_ step: Double) -> Bool {
      start.leapfrog(step, metric, density).map { $0.logJoint(metric) - before > LaneMath.log(0.5) } ?? false
    }
    var step = 0.1
    let grows = accepts(step)
    for _ in 0..<60 where accepts(step) == grows { step *= grows ? 2 : 0.5 }
    return step
  }
}
