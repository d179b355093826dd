public import PKText

/// Why a text is no unit.
public struct UnitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the text.
  public enum Reason: Hashable, Sendable {
    /// There is nothing in it.
    case empty
    /// It is longer than any unit.
    case tooLong
    /// Its parentheses are nested too deeply.
    case tooDeep
    /// No unit has this symbol.
    case unknownSymbol(String)
    /// A month is no fixed length of time.
    case month(String)
    /// An operator has nothing before it.
    case nothingBefore(String)
    /// An operator or an opening parenthesis has nothing after it.
    case nothingAfter(String)
    /// Two factors have no operator between them.
    case missingOperator
    /// A number other than 1, a power of ten, or 1.73 m2.
    case number(String)
    /// What follows a `^` is no number.
    case missingExponent
    /// An exponent is too large, too long or divided by zero.
    case badExponent(String)
    /// A parenthesis has no partner.
    case unmatchedParenthesis
    /// A character that no unit contains.
    case unexpectedCharacter(String)
  }

  /// What is wrong.
  public var reason: Reason
  /// The bytes of the text that are wrong.
  public var range: Range<Int>
  /// What to write instead.
  public var help: String?

  init(_ reason: Reason, at range: Range<Int>, help: String? = nil) {
    self.reason = reason
    self.range = range
    self.help = help
  }

  /// What is wrong, in one line without a full stop.
  public var message: String {
    switch reason {
    case .empty: "a unit is missing"
    case .tooLong: "the unit is longer than \(UnitParser.longest) bytes"
    case .tooDeep: "the unit has more than \(UnitParser.deepest) parentheses within one another"
    case .unknownSymbol(let symbol): "unknown unit '\(symbol)'"
    case .month(let symbol): "'\(symbol)' is no unit, because months differ in length"
    case .nothingBefore(let symbol): "a unit cannot begin with '\(symbol)'"
    case .nothingAfter(let symbol): "a unit is missing after '\(symbol)'"
    case .missingOperator: "'*' or '/' is missing between two units"
    case .number(let text): "the number \(text) cannot be part of a unit"
    case .missingExponent: "a number is missing after '^'"
    case .badExponent(let text): "the exponent \(text) cannot be used"
    case .unmatchedParenthesis: "the parenthesis has no partner"
    case .unexpectedCharacter(let character): "'\(character)' cannot be part of a unit"
    }
  }

  /// The message and the help in one line.
  public var description: String { help.map { "\(message) (\($0))" } ?? message }

  /// The error as a diagnostic of the text that the unit stands in, where it begins at byte
  /// `offset`.
  public func diagnostic(_ code: String, offset: Int) -> Diagnostic {
    let place = (range.lowerBound + offset)..<(range.upperBound + offset)
    return Diagnostic(code, message, at: place, help: help.map { [$0] } ?? [])
  }
}
