import PKText

extension Checker {
  /// A condition; what is none is reported and stands for an arbitrary one.
  mutating func condition(_ syntax: ExpressionSyntax) -> Condition {
    switch syntax.kind {
    case .not(let operand): return .not(condition(operand))
    case .infix(.and, let left, let right): return .and(condition(left), condition(right))
    case .infix(.or, let left, let right): return .or(condition(left), condition(right))
    case .infix(let symbol, let left, let right):
      guard let comparison = Comparison(rawValue: symbol.rawValue) else { return notCondition(syntax) }
      return compare(comparison, left, right, at: syntax.range)
    case .name(let name) where symbols[name]?.kind == .event:
      // An event is a condition by itself: it has happened.
      let event = reference(NameSyntax(name, at: syntax.range))
      return .compare(.notEqual, event.expression, .number(0))
    default: return notCondition(syntax)
    }
  }

  private mutating func compare(
    _ comparison: Comparison, _ left: ExpressionSyntax, _ right: ExpressionSyntax, at range: Range<Int>
  ) -> Condition {
    if let covariate = categorical(left) { return compare(comparison, covariate, left, right, at: range) }
    if let covariate = categorical(right) { return compare(comparison, covariate, right, left, at: range) }
    // With the covariate's categories lost, nobody knows what it is compared with.
    if hasLostCategories(left) || hasLostCategories(right) { return Self.someCondition }
    let (x, y) = (quantity(left), quantity(right))
    let operands = Operands(left: left, right: right, whole: range)
    let (other, _) = aligned(x, y, "'\(comparison.rawValue)'", operands)
    return .compare(comparison, x.expression, other)
  }

  private mutating func notCondition(_ syntax: ExpressionSyntax) -> Condition {
    report(
      .conditionMismatch, "a condition is needed here", at: syntax.range,
      help: ["compare with <, <=, >, >=, == or !=, and join with and, or, not"])
    return Self.someCondition
  }

  private static var someCondition: Condition { .compare(.equal, .number(0), .number(0)) }

  /// The covariate with categories that an expression names.
  private func categorical(_ syntax: ExpressionSyntax) -> Symbol? {
    guard case .name(let name) = syntax.kind, let symbol = symbols[name], symbol.categories != nil else { return nil }
    return symbol
  }

  private func hasLostCategories(_ syntax: ExpressionSyntax) -> Bool {
    guard case .name(let name) = syntax.kind, let symbol = symbols[name], symbol.kind == .covariate else {
      return false
    }
    return symbol.unit == .unknown && symbol.categories == nil
  }

  /// A covariate against one of its categories: a comparison of codes.
  private mutating func compare(
    _ comparison: Comparison, _ covariate: Symbol, _ side: ExpressionSyntax, _ other: ExpressionSyntax,
    at range: Range<Int>
  ) -> Condition {
    let name = NameSyntax(source[side.range], at: side.range)
    used.insert(name.text)
    guard isAvailable(covariate, name) else { return Self.someCondition }
    guard let known = covariate.categories, !known.isEmpty else { return Self.someCondition }
    guard comparison == .equal || comparison == .notEqual else {
      report(.categoryMismatch, "categories have no order: '\(name.text)' can be compared by == or !=", at: range)
      return Self.someCondition
    }
    guard case .name(let category) = other.kind, let index = known.firstIndex(of: category) else {
      reportCategory(name, known, other)
      return Self.someCondition
    }
    guard case .categorical(_, let codes, _)? = covariateKind(covariate), codes.indices.contains(index) else {
      return Self.someCondition
    }
    return .compare(comparison, .reference(.covariate(covariate.index)), .number(codes[index]))
  }

  private func covariateKind(_ symbol: Symbol) -> Covariate.Kind? {
    model.covariates.indices.contains(symbol.index) ? model.covariates[symbol.index].kind : nil
  }

  private mutating func reportCategory(_ name: NameSyntax, _ known: [String], _ other: ExpressionSyntax) {
    guard !isFull else { return }
    let list = known.joined(separator: ", ")
    if case .name(let text) = other.kind {
      report(
        .unknownName, "'\(name.text)' has no category '\(text)'", at: other.range,
        help: [didYouMean(text, among: known) ?? "its categories are \(list)"])
    } else {
      report(
        .categoryMismatch, "'\(name.text)' is compared with a category, not with a number", at: other.range,
        help: ["its categories are \(list)"])
    }
  }
}
