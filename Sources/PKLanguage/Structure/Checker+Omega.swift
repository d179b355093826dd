import Glibc
import PKText

extension Checker {
  /// (Co)variances: every random effect has exactly one.
  mutating func checkOmega() {
    var covered: [String: Range<Int>] = [:]
    for statement in syntax.statements(.omega) {
      let etas = statement.names.map { effect(in: $0, &covered) }
      guard !statement.isBroken, let triangle = triangle(of: statement) else { continue }
      let known = etas.compactMap { $0 }
      guard known.count == statement.names.count else { continue }
      guard isOfOneLevel(known, statement) else { continue }
      guard let values = variances(triangle, of: known, at: statement) else { continue }
      model.omega.append(
        OmegaBlock(
          etas: known.map(\.eta), lowerTriangle: values, isFixed: statement.has(.fixed),
          prior: prior(ofBlock: values, order: known.count, statement)))
    }
    for name in model.etaNames where covered[name] == nil {
      guard let effect = effects[name], !symbols.isLost(effect.parameter) else { continue }
      report(
        .effectWithoutVariance, "the random effect of '\(name)' has no variance", at: effect.range,
        help: [
          "write it in 'omega', as in \(name) = 0.09" + (effect.transform == .logNormal ? " or \(name) = cv 30%" : "")
        ])
    }
  }

  /// Whether the effects of a block are drawn equally often: others cannot be correlated.
  private mutating func isOfOneLevel(_ effects: [DeclaredEffect], _ statement: StatementSyntax) -> Bool {
    guard let first = effects.first else { return false }
    guard let other = effects.firstIndex(where: { $0.level != first.level }) else { return true }
    report(
      .incompatibleTerms, "a block mixes random effects of a subject with those of an occasion",
      at: statement.names[other].range, help: ["give each kind a block of its own"])
    return false
  }

  /// The random effect that a name in `omega` stands for.
  private mutating func effect(in syntax: EffectSyntax, _ covered: inout [String: Range<Int>]) -> DeclaredEffect? {
    let name = syntax.name.text + (syntax.occasion.map { "(per: \($0.text))" } ?? "")
    if let first = covered[name] {
      report(
        .repeatedVariance, "'\(name)' has two variances", at: syntax.range,
        notes: [.init("the first is given here", at: first)])
      return nil
    }
    covered[name] = syntax.range
    if let effect = effects[name] { return effect }
    if let meant = reportNoEffect(syntax) {
      for (name, effect) in effects where effect.parameter == meant { covered[name] = covered[name] ?? syntax.range }
    }
    return nil
  }

  /// Says why a name has no random effect; returns the parameter that was probably meant, which is then not
  /// said to lack a variance.
  private mutating func reportNoEffect(_ syntax: EffectSyntax) -> String? {
    let name = syntax.name.text
    guard let symbol = symbols[name] else {
      if isFull || symbols.isLost(name) { return nil }
      let nearest = nearestName(to: name, among: symbols[.individual].map(\.name.text))
      report(
        .unknownName, "unknown name '\(name)'", at: syntax.name.range,
        help: [nearest.map { "did you mean '\($0)'?" } ?? "'omega' speaks of individual parameters by name"])
      return nearest
    }
    guard symbol.kind == .individual else {
      report(
        .varianceWithoutEffect, "'\(name)' is \(symbol.kind.phrase), which has no random effect", at: syntax.range,
        help: ["'omega' speaks of individual parameters by name"])
      return parameter(using: name)
    }
    if let occasion = syntax.occasion, symbols[occasion.text]?.kind != .covariate {
      if !symbols.isLost(occasion.text) { reportOccasion(occasion.text, at: occasion.range) }
      return name
    }
    // A line of `individual` with an error may have declared the effect.
    let declaration = symbols[.individual][symbol.index]
    guard !declaration.statement.isBroken, !hasRejectedTerm(declaration) else { return nil }
    let term = syntax.occasion.map { "logNormal(per: \($0.text))" } ?? "logNormal"
    report(
      .varianceWithoutEffect, "'\(source[syntax.range])' has a variance but no random effect", at: syntax.range,
      notes: [.init("it is declared here", at: symbol.range)],
      help: [
        "write \(syntax.occasion == nil || declaration.statement.terms.isEmpty ? "~" : "+") \(term) after its value"
      ])
    return name
  }

