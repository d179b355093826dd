extension NCAParameter {
  /// The first moment to the last measurable concentration.
  public static let aumclst = NCAParameter(
    "AUMCLST", "AUMC to Last Nonzero Conc", .moment, formula: "∫ t C dt from the start to TLST"
  ) { $0.integral(.firstMoment, tail: .none) }

  /// The first moment to infinity, observed.
  public static let aumcifo = NCAParameter(
    "AUMCIFO", "AUMC Infinity Obs", .moment, formula: "AUMCLST + TLST CLST/LAMZ + CLST/LAMZ²",
    from: [aumclst, clst, tlst, lamz]
  ) { $0.infinite(moment: aumclst, clst) }

  /// The first moment to infinity, predicted.
  public static let aumcifp = NCAParameter(
    "AUMCIFP", "AUMC Infinity Pred", .moment, formula: "AUMCLST + TLST CLSTP/LAMZ + CLSTP/LAMZ²",
    from: [aumclst, clstp, tlst, lamz]
  ) { $0.infinite(moment: aumclst, clstp) }

  /// The part of the first moment that is extrapolated.
  public static let aumcpeo = NCAParameter(
    "AUMCPEO", "AUMC % Extrapolation Obs", .percent, formula: "100 (AUMCIFO − AUMCLST)/AUMCIFO",
    from: [aumclst, aumcifo]
  ) { inputs in inputs.derive(aumclst, aumcifo) { .ratio(100 * ($1 - $0), $1, zero: "AUMCIFO") } }

  /// The part of the first moment that is extrapolated, predicted.
  public static let aumcpep = NCAParameter(
    "AUMCPEP", "AUMC % Extrapolation Pred", .percent, formula: "100 (AUMCIFP − AUMCLST)/AUMCIFP",
    from: [aumclst, aumcifp]
  ) { inputs in inputs.derive(aumclst, aumcifp) { .ratio(100 * ($1 - $0), $1, zero: "AUMCIFP") } }

  /// The first moment over the dosing interval.
  public static let aumctau = NCAParameter(
    "AUMCTAU", "AUMC Over Dosing Interval", .moment, formula: "∫ t C dt over the interval", from: [lamz]
  ) { inputs in
    inputs.tau.map { inputs.part(.firstMoment, from: 0, to: $0) } ?? .notCalculable(because: .openInterval)
  }

  /// Mean residence times: after a bolus, after an infusion (less half of it), and after other doses.
  public static let (mrtiblst, mrtibifo, mrtibifp) = meanResidenceTimes("MRTIB", "MRT IV Bolus", .bolus)
  /// Mean residence times after an infusion: AUMC/AUC − duration/2.
  public static let (mrticlst, mrticifo, mrticifp) = meanResidenceTimes("MRTIC", "MRT IV Cont Inf", .infusion)
  /// Mean residence times after extravascular doses, the absorption included.
  public static let (mrtevlst, mrtevifo, mrtevifp) = meanResidenceTimes("MRTEV", "MRT Extravasc", .extravascular)

  private static func meanResidenceTimes(
    _ stem: String, _ label: String, _ routes: NCARoutes
  ) -> (last: NCAParameter, observed: NCAParameter, predicted: NCAParameter) {
    func time(_ code: String, _ end: String, _ area: NCAParameter, _ moment: NCAParameter) -> NCAParameter {
      let correction = routes == .infusion ? " − duration/2" : ""
      return NCAParameter(
        stem + code, "\(label) \(end)", .time, routes: routes,
        formula: "\(moment.code)/\(area.code)\(correction)", from: [area, moment]
      ) { inputs in
        inputs.afterSingleDose {
          inputs.withInfusionDuration { duration in
            inputs.derive(area, moment) { .ratio($1, $0, zero: area.code).map { $0 - duration / 2 } }
          }
        }
      }
    }
    return (
      time("LST", "to Last Nonzero Conc", auclst, aumclst), time("IFO", "Infinity Obs", aucifo, aumcifo),
      time("IFP", "Infinity Pred", aucifp, aumcifp)
    )
  }

  /// Rates of elimination as 1/MRT: that of one compartment with this mean residence time.
  ///
  /// After an infusion the residence time is the one less half the duration; after an extravascular dose it
  /// includes the absorption, and so does the rate.
  public static let (kellst, kelo, kelp) = (
    eliminationRate("LST", "to Last Nonzero Conc", (mrtiblst, mrticlst, mrtevlst)),
    eliminationRate("O", "Infinity Obs", (mrtibifo, mrticifo, mrtevifo)),
    eliminationRate("P", "Infinity Pred", (mrtibifp, mrticifp, mrtevifp))
  )

  private static func eliminationRate(
    _ code: String, _ end: String, _ times: (bolus: NCAParameter, infusion: NCAParameter, other: NCAParameter)
  ) -> NCAParameter {
    NCAParameter(
      "KEL" + code, "Elimination Rate from MRT \(end)", .rate, isStandard: false, formula: "1/MRT \(end.lowercased())",
      from: [times.bolus, times.infusion, times.other]
    ) { inputs in
      let time =
        switch inputs.route {
        case .bolus: times.bolus
        case .infusion: times.infusion
        case .extravascular: times.other
        }
      return inputs.derive(time) { $0 == 0 ? .notCalculable(because: .infinite(time.code)) : .checked(1 / $0) }
    }
  }

  /// The first moments and mean residence times.
  static let moments: [NCAParameter] = [
    aumclst, aumcifo, aumcifp, aumcpeo, aumcpep, aumctau, mrtiblst, mrtibifo, mrtibifp, mrticlst, mrticifo,
    mrticifp, mrtevlst, mrtevifo, mrtevifp, kellst, kelo, kelp,
  ]
}

extension NCAInputs {
  fileprivate func infinite(moment: NCAParameter, _ last: NCAParameter) -> NCAValue {
    derive(moment, last, .tlst) { moment, last, time in
      derive(.lamz) { rate in .checked(moment + (time * last + last / rate) / rate) }
    }
  }
}
