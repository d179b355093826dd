import Bateman
import Foundation

/// A regimen for which a publication tells exposures, and the exposures.
struct ExposureCheck {
  /// How patients are summarised.
  enum Statistic: String, CaseIterable {
    case mean = "mean"
    case median = "median"
    case geometricMean = "geometric mean"

    /// The statistic of values, which are not empty.
    func value(of values: [Double]) -> Double {
      switch self {
      case .mean: values.reduce(0, +) / Double(values.count)
      case .geometricMean: exp(values.reduce(0) { $0 + log($1) } / Double(values.count))
      case .median:
        values.reduce(into: QuantileAccumulator()) { $0.add($1) }.quantile(0.5)
      }
    }
  }

  /// What the check is called within its file.
  var name: String
  /// Where the exposures are published.
  var source: String
  /// What is given.
  var regimen: Regimen
  /// What the patients are like, where it is not the model's reference.
  var patients: [CovariateSpecification]
  /// How many virtual patients and how they are summarised; nil for the typical patient.
  var population: (count: Int, statistic: Statistic)?
  /// When the simulation ends, in the model's time unit; nil for the end of the last cycle.
  var end: Double?
  /// What is published.
  var expectations: [Expectation]
}

/// A published number that the model has to reproduce.
struct Expectation {
  /// What is measured; times are in the model's time unit, from the first dose on.
  enum Metric: Hashable {
    case cmax, tmax, ctrough, auc
    case concentration(at: Double)
    case halfLife(from: Double, to: Double)
  }

  /// What the number is relative to, where it is a ratio.
  enum Reference {
    /// The same in another cycle, counted from 0.
    case cycle(Int)
    /// The same in another check of the file.
    case check(String)
  }

  var output: Int
  var metric: Metric
  /// The cycle, counted from 0.
  var cycle: Int
  var reference: Reference?
  /// The published value in the unit of the text.
  var value: Double
  /// How many of that unit one of the simulation's is.
  var factor: Double
  var unit: String
  /// The largest relative difference that is allowed.
  var tolerance: Double
  /// Why it is allowed.
  var reason: String
  /// False for a difference that is known: the model is not called published then.
  var isReproduced: Bool
  /// What the number is, in words.
  var label: String
  /// Where it stands, for what is wrong with it only when simulated.
  var range: Range<Int>

  /// The times at which predictions are needed.
  var times: [Double] {
    switch metric {
    case .concentration(let time): [time]
    case .halfLife(let start, let end): [start, end]
    case .cmax, .tmax, .ctrough, .auc: []
    }
  }
}
