import PKLanguage
import PKModel
import PKSimulation

/// A model as the likelihood sees it, written so that one kind of prediction with derivatives serves all.
///
/// - Residual error parameters are further typical values, behind the model's own.
/// - A random effect per occasion becomes one random effect for each occasion of the data.
/// - An argument of an error model that is neither a number nor a parameter becomes a further output.
struct EstimationModel: Sendable {
  /// Where an argument of an error model is found.
  enum Argument: Hashable, Sendable {
    case constant(Double)
    /// A theta of the rewritten model.
    case parameter(Int)
    /// An output of the rewritten model.
    case output(Int)
  }

  /// A term of an output's error model, with the places of its arguments.
  struct Term: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case additive, proportional, combined1, power }
    let kind: Kind
    let arguments: [Argument]
  }

  /// A random effect of the rewritten model: one of the model's own, on an occasion if it has one for each.
  struct Effect: Hashable, Sendable {
    let eta: Int
    let occasion: Int?
  }

  /// The rewritten model.
  let source: CheckedModel
  /// The error terms of each of the model's own outputs.
  let terms: [[Term]]
  /// The random effects.
  let effects: [Effect]
  /// How many of the rewritten model's thetas are the model's own; the sigmas follow.
  let thetaCount: Int
  /// The thetas that its equations read.
  let structural: Set<Int>

  /// - Parameters:
  ///   - model: the model as written.
  ///   - occasions: the occasions of the data, for each covariate that counts them.
  init(_ model: CheckedModel, occasions: [Int: [Int]]) {
    thetaCount = model.thetas.count
    var rewritten = model.replacing { reference in
      if case .sigma(let index) = reference {
        .reference(.theta(model.thetas.count + index))
      } else {
        .reference(reference)
      }
    }
    rewritten.thetas += model.sigmas
    rewritten.sigmas = []
    (rewritten, effects) = Self.separatingOccasions(rewritten, occasions)
    (rewritten, terms) = Self.separatingArguments(rewritten)
    source = rewritten
    structural = rewritten.thetasInEquations
  }

  private static func separatingArguments(_ model: CheckedModel) -> (CheckedModel, [[Term]]) {
    var result = model
    var terms: [[Term]] = []
    for (index, output) in model.outputs.enumerated() {
      terms.append(
        output.error.map { term in
          var arguments: [Argument] = []
          _ = term.mapArguments { expression in
            switch expression {
            case .number(let value): arguments.append(.constant(value))
            case .reference(.theta(let theta)): arguments.append(.parameter(theta))
            default:
              arguments.append(.output(result.outputs.count))
              result.outputs.append(
                Output(name: "\(output.name) error \(arguments.count)", unit: output.unit, prediction: expression))
            }
            return expression
          }
          return Term(kind: term.kind, arguments: arguments)
        })
      result.outputs[index].error = []
    }
    return (result, terms)
  }
}

extension ErrorTerm {
  fileprivate var kind: EstimationModel.Term.Kind {
    switch self {
    case .additive: .additive
    case .proportional: .proportional
    case .combined1: .combined1
    case .power: .power
    }
  }
}
