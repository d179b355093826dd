import PKLanguage
import PKNumerics
import PKSimulation

/// The objective function along one parameter, all others being estimated anew, and the interval within which it rises
/// by less than a quantile of χ² with one degree of freedom.
public struct LikelihoodProfile: Sendable {
  /// A place on a profile.
  public struct Point: Hashable, Sendable {
    /// The parameter's value.
    public var value: Double
    /// How far the objective is above that of the estimates; NaN where it cannot be computed.
    public var rise: Double
    /// Whether the fit of the others converged.
    public var isConverged: Bool

    /// Creates a place.
    public init(value: Double, rise: Double, isConverged: Bool) {
      self.value = value
      self.rise = rise
      self.isConverged = isConverged
    }
  }

  /// One half of a profile.
  public struct Side: Sendable {
    /// Where the objective has risen by the wanted amount; nil when it does not.
    public var end: Double?
    /// Why there is no end, or what to mind.
    public var note: String?
    /// The places in order of their making.
    public var points: [Point]
  }

  /// The model at its estimates, with the data.
  public let problem: FitProblem
  /// What fits the other parameters.
  public let estimator: ApproximateLikelihood
  /// The objective at the estimates, with the priors' penalty.
  public let objective: Double
  /// The coverage of the interval.
  public let level: Double
  /// The most fits for one side.
  public var pointLimit = 12

  /// Creates a profile.
  public init(_ problem: FitProblem, _ estimator: ApproximateLikelihood, objective: Double, level: Double = 0.95) {
    self.problem = problem
    var estimator = estimator
    estimator.covariance = nil
    self.estimator = estimator
    self.objective = objective
    self.level = level
  }

  /// How far the objective rises at the ends.
  public var wantedRise: Double {
    let z = Normal.quantile((1 + level) / 2)
    return z * z
  }

  /// The free parameters that have a profile: thetas, sigmas, and variances outside of blocks.
  public var parameters: [PopulationParameter] {
    problem.parameters.free.filter { parameter in
      guard case .omega(let block, _, _) = parameter else { return true }
      return problem.model.omega[block].etas.count == 1
    }
  }

  /// Looks for one end of an interval.
  ///
  /// - Parameters:
  ///   - parameter: one of `parameters`.
  ///   - isUpper: which end.
  ///   - standardError: a guess of how wide the interval is; a tenth of the estimate when unknown.
  ///   - known: places that were computed before; what is found there is not computed again.
  ///   - found: called with each new place.
  /// - Returns: the end with the places that led to it.
  /// - Throws: what `found` throws.
  public func side(
    of parameter: PopulationParameter, isUpper: Bool, standardError: Double?, known: [Point],
    found: @Sendable (Point) throws -> Void
  ) async throws -> Side {
    guard let place = problem.parameters.free.firstIndex(of: parameter) else {
      return Side(end: nil, note: "it is not free", points: [])
    }
    let scale = ProfileScale(problem.parameters.coordinates[place])
    let start = scale.coordinate(of: problem.parameters.start[parameter])
    let estimate = problem.parameters.start[parameter]
    let wanted = wantedRise.squareRoot()
    let guess = (standardError ?? 0.1 * estimate.magnitude) / max(scale.slope(at: start).magnitude, 1e-300)
    var reach = min(max(guess * wanted, 1e-6 * max(start.magnitude, 1)), 5)
    // (distance, root of the rise): nearly proportional, so that secants find the end in a few fits.
    var inner = (distance: 0.0, root: 0.0)
    var outer: (distance: Double, root: Double)?
    var points: [Point] = []
    for _ in 0..<pointLimit {
      let value = scale.value(at: start + (isUpper ? reach : -reach))
      guard value.isFinite, value != estimate else { break }
      let point: Point
      if let old = known.first(where: { $0.value == value }) {
        point = old
      } else {
        point = await self.point(parameter, value)
        try found(point)
      }
      points.append(point)
      if point.rise < -0.01 {
        return Side(
          end: nil, note: "a better fit was found at \(shortNumber(value)): fit again from there", points: points)
      }
      let root = point.rise.isFinite ? max(point.rise, 0).squareRoot() : .infinity
      if (point.rise - wantedRise).magnitude < 0.01 { break }
      if root < wanted { inner = (reach, root) } else { outer = (reach, root) }
      if let outer {
        let share = outer.root.isFinite ? (wanted - inner.root) / (outer.root - inner.root) : 0.5
        reach = inner.distance + min(max(share, 0.05), 0.95) * (outer.distance - inner.distance)
        if outer.distance - inner.distance < 1e-9 * max(outer.distance, 1) { break }
      } else {
        guard reach < 30 else {
          return Side(
            end: nil, note: "the objective rises by \(shortNumber(point.rise)) only as it goes to its bound",
            points: points)
        }
        reach *= root > 0.1 ? min(max(1.05 * wanted / root, 1.1), 3) : 3
      }
    }
    return Side(
      end: end(points, scale, start), note: outer == nil && points.isEmpty ? "it cannot be moved" : nil, points: points)
  }

