extension NCAParameter {
  /// The area to the last measurable concentration.
  public static let auclst = NCAParameter(
    "AUCLST", "AUC to Last Nonzero Conc", .area, formula: "∫ C dt from the start to TLST"
  ) { $0.integral(.area, tail: .none) }

  /// The area with the triangle to the sample after the last measurable one.
  public static let aucall = NCAParameter(
    "AUCALL", "AUC All", .area, formula: "AUCLST + triangle from CLST to the next sample"
  ) { $0.integral(.area, tail: .triangle) }

  /// The area to infinity from the last concentration observed.
  public static let aucifo = NCAParameter(
    "AUCIFO", "AUC Infinity Obs", .area, formula: "AUCLST + CLST/LAMZ", from: [auclst, clst, lamz]
  ) { $0.infinite(area: auclst, clst) }

  /// The area to infinity from the last concentration predicted.
  public static let aucifp = NCAParameter(
    "AUCIFP", "AUC Infinity Pred", .area, formula: "AUCLST + CLSTP/LAMZ", from: [auclst, clstp, lamz]
  ) { $0.infinite(area: auclst, clstp) }

  /// The part of the area to infinity that is extrapolated.
  public static let aucpeo = NCAParameter(
    "AUCPEO", "AUC %Extrapolation Obs", .percent, formula: "100 (AUCIFO − AUCLST)/AUCIFO", from: [auclst, aucifo]
  ) { inputs in inputs.derive(auclst, aucifo) { .ratio(100 * ($1 - $0), $1, zero: "AUCIFO") } }

  /// The part of the area to infinity that is extrapolated, predicted.
  public static let aucpep = NCAParameter(
    "AUCPEP", "AUC %Extrapolation Pred", .percent, formula: "100 (AUCIFP − AUCLST)/AUCIFP", from: [auclst, aucifp]
  ) { inputs in inputs.derive(auclst, aucifp) { .ratio(100 * ($1 - $0), $1, zero: "AUCIFP") } }

  /// The part of the area that lies between a bolus and the first sample.
  public static let aucpbeo = NCAParameter(
    "AUCPBEO", "AUC %Back Extrapolation Obs", .percent, routes: .bolus,
    formula: "100 × area before the first sample/AUCIFO", from: [aucifo]
  ) { $0.backExtrapolated(aucifo) }

  /// The part of the area that lies between a bolus and the first sample, predicted.
  public static let aucpbep = NCAParameter(
    "AUCPBEP", "AUC %Back Extrapolation Pred", .percent, routes: .bolus,
    formula: "100 × area before the first sample/AUCIFP", from: [aucifp]
  ) { $0.backExtrapolated(aucifp) }

  /// The area over the dosing interval.
  public static let auctau = NCAParameter(
    "AUCTAU", "AUC Over Dosing Interval", .area,
    formula: "∫ C dt over the interval, interpolated or extrapolated by LAMZ at its end", from: [lamz]
  ) { inputs in
    inputs.tau.map { inputs.part(.area, from: 0, to: $0) } ?? .notCalculable(because: .openInterval)
  }

  /// The area from one time after the start to another.
  public static func aucint(from start: Double, to end: Double) -> NCAParameter {
    NCAParameter(
      "AUCINT", qualifier: "\(plain(start))-\(plain(end))", "AUC from \(plain(start)) to \(plain(end))", .area,
      formula: "∫ C dt from \(plain(start)) to \(plain(end)), interpolated or extrapolated by LAMZ", from: [lamz]
    ) { $0.part(.area, from: start, to: end) }
  }

  /// The time above a concentration, between samples by the method for areas.
  public static func timeAbove(_ threshold: Double) -> NCAParameter {
    NCAParameter(
      "TAT", qualifier: plain(threshold), "Time Above Threshold of \(plain(threshold))", .time, isStandard: false,
      formula: "time at which C > \(plain(threshold)), from the start as far as AUCALL"
    ) { $0.curve.time(above: threshold, method: $0.rules.method) }
  }

