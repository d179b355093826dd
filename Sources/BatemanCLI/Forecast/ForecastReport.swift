import Bateman

/// A forecast as JSON has it.
struct ForecastReport: Codable {
  struct ModelRecord: Codable {
    var name: String
    var status: String
    var about: String?
    var covariateRule: String
  }
  struct Output: Codable {
    var name: String
    var unit: String
    var areaUnit: String
  }
  struct DoseRecord: Codable {
    var time: Double
    var at: String?
    var amount: Double
    var unit: String
  }
  struct Effect: Codable {
    var name: String
    var value: Double
    var standardError: Double
    var omega: Double
    var remainingPercent: Double
  }
  struct Parameter: Codable {
    var name: String
    var unit: String
    var typical: Double
    var estimate: Double
    var median: Double
    var lower: Double
    var upper: Double
  }
  struct Level: Codable {
    var time: Double
    var at: String?
    var output: String
    var unit: String
    var observed: Double
    var isCensored: Bool
    var typical: Double
    var predicted: Double
    var iwres: Double?
  }
  struct Value: Codable {
    var estimate: Double
    var median: Double
    var lower: Double
    var upper: Double

    init(_ value: Uncertain) {
      (estimate, median, lower, upper) = (value.estimate, value.median, value.lower, value.upper)
    }
  }
  struct Band: Codable {
    var output: String
    var unit: String
    var prior: [Value]
    var posterior: [Value]
  }
  struct Exposure: Codable {
    var output: String
    var auc: Value
    var cmax: Value
    var ctrough: Value
  }
  struct Cycle: Codable {
    var start: Double
    var end: Double
    var startsAt: String?
    var exposures: [Exposure]
  }
  struct Summary: Codable {
    var output: String
    var auc: Value
    var cmax: Value
    var lowestTrough: Value
    var lastTrough: Value
  }
  /// The most probable patient's course under a plan, from its first dose on.
  struct Course: Codable {
    var times: [Double]
    /// For each output its levels at these times.
    var levels: [[Double]]
  }
  struct Plan: Codable {
    var name: String
    var kind: String
    var course: Course
    var doses: [DoseRecord]
    var cycles: [Cycle]
    var summary: [Summary]
    /// The same as ratios to the first plan.
    var ratios: [Summary]
  }
  struct Prescription: Codable {
    var protocolID: String
    var version: String
    var sha256: String
    var dose: String?
    var unit = "mg"
    var arm: String?
    var level: String?
    var refusal: String?
    var isTraining: Bool
    var isChangedByForecast = false
  }
  struct Alert: Codable {
    var kind: String
    var message: String
    var action: String
  }
  struct Search: Codable {
    var searches: Int
    var agreeing: Int
    var effectiveDraws: Double
    var paretoShape: Double?
  }

  var schema = "bateman-forecast/1"
  var notice = Self.notice
  var model: ModelRecord
  var subject: String
  var origin: String?
  var timeUnit: String
  var intervalPercent: Double
  var draws: Int
  var outputs: [Output]
  var doses: [DoseRecord]
  var levels: [Level]
  var isPrior: Bool
  var objective: Double
  var search: Search
  var effects: [Effect]
  var parameters: [Parameter]
  var prescription: Prescription?
  var times: [Double]
  var bands: [Band]
  var plans: [Plan]
  /// All of them, the most urgent first; text shows three.
  var alerts: [Alert]
  var notes: [String]

  static let notice =
    "A forecast, apart from the prescribed dose: the protocol's dose is not changed by it. Not for use without the "
    + "validation of an institution."
}
