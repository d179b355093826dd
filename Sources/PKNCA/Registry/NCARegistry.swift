import PKText

/// The parameters that an analysis can calculate, by name.
public struct NCARegistry: Sendable {
  /// The parameters, each name once.
  public private(set) var parameters: [NCAParameter]

  /// The parameters that come with the library.
  public static let standard = NCARegistry(
    NCAParameter.concentrations + NCAParameter.terminalPhase + NCAParameter.areas + NCAParameter.moments
      + NCAParameter.disposition + NCAParameter.dosingInterval + NCAParameter.doseNormalized)

  /// Creates a registry; of parameters with one name, the last stays.
  public init(_ parameters: [NCAParameter]) {
    self.parameters = []
    for parameter in parameters { add(parameter) }
  }

  /// Adds a parameter, in the place of one that has its name.
  public mutating func add(_ parameter: NCAParameter) {
    if let index = parameters.firstIndex(of: parameter) {
      parameters[index] = parameter
    } else {
      parameters.append(parameter)
    }
  }

  /// The parameter of a name, without regard to case.
  ///
  /// - Throws: `UnknownParameter` with the name that is nearest.
  public func parameter(named name: String) throws(UnknownParameter) -> NCAParameter {
    let wanted = name.uppercased()
    if let found = parameters.first(where: { $0.name.uppercased() == wanted }) { return found }
    throw UnknownParameter(name: name, nearest: nearestName(to: name, among: parameters.map(\.name)))
  }
}

/// A name that is none of a parameter.
public struct UnknownParameter: Error, Hashable, Sendable {
  /// The name.
  public let name: String
  /// The name that may have been meant.
  public let nearest: String?
}
