import PKDosing
import Testing

/// The two computations of a dose, exact fractions and bounded decimals, on random problems.
@Suite struct AgreementTests {
  #if DEBUG
    static let cases = 150
  #else
    static let cases = 250_000
  #endif

  /// Four streams side by side: a million cases in a release build.
  @Test("agreement: a million random doses in two arithmetics", arguments: [1, 2, 3, 4] as [UInt64])
  func agree(seed: UInt64) {
    var random = DoseProblems(seed: seed)
    var solved = 0
    for number in 0..<Self.cases {
      let problem = random.next()
      switch ArithmeticAgreement(problem) {
      case .agree: solved += 1
      case .withoutSize: continue
      case .disagree: Issue.record("case \(number) of stream \(seed) disagrees: \(problem)")
      }
    }
    // Nearly every problem has a solution; those without are lean weights beyond their formula.
    #expect(solved > Self.cases * 9 / 10)
  }

  /// Each has two of raw, capped and rounded dose alike.
  @Test("a wrong amount, cap or rounding mode is found even where the rest agrees")
  func eachStep() {
    let problem = DoseProblem(
      amount: "10", metric: .actual, weight: "60", doseCap: "500.4", increment: "1", maximumDeviation: "0.1")
    #expect(ArithmeticAgreement(problem) == .agree)
    var (amount, cap, mode) = (problem, problem, problem)
    amount.amount = "11"
    cap.doseCap = "500.3"
    mode.mode = .up
    for other in [amount, cap, mode] { #expect(ArithmeticAgreement(problem, against: other) == .disagree) }
  }

  @Test("boundary: an adjusted weight of factor 0 is the ideal one, of factor 1 the actual one, in both")
  func factors() {
    for factor in ["0", "1"] {
      let problem = DoseProblem(
        amount: "2", metric: .adjusted, formula: .ideal(.devine), factor: factor, weight: "90", height: "170",
        sex: .male, increment: "0.1", maximumDeviation: "0.1")
      #expect(ArithmeticAgreement(problem) == .agree)
    }
  }

  /// A flat dose, and what of its rounding lies exactly at a limit.
  private static let limits: [DoseProblem] = [
    // 10 % above and below, and one step beyond.
    vials("300", ["330"], "0.1"), vials("300", ["330.1"], "0.1"), vials("300", ["270"], "0.1"),
    vials("300", ["269.9"], "0.1"), vials("300", ["300"], "0"),
    // A hard limit of the content itself, and just below it.
    vials("300", ["330"], "0.1", hardDose: "330"), vials("300", ["330"], "0.1", hardDose: "329.9"),
    vials("300", ["270"], "0.1", hardDose: "200"),
    // Two contents as near, and one of them blocked.
    vials("150", ["100"], "0.5"), vials("150", ["100"], "0.5", blocksUp: true),
    vials("100", ["100"], "0.5", blocksUp: true),
    vials("80", ["100"], "0.25", blocksUp: true), vials("10", ["100"], "1"),
    // 200 vials and more.
    vials("2000", ["10"], "0.1"), vials("2010", ["10"], "0.1"), vials("3000", ["10"], "0.1"),
    // Deviations of exactly what is allowed and more; nothing is rounded to zero.
    increment("100", "30", "0.1"), increment("100", "30", "0.0999"), increment("1", "5", "1"),
    increment("2.5", "5", "1"),
    increment("100", "50", "0", blocksUp: true), increment("100.1", "50", "0.5", blocksUp: true),
  ]

  private static func vials(
    _ dose: String, _ vials: [String], _ tolerance: String, hardDose: String? = nil, blocksUp: Bool = false
  ) -> DoseProblem {
    DoseProblem(
      amount: dose, metric: .flat, maximumDeviation: tolerance, blocksUp: blocksUp, toVials: tolerance, vials: vials,
      hardDose: hardDose)
  }

  private static func increment(_ dose: String, _ step: String, _ most: String, blocksUp: Bool = false) -> DoseProblem {
    DoseProblem(amount: dose, metric: .flat, increment: step, maximumDeviation: most, blocksUp: blocksUp)
  }

  @Test("boundary: both arithmetics decide alike at every limit of rounding", arguments: limits.indices)
  func roundingLimits(index: Int) { #expect(ArithmeticAgreement(Self.limits[index]) == .agree) }

  @Test("boundary: a limit per kilogram at a content of vials", arguments: ["5.5", "5.4", "5.6"])
  func perSize(limit: String) {
    let problem = DoseProblem(
      amount: "5", metric: .actual, weight: "60", maximumDeviation: "0.1", toVials: "0.1", vials: ["330"],
      hardPerSize: limit)
    #expect(ArithmeticAgreement(problem) == .agree)
  }

  @Test("what is no plain decimal, and what is missing, has no solution") func unreadable() {
    func solved(_ change: (inout DoseProblem) -> Void) -> ArithmeticAgreement {
      var problem = DoseProblem(
        amount: "2", metric: .adjusted, formula: .ideal(.devine), factor: "0.4", sizeCap: "100", weight: "90",
        height: "170", sex: .male,
        doseCap: "300", increment: "0.1", maximumDeviation: "0.1")
      change(&problem)
      return ArithmeticAgreement(problem)
    }
    #expect(solved { _ in } == .agree)
    for text in ["", ".", "1.", ".5", "1.2.3", "1e2", "-1", "/", ":", String(repeating: "1", count: 61)] {
      #expect(solved { $0.amount = text } == .withoutSize, "\(text)")
      #expect(solved { $0.weight = text } == .withoutSize, "\(text)")
      #expect(solved { $0.sizeCap = text } == .withoutSize, "\(text)")
      #expect(solved { $0.doseCap = text } == .withoutSize, "\(text)")
      #expect(solved { $0.increment = text } == .withoutSize, "\(text)")
      #expect(solved { $0.maximumDeviation = text } == .withoutSize, "\(text)")
    }
    #expect(solved { $0.weight = nil } == .withoutSize && solved { $0.height = nil } == .withoutSize)
    #expect(solved { $0.sex = nil } == .withoutSize && solved { $0.factor = nil } == .withoutSize)
    #expect(solved { $0.formula = nil } == .withoutSize)
  }

  @Test("wrong amounts would be found") func sensitivity() {
    var random = DoseProblems(seed: 9)
    var found = 0
    for _ in 0..<200 {
      let problem = random.next()
      var other = problem
      other.amount = problem.amount == "1" ? "2" : "1"
      if ArithmeticAgreement(problem, against: other) == .disagree { found += 1 }
    }
    #expect(found > 150)
  }
}

/// Random problems: every measure of size, formula, cap and rounding.
struct DoseProblems {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0xD1B5_4A32_D192_ED03 }

  mutating func next() -> DoseProblem {
    let (metric, formula) = size()
    let increments = ["0.01", "0.1", "0.5", "1", "5", "10", "25"]
    // Only an actual or flat size has a dose that ends without rounding.
    let isExact = metric == .actual || metric == .flat
    let increment: String? = isExact && below(3) == 0 ? nil : increments[below(increments.count)]
    var problem = DoseProblem(
      amount: metric == .flat ? decimal(1...900, 1) : decimal(1...20, 4), metric: metric, formula: formula,
      maximumDeviation: ["0", "0.05", "0.1"][below(3)])
    problem.increment = increment
    problem.mode = RoundingMode.allCases[below(4)]
    problem.blocksUp = below(4) == 0
    // Between 10 and 100 kg/m², beyond which no formula is used.
    let height = 120 + below(101)
    problem.height = "\(height)" + decimal(0...0, below(3)).dropFirst()
    problem.weight = decimal(
      max(20, (height + 1) * (height + 1) / 1_000 + 1)...min(349, height * height / 100 - 1), below(5))
    problem.sex = below(2) == 0 ? .male : .female
    problem.factor = ["0.25", "0.3", "0.4"][below(3)]
    problem.decimals = below(3) == 0 ? below(5) : nil
    problem.sizeCap = below(4) == 0 ? (metric == .bsa ? "2" : "100") : nil
    problem.doseCap = below(4) == 0 ? decimal(50...500, 1) : nil
    if below(10) == 0 {
      problem.toVials = ["0.05", "0.1"][below(2)]
      problem.vials = [["100"], ["20", "30"], ["50", "100"], ["100", "160", "440"], ["0.33"]][below(5)]
      problem.hardDose = decimal(100...3000, 0)
    }
    return problem
  }

  private mutating func size() -> (SizeRule.Metric, SizeRule.Formula?) {
    let surfaces = BodySurface.allCases.filter { $0 != .boyd }
    switch below(8) {
    case 0, 1, 2: return (.actual, nil)
    case 3: return (.flat, nil)
    case 4: return (.bsa, .surface(surfaces[below(surfaces.count)]))
    case 5: return (.ideal, .ideal(IdealWeightMethod.allCases[below(4)]))
    case 6: return (.adjusted, .ideal(IdealWeightMethod.allCases[below(4)]))
    default: return (.lean, .lean(LeanWeightMethod.allCases[below(4)]))
    }
  }

  /// A number as people write it: without further zeros before it.
  private mutating func decimal(_ range: ClosedRange<Int>, _ places: Int) -> String {
    let whole = range.lowerBound + below(range.count)
    guard places > 0 else { return "\(whole)" }
    return "\(whole)." + (0..<places).map { _ in "\(below(10))" }.joined()
  }

  /// A whole number from 0 to below a limit (SplitMix64).
  private mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Int(z % UInt64(limit))
  }
}
