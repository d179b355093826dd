import PKDosing

extension Rational {
  /// The nearest floating-point number: what predictions compute with, and prescribed doses never.
  var double: Double {
    if let value = Double(recordText) { return value }
    let parts = recordText.split(separator: "/").compactMap { Double($0) }
    return parts.count == 2 ? parts[0] / parts[1] : .nan
  }
}
