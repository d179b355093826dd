import PKNCA

extension FunctionAnswer {
  static func summaries(_ item: FunctionCase) -> FunctionAnswer? {
    switch item.function {
    case "geomean", "geosd", "geocv": statistic(item)
    case "business.mean": businessMean(item)
    case "roundString", "signifString": rounded(item)
    default: nil
    }
  }

  private static func values(_ item: FunctionCase) -> [NCAValue] {
    item.numbers("x", 1).map { $0.map { .value($0) } ?? .notCalculable(because: .noSamples) }
  }

  private static func statistic(_ item: FunctionCase) -> FunctionAnswer {
    var share = 1.0
    if case .flag(true)? = item.argument("na.rm") { share = 0 }
    let summary = ParameterSummary(values(item), minimumShare: share)
    switch item.function {
    case "geomean": return number(summary.geometricMean)
    case "geosd": return number(summary.geometricDeviation)
    default: return number(summary.geometricVariation)
    }
  }

  private static func businessMean(_ item: FunctionCase) -> FunctionAnswer {
    number(ParameterSummary(values(item), minimumShare: 0.5).mean)
  }

  private static func rounded(_ item: FunctionCase) -> FunctionAnswer {
    let isSignificant = item.function == "signifString"
    let digits = (item.argument("digits", 2)?.numbers ?? [isSignificant ? 6 : 0]).compactMap { $0 }.map { Int($0) }
    let limit = item.number("sci_range").map { Int($0) } ?? 6
    let mark = item.argument("sci_sep")?.text ?? "e"
    let texts = item.argument("x", 1)?.list.enumerated().map { index, value in
      let digits = digits.count == 1 ? digits[0] : digits[index]
      let number = ReportNumber(
        isSignificant ? .significant(digits) : .decimals(digits), exponentLimit: limit, exponentMark: mark)
      if case .number(let number) = value, number.isNaN { return "NaN" }
      return number.string(value.number ?? .nan)
    }
    return .value(.texts(texts ?? []))
  }

  static func urine(_ item: FunctionCase) -> FunctionAnswer? {
    switch item.function {
    case "pk.calc.ae":
      let pairs = zip(item.numbers("conc"), item.numbers("volume")).enumerated()
      let profile = UrineProfile(
        pairs.map { index, pair in
          UrineCollection(from: Double(index), to: Double(index + 1), volume: pair.1, concentration: pair.0)
        })
      return number(profile.amount)
    case "pk.calc.clr":
      let (amounts, areas) = (item.numbers("ae", 1), item.numbers("auc", 2))
      return numbers(areas.map { area in excreted(amounts).renalClearance(area: .value(area ?? .nan)) })
    case "pk.calc.fe":
      return number(excreted(item.numbers("ae", 1)).fraction(of: item.number("dose", 2)))
    default: return nil
    }
  }

  /// A profile with given amounts.
  private static func excreted(_ amounts: [Double?]) -> UrineProfile {
    UrineProfile(
      amounts.enumerated().map { index, amount in
        UrineCollection(from: Double(index), to: Double(index + 1), volume: 1, concentration: amount)
      })
  }
}
