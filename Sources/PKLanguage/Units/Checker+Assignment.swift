import PKText
import PKUnits

extension Checker {
  /// A value in the unit it is declared in; only a molar mass leads from mass to amount of substance.
  ///
  /// The unit of what is returned is the declared one, or unknown when the two contradict each other.
  mutating func assigned(
    _ syntax: ExpressionSyntax, to declared: UnitState, as name: String, molecule: NameSyntax? = nil,
    isImplied: Bool = false
  ) -> Quantified {
    let value = quantity(syntax)
    let mass = molecule.flatMap { molarMass($0) }
    guard case .known(let from) = value.unit, case .known(let to) = declared else {
      return Quantified(value.expression, declared)
    }
    if let factor = factor(from: from, to: to, molarMass: mass) {
      return Quantified(finite(value.expression.scaled(by: factor), at: syntax.range), declared)
    }
    // An unknown molecule has been reported, and might have converted.
    if molecule != nil, mass == nil, molarMassPower(from: from, to: to) != nil { return .broken }
    reportDeclared(
      isImplied ? "'\(name)' must be in \(to)" : "'\(name)' is declared in \(to)", to, from, syntax,
      hasMolecule: molecule != nil)
    return .broken
  }

  /// What a value in one unit is multiplied by to be in another.
  func factor(from: Unit, to: Unit, molarMass: Double?) -> Double? {
    if let factor = from.factor(to: to) { return factor }
    guard let molarMass, let power = molarMassPower(from: from, to: to), let unit = Self.molarMassUnit else {
      return nil
    }
    return power > 0
      ? (from * unit).factor(to: to).map { $0 * molarMass }
      : (from / unit).factor(to: to).map { $0 / molarMass }
  }

  /// The unit of every molar mass in a checked model.
  static let molarMassUnit = try? Unit("kg/mol")

  private mutating func reportDeclared(
    _ lead: String, _ declared: Unit, _ actual: Unit, _ syntax: ExpressionSyntax, hasMolecule: Bool
  ) {
    var help: [String] = []
    if let number = syntax.bareNumber {
      help = ["a number without a unit is pure: write \(shown(number))[\(declared)]"]
    } else if let slip = literalDivisionHelp(in: syntax) {
      help = [slip]
    } else if !hasMolecule {
      help = conversionHelp(actual, declared)
    }
    report(
      .declaredUnitMismatch, "\(lead), but its value is in \(actual)", at: syntax.range, help: help)
  }

  /// A constant that a conversion made infinite is reported.
  private mutating func finite(_ expression: Expression, at range: Range<Int>) -> Expression {
    if case .number(let value) = expression, !value.isFinite {
      report(.notFinite, "the number is not finite in the declared unit", at: range)
    }
    return expression
  }

  /// The molar mass of a molecule in kg/mol; nil when there is no such molecule, which is reported.
  mutating func molarMass(_ name: NameSyntax) -> Double? {
    moleculeIndex(name).flatMap { model.molecules.indices.contains($0) ? model.molecules[$0].molarMass : nil }
  }

  /// The index of a molecule; nil when there is none of that name, which is reported.
  mutating func moleculeIndex(_ name: NameSyntax) -> Int? {
    usedMolecules.insert(name.text)
    if let molecule = symbols.molecules[name.text] { return molecule.index }
    guard !symbols.isLost(name.text), !isFull else { return nil }
    report(
      .unknownName, "there is no molecule '\(name.text)'", at: name.range,
      help: [
        didYouMean(name.text, among: symbols.molecules.keys.sorted())
          ?? "declare it in 'molecules': \(SectionKind.molecules.example)"
      ])
    return nil
  }
}
