import PKText
import PKUnits

extension Checker {
  mutating func checkCovariates() {
    for declaration in symbols[.covariates] {
      let statement = declaration.statement
      let kind =
        statement.categories.map { categorical(declaration, $0) } ?? continuous(declaration)
      model.covariates.append(Covariate(name: declaration.name.text, kind: kind, label: statement.label?.text))
    }
  }

  private mutating func continuous(_ declaration: Declaration) -> Covariate.Kind {
    let statement = declaration.statement
    let syntax = value(of: statement)
    let reference = syntax.flatMap { constant($0, in: declaration.unit, "a covariate's reference") }
    var range: ClosedRange<Double>?
    if !statement.isBroken, let written = statement.bounds, let bounds = bounds(written, in: declaration.unit) {
      checkRange(reference, at: syntax?.range, lower: bounds.lower, upper: bounds.upper, written)
      if bounds.lower < bounds.upper { range = bounds.lower...bounds.upper }
    }
    return .continuous(unit: known(declaration.unit), reference: reference, range: range)
  }

  private mutating func categorical(_ declaration: Declaration, _ categories: [CategorySyntax]) -> Covariate.Kind {
    let statement = declaration.statement
    let names = categories.map(\.name.text)
    checkCategories(categories, of: declaration)
    if let bounds = statement.bounds {
      report(.misplacedPart, "a category has no range", at: bounds.range)
    }
    let codes = categories.enumerated().map { $1.code ?? Double($0) }
    var reference: Int?
    if let value = value(of: statement), !categories.isEmpty {
      if case .name(let name) = value.kind, let index = names.firstIndex(of: name) {
        reference = index
      } else {
        let help =
          didYouMean(source[value.range], among: names) ?? "its categories are \(names.joined(separator: ", "))"
        report(
          .categoryMismatch, "the reference of '\(declaration.name.text)' is one of its categories", at: value.range,
          help: [help])
      }
    }
    return .categorical(names: names, codes: codes, reference: reference)
  }

  private mutating func checkCategories(_ categories: [CategorySyntax], of declaration: Declaration) {
    guard !categories.isEmpty else {
      guard !declaration.statement.isBroken else { return }
      report(.wrongArguments, "'\(declaration.name.text)' needs at least one category", at: declaration.name.range)
      return
    }
    var names: [String: Range<Int>] = [:]
    var codes: [Double: Range<Int>] = [:]
    let coded = categories.filter { $0.code != nil }.count
    for category in categories {
      if let first = names.updateValue(category.name.range, forKey: category.name.text) {
        report(
          .duplicateName, "the category '\(category.name.text)' is given twice", at: category.name.range,
          notes: [.init("it is first given here", at: first)])
      } else if let code = category.code, let first = codes.updateValue(category.name.range, forKey: code) {
        report(
          .duplicateName, "the code \(shown(code)) stands for two categories", at: category.name.range,
          notes: [.init("it is first given here", at: first)])
      } else if coded > 0, category.code == nil {
        report(
          .wrongArguments, "the category '\(category.name.text)' has no code, but others have", at: category.name.range,
          help: ["give every category a code, or none: then they are 0, 1, 2, …"])
      }
    }
  }
}
