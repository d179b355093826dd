import PKLanguage
import PKModel
import PKNumerics
public import PKSimulation

/// Finds the value of a study's parameter that achieves something: a loading dose, a dose, an interval.
///
/// Every value is tried on the same patients with the same luck, so that small differences are seen; the answer's
/// Monte-Carlo error is that of the goal divided by the slope at the answer.
public struct RegimenOptimizer {
  /// What one value of the parameter comes to.
  public struct Trial: Codable, Hashable, Sendable {
    /// The parameter.
    public var value: String
    /// The number of the parameter, where it is one.
    public var number: Double?
    /// What was to be achieved: a ratio (1 is wanted) or a probability.
    public var goal: Double
    /// Its Monte-Carlo error.
    public var goalError: Double
    /// The probability that has to stay low.
    public var limit: Double?
    /// Its Monte-Carlo error.
    public var limitError: Double?
    /// Whether everything asked is achieved.
    public var isMet: Bool
  }

  /// How a search ended.
  public struct Answer: Codable, Hashable, Sendable {
    /// The search, the arm, and the parameter.
    public var search: String, arm: String, parameter: String
    /// What is wanted, in words.
    public var wanted: String
    /// The value found; nil when there is none in the range.
    public var value: String?
    /// The number of the value, where it is one.
    public var number: Double?
    /// The Monte-Carlo error of the number: a standard error.
    public var error: Double?
    /// The unit of the number and its error.
    public var unit: String?
    /// What it comes to.
    public var trial: Trial?
    /// Whether a value was found that achieves everything asked.
    public var isFound: Bool
    /// What there is to say of it.
    public var note: String
    /// Everything that was tried, in order.
    public var trials: [Trial]
  }

  private let search: RegimenSearch
  private let study: Study
  private let makeStudy: (String) throws -> Study
  private let settings: SimulationSettings

  /// A search of a study.
  ///
  /// - Parameters:
  ///   - search: what is to be found.
  ///   - study: the study.
  ///   - settings: how simulations are run.
  ///   - makeStudy: the study with another value of the parameter.
  public init(
    _ search: RegimenSearch, in study: Study, settings: SimulationSettings,
    makeStudy: @escaping (String) throws -> Study
  ) {
    self.search = search
    self.study = study
    self.settings = settings
    self.makeStudy = makeStudy
  }

  /// Looks for the value.
  ///
  /// - Parameter progress: is called before each trial with its value.
  /// - Returns: how it ended.
  /// - Throws: what making a study of a value throws.
  public func answer(progress: (String) -> Void = { _ in }) async throws -> Answer {
    var trials: [Trial] = []
    switch search.domain {
    case .among(let texts):
      for text in texts {
        progress(text)
        trials.append(try await trial(text, number: nil))
      }
      let best = trials.first { $0.isMet }
      return answer(
        best, error: nil, unit: nil, trials,
        note: best == nil ? "none of the candidates achieves it" : "the first of the candidates that achieves it")
    case .between(let lower, let upper, let unit):
      return try await between(lower, upper, unit, progress: progress)
    }
  }

  // MARK: - A number

  private func between(
    _ lower: Double, _ upper: Double, _ unit: String, progress: (String) -> Void
  ) async throws -> Answer {
    var trials: [Trial] = []
    func attempt(_ number: Double) async throws -> Trial {
      let text = "\(plain(Self.rounded(number))) \(unit)"
      progress(text)
      let trial = try await trial(text, number: Self.rounded(number))
      trials.append(trial)
      return trial
    }
    var low = try await attempt(lower)
    var high = try await attempt(upper)
    guard excess(low) * excess(high) <= 0 else {
      let isAbove = excess(low) > 0
      let best = isAbove ? (low.goal < high.goal ? low : high) : (low.goal > high.goal ? low : high)
      let note =
        isAbove && isProbability
        ? "every value of the range achieves it" : "no value of the range achieves it"
      let found = isAbove && isProbability ? (low.isMet ? low : high.isMet ? high : nil) : nil
      return answer(found, error: nil, unit: unit, trials, note: note, nearest: best)
    }
    // The method of false position in the Illinois form (Dowell and Jarratt, BIT 11 (1971) 168), with a bisection
    // wherever it hardly moves: shares of patients are steps, and no smooth function.
    var (a, fa) = (low.number ?? lower, excess(low))
    var (b, fb) = (high.number ?? upper, excess(high))
    var side = 0
    for round in 0..<40 where (b - a).magnitude > 2e-4 * (upper - lower) {
      var middle = fb == fa ? (a + b) / 2 : b - fb * (b - a) / (fb - fa)
      let margin = 0.01 * (b - a).magnitude
      if round % 3 == 2 || (middle - a).magnitude < margin || (b - middle).magnitude < margin { middle = (a + b) / 2 }
      let trial = try await attempt(middle)
      let f = excess(trial)
      if f.magnitude < 0.02 * trial.goalError || f == 0 {
        (low, high, a, b) = (trial, trial, middle, middle)
        break
      }
      if f * fb > 0 {
        (b, fb, high) = (middle, f, trial)
        if side == 1 { fa /= 2 }
        side = 1
      } else {
        (a, fa, low) = (middle, f, trial)
        if side == -1 { fb /= 2 }
        side = -1
      }
    }
    // Of the two ends the one that achieves the goal, where it is to be reached at least.
    let best =
      isProbability ? (excess(low) >= 0 ? low : high) : (excess(low).magnitude < excess(high).magnitude ? low : high)
    let step = 0.02 * (upper - lower)
    let center = best.number ?? a
    let after = try await attempt(min(center + step, upper))
    let before = try await attempt(max(center - step, lower))
    let run = (after.number ?? 0) - (before.number ?? 0)
    let slope = run > 0 ? (after.goal - before.goal) / run : .nan
    let error = slope != 0 ? best.goalError / slope.magnitude : .nan
    let isMet = best.isMet || !isProbability && (best.limit.map { $0 < search.limit?.under ?? 1 } ?? true)
    return answer(
      best, error: error.finite, unit: unit, trials,
      note: isMet
        ? "found" : "the goal is reached, but the probability of '\(limitName)' is then not under its limit",
      isFound: isMet)
  }

