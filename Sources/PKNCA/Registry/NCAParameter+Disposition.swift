extension NCAParameter {
  /// Clearances after an intravenous dose.
  public static let (clo, clp) = (
    clearance("CLO", "Total CL Obs", aucifo, .intravenous), clearance("CLP", "Total CL Pred", aucifp, .intravenous)
  )
  /// Clearances by the fraction absorbed.
  public static let (clfo, clfp) = (
    clearance("CLFO", "Total CL Obs by F", aucifo, .extravascular),
    clearance("CLFP", "Total CL Pred by F", aucifp, .extravascular)
  )
  /// Volumes of the terminal phase after an intravenous dose.
  public static let (vzo, vzp) = (
    terminalVolume("VZO", "Vz Obs", clo, .intravenous), terminalVolume("VZP", "Vz Pred", clp, .intravenous)
  )
  /// Volumes of the terminal phase by the fraction absorbed.
  public static let (vzfo, vzfp) = (
    terminalVolume("VZFO", "Vz Obs by F", clfo, .extravascular),
    terminalVolume("VZFP", "Vz Pred by F", clfp, .extravascular)
  )

  /// Volumes of distribution at steady state.
  public static let vsso = NCAParameter(
    "VSSO", "Vol Dist Steady State Obs", .volume, routes: .intravenous, formula: "CLO × MRT to infinity, observed",
    from: [clo, mrtibifo, mrticifo]
  ) { inputs in
    inputs.derive(clo, inputs.route == .bolus ? mrtibifo : mrticifo) { .checked($0 * $1) }
  }

  /// The volume of distribution at steady state, predicted.
  public static let vssp = NCAParameter(
    "VSSP", "Vol Dist Steady State Pred", .volume, routes: .intravenous, formula: "CLP × MRT to infinity, predicted",
    from: [clp, mrtibifp, mrticifp]
  ) { inputs in
    inputs.derive(clp, inputs.route == .bolus ? mrtibifp : mrticifp) { .checked($0 * $1) }
  }

  /// The effective half-life: that of one compartment with the same mean residence time.
  public static let effhl = NCAParameter(
    "EFFHL", "Effective Half-Life", .time, routes: .intravenous, formula: "ln 2 × MRT to infinity, observed",
    from: [mrtibifo, mrticifo]
  ) { inputs in
    inputs.derive(inputs.route == .bolus ? mrtibifo : mrticifo) { .checked(0.69314718055994530942 * $0) }
  }

  /// The total dose of the interval.
  public static let tdose = NCAParameter(
    "TDOSE", "Total Dose", .amount, isStandard: false, formula: "dose at the start of the interval"
  ) { inputs in inputs.withDose { .value($0) } }

  /// Clearances, volumes, and what follows from them.
  static let disposition: [NCAParameter] = [
    clo, clp, clfo, clfp, vzo, vzp, vzfo, vzfp, vsso, vssp, effhl, tdose,
  ]

  private static func clearance(_ code: String, _ label: String, _ area: NCAParameter, _ routes: NCARoutes)
    -> NCAParameter
  {
    NCAParameter(code, label, .clearance, routes: routes, formula: "dose/\(area.code)", from: [area]) { inputs in
      inputs.afterSingleDose {
        inputs.withDose { dose in inputs.derive(area) { .ratio(dose, $0, zero: area.code) } }
      }
    }
  }

  private static func terminalVolume(
    _ code: String, _ label: String, _ clearance: NCAParameter, _ routes: NCARoutes
  ) -> NCAParameter {
    NCAParameter(code, label, .volume, routes: routes, formula: "\(clearance.code)/LAMZ", from: [clearance, lamz]) {
      inputs in inputs.derive(clearance, lamz) { .ratio($0, $1, zero: "LAMZ") }
    }
  }
}
