extension Calculation {
  /// Size and build of the body.
  static let build: [Calculation] = [
    Calculation(
      name: "bsa", summary: "body surface area", methods: BodySurface.allCases.map(\.rawValue),
      inputs: ["weight", "height"]
    ) { inputs throws(Refusal) in
      let method = try inputs.method(BodySurface.self)
      let area = try method.area(
        weight: inputs.measure("weight", ActualWeight.self), height: inputs.measure("height", Height.self))
      return Answer(method.title, area)
    },
    Calculation(name: "bmi", summary: "body mass index", methods: [], inputs: ["weight", "height"]) {
      inputs throws(Refusal) in
      let index = try BodyMassIndex.index(
        weight: inputs.measure("weight", ActualWeight.self), height: inputs.measure("height", Height.self))
      return Answer("weight/height²", index)
    },
    Calculation(
      name: "ibw", summary: "ideal body weight", methods: IdealWeightMethod.allCases.map(\.rawValue),
      inputs: ["height", "sex"]
    ) { inputs throws(Refusal) in
      let method = try inputs.method(IdealWeightMethod.self)
      let height = try inputs.measure("height", Height.self)
      return Answer(
        method.title, try method.weight(height: height, sex: inputs.sex()), notes: Self.belowFiveFeet(height))
    },
    Calculation(
      name: "adjbw", summary: "adjusted body weight: ideal + factor·(actual − ideal)",
      methods: IdealWeightMethod.allCases.map(\.rawValue), inputs: ["weight", "height", "sex", "factor"]
    ) { inputs throws(Refusal) in
      let method = try inputs.method(IdealWeightMethod.self)
      let height = try inputs.measure("height", Height.self)
      let ideal = try method.weight(height: height, sex: inputs.sex())
      let factor = try inputs.plain("factor", example: "0.4")
      let actual = try inputs.measure("weight", ActualWeight.self)
      try Domain.require(actual, 20...350, field: "weight")
      let adjusted = IdealWeightMethod.adjusted(ideal: ideal, actual: actual, factor: factor)
      return Answer(
        "\(method.title), factor \(factor)", adjusted,
        notes: ["ideal weight \(ideal.text(decimals: 4))"] + Self.belowFiveFeet(height))
    },
    Calculation(
      name: "lbm", summary: "lean body weight", methods: LeanWeightMethod.allCases.map(\.rawValue),
      inputs: ["weight", "height", "sex"]
    ) { inputs throws(Refusal) in
      let method = try inputs.method(LeanWeightMethod.self)
      let lean = try method.weight(
        actual: inputs.measure("weight", ActualWeight.self), height: inputs.measure("height", Height.self),
        sex: inputs.sex())
      return Answer(method.title, lean)
    },
  ]

  /// The formulas of ideal weight begin at five feet; below, sites continue the line, hold it or refuse.
  private static func belowFiveFeet(_ height: Measure<Height>) -> [String] {
    height.value < Rational(1524, decimals: 1) ? ["below 152.4 cm the line of the formula is continued"] : []
  }

  /// What was done to a creatinine that was given by amount of substance.
  private static func conversion(_ inputs: CalculationInputs) -> [String] {
    inputs.values["creatinine"]?.contains("mol") == true ? ["µmol/L are divided by 88.42"] : []
  }

  /// Clearance and filtration.
  static let kidneys: [Calculation] = [
    Calculation(
      name: "crcl", summary: "creatinine clearance, absolute", methods: [],
      inputs: ["age", "birth-date", "date", "weight", "creatinine", "sex"]
    ) { inputs throws(Refusal) in
      let clearance = try CockcroftGault.clearance(
        age: inputs.age(), weight: inputs.measure("weight", ActualWeight.self),
        creatinine: inputs.measure("creatinine", SerumCreatinine.self), sex: inputs.sex())
      return Answer(
        "Cockcroft-Gault 1976, with the weight that was given", clearance, notes: Self.conversion(inputs))
    },
    Calculation(
      name: "egfr", summary: "filtration rate from creatinine, indexed to 1.73 m²",
      methods: FiltrationRate.allCases.map(\.rawValue), inputs: ["creatinine", "age", "birth-date", "date", "sex"]
    ) { inputs throws(Refusal) in
      let method = try inputs.method(FiltrationRate.self)
      let rate = try method.rate(
        creatinine: inputs.measure("creatinine", SerumCreatinine.self), age: inputs.age(), sex: inputs.sex())
      return Answer(
        method.title, rate,
        notes: Self.conversion(inputs) + ["indexed: a dose needs the absolute rate, see 'deindex'"])
    },
    Calculation(
      name: "deindex", summary: "absolute filtration rate from an indexed one", methods: [],
      inputs: ["indexed-gfr", "bsa"]
    ) { inputs throws(Refusal) in
      let rate = try FiltrationRate.deindexed(
        inputs.measure("indexed-gfr", IndexedGFR.self), surface: inputs.measure("bsa", SurfaceArea.self))
      return Answer("indexed·BSA/1.73", rate)
    },
    Calculation(
      name: "calvert", summary: "dose of carboplatin for a target AUC", methods: [], inputs: ["auc", "gfr", "measured"]
    ) { inputs throws(Refusal) in
      let rate = try inputs.measure("gfr", AbsoluteGFR.self)
      let isMeasured = inputs.text("measured") == "yes"
      let dose = try Calvert.dose(
        auc: inputs.measure("auc", TargetAUC.self), rate: rate, isMeasured: isMeasured)
      let isCapped = !isMeasured && rate > Calvert.estimatedRateCap
      return Answer(
        "Calvert 1989: AUC·(GFR + 25)", dose, decimals: 1,
        notes: isCapped ? ["an estimated rate is capped at 125 mL/min; --measured lifts the cap"] : [])
    },
  ]

  /// The electrocardiogram.
  static let heart: [Calculation] = [
    Calculation(
      name: "qtc", summary: "QT interval corrected for heart rate", methods: QTCorrection.allCases.map(\.rawValue),
      inputs: ["qt", "rr", "heart-rate"]
    ) { inputs throws(Refusal) in
      let method = try inputs.method(QTCorrection.self)
      let qt = try inputs.measure("qt", Milliseconds.self)
      if let rate = try inputs.optional("heart-rate", HeartRate.self) {
        let rr = try QTCorrection.interval(of: rate)
        return Answer(method.title, try method.corrected(qt: qt, rr: rr), notes: ["RR \(rr.text(decimals: 3))"])
      }
      return Answer(method.title, try method.corrected(qt: qt, rr: inputs.measure("rr", Milliseconds.self)))
    }
  ]
}
