import PKLanguage

/// A subject's measurements and random effects.
public struct ObservedSubject: Sendable {
  /// The identifier, as the table writes it.
  public let id: String
  /// What was measured and takes part in the likelihood, in order of the records.
  public let observations: [BoundObservation]
  /// The names of the random effects that the subject has, such as `CL`, or `CL(per: OCC) [2]` for that of occasion 2.
  public let effectNames: [String]

  /// The places of those random effects among the rewritten model's.
  let effects: [Int]
  /// For each of them, which of the model's random effects it is, and of which occasion.
  let origins: [EstimationModel.Effect]

  init(id: String, observations: [BoundObservation], effects: [Int], kernel: EstimationModel) {
    self.id = id
    self.observations = observations
    self.effects = effects
    origins = effects.map { kernel.effects[$0] }
    effectNames = effects.map { kernel.source.etaNames[$0] }
  }
}

/// A measurement in the unit of its output.
public struct BoundObservation: Hashable, Sendable {
  /// The record it is in, from 0, and that record's row in the table.
  public let record: Int, row: Int
  /// The time of the record, in the data set's unit.
  public let time: Double
  /// The output that was measured.
  public let output: Int
  /// What is known of the value, in the output's unit.
  public let bounds: ObservedBounds

  /// Creates an observation.
  public init(record: Int, row: Int, time: Double, output: Int, bounds: ObservedBounds) {
    self.record = record
    self.row = row
    self.time = time
    self.output = output
    self.bounds = bounds
  }
}

/// What is known of a measured value.
public enum ObservedBounds: Hashable, Sendable {
  /// Its value.
  case measured(Double)
  /// That it lies between two values, of which one may be infinite; `reported` is what the table says.
  case within(lower: Double, upper: Double, reported: Double)

  /// Whether it was not measured.
  public var isCensored: Bool { if case .within = self { true } else { false } }

  /// What the table says: the value, or the limit that it is beyond.
  public var reported: Double {
    switch self {
    case .measured(let value): value
    case .within(_, _, let reported): reported
    }
  }
}

/// What censored records contribute (Beal, J Pharmacokinet Pharmacodyn 28 (2001) 481).
public enum CensoringRule: String, Hashable, Sendable, CaseIterable {
  /// Nothing: they are left out (M1).
  case leaveOut
  /// The probability of lying beyond the limit (M3).
  case likelihood
  /// The same, with every value known to be positive (M4).
  case positiveLikelihood
}
