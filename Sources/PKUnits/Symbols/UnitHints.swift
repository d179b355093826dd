import PKText

/// What an author most likely meant by a symbol that is none.
enum UnitHints {
  /// Words that people write for units, and the symbol to write instead.
  private static let words = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "gm": "g", "gms": "g", "gram": "g", "grams": "g", "gr": "g", "kilogram": "kg", "kilograms": "kg", "kilo": "kg",
    "milligram": "mg", "milligrams": "mg", "mgs": "mg", "kgs": "kg", "microgram": "ug", "micrograms": "ug",
    "mcgs": "ug", "nanogram": "ng", "nanograms": "ng",
    "liter": "L", "liters": "L", "litre": "L", "litres": "L", "milliliter": "mL", "milliliters": "mL",
    "millilitre": "mL", "millilitres": "mL", "mls": "mL", "mcl": "uL", "cc": "mL", "ccm": "mL",
    "mole": "mol", "moles": "mol", "mols": "mol", "molar": "M", "dalton": "Da", "daltons": "Da",
    "w": "wk", "y": "yr", "a": "yr", "unit": "U", "units": "U", "percent": "%", "pct": "%",
    "meter": "m", "meters": "m", "metre": "m", "metres": "m", "sqm": "m2", "qm": "m2",
  ]

  private static let months: Set = ["month", "months", "mo", "mos", "mon", "mth"]

  /// Whether the symbol is a length of time that is not always the same.
  static func isMonth(_ symbol: String) -> Bool { months.contains(symbol.lowercased()) }

  /// A help line for an unknown symbol, or nil when nothing is near.
  static func help(for symbol: String) -> String? {
    if symbol.lowercased() == "per" { return "write '/' for 'per', as in mg/kg" }
    if let word = words[symbol.lowercased()] { return "did you mean '\(word)'?" }
    // Every short symbol is one letter away from another one: there only the case can be wrong.
    let candidates =
      symbol.utf8.count > 2 ? UnitTable.symbols : UnitTable.symbols.filter { $0.lowercased() == symbol.lowercased() }
    return didYouMean(symbol, among: candidates)
  }
}
