import Bateman
import PKReport

/// A checked model as equations: individual parameters, dynamics, and what is observed.
struct ModelEquations {
  let model: CheckedModel

  /// The distributions of the individual parameters.
  var parameters: [ReportEquation] {
    model.individuals.map { parameter in
      let typical = math(parameter.typical)
      let left = MathExpression.symbol(parameter.name)
      guard let transform = parameter.transform, !parameter.effects.isEmpty else {
        return ReportEquation(left, "=", typical)
      }
      let sum = parameter.effects.dropFirst().reduce(eta(parameter.effects[0])) { .sum($0, eta($1)) }
      switch transform {
      case .normal: return ReportEquation(left, "=", .sum(typical, sum))
      case .logNormal: return ReportEquation(left, "=", .product(typical, .function("exp", [sum])))
      case .logitNormal(let lower, let upper):
        func logit(_ x: MathExpression) -> MathExpression {
          .function("ln", [.quotient(.difference(x, number(lower)), .difference(number(upper), x))])
        }
        return ReportEquation(logit(left), "=", .sum(logit(typical), sum))
      case .boxCox(let lambda):
        func scaled(_ x: MathExpression) -> MathExpression {
          .quotient(.difference(.power(x, number(lambda)), .text("1")), number(lambda))
        }
        return ReportEquation(scaled(left), "=", .sum(scaled(typical), sum))
      }
    }
  }

  private func eta(_ effect: RandomEffect) -> MathExpression { .function("η", [.symbol(model.etaNames[effect.eta])]) }

  /// Named quantities, and a differential equation for each compartment.
  var dynamics: [ReportEquation] {
    model.locals.map { ReportEquation(.symbol($0.name), "=", math($0.value)) }
      + zip(model.compartments, model.derivatives).map { ReportEquation(.derivative($0.name), "=", math($1)) }
  }

  /// Predictions with their residual errors.
  var observations: [ReportEquation] {
    model.outputs.flatMap { output -> [ReportEquation] in
      let prediction = ReportEquation(.symbol("f(\(output.name))"), "=", math(output.prediction))
      return [prediction] + (error(of: output).map { [$0] } ?? [])
    }
  }

  private func error(of output: Output) -> ReportEquation? {
    let f = MathExpression.symbol("f(\(output.name))")
    if let outcome = output.outcome {
      return ReportEquation(.symbol(output.name), "~", .function(outcome.words, [f]))
    }
    guard !output.error.isEmpty else { return nil }
    let variances = output.error.map { variance($0, f) }
    let sum = variances.dropFirst().reduce(variances[0]) { .sum($0, $1) }
    let noise = MathExpression.product(.function("sqrt", [sum]), .symbol("ε"))
    let y = MathExpression.symbol(output.name)
    return ReportEquation(scaled(y, output.errorScale), "=", .sum(scaled(f, output.errorScale), noise))
  }

  /// A value on the scale of its residual error.
  private func scaled(_ x: MathExpression, _ scale: ErrorScale) -> MathExpression {
    func share(_ lower: Double, _ upper: Double, _ below: MathExpression) -> MathExpression {
      .quotient(.difference(x, number(lower)), below)
    }
    switch scale {
    case .identity: return x
    case .logarithm: return .function("ln", [x])
    case .boxCox(let lambda):
      if lambda == 0 { return .function("ln", [x]) }
      return .quotient(.difference(.power(x, number(lambda)), .text("1")), number(lambda))
    case .yeoJohnson(let lambda): return .function("YeoJohnson", [x, number(lambda)])
    case .logit(let lower, let upper): return .function("ln", [share(lower, upper, .difference(number(upper), x))])
    case .probit(let lower, let upper): return .function("Φ⁻¹", [share(lower, upper, number(upper - lower))])
    }
  }

  private func variance(_ term: ErrorTerm, _ f: MathExpression) -> MathExpression {
    func square(_ x: MathExpression) -> MathExpression { .power(x, .text("2")) }
    switch term {
    case .additive(let a): return square(math(a))
    case .proportional(let b): return .product(square(math(b)), square(f))
    case .combined1(let a, let b, let c):
      return square(.sum(math(a), .product(math(b), c.map { .power(f, math($0)) } ?? f)))
    case .power(let b, let c): return square(.product(math(b), .power(f, math(c))))
    }
  }

  // MARK: - Expressions

  private func number(_ value: Double) -> MathExpression { .text(value.plainText) }

  private func math(_ expression: Expression) -> MathExpression {
    switch expression {
    case .number(let value): return number(value)
    case .reference(let reference): return .symbol(name(reference))
    case .negate(let inner): return .negative(math(inner))
    case .binary(let symbol, let a, let b):
      switch symbol {
      case .add: return .sum(math(a), math(b))
      case .subtract: return .difference(math(a), math(b))
      case .multiply: return .product(math(a), math(b))
      case .divide: return .quotient(math(a), math(b))
      case .power: return .power(math(a), math(b))
      }
    case .call(let function, let arguments):
      return .function(function == .log ? "ln" : function.rawValue, arguments.map(math))
    case .conditional(let condition, let then, let otherwise):
      return .cases(math(then), condition: text(condition), otherwise: math(otherwise))
    }
  }

  private func text(_ condition: Condition) -> String {
    switch condition {
    case .compare(let comparison, let a, let b):
      let signs = ["<=": "≤", ">=": "≥", "==": "=", "!=": "≠"]
      return "\(math(a).text()) \(signs[comparison.rawValue] ?? comparison.rawValue) \(math(b).text())"
    case .and(let a, let b): return "\(text(a)) and \(text(b))"
    case .or(let a, let b): return "\(text(a)) or \(text(b))"
    case .not(let inner): return "not (\(text(inner)))"
    }
  }

  private func name(_ reference: Reference) -> String {
    switch reference {
    case .theta(let index): model.thetas[index].name
    case .sigma(let index): model.sigmas[index].name
    case .covariate(let index): model.covariates[index].name
    case .individual(let index): model.individuals[index].name
    case .compartment(let index): model.compartments[index].name
    case .local(let index): model.locals[index].name
    case .time: "t"
    case .timeAfterDose: "TAD"
    case .occasion: "OCC"
    case .event(let index): model.events[index].name
    case .timeSince(let index): "time since \(model.events[index].name)"
    }
  }
}
