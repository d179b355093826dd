extension NCAParameter {
  /// Parameters divided by the dose.
  public static let (cmaxd, cmind, ctroughd, cavgd, clstd) = (
    perDose(cmax), perDose(cmin), perDose(ctrough, label: "Conc Trough by Dose"),
    perDose(cavg, label: "Average Conc Norm by Dose"), perDose(clst)
  )
  /// Areas divided by the dose.
  public static let (auclstd, aucalld, aucifod, aucifpd, auctaud) = (
    perDose(auclst), perDose(aucall), perDose(aucifo), perDose(aucifp), perDose(auctau)
  )

  /// A parameter divided by the dose at the start of the interval; its code has a D at the end.
  ///
  /// The label is that of the parameter with "Norm by Dose" where none is given.
  public static func perDose(_ parameter: NCAParameter, label: String? = nil) -> NCAParameter {
    NCAParameter(
      parameter.code + "D", qualifier: parameter.qualifier, label ?? parameter.label + " Norm by Dose",
      .perDose(parameter.quantity), routes: parameter.routes, isStandard: parameter.isStandard,
      formula: "\(parameter.code)/dose", from: [parameter]
    ) { inputs in
      inputs.withDose { dose in inputs.derive(parameter) { .checked($0 / dose) } }
    }
  }

  /// What is told per dose.
  static let doseNormalized: [NCAParameter] = [
    cmaxd, cmind, ctroughd, cavgd, clstd, auclstd, aucalld, aucifod, aucifpd, auctaud,
  ]
}
