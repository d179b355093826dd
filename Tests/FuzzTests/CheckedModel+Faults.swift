import PKLanguage
import PKText

extension CheckedModel {
  /// What a compiler could trip over: indices that lead nowhere, numbers that are none, effects without a block.
  var faults: [String] {
    var faults: [String] = []
    for expression in expressions { faults += self.faults(of: expression) }
    if derivatives.count != compartments.count { faults.append("derivatives") }
    if omega.flatMap(\.etas).sorted() != Array(etaNames.indices) { faults.append("etas in blocks") }
    if individuals.flatMap(\.effects).map(\.eta).sorted() != Array(etaNames.indices) { faults.append("etas in use") }
    for block in omega {
      let order = block.etas.count
      if block.lowerTriangle.count != order * (order + 1) / 2 { faults.append("triangle") }
      if !block.lowerTriangle.allSatisfy(\.isFinite) { faults.append("omega not finite") }
    }
    for parameter in thetas + sigmas where !(parameter.value >= parameter.lower && parameter.value <= parameter.upper) {
      faults.append("value of \(parameter.name)")
    }
    for route in routes where !compartments.indices.contains(route.compartment) { faults.append(route.name) }
    let used = routes.compactMap(\.molecule) + outputs.compactMap(\.molecule)
    if !used.allSatisfy(molecules.indices.contains) { faults.append("molecules") }
    if !molecules.allSatisfy({ $0.molarMass > 0 && $0.molarMass.isFinite }) { faults.append("molar mass") }
    if warnings.contains(where: { $0.severity == .error }) { faults.append("an error among the warnings") }
    return faults
  }

  private var expressions: [Expression] {
    individuals.map(\.typical) + compartments.compactMap(\.initial)
      + routes.flatMap {
        [$0.bioavailability, $0.lag, $0.duration, $0.rate].compactMap { $0 } + ($0.input?.arguments ?? [])
      }
      + locals.map(\.value) + derivatives + events.map(\.hazard) + outputs.map(\.prediction)
      + outputs.flatMap(\.error).flatMap(\.arguments)
  }

  private func faults(of expression: Expression) -> [String] {
    switch expression {
    case .number(let value): value.isFinite ? [] : ["\(value)"]
    case .reference(let reference): leads(reference) ? [] : ["\(reference)"]
    case .negate(let x): faults(of: x)
    case .binary(_, let x, let y): faults(of: x) + faults(of: y)
    case .call(let function, let arguments):
      arguments.flatMap(faults) + (arguments.count == function.arity ? [] : [function.rawValue])
    case .conditional(let condition, let x, let y): faults(of: condition) + faults(of: x) + faults(of: y)
    }
  }

  private func faults(of condition: Condition) -> [String] {
    switch condition {
    case .compare(_, let x, let y): faults(of: x) + faults(of: y)
    case .and(let a, let b), .or(let a, let b): faults(of: a) + faults(of: b)
    case .not(let a): faults(of: a)
    }
  }

  private func leads(_ reference: Reference) -> Bool {
    switch reference {
    case .theta(let index): thetas.indices.contains(index)
    case .sigma(let index): sigmas.indices.contains(index)
    case .covariate(let index): covariates.indices.contains(index)
    case .individual(let index): individuals.indices.contains(index)
    case .compartment(let index): compartments.indices.contains(index)
    case .local(let index): locals.indices.contains(index)
    case .event(let index), .timeSince(event: let index): events.indices.contains(index)
    case .time, .timeAfterDose, .occasion: true
    }
  }
}
