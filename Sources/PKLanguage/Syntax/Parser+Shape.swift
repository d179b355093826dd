import PKText

extension Parser {
  /// Whether the statement has the parts that its section needs, and no others.
  mutating func checkShape(of statement: inout StatementSyntax) {
    let misplaced = statement.parts.filter { !isAllowed($0.part, in: statement) }
    for written in misplaced {
      report(
        Diagnostic(
          .misplacedPart, "\(written.part.phrase) has no meaning in '\(section.rawValue)'", at: written.range,
          help: help(forMisplaced: written.part)))
      if written.part == .unit { statement.unit = nil }
    }
    // What is misplaced may have been meant as what is missing.
    guard misplaced.isEmpty else { return }
    for part in section.requiredParts where !has(part, statement) {
      let range = nameRange(of: statement)
      report(
        Diagnostic(
          .missingPart, "'\(source[range])' needs \(part.phrase)", at: range, help: help(forMissing: part)))
    }
  }

  private func isAllowed(_ part: Part, in statement: StatementSyntax) -> Bool {
    guard section == .dynamics, part == .molecule else { return section.allowedParts.contains(part) }
    // A derivative takes its compartment's unit, and no molar mass may come between.
    return !statement.has(.derivative)
  }

  private func has(_ part: Part, _ statement: StatementSyntax) -> Bool {
    statement.has(part) || (part == .unit && statement.has(.categories))
  }

  private func nameRange(of statement: StatementSyntax) -> Range<Int> {
    guard let first = statement.names.first, let last = statement.names.last else { return statement.range }
    return first.range.lowerBound..<last.range.upperBound
  }

  private func help(forMisplaced part: Part) -> [String] {
    switch (section, part) {
    case (.omega, .unit): ["variances are on the scale of the random effects and have no unit"]
    case (.compartments, .bounds), (.individual, .bounds): ["ranges belong to 'theta' and 'covariates'"]
    default: ["a line of '\(section.rawValue)' reads: \(section.example)"]
    }
  }

  private func help(forMissing part: Part) -> [String] {
    switch part {
    case .unit: ["write it after the name, as in ': mg/L', or ': 1' for a pure number"]
    default: ["a line of '\(section.rawValue)' reads: \(section.example)"]
    }
  }
}
