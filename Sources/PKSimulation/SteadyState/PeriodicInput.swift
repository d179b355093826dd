/// What enters time and again, one interval apart, seen from the moment when a dose enters (phase 0).
///
/// With directions that a program differentiates by, the same goes into the derivatives of the compartment: these are
/// states too.
struct PeriodicInput {
  /// What enters a state: an amount, or a rate.
  struct Share {
    let state: Int
    let size: Double
  }

  /// One stretch of a period: how long it is, how many infusions run, and whether one ends with it.
  struct Stretch {
    var duration: Double
    var infusions: Int
    var endsInfusion: Bool
  }

  let interval: Double
  /// What enters at once at phase 0.
  let bolus: [Share]
  /// The rates of one infusion.
  let rates: [Share]
  /// What the end of an infusion does to derivatives, since the time of the end depends on the directions.
  let jumps: [Share]
  /// How long an infusion lasts.
  let duration: Double
  /// How many infusions from earlier doses run all the time.
  let overlapping: Int
  /// Until when in a period one more runs; from 0 to below the interval.
  let rest: Double
  /// The rate of one dose, when it is neither at once nor constant, and how many earlier doses still enter.
  let profile: (shape: InputShape, moves: [InputShape.Move], earlier: Int)?

  /// More infusions at once than this, or doses under way in a lag, are no regimen.
  static let mostOverlapping = 10_000.0
  /// More doses than this that enter by a profile at once cost more than anybody waits for.
  static let mostProfiles = 1_000

  /// The input of a dose; nil when more infusions overlap than can be followed.
  ///
  /// The states that hold the compartment's derivatives are given by direction.
  init?(_ entry: DoseEntry, compartment: Int, derivatives: [Int], interval: Double) {
    let shares = derivatives.enumerated().map {
      Share(state: $0.element, size: entry.sensitivity?.size[$0.offset] ?? 0)
    }
    self.interval = interval
    if case .profile(let shape, let moves) = entry.form {
      bolus = [Share(state: compartment, size: shape.lump)] + shares
      (rates, jumps, duration, overlapping) = ([], [], 0, 0)
      guard let earlier = Self.earlier(shape, interval), let mode = Self.divide(shape.mode, by: interval) else {
        return nil
      }
      rest = mode.rest
      // Phases count from where a dose arrives, whenever that is.
      profile = (shape, moves.map { Self.arriving($0) }, earlier)
      return
    }
    profile = nil
    switch entry.form {
    case .bolus(let amount):
      bolus = [Share(state: compartment, size: amount)] + shares
      (rates, jumps, duration) = ([], [], 0)
    case .profile: return nil
    case .infusion(let rate, let duration):
      bolus = []
      rates = [Share(state: compartment, size: rate)] + shares
      jumps = derivatives.enumerated().compactMap { direction, state in
        entry.sensitivity.map { Share(state: state, size: rate * ($0.end[direction] - $0.start[direction])) }
      }
      self.duration = duration
    }
    if interval == .infinity {
      // An infusion without end.
      (overlapping, rest) = (1, 0)
      return
    }
    guard let (whole, rest) = Self.divide(duration, by: interval) else { return nil }
    (overlapping, self.rest) = (whole, rest)
  }

  /// How many doses one interval apart are not spent when the next one comes; nil when they are too many.
  private static func earlier(_ shape: InputShape, _ interval: Double) -> Int? {
    (0...mostProfiles).first { shape.isSpent(after: Double($0 + 1) * interval) }
  }

  private static func arriving(_ move: InputShape.Move) -> InputShape.Move {
    var move = move
    move.start = 0
    return move
  }

  /// A number of whole intervals and the rest; a rest within rounding of nothing, or of an interval, is none.
  static func divide(_ time: Double, by interval: Double) -> (whole: Int, rest: Double)? {
    let ratio = time / interval
    guard ratio >= 0, ratio <= mostOverlapping else { return nil }
    let nearest = ratio.rounded()
    if abs(ratio - nearest) <= 1e-12 * max(1, ratio) { return (Int(nearest), 0) }
    let whole = ratio.rounded(.down)
    return (Int(whole), time - whole * interval)
  }

  /// The stretches from phase 0, just after what enters at once, to a phase of at most an interval.
  func stretches(until phase: Double) -> [Stretch] {
    // The rate of a profile is held up to its floor and bends there, as it does where the solver stops for one dose.
    if let floor = profile.flatMap({ $0.shape.startsEvenly ? $0.shape.floor : nil }), floor < phase {
      let first = Stretch(duration: floor, infusions: 0, endsInfusion: false)
      let ends = rest > floor && rest < phase ? [rest, phase] : [phase]
      return [first] + zip([floor] + ends, ends).map { Stretch(duration: $1 - $0, infusions: 0, endsInfusion: false) }
    }
    guard rest > 0 else {
      // An infusion of whole intervals ends as the next dose is due.
      return [
        Stretch(duration: phase, infusions: overlapping, endsInfusion: phase == interval && overlapping > 0)
      ]
    }
    let first = Stretch(duration: min(rest, phase), infusions: overlapping + 1, endsInfusion: phase >= rest)
    guard phase > rest else { return [first] }
    return [first, Stretch(duration: phase - rest, infusions: overlapping, endsInfusion: false)]
  }

  /// How many infusions run just before a phase.
  func infusions(before phase: Double) -> Int { overlapping + (phase <= rest ? 1 : 0) }

  /// How much longer each infusion runs that has not ended at a phase.
  func remaining(at phase: Double) -> [Double] {
    guard !rates.isEmpty else { return [] }
    let rounding = 1e-12 * (duration + interval)
    return (0...overlapping).map { duration - phase - Double($0) * interval }.filter { $0 > rounding }
  }
}
