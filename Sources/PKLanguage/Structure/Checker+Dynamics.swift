import PKText
import PKUnits

extension Checker {
  /// Locals and derivatives in the order of the text, and whether each compartment has exactly one equation.
  mutating func checkDynamics() {
    var equations: [Int: (range: Range<Int>, value: Expression)] = [:]
    let all = (symbols[.dynamics] + symbols.derivatives).sorted { $0.start < $1.start }
    for declaration in all {
      if declaration.statement.has(.derivative) {
        checkDerivative(declaration, &equations)
      } else {
        checkLocal(declaration)
      }
    }
    model.derivatives = symbols[.compartments].indices.map { equations[$0]?.value ?? .number(0) }
    guard syntax.section(.dynamics) != nil, !syntax.isIncomplete else { return }
    for (index, compartment) in symbols[.compartments].enumerated() where equations[index] == nil {
      guard symbols[compartment.name.text]?.range == compartment.name.range else { continue }
      guard !symbols.isLost(compartment.name.text) else { continue }
      report(
        .missingEquation, "the compartment '\(compartment.name.text)' has no equation", at: compartment.name.range,
        help: ["write \(compartment.name.text)' = … in 'dynamics'; \(compartment.name.text)' = 0 if it stays as it is"])
    }
  }

  private mutating func checkLocal(_ declaration: Declaration) {
    let statement = declaration.statement
    guard let syntax = value(of: statement) else {
      if let molecule = statement.molecule { usedMolecules.insert(molecule.text) }
      model.locals.append(Local(name: declaration.name.text, unit: .one, value: .number(0)))
      localIntervals.append(.anything)
      return
    }
    scope = .dynamics(start: declaration.start)
    var value: Quantified
    if statement.unit != nil {
      value = assigned(syntax, to: declaration.unit, as: declaration.name.text, molecule: statement.molecule)
    } else {
      value = quantity(syntax)
      if value.unit == .anything { value.unit = .known(.one) }
      checkPowers(&value, at: syntax.range)
      if let molecule = statement.molecule { reportMoleculeWithoutUnit(molecule) }
    }
    symbols.setUnit(value.unit, of: declaration.name)
    model.locals.append(
      Local(name: declaration.name.text, unit: known(value.unit), value: value.expression, label: statement.label?.text)
    )
    localIntervals.append(interval(of: value.expression))
  }

  /// Locals of locals multiply powers without end; no quantity has such units.
  private mutating func checkPowers(_ value: inout Quantified, at range: Range<Int>) {
    guard case .known(let unit) = value.unit, !unit.dimension.isBounded else { return }
    report(.variablePower, "no quantity has the unit \(unit)", at: range)
    value = .broken
  }

  private mutating func reportMoleculeWithoutUnit(_ molecule: NameSyntax) {
    report(
      .missingPart, "'of \(molecule.text)' needs a unit to convert to", at: molecule.range,
      help: ["write it before, as in ': mg/L of \(molecule.text)'"])
  }

  private mutating func checkDerivative(
    _ declaration: Declaration, _ equations: inout [Int: (range: Range<Int>, value: Expression)]
  ) {
    let (name, statement) = (declaration.name, declaration.statement)
    guard let symbol = symbols[name.text], symbol.kind == .compartment else {
      if !isFull, !symbols.isLost(name.text), !symbols[.compartments].isEmpty { reportNoCompartment(name, &equations) }
      if let syntax = value(of: statement) {
        scope = .dynamics(start: declaration.start)
        _ = quantity(syntax)
      }
      return
    }
    let unit = perTime(symbol.unit)
    if case .known(let declared) = declaration.unit, case .known(let needed) = unit, declared.factor(to: needed) == nil
    {
      report(
        .wrongKindOfUnit, "'\(name.text)'' is in \(needed), which is not a kind of \(declared)",
        at: statement.unit?.range ?? name.range)
    }
    var value = Expression.number(0)
    if let syntax = self.value(of: statement) {
      scope = .dynamics(start: declaration.start)
      value = assigned(syntax, to: unit, as: name.text + "'", isImplied: true).expression
    }
    if let first = equations[symbol.index] {
      report(
        .repeatedEquation, "the compartment '\(name.text)' has two equations", at: name.range,
        notes: [.init("the first is here", at: first.range)], help: ["add them up in one"])
    } else {
      equations[symbol.index] = (name.range, value)
    }
  }

  private mutating func reportNoCompartment(
    _ name: NameSyntax, _ equations: inout [Int: (range: Range<Int>, value: Expression)]
  ) {
    // A misspelt name is the equation of the compartment it means, so that this is not missed as well.
    let nearest = nearestName(to: name.text, among: symbols[.compartments].map(\.name.text))
    if let meant = nearest.flatMap({ symbols[$0] }), equations[meant.index] == nil {
      equations[meant.index] = (name.range, .number(0))
    }
    let detail = symbols[name.text].map { "is \($0.kind.phrase), no compartment" } ?? "is no compartment"
    report(
      .derivativeOfNothing, "'\(name.text)' \(detail)", at: name.range,
      help: [
        nearest.map { "did you mean '\($0)'?" }
          ?? "only what 'compartments' declares has a derivative"
      ])
  }
}