  private var limitName: String { search.limit.map { study.targets[$0.target].name } ?? "" }
  private var isProbability: Bool { if case .probability = search.goal { true } else { false } }

  /// By how much a trial is above what is wanted.
  private func excess(_ trial: Trial) -> Double {
    switch search.goal {
    case .equal: trial.goal - 1
    case .probability(_, let share): trial.goal - share
    }
  }

  /// Seven significant digits: enough for a dose, and a text that reads back as the same number.
  private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

  // MARK: - One value

  private func trial(_ text: String, number: Double?) async throws -> Trial {
    var study = try makeStudy(text)
    study.arms = [study.arms[search.arm]]
    (study.reference, study.sampling, study.sizeRules, study.weightBands) = (0, [], [], [])
    let simulation = try StudySimulation(study, settings: settings)
    let goal = search.goal
    let last = simulation.cycleCounts[0]
    let outputs = study.model.source.outputs.count
    var ratios = Distribution()
    var goalCounts = (n: 0, hits: 0)
    var limitCounts = (n: 0, hits: 0)
    let targets = study.targets
    let limit = search.limit
    try await simulation.run { chunk in
      for slot in chunk.patients.indices {
        func value(_ output: Int, _ metric: ExposureMetric, _ cycle: Int) -> Double {
          chunk.arms[0].exposure(slot: slot, cycle: cycle - 1, output: output, outputs: outputs, metric)
        }
        func count(_ index: Int, _ counts: inout (n: Int, hits: Int)) {
          let target = targets[index]
          let number = value(target.output, target.metric, target.cycle ?? last)
          guard !number.isNaN else { return }
          counts.n += 1
          if target.range.contains(number) { counts.hits += 1 }
        }
        switch goal {
        case .equal(let metric, let output, let cycle, let other):
          ratios.add(StudySummary.quotient(value(output, metric, cycle), value(output, metric, other ?? last)))
        case .probability(let target, _): count(target, &goalCounts)
        }
        if let limit { count(limit.target, &limitCounts) }
      }
    }
    let (result, error): (Double, Double)
    if case .equal = goal {
      (result, error) = Self.median(ratios)
    } else {
      let p = Proportion(hits: goalCounts.hits, of: goalCounts.n)
      (result, error) = (p.value, p.standardError)
    }
    var trial = Trial(value: text, number: number, goal: result, goalError: error, isMet: false)
    var isLow = true
    if let limit {
      let p = Proportion(hits: limitCounts.hits, of: limitCounts.n)
      (trial.limit, trial.limitError) = (p.value, p.standardError)
      isLow = p.value < limit.under
    }
    // A ratio is met when it cannot be told from 1.
    trial.isMet = isLow && (isProbability ? excess(trial) >= 0 : excess(trial).magnitude <= 2 * error)
    return trial
  }

  /// The median and its standard error, from the order statistics half a standard error of the rank away
  /// (Woodruff, J Am Stat Assoc 47 (1952) 635).
  private static func median(_ distribution: Distribution) -> (Double, Double) {
    guard distribution.count > 0 else { return (.nan, .nan) }
    let step = 0.5 / Double(distribution.count).squareRoot()
    let q = distribution.at([0.5 - step, 0.5, 0.5 + step])
    return (q[1], (q[2] - q[0]) / 2)
  }

  private func answer(
    _ best: Trial?, error: Double?, unit: String?, _ trials: [Trial], note: String, isFound: Bool? = nil,
    nearest: Trial? = nil
  ) -> Answer {
    Answer(
      search: search.name, arm: study.arms[search.arm].name, parameter: search.parameter, wanted: wanted,
      value: best?.value, number: best?.number, error: error, unit: unit, trial: best ?? nearest,
      isFound: isFound ?? (best != nil), note: note, trials: trials)
  }

  private var wanted: String {
    let outputs = study.model.source.outputs
    var words: String
    switch search.goal {
    case .equal(let metric, let output, let cycle, let other):
      let to = other.map { "cycle \($0)" } ?? "the last cycle"
      words = "the median patient's \(metric.rawValue) of \(outputs[output].name) in cycle \(cycle) is that in \(to)"
    case .probability(let target, let share):
      words = "the probability of '\(study.targets[target].name)' is at least \(plain(share * 100)) %"
    }
    if let limit = search.limit {
      words += " while that of '\(study.targets[limit.target].name)' is under \(plain(limit.under * 100)) %"
    }
    return words
  }
}
