import PKText
import PKUnits

extension Checker {
  /// Warns of what nothing uses; not when there are errors, since a use may be in what could not be read.
  mutating func checkUse() {
    guard !hasErrors, !syntax.isIncomplete, syntax.lostNames.isEmpty else { return }
    warn(.theta, "the theta")
    warn(.sigma, "the sigma")
    warn(.covariates, "the covariate")
    warn(.individual, "the individual parameter")
    warn(.dynamics, "the local")
    for molecule in symbols[.molecules] where !usedMolecules.contains(molecule.name.text) {
      reportUnused("the molecule", molecule.name)
    }
  }

  private mutating func warn(_ section: SectionKind, _ what: String) {
    for declaration in symbols[section] where !used.contains(declaration.name.text) {
      if section == .covariates, scalesDoses(declaration.unit) { continue }
      reportUnused(what, declaration.name)
    }
  }

  /// Body weight and surface are used by doses per kg and per m², whether or not an equation does.
  private func scalesDoses(_ unit: UnitState) -> Bool {
    guard case .known(let unit) = unit else { return false }
    return unit.dimension == .mass || unit.dimension == .area
  }

  private mutating func reportUnused(_ what: String, _ name: NameSyntax) {
    report(.unusedName, "\(what) '\(name.text)' is never used", at: name.range)
  }
}
