import PKNCA

/// What the library says to a case of a single function.
enum FunctionAnswer {
  /// Numbers, texts or named numbers.
  enum Answer {
    case numbers([Double?])
    case texts([String])
    case named([String: [Double?]])
    /// A number is missing and no reason is given.
    case withoutReason
  }

  case value(Answer)
  case notApplicable(String)

  init(to item: FunctionCase) {
    self =
      Self.samples(item) ?? Self.curves(item) ?? Self.parameters(item) ?? Self.starts(item) ?? Self.summaries(item)
      ?? Self.urine(item) ?? .notApplicable(item.function)
  }

  static func numbers(_ values: [NCAValue]) -> FunctionAnswer {
    // What the library calls infinite has no number but a reason; PKNCA writes Inf.
    .value(.numbers(values.map { if case .infinite = $0.reason { .infinity } else { $0.number } }))
  }

  static func number(_ value: NCAValue) -> FunctionAnswer {
    if value.number == nil, value.reason.map({ "\($0)".isEmpty }) ?? true { return .value(.withoutReason) }
    return numbers([value])
  }
}

extension FunctionCase {
  /// Samples from arguments; missing numbers are missing samples.
  func samples() -> [ConcentrationSample] {
    let concentrations = numbers("conc", 1)
    let times = argument("time", 2)?.numbers ?? concentrations.indices.map { Double($0) }
    return zip(times, concentrations).map { time, value in
      ConcentrationSample(time: time ?? .nan, value: value.map { .measured($0) } ?? .missing)
    }
  }

  /// The rules that the arguments stand for: zeros are kept unless they say otherwise.
  func rules(belowLimit: BelowLimitRule = BelowLimitRule(everywhere: .zero)) -> NCARules {
    var rules = NCARules()
    rules.start = .none
    rules.belowLimit = belowLimit
    switch argument("method")?.text {
    case "linear": rules.method = .linear
    case "lin-log": rules.method = .linearLog
    default: rules.method = .linearUpLogDown
    }
    func handling(_ value: Value?) -> BelowLimitRule.Handling {
      value?.text == "drop" ? .drop : value?.number.map { .value($0) } ?? .zero
    }
    if let blq = argument("conc.blq") {
      if case .object = blq {
        rules.belowLimit = BelowLimitRule(
          first: handling(blq["first"]), middle: handling(blq["middle"]), last: handling(blq["last"]))
      } else {
        rules.belowLimit = BelowLimitRule(everywhere: handling(blq))
      }
    }
    if let missing = argument("conc.na")?.number { rules.missing = .value(missing) }
    if case .flag(false)? = argument("options")?["first.tmax"] ?? argument("first.tmax") { rules.tmax = .last }
    return rules
  }

  /// The result of an analysis that starts with the first sample.
  func result(_ rules: NCARules, start: Double? = nil, end: Double? = nil, dose: NCADose? = nil) -> NCAResult? {
    let samples = samples()
    let first = start ?? samples.map(\.time).min() ?? 0
    return try? NCAAnalysis(NCARegistry.standard.parameters, rules: rules).result(
      for: ConcentrationProfile(samples: samples, doses: dose.map { [$0] } ?? []),
      in: NCAInterval(from: first, to: end))
  }

  /// The curve on the clock of the samples.
  func curve(_ rules: NCARules) -> ConcentrationCurve? {
    guard let result = result(rules) else { return nil }
    let first = samples().map(\.time).min() ?? 0
    return ConcentrationCurve(
      times: result.curve.times.map { $0 + first }, concentrations: result.curve.concentrations, tmax: rules.tmax)
  }

  /// The tail that the arguments stand for; nil for an exponential one whose rate is missing.
  func tail(_ curve: ConcentrationCurve, otherwise: String) -> CurveTail? {
    switch argument("auc.type")?.text ?? otherwise {
    case "AUCinf":
      guard let rate = number("lambda.z") else { return nil }
      let last = curve.lastIndex.map { curve.concentrations[$0] } ?? 0
      return .exponential(rate: rate, concentration: number("clast") ?? last)
    case "AUCall": return .triangle
    default: return CurveTail.none
    }
  }
}

// MARK: - Curves

extension FunctionAnswer {
  fileprivate static func curves(_ item: FunctionCase) -> FunctionAnswer? {
    switch item.function {
    case "pk.calc.auc", "pk.calc.auxc", "pk.calc.aumc", "pk.calc.auc.last": area(item)
    case "choose_interval_method": segments(item)
    case "interpolate.conc", "extrapolate.conc", "interp.extrap.conc": interpolation(item)
    case "pk.calc.aucabove": areaAbove(item)
    case "time_calc": relativeTimes(item)
    default: nil
    }
  }

