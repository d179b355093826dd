/// Names that the language keeps for itself: a declaration cannot take them.
package enum ReservedNames {
  /// Quantities that every model has.
  package static let quantities = ["time", "timeAfterDose", "occasion"]
  /// Functions that are no mathematical ones.
  package static let specialForms = ["if", "molarMass", "timeSince"]
  /// Words of the statement's shape and of conditions.
  package static let words = ["and", "or", "not", "of", "in", "fixed", "per", "model"]

  /// Every function that an expression may call.
  package static let functions = Function.allCases.map(\.rawValue) + specialForms

  /// What other languages call a function, and how this one writes it.
  package static let foreignFunctions = [
    "ln": "write log(x), the natural logarithm", "log10": "write log(x) / log(10)", "log2": "write log(x) / log(2)",
    "pow": "write x^y", "power": "write x^y", "ifelse": "write if(condition, x, y)",
    "where": "write if(condition, x, y)",
    "fabs": "write abs(x)", "expm1": "write exp(x) - 1", "log1p": "write log(1 + x)",
  ]

  /// What a name means to the language; nil when it is free.
  package static func meaning(of name: String) -> String? {
    if quantities.contains(name) { return "a quantity of every model" }
    if functions.contains(name) { return "a function" }
    if words.contains(name) { return "a word of the language" }
    return nil
  }
}
