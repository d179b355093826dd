/// The steps of all lanes: fitted to the stop ahead, then scaled by what their error was.
struct StepSizes {
  /// The step that the last error allows.
  var next = Lanes(repeating: 0)
  /// The step that was attempted; 0 in lanes that rest.
  var tried = Lanes(repeating: 0)
  /// log₂ of the error of the last accepted step; 0 after a jump.
  var previousLogarithm = Lanes(repeating: 0)
  /// Lanes whose attempted step ends at the stop, and lanes where it was shortened or ends there.
  private(set) var arriving = LaneMask(repeating: false)
  private var fitted = LaneMask(repeating: false)
  private let controller: StepController

  init(_ controller: StepController) { self.controller = controller }

  /// Begins anew in some lanes with a step chosen from the state, the derivatives and the way ahead.
  ///
  /// The step whose error term is as large as the tolerance if the derivatives grow like the first one, but not so
  /// long that the state would move by more than its size, unless it is next to nothing.
  ///
  /// - Parameters:
  ///   - lanes: where to begin anew.
  ///   - size: the largest state as a multiple of what its error may be.
  ///   - speed: the same of the derivatives.
  ///   - wayAhead: the time to the next stop.
  mutating func restart(_ lanes: LaneMask, size: Lanes, speed: Lanes, wayAhead: Lanes) {
    let tiny = Lanes(repeating: 1e-5)
    let modest = size / speed
    var guess = controller.root(of: 0.01 / speed)
    guess = smaller(guess, modest.blended(with: guess, where: size .< tiny))
    // A system at rest gives no scale but the way ahead.
    guess = guess.blended(with: 0.1 * wayAhead, where: .!(speed .>= tiny))
    begin(lanes, with: guess)
  }

  /// One over the attempted step; 0 where there was none, so that a place along it is its start.
  var perStep: Lanes { (1 / tried).blended(with: 0, where: tried .== 0) }

  /// Begins anew in some lanes with a given step.
  mutating func begin(_ lanes: LaneMask, with step: Lanes) {
    next = next.blended(with: step, where: lanes)
    previousLogarithm = previousLogarithm.blended(with: Lanes(repeating: 0), where: lanes)
  }

  /// Takes over the attempted steps of another method in some lanes.
  mutating func take(_ other: StepSizes, where lanes: LaneMask) {
    tried = tried.blended(with: other.tried, where: lanes)
  }

  /// Fits the step of each active lane to its stop, and returns where the steps end.
  mutating func fit(from time: Lanes, to stop: Lanes, active: LaneMask) -> Lanes {
    let left = stop - time
    // A step that would end just short of the stop goes there; one that would leave a sliver is shortened to half.
    arriving = left .<= 1.01 * next
    let halves = (left .< 2 * next) .& .!arriving
    fitted = arriving .| halves
    tried = next.blended(with: 0.5 * left, where: halves)
    tried = tried.blended(with: left, where: arriving)
    tried = tried.blended(with: Lanes(repeating: 0), where: .!active)
    return (time + tried).blended(with: stop, where: arriving)
  }

  /// Judges the attempted step by its error as a share of the tolerance, and chooses the next one.
  mutating func judge(_ error: Lanes, at time: Lanes, active: LaneMask) -> StepAttempt {
    let accepted = active .& (error .<= Lanes(repeating: 1))
    let logarithm = controller.logarithm(of: error)
    let factor = controller.factor(error: error, logarithm: logarithm, previous: previousLogarithm)
    let proposal = tried * factor
    // What the stop shortened says little about the step that the error allows: it may only grow from there.
    let kept = larger(proposal, next.blended(with: Lanes(repeating: 0), where: .!(accepted .& fitted)))
    next = next.blended(with: kept, where: active)
    previousLogarithm = previousLogarithm.blended(with: logarithm, where: accepted)
    let stuck = active .& .!accepted .& ((time + 0.1 * next) .== time)
    return StepAttempt(accepted: accepted, arrived: accepted .& arriving, stuck: stuck)
  }
}

/// |x|.
@inline(__always)
func magnitude(_ x: Lanes) -> Lanes { x.absolute }

/// The larger of two, the first where the second is not a number.
@inline(__always)
func larger(_ a: Lanes, _ b: Lanes) -> Lanes { a.orLarger(b) }

/// The smaller of two, the first where the second is not a number.
@inline(__always)
func smaller(_ a: Lanes, _ b: Lanes) -> Lanes { a.orSmaller(b) }

extension Lanes {
  /// This value; not a number where a sum is none.
  ///
  /// A comparison with what is no number says no, so that a maximum loses it.
  @inline(__always)
  func orNoNumber(with sum: Lanes) -> Lanes { blended(with: sum, where: sum .!= sum) }
}
