/// A parameter of non-compartmental analysis, as data: what it is called, what it measures, what it needs, and
/// how it is calculated.
///
/// Two parameters are equal when their codes and qualifiers are.
public struct NCAParameter: Sendable {
  /// The short name: CDISC's PPTESTCD where `isStandard`, else one of the same form.
  public let code: String
  /// What tells apart parameters of one code, such as `0-12` for an area from 0 to 12; empty for most.
  public let qualifier: String
  /// The name (CDISC's PPTEST where `isStandard`).
  public let label: String
  /// What kind of quantity it is.
  public let quantity: NCAQuantity
  /// The routes that it is defined for.
  public let routes: NCARoutes
  /// Whether the code is known to be one of CDISC's controlled terminology.
  public let isStandard: Bool
  /// How it is calculated, in a line.
  public let formula: String
  /// The parameters that it is calculated from.
  public let dependencies: [NCAParameter]
  /// What calculates it; it may read from its inputs only the parameters that `dependencies` names.
  public let calculate: @Sendable (NCAInputs) -> NCAValue

  /// Creates a parameter.
  public init(
    _ code: String, qualifier: String = "", _ label: String, _ quantity: NCAQuantity, routes: NCARoutes = .all,
    isStandard: Bool = true, formula: String, from dependencies: [NCAParameter] = [],
    calculate: @escaping @Sendable (NCAInputs) -> NCAValue
  ) {
    self.code = code
    self.qualifier = qualifier
    self.label = label
    self.quantity = quantity
    self.routes = routes
    self.isStandard = isStandard
    self.formula = formula
    self.dependencies = dependencies
    self.calculate = calculate
  }

  /// The code with the qualifier, unique among the parameters of an analysis: `AUCINT_0-12`.
  public var name: String { qualifier.isEmpty ? code : "\(code)_\(qualifier)" }
}

extension NCAParameter: Hashable {
  /// Whether code and qualifier are equal.
  public static func == (a: NCAParameter, b: NCAParameter) -> Bool { a.code == b.code && a.qualifier == b.qualifier }

  /// Hashes code and qualifier.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(qualifier)
  }
}
