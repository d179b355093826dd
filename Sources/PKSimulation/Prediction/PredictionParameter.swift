import PKLanguage
import PKModel

/// Something that predictions are differentiated by.
public enum PredictionParameter: Hashable, Sendable {
  /// A typical value, by its name in `theta`.
  case theta(String)
  /// A random effect, by the name of the individual parameter it is of; `CL(per: OCC)` for one per occasion.
  case randomEffect(String)

  /// The direction in a model.
  func direction(in model: CheckedModel) throws(SetupError) -> Direction {
    switch self {
    case .theta(let name):
      guard let index = model.thetas.firstIndex(where: { $0.name == name }) else {
        throw .unknownParameter(name, known: model.thetas.map(\.name))
      }
      return .theta(index)
    case .randomEffect(let name):
      guard let index = model.etaNames.firstIndex(of: name) else {
        throw .unknownParameter(name, known: model.etaNames)
      }
      return .eta(index)
    }
  }
}
