import PKText
import PKUnits

extension PhraseScanner {
  /// A number and its place; its sign is part of it.
  struct Number {
    var value: Double
    var range: Range<Int>
  }

  /// A number with its unit, and the places of both.
  struct Measure {
    var quantity: Quantity
    var number: Range<Int>
    var unit: Range<Int>
    var range: Range<Int> { number.lowerBound..<unit.upperBound }
  }

  /// Whether a number comes next, with or without a sign.
  var isAtNumber: Bool {
    var index = offsetOfNext
    if index < end, source.bytes[index] == UInt8(ascii: "-") || source.bytes[index] == UInt8(ascii: "+") { index += 1 }
    if index < end, source.bytes[index] == UInt8(ascii: ".") { index += 1 }
    return index < end && Self.isDigit(source.bytes[index])
  }

  /// Passes over a number; reports decimal commas and numbers that are too large, and goes on with
  /// a stand-in.
  ///
  /// - Returns: nil, and nothing is reported, when there is no number here.
  mutating func number() -> Number? {
    guard isAtNumber else { return nil }
    skipBlanks()
    let start = position
    if !skipDigits(), let sign = peekExactly, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      advance(to: position + 1)
      skipDigits()
    }
    skipDecimals(after: UInt8(ascii: "."))
    skipExponent()
    let text = source[start..<position]
    if isDecimalComma(at: position), skipDecimals(after: UInt8(ascii: ",")) { reportDecimalComma(start..<position) }
    let range = start..<position
    guard let value = Double(text), value.isFinite else {
      report(Diagnostic("PK4004", "the number is too large", at: range))
      return Number(value: 1, range: range)
    }
    return Number(value: value, range: range)
  }

  private mutating func reportDecimalComma(_ range: Range<Int>) {
    let text = String(source[range].map { $0 == "," ? "." : $0 })
    let help = "write '\(text)'; a comma stands between phases and items, with a blank after it"
    report(Diagnostic("PK4003", "decimals are written with a point", at: range, help: [help]))
  }

  @discardableResult
  private mutating func skipDigits() -> Bool {
    var index = position
    while index < end, Self.isDigit(source.bytes[index]) { index += 1 }
    defer { advance(to: index) }
    return index > position
  }

  /// A mark counts only with a digit behind it, so that `35...150` is no number.
  @discardableResult
  private mutating func skipDecimals(after mark: UInt8) -> Bool {
    guard position + 1 < end, source.bytes[position] == mark, Self.isDigit(source.bytes[position + 1]) else {
      return false
    }
    advance(to: position + 1)
    return skipDigits()
  }

  private mutating func skipExponent() {
    guard let mark = peekExactly, mark | 0x20 == UInt8(ascii: "e") else { return }
    var index = position + 1
    if index < end, source.bytes[index] == UInt8(ascii: "-") || source.bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < end, Self.isDigit(source.bytes[index]) else { return }
    advance(to: index)
    skipDigits()
  }
}

// MARK: - Units

extension PhraseScanner {
  /// The bytes of the unit that comes next; empty when none does.
  ///
  /// A unit ends at a blank, unless an operator stands on either side of it.
  var rangeOfUnit: Range<Int> {
    let start = offsetOfNext
    var (index, stop, depth) = (start, start, 0)
    while index < end {
      let byte = source.bytes[index]
      if Self.isBlank(byte) {
        index += 1
        continue
      }
      let joined = stop == index || Self.joins(byte) || (stop > start && Self.joins(source.bytes[stop - 1]))
      guard joined, !(depth == 0 && Self.endsUnit(byte)), !isTimesSign(at: index), !isDots(at: index) else { break }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      index += 1
      stop = index
    }
    return start..<stop
  }

  /// Passes over a unit; reports what it cannot read.
  ///
  /// - Returns: nil when there is none, which is not reported, or a bad one, which is.
  mutating func unit() -> (unit: Unit, range: Range<Int>)? {
    let range = rangeOfUnit
    guard !range.isEmpty else { return nil }
    advance(to: range.upperBound)
    guard range.count <= 1_000 else {
      report(Diagnostic("PK4006", "the unit is too long", at: range))
      return nil
    }
    // Places in a repaired text would not be those of its bytes.
    guard let text = String(validating: source.bytes[range], as: UTF8.self) else {
      report(Diagnostic("PK4006", "the unit is not valid UTF-8", at: range))
      return nil
    }
    do {
      return (try Unit(text), range)
    } catch {
      report(error.diagnostic("PK4006", offset: range.lowerBound))
      return nil
    }
  }

  /// Whether the sign `×` stands at an offset.
  func isTimesSign(at index: Int) -> Bool {
    index + 1 < end && source.bytes[index] == 0xC3 && source.bytes[index + 1] == 0x97
  }

  private func isDots(at index: Int) -> Bool {
    index + 1 < end && source.bytes[index] == UInt8(ascii: ".") && source.bytes[index + 1] == UInt8(ascii: ".")
  }

  private static func joins(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: "*") }

  private static func endsUnit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "="), UInt8(ascii: "~"),
      UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