  /// The individual parameter whose typical value is made from a theta.
  private func parameter(using theta: String) -> String? {
    symbols[.individual].first { declaration in
      guard case .entry(let entry)? = declaration.statement.value else { return false }
      var names: [String] = []
      entry.value.collectNames(into: &names)
      return names.contains(theta)
    }?.name.text
  }

  private func hasRejectedTerm(_ declaration: Declaration) -> Bool {
    diagnostics.contains { diagnostic in
      declaration.statement.terms.contains { $0.range.contains(diagnostic.range.lowerBound) }
    }
  }

  /// The entries of the statement, if they make a triangle.
  private mutating func triangle(of statement: StatementSyntax) -> [EntrySyntax]? {
    let count = statement.names.count
    let needed = count * (count + 1) / 2
    let (entries, range): ([EntrySyntax], Range<Int>)
    switch statement.value {
    case .entry(let entry): (entries, range) = ([entry], entry.range)
    case .list(let list, let all): (entries, range) = (list, all)
    case nil, .unit: return nil
    }
    guard entries.count != needed else { return entries }
    report(
      .wrongTriangle,
      "\(count) random effect\(count == 1 ? "" : "s") need\(count == 1 ? "s" : "") \(needed) number\(needed == 1 ? "" : "s"),"
        + " but there \(entries.count == 1 ? "is" : "are") \(entries.count)",
      at: range, help: count == 1 ? [] : ["write the lower triangle by rows: (a, b) = [var a, cov a b, var b]"])
    return nil
  }

  /// The numbers of a triangle: variances first, since correlations need them.
  private mutating func variances(
    _ entries: [EntrySyntax], of effects: [DeclaredEffect], at statement: StatementSyntax
  ) -> [Double]? {
    var values = [Double?](repeating: nil, count: entries.count)
    for (row, effect) in effects.enumerated() {
      let index = Self.index(row, row)
      values[index] = variance(entries[index], of: effect, isAlone: effects.count == 1)
    }
    for row in effects.indices {
      for column in 0..<row {
        let index = Self.index(row, column)
        let scale = values[Self.index(row, row)].flatMap { a in
          values[Self.index(column, column)].map { b in (a * b).squareRoot() }
        }
        values[index] = covariance(entries[index], scale: scale)
      }
    }
    let triangle = values.compactMap { $0 }
    guard triangle.count == entries.count else { return nil }
    guard effects.count == 1 || Self.isPositiveDefinite(triangle, order: effects.count) else {
      reportNotPositiveDefinite(triangle, statement)
      return nil
    }
    return triangle
  }

  private static func index(_ row: Int, _ column: Int) -> Int { row * (row + 1) / 2 + column }

  /// Three significant digits.
  private func rounded(_ x: Double) -> Double {
    guard x > 1e-12, x < 1e12 else { return x }
    let places = 2 - log10(x).rounded(.down)
    return places > 0
      ? (x * pow(10, places)).rounded() / pow(10, places) : (x / pow(10, -places)).rounded() * pow(10, -places)
  }

  /// Whether the Cholesky factorisation of a lower triangle exists.
  static func isPositiveDefinite(_ triangle: [Double], order: Int) -> Bool {
    var factor = triangle
    for row in 0..<order {
      for column in 0...row {
        var sum = factor[index(row, column)]
        for k in 0..<column { sum -= factor[index(row, k)] * factor[index(column, k)] }
        if row == column {
          // A pivot that is rounding error of its variance is no positive number.
          guard sum > 1e-14 * triangle[index(row, row)] else { return false }
          factor[index(row, row)] = sum.squareRoot()
        } else {
          factor[index(row, column)] = sum / factor[index(column, column)]
        }
      }
    }
    return true
  }

  private mutating func reportNotPositiveDefinite(_ triangle: [Double], _ statement: StatementSyntax) {
    var help: [String] = []
    search: for row in statement.names.indices {
      for column in 0..<row {
        let limit = (triangle[Self.index(row, row)] * triangle[Self.index(column, column)]).squareRoot()
        guard abs(triangle[Self.index(row, column)]) >= limit else { continue }
        let (a, b) = (statement.names[column].name.text, statement.names[row].name.text)
        help = [
          "the covariance of \(a) and \(b) must be smaller than \(shown(rounded(limit))), the root of their variances' product"
        ]
        break search
      }
    }
    report(
      .notPositiveDefinite, "these (co)variances are not positive definite",
      at: statement.range(of: .value) ?? statement.range,
      help: help.isEmpty ? ["no random effects can be correlated like this: lower the covariances"] : help)
  }
}
