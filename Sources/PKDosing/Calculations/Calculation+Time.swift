extension Calculation {
  /// What a half-life says.
  static let time: [Calculation] = [
    Calculation(
      name: "half-life", summary: "half-life from two levels or a rate constant", methods: [],
      inputs: ["rate-constant", "first-time", "first-level", "second-time", "second-level"]
    ) { inputs throws(Refusal) in
      if let constant = try inputs.optional("rate-constant", RateConstant.self) {
        guard let halfLife = Elimination.halfLife(of: constant) else {
          throw Domain.refusal("rate-constant", constant.text, "nothing is eliminated")
        }
        return Answer("ln 2/k", halfLife, title: "half-life")
      }
      let first = try (inputs.measure("first-time", Hours.self), inputs.measure("first-level", DrugLevel.self))
      let second = try (inputs.measure("second-time", Hours.self), inputs.measure("second-level", DrugLevel.self))
      return Answer("two levels, log-linear", try Elimination.halfLife(from: first, to: second), title: "half-life")
    },
    Calculation(
      name: "washout", summary: "washout: days or half-lives, whichever is shorter or longer", methods: [],
      inputs: ["days", "half-lives", "half-life", "whichever"]
    ) { inputs throws(Refusal) in
      let text = try inputs.required("whichever", example: "shorter")
      guard let choice = Elimination.Choice(rawValue: text) else {
        throw Refusal(
          .unknownName, field: "whichever", value: text, rule: "it is 'shorter' or 'longer'", action: "give one of them"
        )
      }
      let days = try inputs.measure("days", Days.self)
      let count = try inputs.plain("half-lives", example: "5")
      let halfLife = try Self.positive(inputs.measure("half-life", Hours.self), "half-life")
      guard count > .zero else { throw Domain.refusal("half-lives", count.shortText(), "it is above zero") }
      return Answer(
        "the \(choice.rawValue) of the two",
        Elimination.washout(days: days, halfLives: count, halfLife: halfLife, choice: choice), title: "washout",
        notes: ["of several half-lives, the terminal one counts"])
    },
    Calculation(
      name: "accumulation", summary: "accumulation and first-interval fraction of steady state", methods: [],
      inputs: ["half-life", "interval"]
    ) { inputs throws(Refusal) in
      let halfLife = try inputs.measure("half-life", Hours.self)
      let interval = try inputs.measure("interval", Hours.self)
      guard let ratio = Elimination.accumulation(halfLife: halfLife, interval: interval),
        let fraction = Elimination.fractionOfSteadyState(after: interval, halfLife: halfLife)
      else {
        throw Domain.refusal("half-life", halfLife.text, "half-life and interval are above zero")
      }
      return Answer(
        title: "accumulation", method: "one compartment: 1/(1 − 2^(−τ/t½))",
        results: [
          .init(name: "accumulation ratio", value: ratio.text(decimals: 4), unit: ""),
          .init(name: "first interval's fraction of steady state", value: fraction.text(decimals: 4), unit: ""),
        ], notes: ["of several compartments, use the effective half-life, or a model's exposure"])
    },
    Calculation(
      name: "steady-state", summary: "time to a part of steady state", methods: [], inputs: ["half-life", "percent"]
    ) { inputs throws(Refusal) in
      let halfLife = try Self.positive(inputs.measure("half-life", Hours.self), "half-life")
      let percent = try inputs.measure("percent", Percentage.self)
      guard let time = Elimination.time(toFraction: percent.value.over(100), halfLife: halfLife) else {
        throw Domain.refusal("percent", percent.text, "it lies between 0 and 100 %")
      }
      return Answer("−t½·log₂(1 − fraction)", time, title: "time to \(percent.text) of steady state")
    },
  ]

  private static func positive(_ time: Measure<Hours>, _ field: String) throws(Refusal) -> Measure<Hours> {
    if time.value > .zero { return time }
    throw Domain.refusal(field, time.text, "it is above zero")
  }

  /// Doses and volumes that stand alone.
  static let drug: [Calculation] = [
    Calculation(name: "volume", summary: "volume that holds a dose", methods: [], inputs: ["dose", "concentration"]) {
      inputs throws(Refusal) in
      let dose = try inputs.measure("dose", DoseMass.self)
      let concentration = try inputs.measure("concentration", Concentration.self)
      guard let volume = dose.value.divided(by: concentration.value) else {
        throw Domain.refusal("concentration", concentration.text, "it is zero")
      }
      guard dose.value == .zero || volume >= Rational(1, decimals: 3) else {
        throw Domain.refusal("dose", dose.text, "less than 0.001 mL would hold it")
      }
      return Answer(prescribed: "dose/concentration", Measure<Volume>(volume), decimals: 3)
    },
    Calculation(
      name: "rate", summary: "pump rate, by the hour and by the day", methods: [], inputs: ["volume", "time"]
    ) { inputs throws(Refusal) in
      let volume = try inputs.measure("volume", Volume.self)
      let time = try inputs.measure("time", Hours.self)
      guard let rate = volume.value.divided(by: time.value) else {
        throw Domain.refusal("time", time.text, "it is zero")
      }
      return Answer(
        title: "flow rate", method: "volume/time",
        results: [
          .init(name: "rate", value: rate.text(decimals: 3), unit: "mL/h"),
          .init(name: "in 24 hours", value: (rate * Rational(24)).text(decimals: 3), unit: "mL"),
          .init(name: "in all", value: time.value.shortText(decimals: 4), unit: "h"),
        ], notes: ["a pump is set in mL/h; never enter the volume of 24 hours"])
    },
  ]

  /// Conversions that must be asked for.
  static let conversions: [Calculation] = [
    Calculation(
      name: "convert", summary: "pounds to kilograms, inches to centimetres", methods: [], inputs: ["pounds", "inches"]
    ) {
      inputs throws(Refusal) in
      if let pounds = try inputs.optional("pounds", PoundWeight.self) {
        return Answer("0.45359237 kg exactly", Conversion.kilograms(pounds))
      }
      return Answer("2.54 cm exactly", Conversion.centimetres(try inputs.measure("inches", InchHeight.self)))
    },
    Calculation(name: "age", summary: "completed years between two days", methods: [], inputs: ["birth-date", "date"]) {
      inputs throws(Refusal) in
      Answer("completed years", try inputs.age(), decimals: 0)
    },
  ]
}
