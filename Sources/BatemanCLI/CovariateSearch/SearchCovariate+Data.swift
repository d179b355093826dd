import Bateman

extension SearchCovariate {
  /// Looks a covariate up in the model and the table.
  ///
  /// A covariate that the model does not declare gets a declaration: with the unit of the table's header and the median
  /// of the subjects' first values as reference, or with the values as categories, of which the most frequent is the
  /// reference.
  init(_ name: String, form: CovariateRelation.Form, _ model: CheckedModel, _ dataset: Dataset) throws(CommandError) {
    let lower = name.lowercased()
    guard let column = dataset.covariates.firstIndex(where: { $0.name.lowercased() == lower }) else {
      let known = dataset.covariates.map(\.name)
      let help = didYouMean(name, among: known) ?? "there are \(known.joined(separator: ", "))"
      throw .mismatch("the table has no covariate '\(name)'", help: [help])
    }
    let first = dataset.subjects.compactMap { subject in
      subject.records.lazy.map { $0.covariates[column] }.first { !$0.isNaN }
    }
    guard first.count == dataset.subjects.count else {
      throw .mismatch(
        "'\(name)' is missing in \(dataset.subjects.count - first.count) subjects",
        help: ["leave them out with --ignore, or the candidate"])
    }
    let everything = dataset.subjects.flatMap { $0.records.map { $0.covariates[column] } }.filter { !$0.isNaN }
    self.name = name
    (unit, reference, lowest, highest, categories) = ("1", 0, 0, 0, [])
    let declared = model.covariates.first { $0.name == name }
    if form == .categorical {
      try readCategories(declared, dataset.covariates[column], first, everything)
    } else {
      try readRange(declared, dataset.covariates[column], first, everything)
    }
  }

  private mutating func readRange(
    _ declared: Covariate?, _ column: Dataset.Column, _ first: [Double], _ all: [Double]
  ) throws(CommandError) {
    guard column.categories == nil else {
      throw .mismatch(
        "'\(name)' is a column of words, which has no linear, power or exponential effect", help: ["form: categorical"])
    }
    var factor = 1.0
    switch declared?.kind {
    case .categorical?:
      throw .mismatch("'\(name)' is categorical in the model", help: ["form: categorical"])
    case .continuous(let own, let given, _)?:
      unit = "\(own)"
      factor = (column.unit ?? own).factor(to: own) ?? 1
      reference = given ?? Self.median(first) * factor
    case nil:
      unit = column.unit.map { "\($0)" } ?? "1"
      reference = Self.median(first)
      declaration = "\(name) : \(unit) = \(reference.plainText)"
    }
    (lowest, highest) = ((all.min() ?? 0) * factor, (all.max() ?? 0) * factor)
    guard lowest < highest else {
      throw .mismatch("'\(name)' has the same value in all subjects: it explains nothing")
    }
  }

  private mutating func readCategories(
    _ declared: Covariate?, _ column: Dataset.Column, _ first: [Double], _ all: [Double]
  ) throws(CommandError) {
    var counts: [Double: Int] = [:]
    for value in first { counts[value, default: 0] += 1 }
    guard Set(all).count > 1, counts.count > 1 else {
      throw .mismatch("'\(name)' has the same value in all subjects: it explains nothing")
    }
    guard counts.count <= 12 else {
      throw .mismatch(
        "'\(name)' has \(counts.count) different values, too many for categories",
        help: ["form: linear, power or exponential"])
    }
    switch declared?.kind {
    case .continuous?:
      throw .mismatch("'\(name)' is continuous in the model", help: ["form: linear, power or exponential"])
    case .categorical(let names, let codes, let given)?:
      categories = zip(names, codes).map { Category(name: $0, code: $1) }
      let most = column.categories == nil ? categories.firstIndex { counts[$0.code] == counts.values.max() } : nil
      categories.swapAt(0, given ?? most ?? 0)
    case nil:
      let codes = counts.keys.sorted { (counts[$1] ?? 0, $0) < (counts[$0] ?? 0, $1) }
      let texts = column.categories
      categories = codes.map { code in
        let text = texts.flatMap { $0.indices.contains(Int(code)) ? $0[Int(code)] : nil }
        let isName =
          text?.first?.isLetter == true && text?.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } == true
        let word = text ?? code.plainText
        return Category(
          name: isName ? word : "\(name)_\(String(word.map { $0.isLetter || $0.isNumber ? $0 : "_" }))", code: code)
      }
      let list = categories.map { texts == nil ? "\($0.name) = \($0.code.plainText)" : $0.name }
      declaration = "\(name) : {\(list.joined(separator: ", "))} = \(categories[0].name)"
      if texts != nil, categories.contains(where: { category in texts?.contains(category.name) == false }) {
        throw .mismatch(
          "the values of '\(name)' are no names: \(texts?.joined(separator: ", ") ?? "")",
          help: ["code them with numbers, or as names of letters, digits and _"])
      }
    }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let middle = sorted.indices.contains(sorted.count / 2) ? sorted[sorted.count / 2] : nil else { return 0 }
    let value = sorted.count % 2 == 1 ? middle : (middle + sorted[sorted.count / 2 - 1]) / 2
    return Double(value.shortText) ?? value
  }
}
