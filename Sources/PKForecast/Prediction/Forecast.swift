public import PKData

/// A number that is not known exactly: of the most probable patient, and the middle and the ends of what is likely.
public struct Uncertain: Hashable, Sendable {
  /// Of the most probable parameters; of the typical ones where nothing was measured.
  public var estimate: Double
  /// The median of the draws.
  public var median: Double
  /// The ends of the interval.
  public var lower: Double, upper: Double
}

/// The exposure to one output over one cycle.
public struct ForecastExposure: Hashable, Sendable {
  /// The output's place among the model's.
  public var output: Int
  /// The area under the output over the cycle, in the output's unit times the model's time unit.
  public var auc: Uncertain
  /// The highest value in the cycle.
  public var cmax: Uncertain
  /// The value at the end of the cycle, before the next dose.
  public var ctrough: Uncertain
}

/// A cycle of a plan.
public struct ForecastCycle: Hashable, Sendable {
  /// From when to when.
  public var window: CycleWindow
  /// For each output.
  public var exposures: [ForecastExposure]
}

/// What a plan does over the whole span that plans are compared over.
public struct PlanSummary: Hashable, Sendable {
  /// The output.
  public var output: Int
  /// The area from when the next dose is due to the end of the last cycle as planned.
  public var auc: Uncertain
  /// The highest value over that span.
  public var cmax: Uncertain
  /// The lowest value just before a dose, or at the end of the last cycle.
  public var lowestTrough: Uncertain
  /// The value at the end of the last cycle.
  public var lastTrough: Uncertain
}

/// A plan with what it leads to.
public struct PlanForecast: Sendable {
  /// The plan.
  public var plan: FuturePlan
  /// Its cycles, in order.
  public var cycles: [ForecastCycle]
  /// All of it, for each output.
  public var summary: [PlanSummary]
  /// The same as ratios to the first plan's, draw by draw.
  public var ratios: [PlanSummary]
  /// The most probable patient's course.
  public var course: PlanCourse
}

/// The most probable patient's course under a plan.
public struct PlanCourse: Sendable {
  /// When, from the start of the plan's span to its end.
  public var times: [Double]
  /// For each output its levels at these times, in the output's unit.
  public var levels: [[Double]]
}

/// One output over time: before anything was measured, and given the levels.
public struct ForecastBand: Sendable {
  /// The output's place among the model's.
  public var output: Int
  /// At each time.
  public var prior: [Uncertain], posterior: [Uncertain]
}

/// An individual parameter of the patient.
public struct ForecastParameter: Sendable {
  /// The parameter and its unit.
  public var name: String, unit: String
  /// In a typical patient with the same covariates.
  public var typical: Double
  /// In this one.
  public var individual: Uncertain
}

/// What a patient's exposure will be under several plans.
public struct Forecast: Sendable {
  /// The plans in the order given.
  public var plans: [PlanForecast]
  /// When the bands are told, from the origin to the end of the first plan.
  public var times: [Double]
  /// The history and the first plan over time, for each output.
  public var bands: [ForecastBand]
  /// The patient's parameters at the end of the history.
  public var parameters: [ForecastParameter]
}
