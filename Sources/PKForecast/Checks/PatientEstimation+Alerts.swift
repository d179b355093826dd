import PKData
import PKEstimation
import PKLanguage
import PKModel
import PKNumerics
import PKSimulation
import PKUnits

extension PatientEstimation {
  /// What to know before the forecast is relied on, the most urgent first.
  public var alerts: [ForecastAlert] {
    let all =
      statusAlerts + outliers + inconsistency + unusualEffects + samplingAlerts + orderAlerts + absentLevels
      + shrunkenEffects
    return all.sorted { $0.kind.rawValue < $1.kind.rawValue }
  }

  /// A random effect with how far the levels inform it.
  public struct Effect: Hashable, Sendable {
    /// The individual parameter that it is of.
    public var name: String
    /// The most probable value, and its standard error given the levels.
    public var value: Double, deviation: Double
    /// The population's standard deviation.
    public var omega: Double
    /// How much of the population's standard deviation the levels leave, in percent: 100 where they say nothing.
    public var remaining: Double { omega > 0 ? 100 * deviation / omega : .nan }
  }

  /// The random effects of the patient.
  public var randomEffects: [Effect] {
    estimate.fit.effectNames.enumerated().map { index, name in
      Effect(
        name: name, value: estimate.fit.effects[index],
        deviation: estimate.fit.effectCovariance[index][index].squareRoot(),
        omega: estimate.priorCovariance[index][index].squareRoot())
    }
  }

  // MARK: - Limits

  /// How many standard deviations of the error a level may be from its prediction (SR-15).
  static let outlierLimit = 3.0
  /// How many standard deviations a random effect may be from the population (SR-15).
  static let effectLimit = 3.0
  /// How rarely levels of the model itself may be as far from their predictions as these.
  static let rareness = 0.001
  /// From how much of a prior standard deviation on a parameter counts as not informed, in percent.
  static let shrunkenLimit = 90.0
  /// Above which the tail of the weights says that draws miss part of the distribution (Vehtari and others, 2024).
  static let shapeLimit = 0.7

  // MARK: - Alerts

  private var statusAlerts: [ForecastAlert] {
    switch model.source.status {
    case .published: []
    case .surrogate:
      [
        ForecastAlert(
          kind: .modelStatus, message: "the model is a surrogate: nobody has published the drug's own kinetics",
          action: "take no decision from its numbers alone")
      ]
    case .teaching, .illustrative:
      [
        ForecastAlert(
          kind: .modelStatus, message: "the model is \(model.source.status.rawValue): made to show, not to dose",
          action: "use a model that is published for the drug")
      ]
    }
  }

  private var outliers: [ForecastAlert] {
    estimate.fit.residuals.filter { $0.iwres.magnitude > Self.outlierLimit }.map { level in
      let output = model.source.outputs[level.output]
      return ForecastAlert(
        kind: .outlier,
        message: "the level \(short(level.dv)) \(output.unit) of \(output.name) at \(label(level.time)) is "
          + "\(short(level.iwres.magnitude)) standard deviations from its prediction, \(short(level.ipred)) "
          + "(limit \(short(Self.outlierLimit)))",
        action: "check the level, its unit, and the times of sample and dose")
    }
  }

  /// The levels' distances from their predictions, taken together, against χ².
  private var inconsistency: [ForecastAlert] {
    let residuals = estimate.fit.residuals.map(\.iwres).filter(\.isFinite)
    guard residuals.count > 1 else { return [] }
    let sum = residuals.reduce(0) { $0 + $1 * $1 }
    let chance = ChiSquare.upperTail(sum, degreesOfFreedom: Double(residuals.count))
    guard chance < Self.rareness else { return [] }
    return [
      ForecastAlert(
        kind: .inconsistent,
        message: "the \(residuals.count) levels do not go together by this model: Σ IWRES² is \(short(sum)), which "
          + "has a chance of \(short(chance)) (limit \(short(Self.rareness)))",
        action: "check levels, doses and times; the model may not suit this patient")
    ]
  }

  private var unusualEffects: [ForecastAlert] {
    randomEffects.filter { $0.value.magnitude > Self.effectLimit * $0.omega && $0.omega > 0 }.map { effect in
      ForecastAlert(
        kind: .unusual,
        message: "the random effect of \(effect.name), \(short(effect.value)), is "
          + "\(short(effect.value.magnitude / effect.omega)) standard deviations from the population's "
          + "(limit \(short(Self.effectLimit)))",
        action: "check levels, doses and times; the model may not suit this patient")
    }
  }

  private var samplingAlerts: [ForecastAlert] {
    let isHeavy = posterior.paretoShape.map { $0 > Self.shapeLimit } ?? false
    guard isHeavy || posterior.effectiveDraws < 100 else { return [] }
    return [
      ForecastAlert(
        kind: .sampling,
        message: "the intervals rest on \(short(posterior.effectiveDraws)) effective draws (limit 100), and the tail "
          + "of their weights has shape \(posterior.paretoShape.map(short) ?? "–") (limit \(short(Self.shapeLimit)))",
        action: "take the intervals for too narrow, or ask for more with --draws")
    ]
  }

  private var orderAlerts: [ForecastAlert] {
    let doses = Set(history.doses.map(\.time))
    return history.records.filter { $0.isLevel && doses.contains($0.time) }.map { level in
      ForecastAlert(
        kind: .order,
        message:
          "a level and a dose are both at \(label(level.time)): the order of the records decides which was first",
        action: "give the time of the sample to the minute")
    }
  }

  private var absentLevels: [ForecastAlert] {
    guard history.levelCount == 0 || history.records.allSatisfy({ !$0.isMeasured }) else { return [] }
    let isNone = history.levelCount == 0
    return [
      ForecastAlert(
        kind: .noLevels,
        message: isNone
          ? "there is no level: the forecast is of the population with this patient's covariates"
          : "all \(history.levelCount) levels are below a limit: the forecast is little more than the population's",
        action: "measure a level")
    ]
  }

  private var shrunkenEffects: [ForecastAlert] {
    guard !isPrior else { return [] }
    let names = randomEffects.filter { $0.remaining >= Self.shrunkenLimit }.map(\.name)
    guard !names.isEmpty else { return [] }
    let isAll = names.count == randomEffects.count
    return [
      ForecastAlert(
        kind: .shrunken,
        message:
          "the \(history.levelCount) levels say next to nothing of \(isAll ? "any parameter" : names.joined(separator: ", ")): "
          + "\(short(Self.shrunkenLimit)) % or more of the population's spread remains",
        action: isAll ? "take the forecast for the population's" : "do not read these parameters as the patient's own")
    ]
  }

  /// A number with three significant digits.
  func short(_ value: Double) -> String { DecimalText(significantDigits: 3).string(value) }
}

extension Record {
  fileprivate var isLevel: Bool {
    if case .observation(let observation) = action { observation.value != nil } else { false }
  }

  fileprivate var isMeasured: Bool {
    if case .observation(let observation) = action {
      observation.value != nil && observation.censoring == .none
    } else {
      false
    }
  }
}
