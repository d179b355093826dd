/// A name as it stands in the text.
package struct NameSyntax: Hashable, Sendable {
  package var text: String
  package var range: Range<Int>

  package init(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
  }
}

/// A quoted text, its escapes resolved.
package struct TextSyntax: Hashable, Sendable {
  package var text: String
  package var range: Range<Int>

  package init(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
  }
}

/// A unit as written; what it means is found out when units are checked.
package struct UnitSyntax: Hashable, Sendable {
  package var text: String
  package var range: Range<Int>

  package init(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
  }
}
