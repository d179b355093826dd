import PKNumerics

extension NCAParameter {
  /// The average concentration over the dosing interval.
  public static let cavg = NCAParameter(
    "CAVG", "Average Concentration", .concentration, formula: "AUCTAU/τ", from: [auctau]
  ) { inputs in inputs.derive(auctau) { area in .ratio(area, inputs.tau ?? 0, zero: "τ") } }

  /// The fluctuation about the average.
  public static let flucp = NCAParameter(
    "FLUCP", "Fluctuation%", .percent, formula: "100 (CMAX − CMIN)/CAVG", from: [cmax, cmin, cavg]
  ) { inputs in inputs.derive(cmax, cmin, cavg) { .ratio(100 * ($0 - $1), $2, zero: "CAVG") } }

  /// The swing.
  public static let swing = NCAParameter(
    "SWING", "Swing", .ratio, formula: "(CMAX − CMIN)/CMIN", from: [cmax, cmin, cavg]
  ) { inputs in
    // A ratio to the minimum of a dosing interval: without an end there is none, as for the average.
    inputs.derive(cmax, cmin, cavg) { maximum, minimum, _ in
      if minimum <= 0, maximum > minimum { return .notCalculable(because: .infinite("CMIN")) }
      return .ratio(maximum - minimum, minimum, zero: "CMIN")
    }
  }

  /// The ratio of peak and trough.
  public static let ptroughr = NCAParameter(
    "PTROUGHR", "Peak Trough Ratio", .ratio, formula: "CMAX/CTROUGH", from: [cmax, ctrough]
  ) { inputs in inputs.derive(cmax, ctrough) { .ratio($0, $1, zero: "CTROUGH") } }

  /// The accumulation that λz predicts for doses every τ.
  public static let ailamz = NCAParameter(
    "AILAMZ", "Accumulation Index using Lambda z", .ratio, formula: "1/(1 − exp(−LAMZ τ))", from: [lamz]
  ) { inputs in
    guard let tau = inputs.tau else { return .notCalculable(because: .openInterval) }
    return inputs.derive(lamz) { .checked(1 / (1 - LaneMath.exp(-$0 * tau))) }
  }

  /// Clearances at steady state.
  public static let (cltau, clftau) = (
    steadyClearance("CLTAU", "Total CL for Dose Int", .intravenous),
    steadyClearance("CLFTAU", "Total CL by F for Dose Int", .extravascular)
  )
  /// Volumes of the terminal phase at steady state.
  public static let (vztau, vzftau) = (
    steadyVolume("VZTAU", "Vz for Dose Int", cltau, .intravenous),
    steadyVolume("VZFTAU", "Vz for Dose Int by F", clftau, .extravascular)
  )

  /// The mean residence time at steady state.
  public static let mrtmdo = NCAParameter(
    "MRTMDO", "MRT at Steady State Obs", .time, isStandard: false,
    formula: "(AUMCTAU + τ (AUCIFO − AUCTAU))/AUCTAU − duration/2", from: [auctau, aumctau, aucifo]
  ) { $0.steadyResidence(aucifo) }

  /// The mean residence time at steady state, predicted.
  public static let mrtmdp = NCAParameter(
    "MRTMDP", "MRT at Steady State Pred", .time, isStandard: false,
    formula: "(AUMCTAU + τ (AUCIFP − AUCTAU))/AUCTAU − duration/2", from: [auctau, aumctau, aucifp]
  ) { $0.steadyResidence(aucifp) }

  /// The volume of distribution from data at steady state.
  public static let vssmdo = NCAParameter(
    "VSSMDO", "Vol Dist from Steady State Obs", .volume, routes: .intravenous, isStandard: false,
    formula: "CLTAU × MRTMDO", from: [cltau, mrtmdo]
  ) { inputs in inputs.derive(cltau, mrtmdo) { .checked($0 * $1) } }

  /// What belongs to an interval with an end.
  static let dosingInterval: [NCAParameter] = [
    cavg, flucp, swing, ptroughr, ailamz, cltau, clftau, vztau, vzftau, mrtmdo, mrtmdp, vssmdo,
  ]

  private static func steadyClearance(_ code: String, _ label: String, _ routes: NCARoutes) -> NCAParameter {
    NCAParameter(code, label, .clearance, routes: routes, formula: "dose/AUCTAU, at steady state", from: [auctau]) {
      inputs in
      inputs.atSteadyState { _ in
        inputs.withDose { dose in inputs.derive(auctau) { .ratio(dose, $0, zero: "AUCTAU") } }
      }
    }
  }

  private static func steadyVolume(
    _ code: String, _ label: String, _ clearance: NCAParameter, _ routes: NCARoutes
  ) -> NCAParameter {
    NCAParameter(code, label, .volume, routes: routes, formula: "\(clearance.code)/LAMZ", from: [clearance, lamz]) {
      inputs in inputs.derive(clearance, lamz) { .ratio($0, $1, zero: "LAMZ") }
    }
  }
}

extension NCAInputs {
  fileprivate func steadyResidence(_ infinite: NCAParameter) -> NCAValue {
    atSteadyState { tau in
      derive(.auctau, .aumctau, infinite) { area, moment, infinite in
        withInfusionDuration { duration in
          NCAValue.ratio(moment + tau * (infinite - area), area, zero: "AUCTAU").map { $0 - duration / 2 }
        }
      }
    }
  }
}