  /// The area between the curve and a concentration below it, as far as `AUCALL` goes.
  ///
  /// nil is a threshold that is not known: there is no area then, and the reason says so.
  public static func areaAbove(_ threshold: Double?) -> NCAParameter {
    let name = threshold.map(plain) ?? "unknown"
    return NCAParameter(
      "AUCAT", qualifier: name, "AUC Above Threshold of \(name)", .area, isStandard: false,
      formula: "∫ max(C − \(name), 0) dt from the start as far as AUCALL"
    ) { $0.area(above: threshold) }
  }

  /// The area above the concentration at the start of the interval.
  public static let aucabvpa = NCAParameter(
    "AUCABVPA", "AUC above Predose", .area, isStandard: false, formula: "∫ max(C − CSTART, 0) dt as far as AUCALL",
    from: [cstart]
  ) { inputs in inputs.derive(cstart) { inputs.area(above: $0) } }

  /// The area above the concentration at the end of the interval.
  public static let aucabvta = NCAParameter(
    "AUCABVTA", "AUC above Trough", .area, isStandard: false, formula: "∫ max(C − CTROUGH, 0) dt as far as AUCALL",
    from: [ctrough]
  ) { inputs in inputs.derive(ctrough) { inputs.area(above: $0) } }

  /// The areas under the curve.
  static let areas: [NCAParameter] = [
    auclst, aucall, aucifo, aucifp, aucpeo, aucpep, aucpbeo, aucpbep, auctau, aucabvpa, aucabvta,
  ]
}

extension NCAInputs {
  /// The area to infinity, flagged where much of it is extrapolated.
  fileprivate func infinite(area: NCAParameter, _ last: NCAParameter) -> NCAValue {
    derive(area, last, .lamz) { area, last, rate in
      let sum = area + last / rate
      let percent = 100 * (sum - area) / sum
      let doubt = rules.maximumExtrapolation.flatMap {
        percent > $0 ? NCAReason.extrapolated(percent: percent, limit: $0) : nil
      }
      return .checked(sum).flagged(because: doubt)
    }
  }

  /// The area above a concentration, crossings as the rules have them.
  fileprivate func area(above threshold: Double?) -> NCAValue {
    curve.area(above: threshold, method: rules.method, crossings: rules.crossings)
  }

  fileprivate func backExtrapolated(_ whole: NCAParameter) -> NCAValue {
    derive(whole) { whole in
      guard curve.isStartInserted, curve.count > 1 else { return .value(0) }
      let before = curve.integral(of: .area, from: 0, to: curve.times[1], method: rules.method, tail: .none)
      guard let area = before.number else { return before }
      let percent = 100 * area / whole
      let doubt = rules.maximumBackExtrapolation.flatMap {
        percent > $0 ? NCAReason.backExtrapolated(percent: percent, limit: $0) : nil
      }
      return NCAValue.ratio(100 * area, whole, zero: "AUC").flagged(because: doubt)
    }
  }

  /// An integral over a part of the interval, to the next dose at most by samples, after that by λz.
  func part(_ moment: CurveMoment, from start: Double, to end: Double) -> NCAValue {
    let lastSample = whole.times.last ?? 0
    let tlast = whole.lastIndex.map { whole.times[$0] } ?? .infinity
    if end <= lastSample || tlast == .infinity {
      return whole.integral(
        of: moment, from: start, to: end, method: rules.method, tail: end > tlast ? .triangle : .none)
    }
    let last = whole.lastIndex.map { whole.concentrations[$0] } ?? 0
    return derive(.lamz) { rate in
      whole.integral(
        of: moment, from: start, to: end, method: rules.method, tail: .exponential(rate: rate, concentration: last)
      ).flagged(because: .extrapolatedFrom(interval.start + tlast, to: interval.start + end))
    }
  }
}
