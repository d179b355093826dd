import Bateman

/// A figure of a simulation as JSON has it: value, Monte-Carlo error, and the exact value where there is one.
struct TrialFigure: Codable {
  var value: Double
  var error: Double
  var exact: Double?

  init(_ estimate: Estimate, exact: Double? = nil) {
    (value, error, self.exact) = (estimate.value, estimate.error, exact)
  }

  /// `27.1 ± 0.4`, in the digits that the error leaves.
  func text(scale: Double = 1) -> String {
    guard error.isFinite, error > 0 else { return (value * scale).shortText }
    let digits = TrialFigure.decimals(for: error * scale)
    return "\((value * scale).fixed(digits)) ± \((error * scale).fixed(digits))"
  }

  /// The exact value in one digit more, or nothing.
  func exactText(scale: Double = 1) -> String {
    exact.map { ($0 * scale).fixed(TrialFigure.decimals(for: error * scale) + 1) } ?? ""
  }

  /// How many decimals show an error to one or two digits.
  private static func decimals(for error: Double) -> Int {
    guard error.isFinite, error > 0 else { return 2 }
    var decimals = 0
    var scaled = error
    while scaled < 1, decimals < 6 { (scaled, decimals) = (scaled * 10, decimals + 1) }
    return max(1, decimals)
  }
}

/// The characteristics of a trial under one truth, as JSON has them.
struct TrialScenarioRecord: Codable {
  struct Level: Codable {
    var level: Int
    var name: String
    var dltProbability: Double?
    var dltProbabilityError: Double?
    var moderateProbability: Double
    var selected: TrialFigure
    var patients: TrialFigure
    var dlts: TrialFigure
  }
  struct Duration: Codable {
    var mean: TrialFigure
    var p05: Double
    var p50: Double
    var p95: Double
  }

  var name: String
  var levels: [Level]
  var selectedNone: TrialFigure
  var maximumAdministered: TrialFigure
  var inconclusive: TrialFigure
  var selectedAcceptable: TrialFigure
  var selectedTooHigh: TrialFigure
  var selectedTooLow: TrialFigure
  var patients: TrialFigure
  var dlts: TrialFigure
  var cohorts: TrialFigure
  var notEvaluable: TrialFigure
  var underdosed: TrialFigure
  var overdosed: TrialFigure
  var durationDays: Duration
  var acceptable: [Double]
  var isExactKnown: Bool
  var exposure: TrialExposureRecord?

  init(_ name: String, _ trial: Trial, _ result: OperatingCharacteristics, _ exact: ExactCharacteristics?) {
    self.name = name
    let names = trial.levelNames
    let moderate = trial.truth?.moderate ?? []
    let selection = result.selection.enumerated().map { TrialFigure($1, exact: exact?.selection[$0]) }
    let (patients, dlts) = (result.patients, result.dlts)
    levels = names.indices.map { level in
      Level(
        level: level + 1, name: names[level],
        dltProbability: level < result.rates.count ? result.rates[level] : nil,
        moderateProbability: level < moderate.count ? moderate[level] : 0, selected: selection[level + 1],
        patients: TrialFigure(patients[level], exact: exact?.patients[level]),
        dlts: TrialFigure(dlts[level], exact: exact?.dlts[level]))
    }
    selectedNone = selection[0]
    maximumAdministered = TrialFigure(result.maximumAdministered, exact: exact?.maximumAdministered)
    inconclusive = TrialFigure(result.inconclusive)
    func exactShare(_ holds: (Double) -> Bool) -> Double? {
      exact.map { exact in
        result.rates.indices.filter { holds(result.rates[$0]) }.reduce(0) { $0 + exact.selection[$1 + 1] }
      }
    }
    func exactPatients(_ holds: (Double) -> Bool) -> Double? {
      exact.map { exact in
        result.rates.indices.filter { holds(result.rates[$0]) }.reduce(0) { $0 + exact.patients[$1] }
      }
    }
    let range = trial.acceptable
    selectedAcceptable = TrialFigure(result.correct(range), exact: exactShare(range.contains))
    selectedTooHigh = TrialFigure(result.tooHigh(range), exact: exactShare { $0 > range.upperBound })
    selectedTooLow = TrialFigure(result.tooLow(range), exact: exactShare { $0 < range.lowerBound })
    self.patients = TrialFigure(result.totalPatients, exact: exact?.totalPatients)
    self.dlts = TrialFigure(result.totalDLTs, exact: exact?.totalDLTs)
    cohorts = TrialFigure(result.cohorts, exact: exact?.cohorts)
    notEvaluable = TrialFigure(result.notEvaluable)
    underdosed = TrialFigure(result.underdosed, exact: exactPatients { $0 < range.lowerBound })
    overdosed = TrialFigure(result.overdosed, exact: exactPatients { $0 > range.upperBound })
    let quantiles = result.durationQuantiles([0.05, 0.5, 0.95])
    durationDays = Duration(
      mean: TrialFigure(result.duration), p05: quantiles[0], p50: quantiles[1], p95: quantiles[2])
    acceptable = [range.lowerBound, range.upperBound]
    isExactKnown = exact != nil
    if let table = result.exposure, let plan = trial.pharmacology {
      exposure = TrialExposureRecord(table, plan, names: names)
    }
  }

  /// The errors of probabilities that were simulated themselves.
  mutating func take(_ rates: [Estimate]?) {
    for (index, rate) in (rates ?? []).enumerated() where index < levels.count {
      levels[index].dltProbabilityError = rate.error
    }
  }
}
