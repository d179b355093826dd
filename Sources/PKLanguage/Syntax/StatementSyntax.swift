/// One line of a section: `name['] : unit of molecule = value in lower...upper fixed ~ terms "label"`,
/// or, for a route, `name -> compartment of molecule (arguments) "label"`.
package struct StatementSyntax: Hashable, Sendable {
  /// The name, or the names of a block of omega; empty only when the statement is broken.
  package var names: [EffectSyntax] = []
  package var unit: UnitSyntax?
  package var categories: [CategorySyntax]?
  package var molecule: NameSyntax?
  package var target: NameSyntax?
  package var arguments: [ArgumentSyntax] = []
  package var value: ValueSyntax?
  package var bounds: BoundsSyntax?
  package var terms: [TermSyntax] = []
  package var label: TextSyntax?
  /// The parts in the order written; the name itself is none.
  package var parts: [PartSyntax] = []
  /// Whether a syntax error in the statement has been reported: what is missing may have been there.
  package var isBroken = false
  package var range: Range<Int>

  package init(at range: Range<Int>) { self.range = range }

  /// The name of a statement that has exactly one.
  package var name: NameSyntax? { names.count == 1 ? names[0].name : nil }

  package func has(_ part: Part) -> Bool { parts.contains { $0.part == part } }

  package func range(of part: Part) -> Range<Int>? { parts.first { $0.part == part }?.range }
}

/// A part of the statement's shape.
package enum Part: Int, Hashable, Sendable, CaseIterable, Comparable {
  case block, occasion, derivative, target, unit, categories, molecule, arguments, value, bounds, fixed
  case distribution, label

  package static func < (a: Part, b: Part) -> Bool { a.rawValue < b.rawValue }
}

/// A part of a statement and the bytes it covers.
package struct PartSyntax: Hashable, Sendable {
  package var part: Part
  package var range: Range<Int>
}

/// What a statement is about: `CL`, and in omega also `CL(per: OCC)`.
package struct EffectSyntax: Hashable, Sendable {
  package var name: NameSyntax
  package var occasion: NameSyntax?
  package var range: Range<Int>
}

/// One of a covariate's categories: `male` or `male = 1`.
package struct CategorySyntax: Hashable, Sendable {
  package var name: NameSyntax
  package var code: Double?
}

/// What stands after `=`.
package enum ValueSyntax: Hashable, Sendable {
  /// In `units`.
  case unit(UnitSyntax)
  /// A single value.
  case entry(EntrySyntax)
  /// The lower triangle of a block.
  case list([EntrySyntax], Range<Int>)
}

/// A value: an expression, or how widely a parameter is spread, such as `cv 30%`.
package struct EntrySyntax: Hashable, Sendable {
  /// The measure of spread: `cv`, `sd` or `corr`.
  package var spread: NameSyntax?
  package var value: ExpressionSyntax
  package var isPercent = false
  package var range: Range<Int>
}

/// `lower...upper`, of which one side may be left out.
package struct BoundsSyntax: Hashable, Sendable {
  package var lower: ExpressionSyntax?
  package var upper: ExpressionSyntax?
  package var range: Range<Int>
}

/// One term of what stands after `~`.
package struct TermSyntax: Hashable, Sendable {
  package var name: NameSyntax
  package var arguments: [ArgumentSyntax]
  package var range: Range<Int>
}
