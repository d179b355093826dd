public import PKText
import PKUnits

extension CovariateSpecification: CustomStringConvertible {
  /// Reads specifications, such as `WT ~ lognormal(65 kg, cv 20%) in 35...150 kg, SEX = male`.
  ///
  /// ```
  /// list         = specification { ( "," | ";" ) specification }
  /// specification = name "=" ( number [ unit ] | category )
  ///              | name "~" distribution [ "in" number "..." number [ unit ] ]
  /// distribution = "lognormal(" median "," "cv" fraction ")"
  ///              | "normal(" mean "," ( "sd" number [ unit ] | "cv" fraction ) ")"
  ///              | "uniform(" lower "," upper ")"
  ///              | "categorical(" name fraction { "," name fraction } ")"
  /// ```
  ///
  /// The first number of `lognormal` is the median, and ω² = ln(1 + cv²). Fractions are written
  /// `20%` or `0.2`. A number without a unit is in the unit of the specification's other numbers,
  /// or of the model.
  ///
  /// - Parameters:
  ///   - source: the text, with the name that messages call it by.
  ///   - names: the model's covariates, when they are known: others are then errors.
  /// - Returns: the specifications in the order written; at least one.
  /// - Throws: diagnostics `PK43xx`, up to 20.
  public static func list(
    parsing source: SourceText, names: [String]? = nil
  ) throws(DiagnosticList) -> [CovariateSpecification] {
    var parser = CovariateParser(source, names: names)
    return try parser.specifications()
  }

  /// A text that reads back as the same specification.
  public var description: String {
    func number(_ value: Double) -> String {
      let text = "\(value)"
      return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }
    func measure(_ value: Double) -> String {
      number(value) + (unit.map { $0.isPureNumber ? " 1" : " \($0)" } ?? "")
    }
    let truncation = range.map { " in \(number($0.lowerBound))...\(measure($0.upperBound))" } ?? ""
    switch kind {
    case .fixed(let value): return "\(name) = \(measure(value))"
    case .category(let category): return "\(name) = \(category)"
    case .logNormal(let median, let cv): return "\(name) ~ lognormal(\(measure(median)), cv \(number(cv)))" + truncation
    case .normal(let mean, let sd): return "\(name) ~ normal(\(measure(mean)), sd \(measure(sd)))" + truncation
    case .uniform(let lower, let upper): return "\(name) ~ uniform(\(measure(lower)), \(measure(upper)))"
    case .categorical(let categories):
      let parts = categories.map { "\($0.name) \(number($0.probability))" }.joined(separator: ", ")
      return "\(name) ~ categorical(\(parts))"
    }
  }
}
