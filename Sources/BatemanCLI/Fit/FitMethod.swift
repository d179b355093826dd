import Bateman

/// A method of `--method`, and which settings it has.
enum FitMethod: Hashable {
  /// An approximation of the likelihood that is minimised.
  case likelihood(ObjectiveMethod)
  /// Stochastic approximation of EM.
  case saem
  /// EM by importance sampling, with the most probable random effects found anew in each iteration or not.
  case importance(findsModes: Bool)
  /// Draws from the posterior distribution.
  case nuts
  /// Least squares of all subjects as if they were one.
  case pooled
  /// Least squares of each subject alone.
  case individual
  /// Least squares of each subject, then of their estimates.
  case twoStage(TwoStage.SecondStage)

  /// The methods, in the words of the option.
  static let names = [
    "fo", "foce", "focei", "laplace", "agq3", "saem", "imp", "impmap", "nuts", "pooled", "individual", "two-stage",
    "global-two-stage",
  ]

  /// A setting that only some methods have.
  enum Setting: String, CaseIterable {
    case iterations, chains, samples, burnIn = "burn-in", smoothing, likelihoodSamples = "likelihood-samples",
      covariance
  }

  init(name: String) throws(CommandError) {
    switch name.lowercased() {
    case "saem": self = .saem
    case "imp": self = .importance(findsModes: false)
    case "impmap": self = .importance(findsModes: true)
    case "nuts": self = .nuts
    case "pooled": self = .pooled
    case "individual": self = .individual
    case "two-stage": self = .twoStage(.standard)
    case "global-two-stage": self = .twoStage(.global)
    default:
      guard let objective = ObjectiveMethod(name: name) else {
        let known = "there are \(Self.names.joined(separator: ", "))"
        throw .usage("unknown method '\(name)'", help: [didYouMean(name, among: Self.names) ?? known])
      }
      self = .likelihood(objective)
    }
  }

  /// The settings that the method has.
  var settings: Set<Setting> {
    switch self {
    case .likelihood: [.iterations, .covariance]
    case .saem: [.chains, .burnIn, .smoothing, .likelihoodSamples, .covariance]
    case .importance: [.samples, .burnIn, .smoothing, .likelihoodSamples, .covariance]
    case .nuts: [.chains, .samples, .burnIn, .likelihoodSamples]
    case .pooled, .individual, .twoStage: [.iterations]
    }
  }

  /// The settings that an evaluation without estimation has; nil when there is none.
  var evaluationSettings: Set<Setting>? {
    switch self {
    case .likelihood: [.covariance]
    case .importance: [.likelihoodSamples]
    case .saem, .nuts, .pooled, .individual, .twoStage: nil
    }
  }
}
