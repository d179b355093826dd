/// Something about a fit that its reader should know; the worst first when sorted.
public enum FitWarning: Hashable, Sendable {
  /// Some combination of parameters can be changed without changing the objective: its parts, by parameter.
  case notIdentifiable(direction: [Component])
  /// A parameter ended at a bound.
  case atBound(parameter: String, bound: Double)
  /// A variance ended at (nearly) 0.
  case collapsedVariance(String)
  /// A correlation of two random effects ended at (nearly) ±1.
  case perfectCorrelation(String)
  /// The Hessian is not positive definite at the end, so this is no minimum along these parts.
  case notMinimum(direction: [Component])
  /// The covariance matrix is ill-conditioned.
  case illConditioned(Double)
  /// The random effects of so many subjects were not found to full precision.
  case individualsNotConverged([String])
  /// The mean of a random effect differs from 0.
  case biasedEffect(String, mean: Double, pValue: Double)
  /// The individual values of a random effect have shrunk towards 0 by more than 30 %.
  case highShrinkage(String, percent: Double)
  /// Subjects without any observation, which say nothing about the parameters.
  case withoutObservations([String])
  /// So many trajectories of the sampler diverged.
  case divergences(Int)
  /// Laplace's approximation breaks down for these subjects, and FOCEI's stands in its place.
  case flatIndividuals([String])
  /// The importance weights of these subjects have so heavy tails (k̂ above 0.7) that the objective is not to be trusted.
  case heavyWeights([String])
  /// There are too few subjects for variances between subjects.
  case fewSubjects(Int)
  /// There are no more observations than parameters.
  case fewObservations(Int, parameters: Int)

  /// A parameter's part in a direction.
  public struct Component: Hashable, Sendable {
    /// The parameter.
    public var parameter: String
    /// Its weight; those of a direction have squares that add up to 1.
    public var weight: Double

    /// Creates a part.
    public init(parameter: String, weight: Double) {
      self.parameter = parameter
      self.weight = weight
    }
  }

  /// What is the matter, in one line.
  public var message: String {
    switch self {
    case .notIdentifiable(let direction):
      direction.count < 2
        ? "the data say nothing of \(direction.first?.parameter ?? "a parameter"): R is not positive definite"
        : "the data do not tell apart \(Self.text(direction)): R is not positive definite, the objective flat in that direction"
    case .atBound(let name, let bound): "\(name) ended at its bound \(bound)"
    case .collapsedVariance(let name): "\(name) ended at 0: the data show no such variability"
    case .perfectCorrelation(let name): "\(name) is that of a correlation of nearly 1 or -1"
    case .notMinimum(let direction):
      "R is not positive definite: the objective falls in the direction \(Self.text(direction))"
    case .illConditioned(let number): "the condition number is \(shortNumber(number)): some parameters are nearly tied"
    case .individualsNotConverged(let subjects):
      "the random effects of \(Self.count(subjects)) are not exact: \(subjects.prefix(5).joined(separator: ", "))"
    case .biasedEffect(let name, let mean, let p):
      "the mean of the random effect \(name) is \(shortNumber(mean)), not 0 (p = \(shortNumber(p)))"
    case .highShrinkage(let name, let percent):
      "shrinkage of \(name) is \(shortNumber(percent)) %: individual values say little"
    case .withoutObservations(let subjects):
      "\(Self.count(subjects)) \(subjects.count == 1 ? "has" : "have") no observation: \(subjects.prefix(5).joined(separator: ", "))"
    case .divergences(let count): "\(count) trajectories diverged: parts of the posterior may be missing"
    case .flatIndividuals(let subjects):
      "Laplace's approximation breaks down for \(Self.count(subjects)), for which FOCEI's was taken: "
        + subjects.prefix(5).joined(separator: ", ")
    case .heavyWeights(let subjects):
      "the importance weights of \(Self.count(subjects)) have heavy tails: "
        + subjects.prefix(5).joined(separator: ", ") + ", so that the objective is less certain than its standard error"
    case .fewSubjects(let count): "\(count) subject\(count == 1 ? "" : "s") cannot tell variances between subjects"
    case .fewObservations(let count, let parameters):
      "\(count) observation\(count == 1 ? "" : "s") for \(parameters) parameters"
    }
  }

  /// What to do about it.
  public var help: String {
    switch self {
    case .notIdentifiable(let direction):
      "fix \(direction.first?.parameter ?? "one of them") or simplify the model; standard errors in that direction mean nothing"
    case .notMinimum(let direction):
      "start elsewhere, fix \(direction.first?.parameter ?? "one of them") or simplify the model; SIR and profiles need no R"
    case .atBound: "widen the bound, or fix the parameter there"
    case .collapsedVariance: "take the random effect from the model"
    case .perfectCorrelation: "take the covariance from the model, or share the random effect"
    case .illConditioned: "fix a parameter of which the correlations are near 1"
    case .individualsNotConverged: "tighten the tolerances of the solver"
    case .biasedEffect: "another distribution or a covariate may be missing"
    case .highShrinkage: "do not judge the model by plots of individual estimates"
    case .divergences: "aim at a higher acceptance, or give narrower priors"
    case .flatIndividuals: "compare with FOCEI, AGQ or IMP, which do not rest on the Hessian"
    case .heavyWeights: "compare objectives with more draws (--likelihood-samples), or with Laplace or AGQ"
    case .withoutObservations: "leave them out, or see why they have none"
    case .fewSubjects: "fix omega, or fit without random effects"
    case .fewObservations: "fix what is known from elsewhere"
    }
  }

  private static func count(_ subjects: [String]) -> String {
    "\(subjects.count) subject\(subjects.count == 1 ? "" : "s")"
  }

  static func text(_ direction: [Component]) -> String {
    direction.prefix(4).map { "\(shortNumber($0.weight)) \($0.parameter)" }.joined(separator: ", ")
  }
}
