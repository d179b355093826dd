import PKLanguage
import PKNumerics

/// Numbers for what equations are given from outside, drawn about a model's own.
///
/// A function of (model, number): the same however often it is asked.
struct InputSample {
  private let thetas: [Double], sigmas: [Double], covariates: [Double]
  private let random: RandomStream
  /// Overrides one input.
  var moved: (input: Input, value: Double)?

  init(of model: CheckedModel, number: Int) {
    thetas = model.thetas.map(\.value)
    sigmas = model.sigmas.map(\.value)
    covariates = model.covariates.map { covariate in
      switch covariate.kind {
      case .continuous(_, let reference, let range): reference ?? range?.lowerBound ?? 1
      case .categorical(_, let codes, let reference): reference.map { codes[$0] } ?? codes.first ?? 0
      }
    }
    random = RandomStream(seed: 0, stream: 0, subject: UInt64(number))
  }

  subscript(input: Input) -> Double {
    if let moved, moved.input == input { return moved.value }
    switch input {
    case .theta(let i): return thetas[i] * spread(i)
    case .sigma(let i): return sigmas[i] * spread(1_000 + i)
    case .covariate(let i): return covariates[i] * spread(2_000 + i)
    case .eta(let i): return 0.4 * random.uniform(3_000 + i) - 0.2
    case .state(let i): return exponential(4_000 + i, from: -3, to: 3)
    case .stateDerivative(let i): return random.uniform(5_000 + i) - 0.5
    case .time, .interval: return exponential(6_000, from: -1, to: 2)
    case .doseTime, .covariateTime, .eventTime: return 0
    case .event, .covariateSlope, .truth: return 0
    case .occasion: return 1
    }
  }

  /// Between 2/3 and 3/2, so that no coincidence of a model's numbers counts as a law.
  private func spread(_ index: Int) -> Double { LaneMath.exp(0.8 * (random.uniform(index) - 0.5)) }

  private func exponential(_ index: Int, from low: Double, to high: Double) -> Double {
    LaneMath.pow(10, low + (high - low) * random.uniform(index))
  }
}

extension ExpressionGraph {
  /// The comparisons of states, or of no line in time, at whose border one of the roots may jump.
  ///
  /// Where two branches meet without a jump, as in the two forms of the root of a binding equation, what they
  /// choose has derivatives on both sides, and what is integrated has derivatives throughout. Whether they meet is
  /// found by trial: for inputs at random a state is moved until the border is met (bisection), where the roots are
  /// computed with the comparison true and false. A border that no trial meets counts as one with a jump.
  mutating func jumps(of roots: [NodeID], in model: CheckedModel) -> [NodeID] {
    undecidedComparisons(roots).filter { comparison in
      let borders = (0..<12).compactMap { number in
        gap(of: roots, at: comparison, InputSample(of: model, number: number))
      }
      // The border is met to about 10⁻¹⁵, of which a square root leaves 3·10⁻⁸.
      return borders.count < 3 || borders.contains { !($0 <= 1e-6) }
    }
  }

  /// How far the roots jump at a comparison's border, as a share of the largest; nil where a sample does not meet it.
  private func gap(of roots: [NodeID], at comparison: NodeID, _ sample: InputSample) -> Double? {
    guard case .binary(_, let a, let b) = self[comparison] else { return nil }
    let order = order(of: [comparison] + roots)
    let own = self.order(of: [comparison])
    func difference(_ sample: InputSample) -> Double {
      let values = self.values(own, sample)
      return (values[a] ?? .nan) - (values[b] ?? .nan)
    }
    for case .input(let input) in own.map({ self[$0] }) where !input.isPiecewiseConstant {
      guard let border = Self.border(sample, input, difference) else { continue }
      let (no, yes) = (values(order, border, comparison, 0), values(order, border, comparison, 1))
      let pairs = roots.map { (no[$0] ?? .nan, yes[$0] ?? .nan) }
      let size = pairs.reduce(Double.leastNormalMagnitude) { max($0, abs($1.0), abs($1.1)) }
      let gaps = pairs.map { abs($0.0 - $0.1) / size }
      guard size < .infinity else { continue }
      return gaps.contains { $0.isNaN } ? .infinity : gaps.max()
    }
    return nil
  }

  /// The sample with one input moved to where a difference changes its sign.
  private static func border(
    _ sample: InputSample, _ input: Input, _ difference: (InputSample) -> Double
  ) -> InputSample? {
    var moved = sample
    func at(_ x: Double) -> Double {
      moved.moved = (input, x)
      return difference(moved)
    }
    let places = (-24...24).map { LaneMath.pow(10, Double($0) / 3) }
    guard let first = places.indices.dropFirst().first(where: { at(places[$0 - 1]) * at(places[$0]) <= 0 })
    else { return nil }
    var (low, high) = (places[first - 1], places[first])
    let sign = at(low)
    for _ in 0..<100 {
      let middle = low + 0.5 * (high - low)
      if at(middle) * sign > 0 { low = middle } else { high = middle }
    }
    moved.moved = (input, high)
    return moved
  }

  /// The values of nodes in an order of evaluation; one of them may be given.
  private func values(
    _ order: [NodeID], _ sample: InputSample, _ given: NodeID? = nil, _ value: Double = 0
  ) -> [NodeID: Double] {
    var known: [NodeID: Double] = [:]
    for id in order {
      func of(_ id: NodeID) -> Double { known[id] ?? .nan }
      known[id] =
        switch self[id] {
        case _ where id == given: value
        case .constant(let bits): Double(bitPattern: bits)
        case .input(let input): sample[input]
        case .unary(let operation, let a): operation.value(of(a))
        case .binary(let operation, let a, let b): operation.value(of(a), of(b))
        case .select(let condition, let a, let b): of(condition) != 0 ? of(a) : of(b)
        }
    }
    return known
  }
}
