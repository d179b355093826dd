/// What one cycle of one simulated patient has shown.
public struct CycleRecord: Hashable, Sendable {
  /// The level of the cycle's dose.
  public var level: Int
  /// The cycle, from 0.
  public var cycle: Int
  /// Whether the dose has risen in this patient before, or in this cycle.
  public var hasRisen: Bool
  /// The true highest value, the value at the end, and the area, in the output's unit and the model's time unit.
  public var cmax: Double
  /// The value at the end of the cycle.
  public var ctrough: Double
  /// The area under the output over the cycle.
  public var auc: Double
  /// What the laboratory measures in the sample that is to catch the peak; NaN where none is drawn.
  public var sampledCmax: Double
  /// When that sample is drawn, in days from the first dose; NaN where none is.
  public var sampleDay: Double
  /// Whether the patient has antibodies when the cycle begins; nil where no sample is drawn.
  public var hasAntibodies: Bool?
  /// Whether the sample before the dose is found positive; nil where none is drawn.
  public var isFoundPositive: Bool?
}
