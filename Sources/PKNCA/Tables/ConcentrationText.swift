import PKData
import PKText

/// What words stand for in a column of concentrations.
public struct ConcentrationText: Hashable, Sendable {
  /// Words for "below the limit of quantification", without regard to case.
  public var belowLimit: Set<String> = [
    "BLQ", "BQL", "BLOQ", "BLLOQ", "BLD", "LLOQ", "<LLOQ", "<LOQ", "<LOD", "ND", "NOT DETECTED", "NOT DETECTABLE",
    "NOT QUANTIFIABLE", "BELOW LIMIT", "BELOW LOQ", "BELOW LLOQ", "BELOW THE LIMIT OF QUANTIFICATION",
  ]
  /// Words for "there is no value", without regard to case.
  public var missing: Set<String> = [
    "", ".", "NA", "N/A", "NS", "NR", "NC", "QNS", "IS", "NO SAMPLE", "NOT SAMPLED", "NOT REPORTED", "NOT DONE",
    "MISSING",
    "NO RESULT", "INSUFFICIENT SAMPLE", "LOST", "-",
  ]
  /// The limit of quantification of words that do not tell it.
  public var limit: Double?

  /// Creates the rule with the words that are usual.
  public init(limit: Double? = nil) { self.limit = limit }

  /// What a cell that is no number stands for: `<0.5` is below that limit; nil for an unknown word.
  func value(of text: String) -> ConcentrationSample.Value? {
    let word = text.split(separator: " ").joined(separator: " ").uppercased()
    if missing.contains(word) { return .missing }
    if belowLimit.contains(word) { return .belowLimit(limit) }
    guard word.hasPrefix("<") else { return nil }
    let digits = Array(word.dropFirst().drop { $0 == "=" || $0 == " " }.utf8)
    guard let number = DecimalNumber.parse(digits, 0, digits.count), number >= 0, number.isFinite else { return nil }
    return .belowLimit(number)
  }

  /// A known word near an unknown one.
  func nearest(to text: String) -> String? {
    nearestName(to: text, among: belowLimit.union(missing).filter { $0.utf8.count > 2 }.sorted())
  }
}
