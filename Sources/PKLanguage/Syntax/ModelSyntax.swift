/// A model as written.
package struct ModelSyntax: Hashable, Sendable {
  package var name: NameSyntax
  package var about: TextSyntax?
  package var references: [TextSyntax] = []
  package var status: NameSyntax?
  package var sections: [SectionSyntax] = []
  /// Names on lines that could not be read: nobody knows what they stand for.
  package var lostNames: Set<String> = []
  /// Whether text that may have held whole sections could not be read.
  package var isIncomplete = false

  package init(name: NameSyntax) { self.name = name }

  /// The statements of every section of a kind, in the order of the text.
  package func statements(_ kind: SectionKind) -> [StatementSyntax] {
    sections.lazy.filter { $0.kind == kind }.flatMap(\.statements)
  }

  package func section(_ kind: SectionKind) -> SectionSyntax? { sections.first { $0.kind == kind } }
}

/// A section as written.
package struct SectionSyntax: Hashable, Sendable {
  package var kind: SectionKind
  /// The word before the brace.
  package var keyword: Range<Int>
  /// The opening brace, and the closing one if there is one.
  package var brace: Range<Int>
  package var closing: Range<Int>?
  package var statements: [StatementSyntax] = []
}

/// The sections there are.
package enum SectionKind: String, Hashable, Sendable, CaseIterable {
  case units, molecules, covariates, theta, omega, sigma, individual, compartments, doses, dynamics, events
  case observations
}
