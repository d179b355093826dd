import PKNumerics

/// Where one lane's subject stands.
struct LaneState {
  /// The subject's place in its chunk; nil while the lane is idle.
  var slot: Int?
  /// What the subject goes through; it keeps the memory of the lines below.
  var plan = SubjectPlan.empty {
    didSet { (eventLine, outputLine) = (plan.schedule.eventLine.base, plan.schedule.outputLine.base) }
  }
  private var eventLine = SubjectPlan.empty.schedule.eventLine.base
  private(set) var outputLine = SubjectPlan.empty.schedule.outputLine.base
  /// Where the time of the first output is that has not been written: ∞ when none is left.
  var nextOutputPlace = SubjectPlan.empty.schedule.outputLine.base
  /// The first planned event that has not happened.
  var nextEvent = 0
  /// What follows from events that have happened, the next one last.
  var pending: [PendingEvent] = []
  /// The outputs of the program's prologue for the present parameters.
  var constants: [Double] = []
  /// How many doses were given, and when the last one was.
  var doseCount = 0
  var doseTime = Double.infinity
  /// When each event that happens once did; ∞ before.
  var eventTimes: [Double] = []
  /// How fast the covariates change, and since when; none while they keep still.
  var slopes: [Double] = []
  var trendStart = 0.0
  /// A time inside the interval up to the next stop.
  var interval = 0.0
  /// The next switch of the equations, if the stop is one, and how its time depends on each direction.
  var switchTime = Double.infinity
  var switchMoves: [Double] = []
  /// Whether the next stop is where an event that happens once was seen from afar.
  var isNearOnset = false
  /// The cycle that is open, and when it began.
  var cycle: Int?
  var cycleStart = 0.0

  /// The covariates at a time of the present interval.
  func covariates(at time: Double) -> [Double] {
    slopes.isEmpty ? plan.covariates : zip(plan.covariates, slopes).map { $0 + $1 * (time - trendStart) }
  }

  /// When something happens next; ∞ when nothing does.
  var nextStop: Double { min(eventLine[nextEvent], nextPendingTime) }

  /// When the next pending event is due; ∞ when there is none.
  var nextPendingTime: Double { pending.isEmpty ? .infinity : pending[pending.count - 1].time }

  /// When the next planned event is due; ∞ when none is left.
  var nextEventTime: Double { eventLine[nextEvent] }

  /// When an output is wanted next; ∞ when none is.
  var nextOutputTime: Double { nextOutputPlace.pointee }

  /// The first output that has not been written.
  var nextOutput: Int { number(of: nextOutputPlace) }

  /// How many outputs have not been written.
  var outputsLeft: Int { plan.schedule.outputTimes.count - nextOutput }

  /// How many outputs are evenly spaced from the next one on, and by how much.
  var evenOutputs: (count: Int, spacing: Double) {
    let place = nextOutput
    let run = plan.schedule.evenOutputs[place]
    return (run.end - place, run.spacing)
  }

  /// Which output's time is in a place.
  func number(of place: UnsafePointer<Double>) -> Int { place - outputLine }

  /// Puts an event among the pending ones, behind those of the same time.
  mutating func schedule(_ event: PendingEvent) {
    var place = pending.count
    while place > 0, pending[place - 1].time <= event.time { place -= 1 }
    if place == pending.count { pending.append(event) } else { pending.insert(event, at: place) }
  }
}

/// Something that follows from an earlier event.
struct PendingEvent {
  /// What is rare or large has memory of its own, so that events are moved for little.
  enum Kind {
    /// A lagged dose arrives.
    case arrival(DoseEntry.Form, compartment: Int)
    /// An infusion ends.
    case infusionEnd(rate: Double, compartment: Int)
    /// A dose that arrived at a time goes on to enter by its profile.
    indirect case profile(InputShape, [InputShape.Move], compartment: Int, start: Double)
    /// A repeated dose is given: the first one's time, and how many were given before this one.
    indirect case additional(PlannedDose, first: Double, number: Int)
    /// An event that happens once happens.
    case onset(Int)
    /// A border between equations is gone through.
    case crossing(Int)
    /// Nothing happens, but a solver should not step over this time.
    case milestone
  }
  var time: Double
  var kind: Kind
  /// How it depends on the directions that the program differentiates by; nil when there are none.
  var sensitivity: InputSensitivity?

  /// Whether an event that happens once happens.
  var isOnset: Bool { if case .onset = kind { true } else { false } }
}
