import PKLanguage

extension Expression {
  /// The expression with its references replaced.
  func replacing(_ replacement: (Reference) -> Expression) -> Expression {
    switch self {
    case .number: self
    case .reference(let reference): replacement(reference)
    case .negate(let a): .negate(a.replacing(replacement))
    case .binary(let operation, let a, let b):
      .binary(operation, a.replacing(replacement), b.replacing(replacement))
    case .call(let function, let arguments): .call(function, arguments.map { $0.replacing(replacement) })
    case .conditional(let condition, let a, let b):
      .conditional(condition.replacing(replacement), then: a.replacing(replacement), else: b.replacing(replacement))
    }
  }

  /// Calls `visit` for every reference in the expression.
  func forEachReference(_ visit: (Reference) -> Void) {
    _ = replacing { reference in
      visit(reference)
      return .reference(reference)
    }
  }
}

extension Condition {
  func replacing(_ replacement: (Reference) -> Expression) -> Condition {
    switch self {
    case .compare(let comparison, let a, let b):
      .compare(comparison, a.replacing(replacement), b.replacing(replacement))
    case .and(let a, let b): .and(a.replacing(replacement), b.replacing(replacement))
    case .or(let a, let b): .or(a.replacing(replacement), b.replacing(replacement))
    case .not(let a): .not(a.replacing(replacement))
    }
  }
}

extension CheckedModel {
  /// The model with the references of all its expressions replaced.
  func replacing(_ replacement: (Reference) -> Expression) -> CheckedModel {
    var model = self
    for i in individuals.indices { model.individuals[i].typical = individuals[i].typical.replacing(replacement) }
    for i in compartments.indices {
      model.compartments[i].initial = compartments[i].initial?.replacing(replacement)
    }
    for i in routes.indices { model.routes[i] = routes[i].replacing(replacement) }
    for i in locals.indices { model.locals[i].value = locals[i].value.replacing(replacement) }
    model.derivatives = derivatives.map { $0.replacing(replacement) }
    for i in events.indices { model.events[i].hazard = events[i].hazard.replacing(replacement) }
    for i in outputs.indices {
      model.outputs[i].prediction = outputs[i].prediction.replacing(replacement)
      model.outputs[i].error = outputs[i].error.map { $0.replacing(replacement) }
    }
    return model
  }

  /// The thetas that the equations read, error models apart.
  var thetasInEquations: Set<Int> {
    var found: Set<Int> = []
    var bare = self
    for i in outputs.indices { bare.outputs[i].error = [] }
    _ = bare.replacing { reference in
      if case .theta(let index) = reference { found.insert(index) }
      return .reference(reference)
    }
    return found
  }
}

extension Route {
  fileprivate func replacing(_ replacement: (Reference) -> Expression) -> Route {
    var route = self
    route.bioavailability = bioavailability?.replacing(replacement)
    route.lag = lag?.replacing(replacement)
    route.duration = duration?.replacing(replacement)
    route.rate = rate?.replacing(replacement)
    switch input {
    case nil: break
    case .transit(let count, let meanTime):
      route.input = .transit(count: count.replacing(replacement), meanTime: meanTime.replacing(replacement))
    case .weibull(let shape, let scale):
      route.input = .weibull(shape: shape.replacing(replacement), scale: scale.replacing(replacement))
    }
    return route
  }
}

extension ErrorTerm {
  /// The term with each of its arguments replaced.
  func mapArguments(_ transform: (Expression) -> Expression) -> ErrorTerm {
    switch self {
    case .additive(let a): .additive(transform(a))
    case .proportional(let b): .proportional(transform(b))
    case .combined1(let a, let b, let c):
      .combined1(additive: transform(a), proportional: transform(b), exponent: c.map(transform))
    case .power(let b, let c): .power(transform(b), exponent: transform(c))
    }
  }

  fileprivate func replacing(_ replacement: (Reference) -> Expression) -> ErrorTerm {
    mapArguments { $0.replacing(replacement) }
  }
}
