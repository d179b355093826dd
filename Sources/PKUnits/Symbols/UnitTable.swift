/// Every symbol that a unit may contain, spelt out: there is no rule of prefixes that could read
/// `min` as milli-inches or `d` as deci.
enum UnitTable {
  private typealias Row = (spellings: [String], ten: Int)

  private static let masses: [Row] = [
    (["kg"], 3), (["g"], 0), (["mg"], -3), (["ug", "µg", "μg", "mcg"], -6), (["ng"], -9), (["pg"], -12), (["fg"], -15),
  ]
  private static let substances: [Row] = [
    (["mol"], 0), (["mmol"], -3), (["umol", "µmol", "μmol"], -6), (["nmol"], -9), (["pmol"], -12), (["fmol"], -15),
  ]
  /// Powers of ten of a cubic metre.
  private static let volumes: [Row] = [
    (["L", "l"], -3), (["dL", "dl"], -4), (["mL", "ml"], -6), (["uL", "µL", "μL", "ul", "µl", "μl"], -9),
    (["nL", "nl"], -12), (["pL", "pl"], -15), (["fL", "fl"], -18),
  ]
  private static let lengths: [Row] = [
    (["km"], 3), (["m"], 0), (["dm"], -1), (["cm"], -2), (["mm"], -3), (["um", "µm", "μm"], -6), (["nm"], -9),
  ]
  /// Powers of ten of a mole per cubic metre.
  private static let molarities: [Row] = [
    (["M"], 3), (["mM"], 0), (["uM", "µM", "μM"], -3), (["nM"], -6), (["pM"], -9), (["fM"], -12),
  ]
  /// Powers of ten of a gram per mole.
  private static let molarMasses: [Row] = [(["Da"], 0), (["kDa"], 3)]
  private static let arbitrary: [Row] = [
    (["IU"], 0), (["kIU"], 3), (["mIU"], -3), (["uIU", "µIU", "μIU"], -6), (["MIU"], 6), (["U"], 0), (["kU"], 3),
    (["mU"], -3),
  ]
  private static let counts: [Row] = [(["%"], -2), (["cells", "cell"], 0), (["copies", "copy"], 0)]

  private static let times: [(spellings: [String], scale: Scale)] = [
    (["ms"], Scale(ten: -3)),
    (["s"], .one),
    (["min", "mins", "minute", "minutes"], Scale(twos: 2, threes: 1, fives: 1)),
    (["h", "hr", "hrs", "hour", "hours"], Scale(twos: 4, threes: 2, fives: 2)),
    (["day", "days", "d"], Scale(twos: 7, threes: 3, fives: 2)),
    (["wk", "wks", "week", "weeks"], Scale(twos: 7, threes: 3, fives: 2, sevens: 1)),
    (["yr", "yrs", "year", "years"], Scale(twos: 5, threes: 4, fives: 2, p487: 1)),
  ]

  /// Every symbol, the first spelling of each unit before the others.
  static let symbols: [String] = atoms.map(\.symbol)

  private static let index = Dictionary(uniqueKeysWithValues: atoms.map { ($0.symbol, $0) })

  private static let atoms: [UnitAtom] = {
    func rows(_ table: [Row], _ dimension: Dimension) -> [UnitAtom] {
      table.flatMap { row in spelt(row.spellings, Scale(ten: row.ten), dimension) }
    }
    func spelt(_ spellings: [String], _ scale: Scale, _ dimension: Dimension) -> [UnitAtom] {
      spellings.map { UnitAtom(symbol: $0, canonical: spellings[0], scale: scale, dimension: dimension) }
    }
    return rows(masses, .mass) + rows(substances, .substance) + rows(volumes, .volume)
      + times.flatMap { spelt($0.spellings, $0.scale, .time) }
      // Of symbols that differ in case only, hints take the first: NM is more likely nM than nm.
      + rows(molarities, .substance / .volume) + rows(lengths, .length) + rows(molarMasses, .mass / .substance)
      + rows(arbitrary, .arbitrary) + rows(counts, .one)
  }()

  /// The unit of a symbol, which must be spelt exactly as in the table.
  static func atom(_ symbol: String) -> UnitAtom? { index[symbol] }
}
