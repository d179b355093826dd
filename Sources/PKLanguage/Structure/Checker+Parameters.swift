import PKText
import PKUnits

extension Checker {
  mutating func checkMolecules() {
    for declaration in symbols[.molecules] {
      let unit = declaration.unit
      if case .known(let known) = unit, known.dimension != .mass / .substance {
        report(
          .wrongKindOfUnit, "a molar mass is a mass per amount of substance, but \(known) is \(known.dimension)",
          at: declaration.statement.unit?.range ?? declaration.name.range, help: ["write it in kg/mol or g/mol"])
        model.molecules.append(Molecule(name: declaration.name.text, molarMass: 1))
        continue
      }
      let value = value(of: declaration.statement)
      let number = value.flatMap { constant($0, in: unit, "a molar mass") }
      if let number, let value, number <= 0 {
        report(.notPositive, "a molar mass is positive, but this is \(shown(number))", at: value.range)
      }
      var mass = number ?? 1
      if case .known(let known) = unit, let base = Self.molarMassUnit, let factor = known.factor(to: base) {
        mass *= factor
      }
      model.molecules.append(Molecule(name: declaration.name.text, molarMass: mass))
    }
  }

  mutating func checkThetas() {
    model.thetas = symbols[.theta].map { parameter($0, "a theta") }
  }

  mutating func checkSigmas() {
    for declaration in symbols[.sigma] {
      let sigma = parameter(declaration, "a sigma")
      if sigma.value < 0, case .entry(let entry)? = declaration.statement.value {
        report(
          .notPositive, "a sigma is a standard deviation and cannot be negative", at: entry.range)
      }
      model.sigmas.append(sigma)
    }
  }

  private mutating func parameter(_ declaration: Declaration, _ purpose: String) -> Theta {
    let statement = declaration.statement
    var theta = Theta(
      name: declaration.name.text, unit: known(declaration.unit), value: 0, isFixed: statement.has(.fixed),
      label: statement.label?.text)
    let syntax = value(of: statement)
    let value = syntax.flatMap { constant($0, in: declaration.unit, purpose) }
    theta.value = value ?? 0
    theta.prior = prior(of: declaration)
    guard !statement.isBroken, let range = statement.bounds, let bounds = bounds(range, in: declaration.unit) else {
      return theta
    }
    (theta.lower, theta.upper) = bounds
    checkRange(value, at: syntax?.range, lower: bounds.lower, upper: bounds.upper, range)
    return theta
  }

  /// The unit, or 1 where an error has been reported and the model will not be used.
  func known(_ unit: UnitState) -> Unit {
    if case .known(let unit) = unit { unit } else { .one }
  }
}
