public import PKText

/// Changes to a model file's text that leave everything else as it is written, comments and layout included.
public struct ModelEditing: Sendable {
  private let source: SourceText
  private let syntax: ModelSyntax
  /// Pieces of the text and what takes their place; an empty range is an insertion.
  private var edits: [(range: Range<Int>, text: String)] = []
  /// Factors of individual parameters, in the order added.
  private var factors: [(parameter: String, factors: [String])] = []
  private var newThetas: [String] = []
  private var newCovariates: [String] = []

  /// - Returns: nil when the text is no model.
  public init?(_ source: SourceText) {
    guard let syntax = Parser.parse(source).model else { return nil }
    self.source = source
    self.syntax = syntax
  }

  /// Multiplies an individual parameter's typical value.
  ///
  /// - Returns: false when the model has no such parameter.
  public mutating func multiply(_ parameter: String, by factor: String) -> Bool {
    guard entry(of: parameter, in: .individual) != nil else { return false }
    if let index = factors.firstIndex(where: { $0.parameter == parameter }) {
      factors[index].factors.append(factor)
    } else {
      factors.append((parameter, [factor]))
    }
    return true
  }

  /// Adds a line to `theta`.
  public mutating func addTheta(_ line: String) { newThetas.append(line) }

  /// Adds a line to `covariates`, which is made if need be.
  public mutating func addCovariate(_ line: String) { newCovariates.append(line) }

  /// Writes another value of a theta or sigma, in its declared unit.
  public mutating func setValue(of name: String, to text: String) {
    guard let entry = entry(of: name, in: .theta) ?? entry(of: name, in: .sigma) else { return }
    edits.append((entry.range, text))
  }

  /// Writes other (co)variances of the line of `omega` that begins with a random effect.
  ///
  /// - Parameters:
  ///   - name: the line's first random effect, as `CL` or `CL(per: OCC)`.
  ///   - values: the lower triangle by rows.
  public mutating func setOmega(_ name: String, to values: [String]) {
    let wanted = name.filter { $0 != " " }
    let statement = syntax.statements(.omega).first { statement in
      statement.names.first.map { source[$0.range].filter { $0 != " " } } == wanted
    }
    switch statement?.value {
    case .entry(let entry)?: edits.append((entry.range, values.joined(separator: ", ")))
    case .list(_, let range)?: edits.append((range, "[\(values.joined(separator: ", "))]"))
    default: return
    }
  }

  /// The text with all changes.
  public var text: String {
    var all = edits
    for (parameter, factors) in factors {
      guard let entry = entry(of: parameter, in: .individual) else { continue }
      let own = source[entry.range]
      let isSum =
        switch entry.value.kind {
        case .infix(let operation, _, _): operation.precedence < InfixOperator.multiply.precedence
        case .negate: true
        default: false
        }
      all.append((entry.range, ([isSum ? "(\(own))" : own] + factors).joined(separator: " * ")))
    }
    if let insertion = lines(newThetas, in: .theta) { all.append(insertion) }
    if let insertion = lines(newCovariates, in: .covariates) {
      all.append(insertion)
    } else if !newCovariates.isEmpty, let theta = syntax.section(.theta) {
      let section = "covariates {\n" + newCovariates.map { "    \($0)\n" }.joined() + "  }\n\n  "
      all.append((theta.keyword.lowerBound..<theta.keyword.lowerBound, section))
    }
    var bytes = source.bytes
    for edit in all.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: Array(edit.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func entry(of name: String, in section: SectionKind) -> EntrySyntax? {
    guard let statement = syntax.statements(section).first(where: { $0.name?.text == name }),
      case .entry(let entry)? = statement.value
    else { return nil }
    return entry
  }

  /// Lines behind the last of a section.
  private func lines(_ lines: [String], in section: SectionKind) -> (range: Range<Int>, text: String)? {
    guard !lines.isEmpty, let last = syntax.statements(section).last else { return nil }
    // Behind a comment on the last line, unless the section ends there.
    var place = last.range.upperBound
    let end = source.bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? source.bytes.count
    let rest = source[place..<end].drop { $0 == " " || $0 == "\t" }
    if rest.isEmpty || rest.hasPrefix("//") || rest.hasPrefix("#") { place = end }
    return (place..<place, lines.map { "\n    \($0)" }.joined())
  }
}
