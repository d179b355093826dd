import Bateman

/// How a dose entered, as command lines and tables say it.
enum NCARouteName: String, CaseIterable {
  case bolus = "iv-bolus"
  case infusion
  case extravascular

  /// Other words for the same, in capitals.
  private static let synonyms: [String: NCARouteName] = [
    "BOLUS": .bolus, "IV BOLUS": .bolus, "INTRAVENOUS BOLUS": .bolus, "IV-INFUSION": .infusion,
    "IV INFUSION": .infusion,
    "INTRAVENOUS INFUSION": .infusion, "ORAL": .extravascular, "PO": .extravascular, "SC": .extravascular,
    "SUBCUTANEOUS": .extravascular, "IM": .extravascular, "INTRAMUSCULAR": .extravascular,
  ]

  /// The route that a word names; `what` names the place of the word in errors.
  init(_ word: String, of what: String) throws(CommandError) {
    let word = word[...].trimmed
    if let route = Self(rawValue: word.lowercased()) ?? Self.synonyms[word.uppercased()] {
      self = route
      return
    }
    let names = Self.allCases.map(\.rawValue)
    throw .usage(
      "\(what): '\(word)' is no route; there are \(names.joined(separator: ", "))",
      help: didYouMean(word.lowercased(), among: names).map { [$0] } ?? [])
  }
}
