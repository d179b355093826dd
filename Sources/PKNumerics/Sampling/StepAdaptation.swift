/// Learns the step size at which trajectories are accepted as often as wished, by dual averaging.
///
/// Hoffman and Gelman 2014, §3.2, with their constants.
struct StepAdaptation: Codable, Sendable {
  /// The step for the next draw of the warm-up.
  private(set) var step: Double
  /// The averaged step, for the draws after it.
  var finalStep: Double { count > 0 ? LaneMath.exp(logAverage) : step }

  private let target: Double
  private let centre: Double
  private var count = 0.0
  private var deficit = 0.0
  private var logAverage = 0.0

  init(start: Double, target: Double) {
    step = start
    self.target = target
    centre = LaneMath.log(10 * start)
  }

  mutating func learn(acceptance: Double) {
    count += 1
    let weight = 1 / (count + 10)
    deficit = (1 - weight) * deficit + weight * (target - acceptance)
    let logStep = centre - count.squareRoot() / 0.05 * deficit
    step = LaneMath.exp(logStep)
    let share = LaneMath.pow(count, -0.75)
    logAverage = share * logStep + (1 - share) * logAverage
  }
}
