/// Writes numbers as tables of a report have them: to a number of decimals or of significant digits, with zeros
/// at the end where they are meant.
///
/// The shortest decimal that reads back as the same number is rounded, halves away from zero, as people and SAS
/// round what they see: 0.125 to two decimals is 0.13, and 2.675 is 2.68 although its double lies below.
public struct ReportNumber: Hashable, Sendable {
  /// How far a number is told.
  public enum Precision: Hashable, Sendable {
    /// So many digits behind the point; a negative number rounds before it.
    case decimals(Int)
    /// So many digits from the first that is not 0.
    case significant(Int)
  }

  /// How far numbers are told.
  public let precision: Precision
  /// The power of ten from which on an exponent is written.
  public let exponentLimit: Int
  /// What stands before the exponent.
  public let exponentMark: String

  /// Creates a format.
  public init(_ precision: Precision, exponentLimit: Int = 6, exponentMark: String = "e") {
    self.precision = precision
    self.exponentLimit = exponentLimit
    self.exponentMark = exponentMark
  }

  /// The number as text; NaN is `NA`.
  public func string(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NA" : value < 0 ? "-Inf" : "Inf" }
    var decimal = Decimal(value.magnitude)
    let decimals: Int
    switch precision {
    case .decimals(let wanted): decimals = min(max(wanted, -400), 400)
    case .significant(let digits):
      let digits = min(max(digits, 1), 30)
      // Rounding may carry into a new digit: 0.99999 to three digits is 1.00.
      let first = decimal.rounded(toDecimals: digits - 1 - decimal.exponent)
      decimals = value == 0 ? digits : digits - 1 - first.exponent
    }
    decimal = decimal.rounded(toDecimals: decimals)
    let sign = value < 0 && !decimal.isZero ? "-" : ""
    guard !decimal.isZero, abs(decimal.exponent) >= exponentLimit else {
      return sign + decimal.plain(decimals: decimals)
    }
    let exponent = decimal.exponent
    decimal.shift(by: -exponent)
    return sign + decimal.plain(decimals: decimals + exponent) + exponentMark + "\(exponent)"
  }
}

/// Digits d₀d₁d₂… and the power of ten of d₀.
private struct Decimal {
  private var digits: [UInt8]
  private(set) var exponent: Int

  /// The shortest decimal that reads back as a number of at least 0.
  init(_ value: Double) {
    let text = value.description
    let parts = text.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let scale = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    digits = mantissa.joined().utf8.map { $0 - UInt8(ascii: "0") }
    exponent = mantissa[0].count - 1 + scale
    let zeros = digits.prefix { $0 == 0 }.count
    if zeros == digits.count {
      (digits, exponent) = ([0], 0)
    } else {
      digits.removeFirst(zeros)
      exponent -= zeros
    }
  }

  var isZero: Bool { digits == [0] }

  mutating func shift(by places: Int) { exponent += places }

  /// Rounded to digits behind the point, halves up.
  func rounded(toDecimals decimals: Int) -> Decimal {
    let kept = exponent + 1 + decimals
    guard kept < digits.count, !isZero else { return self }
    var result = self
    let isUp = kept >= 0 && digits[kept] >= 5
    result.digits = kept > 0 ? Array(digits[..<kept]) : []
    if isUp {
      var index = result.digits.count - 1
      while index >= 0, result.digits[index] == 9 {
        result.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        result.digits[index] += 1
      } else {
        result.digits.insert(1, at: 0)
        result.exponent += 1
      }
    }
    if result.digits.allSatisfy({ $0 == 0 }) { (result.digits, result.exponent) = ([0], 0) }
    return result
  }

  /// With so many digits behind the point.
  func plain(decimals: Int) -> String {
    func digit(_ power: Int) -> String {
      let index = exponent - power
      return digits.indices.contains(index) ? "\(digits[index])" : "0"
    }
    let whole = stride(from: max(exponent, 0), through: 0, by: -1).map(digit).joined()
    guard decimals > 0 else { return whole }
    return whole + "." + (1...decimals).map { digit(-$0) }.joined()
  }
}
