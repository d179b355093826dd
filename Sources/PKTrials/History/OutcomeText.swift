public import PKText

/// Cohorts as a line of text: `1NNN 2NTN`, level and a letter for each patient.
///
/// N no DLT, T a DLT, G an event that an accelerated design counts, U not evaluable. An empty text is a trial that has
/// not begun.
public enum OutcomeText {
  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: the text, as the user gave it.
  ///   - levels: how many dose levels there are.
  /// - Returns: the cohorts in their order.
  /// - Throws: every mistake with its place.
  public static func cohorts(_ text: SourceText, levels: Int) throws(DiagnosticList) -> [Cohort] {
    var reader = Reader(text: text, levels: levels)
    let cohorts = reader.read()
    if !reader.faults.isEmpty { throw DiagnosticList(reader.faults, in: text) }
    return cohorts
  }

  /// The text of cohorts.
  public static func text(of cohorts: [Cohort]) -> String {
    cohorts.map { "\($0.level + 1)" + $0.outcomes.map(\.rawValue).joined() }.joined(separator: " ")
  }

  private struct Reader {
    let text: SourceText
    let levels: Int
    var faults: [Diagnostic] = []

    mutating func read() -> [Cohort] {
      var cohorts: [Cohort] = []
      var start = 0
      for end in 0...text.bytes.count {
        let isGap = end == text.bytes.count || [9, 10, 13, 32, 44].contains(text.bytes[end])
        guard isGap else { continue }
        if end > start, let cohort = cohort(start..<end) { cohorts.append(cohort) }
        start = end + 1
      }
      return cohorts
    }

    private mutating func cohort(_ range: Range<Int>) -> Cohort? {
      let bytes = text.bytes[range]
      let digits = bytes.prefix { (48...57).contains($0) }
      let letters = range.lowerBound + digits.count..<range.upperBound
      guard !digits.isEmpty, !letters.isEmpty else {
        report("a cohort is a level and a letter for each patient", range, ["write for instance '2NTN'"])
        return nil
      }
      var isWhole = true
      let level = digits.count <= 3 ? Int(String(decoding: digits, as: UTF8.self)) ?? 0 : Int.max
      if level < 1 || level > levels {
        let number = text[range.lowerBound..<letters.lowerBound]
        report(
          "there is no level \(number)", range.lowerBound..<letters.lowerBound, ["levels are numbered 1 to \(levels)"])
        isWhole = false
      }
      var outcomes: [PatientOutcome] = []
      for offset in letters {
        let letter = text[offset..<offset + 1].uppercased()
        if let outcome = PatientOutcome(rawValue: letter) {
          outcomes.append(outcome)
        } else {
          report(
            "'\(letter)' is no outcome", offset..<offset + 1,
            ["N no DLT, T a DLT, G an event that ends an accelerated phase, U not evaluable"])
          isWhole = false
        }
      }
      return isWhole ? Cohort(level: level - 1, outcomes: outcomes) : nil
    }

    private mutating func report(_ message: String, _ range: Range<Int>, _ help: [String]) {
      guard faults.count < 20 else { return }
      faults.append(Diagnostic("PK6201", message, at: range, help: help))
    }
  }
}