  private static func area(_ item: FunctionCase) -> FunctionAnswer {
    let standard = BelowLimitRule(first: .zero, middle: .drop, last: .zero)
    guard let curve = item.curve(item.rules(belowLimit: standard)) else { return .value(.withoutReason) }
    guard let tail = item.tail(curve, otherwise: "AUClast") else {
      // Without λz there is no area to infinity: the engine says so through the parameter.
      let parameter = NCAParameter.aucifo
      return number(parameter.calculate(NCAInputs(for: parameter, given: [.auclst: .value(1), .clst: .value(1)])))
    }
    let interval = item.numbers("interval").compactMap { $0 }
    let start = interval.first ?? curve.times.first ?? 0
    var end = interval.last ?? .infinity
    if case .exponential = tail { end = .infinity }
    let moment: CurveMoment = item.function == "pk.calc.aumc" ? .firstMoment : .area
    return number(curve.integral(of: moment, from: start, to: end, method: item.rules().method, tail: tail))
  }

  /// PKNCA subtracts the concentration from the samples.
  private static func areaAbove(_ item: FunctionCase) -> FunctionAnswer {
    guard let curve = item.curve(item.rules()) else { return .value(.withoutReason) }
    let value = curve.area(above: item.number("conc_above"), method: item.rules().method, crossings: .sampled)
    return number(value)
  }

  private static func relativeTimes(_ item: FunctionCase) -> FunctionAnswer {
    let places = item.numbers("time_obs", 2).map {
      DoseRelativeTime(of: $0, among: item.numbers("time_event", 1))
    }
    return .value(
      .named([
        "event_number_before": places.map { $0.doseBefore.map(Double.init) },
        "event_number_after": places.map { $0.doseAfter.map(Double.init) },
        "time_after_event": places.map(\.afterDose), "time_before_event": places.map(\.beforeDose),
        "time_after_first": places.map(\.afterFirst),
      ]))
  }

  private static func segments(_ item: FunctionCase) -> FunctionAnswer {
    guard let curve = item.curve(item.rules()) else { return .value(.withoutReason) }
    let tail: CurveTail =
      switch item.argument("auc.type")?.text {
      case "AUCinf": .exponential(rate: 1, concentration: 1)
      case "AUCall": .triangle
      default: .none
      }
    return .value(
      .texts(
        curve.segments(method: item.rules().method, tail: tail).map {
          $0 == .extrapolation ? "extrap_log" : $0.rawValue
        }))
  }

  private static func interpolation(_ item: FunctionCase) -> FunctionAnswer {
    guard let curve = item.curve(item.rules()) else { return .value(.withoutReason) }
    let isExtrapolation = item.function == "extrapolate.conc"
    let tail = item.tail(curve, otherwise: "AUClast")
    let origin: Double? = item.arguments["conc.origin"].map { $0.number } ?? 0
    let times = item.numbers("time.out", 3)
    return .value(
      .numbers(
        times.map { time in
          guard let time, let tail = tail ?? (isExtrapolation ? nil : CurveTail.none) else { return nil }
          return curve.concentration(at: time, method: item.rules().method, tail: tail, origin: origin)
        }))
  }
}

// MARK: - Samples and starts

extension FunctionAnswer {
  fileprivate static func samples(_ item: FunctionCase) -> FunctionAnswer? {
    guard item.function == "clean.conc.na" else { return nil }
    guard let curve = item.curve(item.rules()) else { return .value(.withoutReason) }
    return .value(.named(["conc": curve.concentrations.map { $0 }, "time": curve.times.map { $0 }]))
  }

  fileprivate static func starts(_ item: FunctionCase) -> FunctionAnswer? {
    let rule: StartRule
    switch item.function {
    case "PKNCA_impute_method_start_conc0": rule = .zero
    case "PKNCA_impute_method_start_cmin": rule = .minimum
    case "PKNCA_impute_method_start_predose": rule = .predose(maximumShift: item.number("max_shift"))
    default: return nil
    }
    return start(item, rule)
  }

  /// PKNCA leaves samples before the start in the table; here an interval begins at its start.
  private static func start(_ item: FunctionCase, _ rule: StartRule) -> FunctionAnswer {
    let group = item.numbers("conc.group")
    let times = group.isEmpty ? item.numbers("time") : item.numbers("time.group")
    let values = group.isEmpty ? item.numbers("conc") : group
    let samples = zip(times, values).compactMap { time, value in
      time.flatMap { time in value.map { ConcentrationSample(time: time, value: .measured($0)) } }
    }
    var rules = item.rules()
    rules.start = rule
    let start = item.number("start") ?? 0
    let end = item.number("end").flatMap { $0.isFinite ? $0 : nil }
    let result = try? NCAAnalysis([], rules: rules).result(
      for: ConcentrationProfile(samples: samples), in: NCAInterval(from: start, to: end))
    guard let curve = result?.curve else { return .value(.withoutReason) }
    let wantedTimes = item.expected["time"]?.numbers.compactMap { $0 } ?? []
    let wantedValues = item.expected["conc"]?.numbers.compactMap { $0 } ?? []
    let kept = wantedTimes.indices.filter { wantedTimes[$0] >= start && wantedTimes[$0] <= end ?? .infinity }
    let isEqual =
      curve.times.map { $0 + start } == kept.map { wantedTimes[$0] }
      && curve.concentrations == kept.map { wantedValues[$0] }
    return isEqual ? .value(.named([:])) : .value(.withoutReason)
  }
}
