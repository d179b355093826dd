import Glibc

/// Numbers in sentences.
enum Digits {
  /// Three significant digits, without trailing zeros; more only of whole numbers.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    let decimals = max(0, min(12, 2 - Int(floor(log10(value.magnitude)))))
    let scale = pow(10.0, Double(decimals))
    let rounded = (value * scale).rounded() / scale
    if rounded == rounded.rounded(), rounded.magnitude < 1e15 { return "\(Int(rounded))" }
    return "\(rounded)"
  }
}
