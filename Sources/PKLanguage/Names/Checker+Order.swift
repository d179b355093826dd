import PKText

extension Checker {
  /// Says why a name of an ordered section is not defined yet: by itself, in a circle, or later.
  mutating func reportOrder(_ symbol: Symbol, _ name: NameSyntax, start: Int) {
    guard !isFull else { return }
    let section: SectionKind = symbol.kind == .individual ? .individual : .dynamics
    let current = symbols[section].first { $0.start == start }
    let definition = Diagnostic.Note("'\(name.text)' is defined here", at: symbol.range)
    if let current, current.name.text == name.text {
      report(
        .circularDefinition, "'\(name.text)' is defined by itself", at: name.range,
        help: ["every assignment gives a name its only value: use another name for the new one"])
    } else if let current, let circle = circle(from: name.text, to: current.name.text, in: section) {
      // One circle is one mistake, wherever it is met.
      guard !circular.isSuperset(of: [name.text, current.name.text]) else { return }
      circular.formUnion(circle)
      report(
        .circularDefinition, "'\(current.name.text)' and '\(name.text)' depend on each other", at: name.range,
        notes: [definition])
    } else {
      report(
        .definedLater, "'\(name.text)' is used before it is defined", at: name.range, notes: [definition],
        help: ["move its definition up"])
    }
  }

  /// The names that are met on the way from one name's definition to another, if there is one.
  private func circle(from name: String, to target: String, in section: SectionKind) -> Set<String>? {
    var seen: Set<String> = []
    var pending = [name]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted, let symbol = symbols[next] else { continue }
      let declarations = symbols[section]
      guard declarations.indices.contains(symbol.index), declarations[symbol.index].name.text == next,
        case .entry(let entry)? = declarations[symbol.index].statement.value
      else { continue }
      var names: [String] = []
      entry.value.collectNames(into: &names)
      if names.contains(target) { return seen.union([target]) }
      pending += names
    }
    return nil
  }
}

extension ExpressionSyntax {
  /// Adds every name the expression uses.
  func collectNames(into names: inout [String]) {
    switch kind {
    case .number: break
    case .name(let name): names.append(name)
    case .negate(let operand), .not(let operand): operand.collectNames(into: &names)
    case .infix(_, let left, let right):
      left.collectNames(into: &names)
      right.collectNames(into: &names)
    case .call(_, let arguments): for argument in arguments { argument.value.collectNames(into: &names) }
    }
  }
}
