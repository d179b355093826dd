import ArgumentParser
import Bateman

/// The inputs of one dose, as texts: nothing is read before the module of doses does it.
struct DoseInputOptions: ParsableArguments {
  @Option(help: "The arm of the protocol.")
  var arm: String?
  @Option(help: "The cycle, from 1.")
  var cycle: String?
  @Option(help: "The day of the cycle, where the protocol doses on several.")
  var day: String?
  @Option(
    parsing: .unconditional, help: "The dose level, by name or dose; the starting level where it is left out.")
  var level: String?
  @Option(parsing: .unconditional, help: "The level of the dose before, which guards against re-escalation.")
  var previousLevel: String?
  @Option(help: "The date of the dose, such as 2026-03-02; the machine's clock is never asked.")
  var date: String?
  @Option(help: "Weight with unit, and the day of weighing before it: \"62.4 kg\" or \"2026-03-01 62.4 kg\".")
  var weight: String?
  @Option(help: "Where the weight is from: measured, stated or plan.")
  var weightSource: String?
  @Option(help: "The weight that the protocol compares with.")
  var referenceWeight: String?
  @Option(help: "The weight before, against slips of the point or of the unit.")
  var previousWeight: String?
  @Option(help: "Height with unit: \"168 cm\".")
  var height: String?
  @Option(help: "male or female.")
  var sex: String?
  @Option(help: "Date of birth.")
  var birthDate: String?
  @Option(help: "Serum creatinine in mg/dL or umol/L.")
  var creatinine: String?
  @Option(help: "QT interval by Fridericia: \"440 ms\".")
  var qtcf: String?
  @Option(help: "Ejection fraction: \"60 %\".")
  var lvef: String?
  @Option(help: "The last dose with its date: \"2026-03-02 155 mg\".")
  var lastDose: String?
  @Option(help: "The date of the first dose, for protocols with a fixed calendar.")
  var firstDose: String?
  @Option(help: "The dose so far, where the protocol limits it.")
  var cumulative: String?
  @Option(help: "Strengths in stock: \"100 mg\" or \"100 mg, 160 mg\".")
  var vials: String?
  @Option(help: "Concentration after reconstitution, where the protocol leaves it open.")
  var concentration: String?
  @Option(help: "The bag to use: \"100 mL\".")
  var bag: String?
  @Option(help: "Half-life of the treatment before, for the washout.")
  var priorHalfLife: String?
  @Option(help: "A pseudonym; never a name.")
  var subject: String?
  @Option(help: "Who calculates; a text, not a signature.")
  var calculatedBy: String?
  @Option(help: "Who checks independently; a text, not a signature.")
  var checkedBy: String?
  @Option(help: "Why a soft limit is passed: role, reason, second person.")
  var override: String?
  @Option(name: .customLong("set"), help: "A parameter of the protocol: name=\"2.0 mg/kg\"; may be given again.")
  var parameters: [String] = []
  @Flag(help: "Use a protocol without approvals; every result is marked.")
  var training = false

  /// The inputs that were given.
  func request() throws -> DoseRequest {
    let values: [DoseRequest.Field: String?] = [
      .arm: arm, .cycle: cycle, .day: day, .level: level, .previousLevel: previousLevel, .date: date, .weight: weight,
      .weightSource: weightSource, .referenceWeight: referenceWeight, .previousWeight: previousWeight,
      .height: height, .sex: sex, .birthDate: birthDate, .creatinine: creatinine, .qtcf: qtcf, .lvef: lvef,
      .lastDose: lastDose, .firstDose: firstDose, .cumulative: cumulative, .vials: vials,
      .concentration: concentration, .bag: bag, .priorHalfLife: priorHalfLife, .subject: subject,
      .calculatedBy: calculatedBy, .checkedBy: checkedBy, .override: override,
    ]
    var request = DoseRequest(values.compactMapValues(\.self), isTraining: training)
    for text in parameters {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw CommandError.usage("'--set \(text)' has no value", help: ["write it like --set name=\"2.0 mg/kg\""])
      }
      guard request.parameters.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw CommandError.usage("the parameter '\(parts[0])' is given twice")
      }
    }
    return request
  }
}
