import ArgumentParser

/// The inputs of the formulas, as texts with their units.
struct CalcInputOptions: ParsableArguments {
  @Option(help: "\"62.4 kg\".")
  var weight: String?
  @Option(help: "In place of the actual weight, \"56.9 kg\".")
  var idealWeight: String?
  @Option(help: "In place of the actual weight, \"66.1 kg\".")
  var adjustedWeight: String?
  @Option(help: "\"168 cm\".")
  var height: String?
  @Option(help: "Male or female.")
  var sex: String?
  @Option(help: "\"65 years\".")
  var age: String?
  @Option(help: "A date.")
  var birthDate: String?
  @Option(help: "A date.")
  var date: String?
  @Option(help: "mg/dL or umol/L.")
  var creatinine: String?
  @Option(help: "Absolute, \"90 mL/min\".")
  var gfr: String?
  @Option(help: "\"90 mL/min/1.73m2\".")
  var indexedGfr: String?
  @Option(help: "\"1.8 m2\".")
  var bsa: String?
  @Option(help: "\"5 mg*min/mL\".")
  var auc: String?
  @Option(help: "\"440 ms\".")
  var qt: String?
  @Option(help: "\"857 ms\".")
  var rr: String?
  @Option(help: "\"60 bpm\".")
  var heartRate: String?
  @Option(help: "\"5.7 d\" or \"12 h\".")
  var halfLife: String?
  @Option(help: "A number.")
  var halfLives: String?
  @Option(help: "\"0.05 /h\".")
  var rateConstant: String?
  @Option(help: "\"21 d\".")
  var interval: String?
  @Option(help: "\"90 %\".")
  var percent: String?
  @Option(help: "\"21 days\".")
  var days: String?
  @Option(help: "Shorter or longer.")
  var whichever: String?
  @Option(help: "\"3 h\".")
  var firstTime: String?
  @Option(help: "\"30 mg/L\".")
  var firstLevel: String?
  @Option(help: "\"24 h\".")
  var secondTime: String?
  @Option(help: "\"10 mg/L\".")
  var secondLevel: String?
  @Option(help: "A number, such as 0.4.")
  var factor: String?
  @Option(help: "\"156 mg\".")
  var dose: String?
  @Option(help: "\"20 mg/mL\".")
  var concentration: String?
  @Option(help: "\"100 mL\".")
  var volume: String?
  @Option(help: "\"30 min\".")
  var time: String?
  @Option(help: "\"150 lb\".")
  var pounds: String?
  @Option(help: "\"70 in\".")
  var inches: String?
  @Flag(help: "The filtration rate was measured, not estimated.")
  var measured = false

  /// What was given, by the names of the options.
  var values: [String: String] {
    let all: [String: String?] = [
      "weight": weight, "ideal-weight": idealWeight, "adjusted-weight": adjustedWeight, "height": height, "sex": sex,
      "age": age, "birth-date": birthDate, "date": date,
      "creatinine": creatinine, "gfr": gfr, "indexed-gfr": indexedGfr, "bsa": bsa, "auc": auc, "qt": qt, "rr": rr,
      "heart-rate": heartRate, "half-life": halfLife, "half-lives": halfLives, "rate-constant": rateConstant,
      "interval": interval, "percent": percent, "days": days, "whichever": whichever, "first-time": firstTime,
      "first-level": firstLevel, "second-time": secondTime, "second-level": secondLevel, "factor": factor, "dose": dose,
      "concentration": concentration, "volume": volume, "time": time, "pounds": pounds, "inches": inches,
      "measured": measured ? "yes" : nil,
    ]
    return all.compactMapValues(\.self)
  }
}
