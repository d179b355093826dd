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
      guard factor > .zero, factor <= .one else {
        throw Domain.refusal("factor", factor.shortText(), "it is above 0 and at most 1")
      }
      let actual = try inputs.measure("weight", ActualWeight.self)
      try Domain.require(actual, 20...350, field: "weight")
      let adjusted = IdealWeightMethod.adjusted(ideal: ideal, actual: actual, factor: factor)
      return Answer(
        "\(method.title), factor \(factor)", adjusted,
        notes: ["ideal weight \(ideal.text(decimals: 4))"] + Self.belowFiveFeet(height)
          + (actual.value < ideal.value
            ? ["the actual weight is below the ideal one, for which this is not meant"] : []))
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
    height < IdealWeightMethod.fiveFeet ? ["below 152.4 cm the line of the formula is continued"] : []
  }

  /// What was done to a creatinine that was given by amount of substance, and whether it is an unusual one.
  private static func notes(of creatinine: Measure<SerumCreatinine>, _ inputs: CalculationInputs) -> [String] {
    let isUnusual = creatinine.value < Rational(5, decimals: 1) || creatinine.value > Rational(5)
    return (inputs.values["creatinine"]?.contains("mol") == true ? ["µmol/L are divided by 88.42"] : [])
      + (isUnusual ? ["a creatinine below 0.5 or above 5 mg/dL is unusual: the estimate is uncertain"] : [])
  }

  /// Cockcroft and Gault with the one weight that is given: actual, ideal or adjusted.
  private static func clearance(_ inputs: inout CalculationInputs) throws(Refusal) -> Answer {
    let age = try inputs.age()
    let creatinine = try inputs.measure("creatinine", SerumCreatinine.self)
    let sex = try inputs.sex()
    func answer<Weight: MeasureKind>(_ weight: Measure<Weight>?) throws(Refusal) -> Answer? {
      guard let weight else { return nil }
      let clearance = try CockcroftGault.clearance(age: age, weight: weight, creatinine: creatinine, sex: sex)
      return Answer(
        "Cockcroft-Gault 1976, \(Weight.title)", clearance, title: "creatinine clearance",
        notes: notes(of: creatinine, inputs))
    }
    let answers = [
      try answer(try inputs.optional("weight", ActualWeight.self)),
      try answer(try inputs.optional("ideal-weight", IdealWeight.self)),
      try answer(try inputs.optional("adjusted-weight", AdjustedWeight.self)),
    ].compactMap(\.self)
    if let only = answers.first, answers.count == 1 { return only }
    throw Refusal(
      .missingInput, field: "weight", rule: "the formula takes one weight, and \(answers.count) are given",
      action: "give one of --weight, --ideal-weight and --adjusted-weight")
  }

  /// What became of a filtration rate in Calvert's formula.
  private static func notes(of rate: Measure<AbsoluteGFR>, isMeasured: Bool) -> [String] {
    let isCapped = !isMeasured && rate > Calvert.estimatedRateCap
    let isBeyond = rate.value < Rational(33) || rate.value > Rational(136)
    return (isCapped ? ["an estimated rate is capped at 125 mL/min; --measured lifts the cap"] : [])
      + (isBeyond ? ["the formula was derived from rates of 33 to 136 mL/min"] : [])
  }

  /// Clearance and filtration.
  static let kidneys: [Calculation] = [
    Calculation(
      name: "crcl", summary: "creatinine clearance, absolute", methods: [],
      inputs: ["age", "birth-date", "date", "weight", "ideal-weight", "adjusted-weight", "creatinine", "sex"]
    ) { inputs throws(Refusal) in try Self.clearance(&inputs) },
    Calculation(
      name: "egfr", summary: "filtration rate from creatinine, indexed to 1.73 m²",
      methods: FiltrationRate.allCases.map(\.rawValue), inputs: ["creatinine", "age", "birth-date", "date", "sex"]
    ) { inputs throws(Refusal) in
      let method = try inputs.method(FiltrationRate.self)
      let creatinine = try inputs.measure("creatinine", SerumCreatinine.self)
      let rate = try method.rate(creatinine: creatinine, age: inputs.age(), sex: inputs.sex())
      return Answer(
        method.title, rate,
        notes: Self.notes(of: creatinine, inputs) + ["indexed: a dose needs the absolute rate, see 'deindex'"])
    },
    Calculation(
      name: "deindex", summary: "absolute filtration rate from an indexed one", methods: [],
      inputs: ["indexed-gfr", "bsa"]
    ) { inputs throws(Refusal) in
      let indexed = try inputs.measure("indexed-gfr", IndexedGFR.self)
      let surface = try inputs.measure("bsa", SurfaceArea.self)
      try Domain.require(indexed, 1...250, field: "indexed-gfr")
      try Domain.require(surface, 1...4, field: "bsa")
      return Answer("indexed·BSA/1.73", FiltrationRate.deindexed(indexed, surface: surface))
    },
    Calculation(
      name: "calvert", summary: "dose of carboplatin for a target AUC", methods: [], inputs: ["auc", "gfr", "measured"]
    ) { inputs throws(Refusal) in
      let rate = try inputs.measure("gfr", AbsoluteGFR.self)
      let isMeasured = inputs.text("measured") == "yes"
      let dose = try Calvert.dose(
        auc: inputs.measure("auc", TargetAUC.self), rate: rate, isMeasured: isMeasured)
      return Answer(
        prescribed: "Calvert 1989: AUC·(GFR + 25)", dose, decimals: 1,
        notes: Self.notes(of: rate, isMeasured: isMeasured) + ["rounded to 0.1 mg, half away from zero"])
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
        return Answer(
          method.title, try method.corrected(qt: qt, rr: rr), title: "corrected QT",
          notes: ["RR \(rr.text(decimals: 3))"])
      }
      let rr = try inputs.measure("rr", Milliseconds.self)
      return Answer(method.title, try method.corrected(qt: qt, rr: rr), title: "corrected QT")
    }
  ]
}
