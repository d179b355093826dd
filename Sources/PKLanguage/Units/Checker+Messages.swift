import PKText
import PKUnits

// What is wrong with units, and the way out.
extension Checker {
  mutating func reportMismatch(_ left: Unit, _ right: Unit, _ what: String, _ operands: Operands) {
    report(
      .unitMismatch, "\(what) needs one unit, but has \(left) and \(right)", at: operands.whole,
      notes: [note(left, operands.left), note(right, operands.right)],
      help: help(for: operands.left, left, against: right) + help(for: operands.right, right, against: left)
        + conversionHelp(left, right))
  }

  /// Where an operand stands and why it has its unit.
  private func note(_ unit: Unit, _ operand: ExpressionSyntax) -> Diagnostic.Note {
    if case .name(let name) = operand.kind, let symbol = symbols[name], symbol.kind == .local {
      return .init("'\(name)' is in \(unit), as defined here", at: symbol.range)
    }
    return .init(unit.isPureNumber ? "this is a pure number" : "this is in \(unit)", at: operand.range)
  }

  private func help(for operand: ExpressionSyntax, _ own: Unit, against other: Unit) -> [String] {
    if let number = operand.bareNumber, own.isPureNumber {
      return ["a number without a unit is pure: write \(shown(number))[\(other)]"]
    }
    return literalDivisionHelp(in: operand).map { [$0] } ?? []
  }

  /// That mass and substance need a molar mass, when that is all that stands between two units.
  func conversionHelp(_ a: Unit, _ b: Unit) -> [String] {
    guard molarMassPower(from: a, to: b) != nil else { return [] }
    return [
      "mass and amount of substance convert only by a molar mass: molarMass(MOLECULE), or 'of MOLECULE' after the unit"
    ]
  }

  /// 1 when a quantity in `a` times a molar mass is one in `b`, −1 when divided by it, else nil.
  func molarMassPower(from a: Unit, to b: Unit) -> Int? {
    let molarMass = Dimension.mass / .substance
    if a.dimension * molarMass == b.dimension { return 1 }
    return a.dimension / molarMass == b.dimension ? -1 : nil
  }

  /// A power that is not constant, or one that no unit can have.
  mutating func reportPower(_ unit: Unit, _ exponent: Exponent?, _ operands: Operands) {
    if let exponent {
      report(
        .variablePower, "a quantity in \(unit) cannot be raised to the power \(exponent)", at: operands.whole,
        help: ["powers of units go up to \(Exponent.largest), in steps of 0.001 or of simple fractions such as 1/3"])
    } else {
      report(
        .variablePower, "a quantity in \(unit) can be raised only to a constant power", at: operands.whole,
        notes: [.init("this exponent is not a constant whole number or fraction", at: operands.right.range)],
        help: [
          literalDivisionHelp(in: operands.left) ?? "divide the base by a quantity in \(unit), such as 1[\(unit)]"
        ])
    }
  }

  /// The common slip `WT / 70`: a quantity divided by a bare number that lacks its unit.
  func literalDivisionHelp(in syntax: ExpressionSyntax) -> String? {
    switch syntax.kind {
    case .infix(.divide, let left, let right):
      if case .name(let name) = left.kind, let number = right.bareNumber,
        case .known(let unit)? = symbols[name]?.unit, unit.factor(to: .one) == nil, symbols[name]?.kind == .covariate
      {
        return "a number without a unit is pure: write \(name) / \(shown(number))[\(unit)]"
      }
      return literalDivisionHelp(in: left) ?? literalDivisionHelp(in: right)
    case .infix(_, let left, let right): return literalDivisionHelp(in: left) ?? literalDivisionHelp(in: right)
    case .negate(let operand): return literalDivisionHelp(in: operand)
    case .call(_, let arguments):
      for argument in arguments {
        if let help = literalDivisionHelp(in: argument.value) { return help }
      }
      return nil
    case .number, .name, .not: return nil
    }
  }

  /// A number as people write it: 70, not 70.0.
  func shown(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
