import Bateman

/// A fit as its JSON file has it; the keys are stable, and Documentation/Fit.md describes them.
struct FitRecord: Codable {
  /// How it ended.
  struct Termination: Codable {
    var reason: String
    var converged: Bool
    var message: String
    /// What to do about it.
    var help: String?
  }

  /// A parameter with what is known of it.
  struct Parameter: Codable {
    /// Bounds of a parameter; a side without one is null.
    struct Bounds: Codable {
      var lower: Double?
      var upper: Double?
    }

    var estimate: Double?
    var se: Double?
    /// 100·se/|estimate|.
    var rse: Double?
    /// The 95 % interval: estimate ± 1.96·se on the scale on which the parameter has no bounds.
    var lower: Double?
    var upper: Double?
    var fixed: Bool
    var unit: String
    var bounds: Bounds?
    /// What the model believes of it before the data, as its file writes it.
    var prior: String?
    /// Of a variance: what it is called in a paper, and by which formula.
    var variability: Variability?
    /// Of a covariance: the correlation.
    var correlation: Double?
  }

  /// A variance as a number that people know.
  struct Variability: Codable {
    var value: Double?
    var unit: String
    var formula: String
  }

  struct Correlations: Codable {
    var parameters: [String]
    var matrix: [[Double?]]
    var basis: String
    var conditionNumber: Double?
  }

  struct Shrinkage: Codable {
    var eta: [String: Double?]
    var epsilon: Double?
  }

  struct Individual: Codable {
    var id: String
    var objective: Double?
    var eta: [String: Double]
    var parameters: [String: Double]
    var converged: Bool
  }

  struct Warning: Codable {
    var message: String
    var help: String
    var threshold: String?
    /// Whether the estimates must not be trusted because of it.
    var invalidates: Bool?
  }

  /// −2 ln L by importance sampling.
  struct Likelihood: Codable {
    var objective: Double?
    /// The Monte-Carlo standard error of the objective.
    var standardError: Double?
    /// Of each subject.
    var draws: Int
    /// k̂: above 0.7 the objective is not to be trusted.
    var largestShape: Double?
    /// −2 ln L by linearisation (FOCEI) at the same estimates.
    var linearised: Double?
  }

  /// What draws from the posterior distribution say.
  struct Posterior: Codable {
    struct Parameter: Codable {
      var mean: Double?
      var sd: Double?
      var median: Double?
      /// The 95 % interval by quantiles.
      var lower: Double?
      var upper: Double?
      var rHat: Double?
      var bulkESS: Double?
      var tailESS: Double?
    }

    var parameters: [String: Parameter]
    var chains: Int
    /// That each chain kept.
    var draws: Int
    var divergences: Int
  }

  /// How the fit from one of several starts ended.
  struct Start: Codable {
    var objective: Double?
    var reason: String
    var converged: Bool
  }

  struct ModelFile: Codable {
    var path: String
    var sha256: String
    var name: String
  }

  struct DataFile: Codable {
    var path: String
    var sha256: String
    var subjects: Int
    var observations: Int
  }

  struct Timing: Codable {
    var estimation: Double
    var covariance: Double
    var diagnostics: Double
  }

  var schema = 1
  var version: String
  var method: String
  var objective: Double?
  /// With the constant n·ln 2π of measured values.
  var objectiveWithConstant: Double?
  /// −2 ln of the density of the priors at the estimates, up to a constant: what was minimised beside the objective.
  var penalty: Double?
  var aic: Double?
  var bic: Double?
  var freeParameters: Int
  var termination: Termination
  var theta: [String: Parameter]
  var omega: [String: Parameter]
  var sigma: [String: Parameter]
  /// The names of all parameters in the order of the model.
  var order: [String]
  var correlations: Correlations?
  var likelihood: Likelihood?
  var posterior: Posterior?
  /// The Monte-Carlo standard errors of estimates that were found by sampling.
  var monteCarloErrors: [String: Double]?
  var starts: [Start]?
  var shrinkage: Shrinkage
  var individuals: [Individual]
  var iterations: Int
  /// The largest relative gradient at the end, and the parameter it is of.
  var gradient: Gradient?
  /// The worst first.
  var warnings: [Warning]
  var seconds: Double
  var timing: Timing
  var seed: UInt64
  var options: [String]
  var model: ModelFile
  var data: DataFile

  struct Gradient: Codable {
    var parameter: String
    var value: Double?
  }
}

extension FitRecord {
  /// What the fit found of a parameter of its model.
  func estimate(of parameter: PopulationParameter, in model: CheckedModel) throws(CommandError) -> Double {
    let name = parameter.name(in: model)
    let found =
      switch parameter {
      case .theta: theta[name]
      case .sigma: sigma[name]
      case .omega: omega[FitParameters.key(name)]
      }
    guard let estimate = found?.estimate else { throw .mismatch("the fit has no estimate of '\(name)'") }
    return estimate
  }
}

extension Double {
  /// The number, or nil when JSON has none for it.
  var finite: Double? { isFinite ? self : nil }
}