  /// Between the two places next to the wanted rise, along the root of the rise.
  private func end(_ points: [Point], _ scale: ProfileScale, _ start: Double) -> Double? {
    let wanted = wantedRise.squareRoot()
    let roots = points.filter(\.rise.isFinite).map {
      (distance: scale.coordinate(of: $0.value) - start, root: max($0.rise, 0).squareRoot())
    }
    guard let near = roots.min(by: { ($0.root - wanted).magnitude < ($1.root - wanted).magnitude }) else { return nil }
    let others = ([(distance: 0.0, root: 0.0)] + roots).filter { ($0.root < wanted) != (near.root < wanted) }
    guard let other = others.min(by: { ($0.root - wanted).magnitude < ($1.root - wanted).magnitude }),
      other.root != near.root
    else { return (near.root - wanted).magnitude < 0.05 ? scale.value(at: start + near.distance) : nil }
    let share = (wanted - other.root) / (near.root - other.root)
    return scale.value(at: start + other.distance + share * (near.distance - other.distance))
  }

  /// The others start from the estimates, so that a place does not depend on those before it.
  private func point(_ parameter: PopulationParameter, _ value: Double) async -> Point {
    var model = problem.model
    switch parameter {
    case .theta(let index): model.thetas[index].isFixed = true
    case .sigma(let index): model.sigmas[index].isFixed = true
    case .omega(let block, _, _): model.omega[block].isFixed = true
    }
    var start = problem.parameters.start
    start.assign(parameter, value)
    var options = problem.options
    options.simulation.threads = 1
    do {
      let other = try FitProblem(model: model, dataset: problem.dataset, start: start, options: options)
      let result =
        other.parameters.count > 0 ? try await estimator.fit(other) : try await estimator.evaluate(other)
      // What is held has its prior's density all the same.
      let total = result.objective + problem.penalty(at: result.estimates)
      return Point(value: value, rise: total - objective, isConverged: result.termination.isConverged)
    } catch {
      return Point(value: value, rise: .nan, isConverged: false)
    }
  }
}

/// The scale on which a profile's steps are made.
private struct ProfileScale {
  private let scale: ParameterScale

  init(_ coordinate: ParameterSpace.Coordinate) {
    switch coordinate {
    case .theta(_, let scale), .sigma(_, let scale): self.scale = scale
    // A single variance: its logarithm.
    case .factor: scale = .above(lower: 0)
    }
  }

  func coordinate(of value: Double) -> Double { scale.coordinate(of: value) }
  func value(at x: Double) -> Double { scale.value(at: x) }
  func slope(at x: Double) -> Double { scale.slope(at: x) }
}

extension PopulationParameters {
  /// Sets the value of one parameter.
  mutating func assign(_ parameter: PopulationParameter, _ value: Double) {
    switch parameter {
    case .theta(let index): thetas[index] = value
    case .sigma(let index): sigmas[index] = value
    case .omega(let block, let row, let column): omega[block][row * (row + 1) / 2 + column] = value
    }
  }
}
