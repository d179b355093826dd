/// What is known of a formula besides its numbers: where it is from, and who has read it.
public struct FormulaFacts: Hashable, Sendable {
  /// Calculation and method: `bsa/mosteller`.
  public let id: String
  /// Raised whenever a constant, a domain or the rounding of the formula changes.
  public let version: Int
  /// The primary source.
  public let source: String
  /// Initials and day of whoever held the formula against its source after its author; `AI` is no person.
  public let secondReader: String

  /// The facts of a calculation by a method; nil when there is no such formula.
  public static func of(_ calculation: String, method: String?) -> FormulaFacts? {
    let id = method.map { "\(calculation)/\($0)" } ?? calculation
    return sources[id].map { FormulaFacts(id: id, version: 1, source: $0, secondReader: "AI 2026-11-28") }
  }

  private static let definition = "definition"

  private static let sources = [
    "bsa/mosteller": "Mosteller, N Engl J Med 1987;317:1098",
    "bsa/duBois": "Du Bois, Du Bois, Arch Intern Med 1916;17:863",
    "bsa/haycock": "Haycock, Schwartz, Wisotsky, J Pediatr 1978;93:62",
    "bsa/gehanGeorge": "Gehan, George, Cancer Chemother Rep 1970;54:225",
    "bsa/boyd": "Boyd, The growth of the surface area of the human body, University of Minnesota Press 1935",
    "bsa/fujimoto": "Fujimoto et al., Nippon Eiseigaku Zasshi 1968;23:443",
    "bsa/takahira": "Takahira, Metabolism of the Japanese, Imperial Government Institute for Nutrition 1925",
    "bmi": definition,
    "ibw/devine": devine, "ibw/robinson": robinson, "ibw/miller": miller, "ibw/hamwi": hamwi,
    "adjbw/devine": devine, "adjbw/robinson": robinson, "adjbw/miller": miller, "adjbw/hamwi": hamwi,
    "lbm/boer": "Boer, Am J Physiol 1984;247:F632",
    "lbm/james": "James, Research on obesity, HMSO 1976",
    "lbm/hume": "Hume, J Clin Pathol 1966;19:389",
    "lbm/janmahasatian": "Janmahasatian et al., Clin Pharmacokinet 2005;44:1051",
    "crcl": "Cockcroft, Gault, Nephron 1976;16:31",
    "egfr/ckdEpi2021": "Inker et al., N Engl J Med 2021;385:1737",
    "egfr/ckdEpi2009": "Levey et al., Ann Intern Med 2009;150:604",
    "egfr/mdrd": "Levey et al., Ann Intern Med 2006;145:247",
    "egfr/mdrd186": "Levey et al., J Am Soc Nephrol 2000;11:155A",
    "deindex": definition,
    "calvert": "Calvert et al., J Clin Oncol 1989;7:1748",
    "qtc/bazett": "Bazett, Heart 1920;7:353",
    "qtc/fridericia": "Fridericia, Acta Med Scand 1920;53:469",
    "qtc/framingham": "Sagie et al., Am J Cardiol 1992;70:797",
    "qtc/hodges": "Hodges, Salerno, Erlien, J Am Coll Cardiol 1983;1:694",
    "half-life": definition, "washout": definition, "accumulation": definition, "steady-state": definition,
    "volume": definition, "rate": definition,
    "convert": "International yard and pound agreement 1959", "age": definition,
  ]

  private static let devine = "Devine, Drug Intell Clin Pharm 1974;8:650"
  private static let robinson = "Robinson et al., Am J Hosp Pharm 1983;40:1016"
  private static let miller = "Miller et al., Am J Hosp Pharm 1983;40:1622"
  private static let hamwi = "Hamwi, in: Danowski, Diabetes mellitus: diagnosis and treatment, 1964;1:73; metric form"
}
