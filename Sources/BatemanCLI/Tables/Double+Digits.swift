import Foundation

extension Double {
  /// The number for a table that people read: four significant digits, or "–" for what is not a number.
  var shortText: String {
    guard isFinite else { return "–" }
    if self == 0 { return "0" }
    let exponent = Int(Foundation.log10(magnitude).rounded(.down))
    if exponent < -4 || exponent > 8 { return String(format: "%.3e", self) }
    return String(format: "%.\(max(0, 3 - exponent))f", self)
  }
}

extension Double {
  /// The shortest number that reads back as the same, without ".0" behind whole ones.
  var plainText: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Double {
  /// The number with so many decimals; "–" for what is not a number.
  func fixed(_ decimals: Int) -> String {
    isFinite ? String(format: "%.\(max(0, decimals))f", self) : "–"
  }
}
