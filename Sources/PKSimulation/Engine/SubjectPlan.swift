/// What one subject is to go through, in the model's own units: the engine's input.
struct SubjectPlan: Sendable {
  /// What is the same however often the subject is run: shared, so that a plan is copied for little.
  let schedule: Schedule
  /// The covariates at the start, in the model's order.
  var covariates: [Double]
  /// The random effects of each occasion, one occasion after another, each in the model's order.
  var etas: [Double]
  /// The occasion at the start: which of those in `etas`.
  var occasion = 0
  /// The cumulative hazard at which each event that happens once does; empty when none does.
  var thresholds: [Double] = []

  /// What happens to a subject, and when outputs are wanted.
  final class Schedule: Sendable {
    /// What happens at a time that is known beforehand, in order; the last one is `end`.
    let events: [PlannedEvent]
    /// When outputs are wanted, ascending.
    let outputTimes: [Double]
    /// The same times, and those of the events, as lanes look at them.
    let outputLine: Timeline
    let eventLine: Timeline
    /// Which of the output times are evenly spaced.
    let evenOutputs: EvenRuns
    /// For each output time how many of `events` come before it where times are equal; nil: all of them.
    let eventsBefore: [Int]?
    /// What the occasions in `etas` are numbered in the data.
    let occasions: [Int]

    /// Creates a schedule; whoever makes many with the same output times finds their spacing once, and gives it.
    init(
      events: [PlannedEvent], outputTimes: [Double], eventsBefore: [Int]? = nil, occasions: [Int] = [1],
      evenOutputs: EvenRuns? = nil
    ) {
      self.events = events
      self.evenOutputs = evenOutputs ?? EvenRuns(outputTimes)
      self.outputTimes = outputTimes
      outputLine = Timeline(outputTimes)
      eventLine = Timeline(events.map(\.time))
      self.eventsBefore = eventsBefore
      self.occasions = occasions
    }
  }

  /// A plan of nothing.
  static let empty = SubjectPlan(schedule: Schedule(events: [], outputTimes: []), covariates: [], etas: [])

  var events: [PlannedEvent] { schedule.events }
  var outputTimes: [Double] { schedule.outputTimes }
  var eventsBefore: [Int]? { schedule.eventsBefore }
  var occasions: [Int] { schedule.occasions }

  /// When the subject begins.
  var start: Double { min(events.first?.time ?? 0, outputTimes.first ?? .infinity) }
}

/// Something that happens to a subject at a time known beforehand.
struct PlannedEvent: Sendable {
  enum Kind: Sendable {
    /// A dose is given.
    case dose(PlannedDose)
    /// The covariates take new values, and the random effects those of an occasion.
    case parameters(covariates: [Double], occasion: Int)
    /// The covariates begin to change, each at its own rate, until they take new values.
    case trend([Double])
    /// A compartment is emptied and takes nothing in until a dose enters it, or takes part again.
    case switching(compartment: Int, isOn: Bool)
    /// All states go back to where they started, infusions stop, and what is under way is forgotten.
    case reset
    /// A cycle of the regimen ends, if one is open, and the numbered one begins, if one is.
    case cycle(Int?)
    /// The subject is done.
    case end
  }
  var time: Double
  var kind: Kind
}

/// What has been given for ever when a dose is given.
struct PlannedSteadyState: Sendable {
  /// How far apart the doses were; ∞ for an infusion without end, which the record ends.
  var interval: Double
  /// Whether the steady state is added to what is there, instead of taking its place.
  var adds: Bool
}

/// A dose in the units of the compartment it goes into.
struct PlannedDose: Sendable {
  enum Input: Sendable {
    case bolus
    /// Amount per time.
    case rate(Double)
    /// Time.
    case duration(Double)
    case modelledRate
    case modelledDuration
  }
  var amount: Double
  var compartment: Int
  /// The route whose attributes (bioavailability, lag …) hold, if one leads there.
  var route: Int?
  var input: Input
  /// How many more doses follow, and how far apart.
  var additional: Int = 0
  var interval: Double = 0
  /// The steady state that it is given in.
  var steadyState: PlannedSteadyState?
  /// The row of the table it comes from; 0 when none.
  var row: Int = 0
}
