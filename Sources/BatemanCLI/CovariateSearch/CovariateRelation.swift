import Bateman

/// A covariate's effect on an individual parameter, and how it is written in a model.
struct CovariateRelation: Hashable, Sendable {
  /// The form of an effect; θ is its parameter, and 0 means none.
  enum Form: String, Hashable, Sendable, CaseIterable {
    /// 1 + θ·(x − reference).
    case linear
    /// (x/reference)^θ.
    case power
    /// exp(θ·(x − reference)).
    case exponential
    /// 1 + θ in each category but the reference.
    case categorical
  }

  var parameter: String
  var covariate: String
  var form: Form

  /// The relation in words: `CL ~ WT (power)`.
  var title: String { "\(parameter) ~ \(covariate) (\(form.rawValue))" }
}

/// What is known of a covariate of the search.
struct SearchCovariate {
  /// A category with its name in the model.
  struct Category: Hashable {
    var name: String
    var code: Double
  }

  var name: String
  /// The unit of the model, as text.
  var unit: String
  /// The reference of a continuous covariate, in that unit, and the smallest and largest values of the data.
  var reference: Double
  var lowest: Double, highest: Double
  /// The categories, the reference first; empty for a continuous covariate.
  var categories: [Category]
  /// The line that declares it; nil when the model has it already.
  var declaration: String?
}

extension CovariateRelation {
  /// The names of the thetas that the relation adds.
  func thetas(_ covariate: SearchCovariate) -> [String] {
    guard form == .categorical else { return ["cov_\(parameter)_\(self.covariate)"] }
    return covariate.categories.dropFirst().map { "cov_\(parameter)_\(self.covariate)_\($0.name)" }
  }

  /// Writes the relation into a model.
  ///
  /// - Returns: false when the model has no such parameter.
  func write(into editing: inout ModelEditing, _ covariate: SearchCovariate) -> Bool {
    let names = thetas(covariate)
    let x = self.covariate
    let unit = covariate.unit == "1" ? "" : "[\(covariate.unit)]"
    let reference = "\(covariate.reference.plainText)\(unit)"
    let label = "\"effect of \(x) on \(parameter)\""
    switch form {
    case .power:
      editing.addTheta("\(names[0]) : 1 = 0 in -10...10 \(label)")
      return editing.multiply(parameter, by: "(\(x) / \(reference))^\(names[0])")
    case .exponential:
      let size = max(covariate.highest - covariate.reference, covariate.reference - covariate.lowest, 1e-300)
      let limit = (10 / size).shortText
      editing.addTheta("\(names[0]) : 1 = 0 in -\(limit)...\(limit) \(label)")
      return editing.multiply(
        parameter, by: "exp(\(names[0]) * (\(x) - \(reference))\(unit.isEmpty ? "" : " / 1\(unit)"))")
    case .linear:
      // So that the factor is positive for every value of the data.
      let upper = covariate.reference > covariate.lowest ? 0.999 / (covariate.reference - covariate.lowest) : 10
      let lower = covariate.highest > covariate.reference ? -0.999 / (covariate.highest - covariate.reference) : -10
      editing.addTheta("\(names[0]) : 1 = 0 in \(lower.plainText)...\(upper.plainText) \(label)")
      return editing.multiply(
        parameter, by: "(1 + \(names[0]) * (\(x) - \(reference))\(unit.isEmpty ? "" : " / 1\(unit)"))")
    case .categorical:
      var isDone = true
      for (name, category) in zip(names, covariate.categories.dropFirst()) {
        editing.addTheta("\(name) : 1 = 0 in -0.99...20 \"effect of \(x) \(category.name) on \(parameter)\"")
        isDone = editing.multiply(parameter, by: "if(\(x) == \(category.name), 1 + \(name), 1)") && isDone
      }
      return isDone
    }
  }
}
