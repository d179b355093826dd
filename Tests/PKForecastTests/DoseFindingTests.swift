import PKData
import PKEstimation
import PKForecast
import Testing

/// Doses, intervals and times for targets against posologyr's published values, or, where the package answers on a grid
/// of 0.1 h, against an independent computation.
struct DoseFindingTests {
  /// Infusions at one interval.
  private static func plan(
    _ amount: Double, over duration: Double, from start: Double, every cycle: Double, count: Int = 1
  ) -> FuturePlan {
    let dose = Dose(amount: amount, administration: .duration(duration))
    return FuturePlan(name: "plan", start: start, cycle: cycle, amounts: Array(repeating: dose, count: count))
  }

  private static func expect(_ found: Double, _ expected: Double, digits: Double, _ what: Comment) {
    #expect(abs(found - expected) <= 0.5 * digits * 1.0001, "\(what): \(found) and not \(expected)")
  }

  @Test("gentamicin: when 0.5 mg/L is reached, and the dose for 12 mg/L at 49 h") func gentamicin() throws {
    let patient = try Patients.estimated(WorkedModels.gentamicin, EstimateCase.gentamicin)
    let time = try patient.time(ofLevel: 0.5, output: 0, after: [], within: 100).estimate
    Self.expect(time, 44.840, digits: 0.001, "time")
    let target = ExposureTarget(.level(at: 49), output: 0, value: 12)
    let found = try patient.dose(for: target, roundedTo: 5, guess: 180) {
      Self.plan($0, over: 0.5, from: 48, every: 24)
    }
    Self.expect(found.exact, 237.5902, digits: 0.0001, "dose")
    // The rounded dose is simulated again.
    #expect(found.rounded == 240)
    #expect(found.achieved.estimate > 12 && found.achieved.estimate < 12 * 240 / 237)
    #expect(found.achieved.lower < 12 && found.achieved.upper > 12)
    #expect(found.shareAtLeast > 0.2 && found.shareAtLeast < 0.8)
  }

  static let amikacin = "ID,TIME,EVID,AMT,RATE,DV\n1,0,1,2000,4000,.\n1,1,0,0,0,58\n1,6,0,0,0,14\n"

  @Test("amikacin: trough and next dose") func amikacin() throws {
    let patient = try Patients.estimated(WorkedModels.amikacin(), Self.amikacin)
    Self.expect(
      try patient.time(ofLevel: 2.5, output: 0, after: [], within: 100).estimate, 33.82, digits: 0.01, "time")
    let target = ExposureTarget(.level(at: 35), output: 0, value: 80)
    let found = try patient.dose(for: target, roundedTo: 50, guess: 2000) {
      Self.plan($0, over: 0.5, from: 34, every: 24)
    }
    Self.expect(found.exact, 2447.92, digits: 0.01, "dose")
    #expect(found.rounded == 2450)
  }

  @Test("amikacin before any level: 80 mg/L at 1 h, and when 2.5 mg/L is reached") func amikacinBefore() throws {
    let table = "ID,TIME,EVID,AMT,RATE,DV\n1,0,2,0,0,.\n"
    let patient = try Patients.estimated(WorkedModels.amikacin(), table)
    #expect(patient.isPrior)
    let target = ExposureTarget(.level(at: 1), output: 0, value: 80)
    let found = try patient.dose(for: target, roundedTo: 0, guess: 100) {
      Self.plan($0, over: 0.5, from: 0, every: 24)
    }
    Self.expect(found.exact, 2087.67, digits: 0.01, "dose")
    let doses = Self.plan(found.exact, over: 0.5, from: 0, every: 24).doses
    Self.expect(
      try patient.time(ofLevel: 2.5, output: 0, after: doses, within: 100).estimate, 37.48, digits: 0.01, "time")
  }

  @Test("amikacin with combined error and tobramycin: individual parameters") func parameters() throws {
    let table = "ID,TIME,EVID,AMT,RATE,DV\n1,0,1,1600,3200,.\n1,1,0,0,0,75\n1,6,0,0,0,32\n"
    let amikacin = try Patients.estimated(WorkedModels.amikacin(error: "proportional(b) + additive(a)"), table)
    let forecast = try amikacin.forecast([Self.plan(1600, over: 0.5, from: 24, every: 24)])
    for (parameter, expected) in zip(forecast.parameters, [2.6226, 11.0142, 14.5732, 11.9611]) {
      Self.expect(parameter.individual.estimate, expected, digits: 0.0001, "\(parameter.name)")
    }
    let tobramycin = try Patients.estimated(
      WorkedModels.tobramycin, "ID,TIME,EVID,AMT,RATE,DV\n1,0,1,500,1000,.\n1,1,0,0,0,25\n1,14,0,0,0,5.5\n")
    let parameters = try tobramycin.forecast([Self.plan(500, over: 0.5, from: 24, every: 24)]).parameters
    Self.expect(parameters[0].individual.estimate, 0.125822, digits: 0.000001, "ke")
    Self.expect(parameters[1].individual.estimate, 18.2134, digits: 0.0001, "V")
  }

  @Test("vancomycin: areas so far, next dose and maintenance dose for an area of 400") func vancomycin() throws {
    let table = """
      ID,TIME,EVID,AMT,RATE,DV
      1,0,1,2000,1000,.
      1,13,0,0,0,12
      1,24.2,1,1000,500,.
      1,48,0,0,0,9.5

      """
    let patient = try Patients.estimated(WorkedModels.vancomycin(clearance: 65, weight: 70), table)
    let target = ExposureTarget(.auc, output: 0, value: 400)
    let next = try patient.dose(for: target, roundedTo: 100, guess: 1000) {
      Self.plan($0, over: 2, from: 48, every: 24)
    }
    Self.expect(next.exact, 1411.59, digits: 0.01, "next dose")
    #expect(next.rounded == 1400)
    // The maintenance dose is of a course of its own: eleven doses, the area of the tenth interval.
    let model = WorkedModels.vancomycin(clearance: 65, weight: 70, effects: patient.estimate.fit.effects)
    let known = try Patients.estimated(model, "ID,TIME,EVID,AMT,RATE,DV\n1,0,2,0,0,.\n")
    let tenth = ExposureTarget(.auc, output: 0, value: 400, cycle: 9)
    let steady = try known.dose(for: tenth, roundedTo: 100, guess: 1000) {
      Self.plan($0, over: 2, from: 0, every: 24, count: 11)
    }
    Self.expect(steady.exact, 1198.27, digits: 0.01, "maintenance dose")
    #expect(steady.rounded == 1200)
  }

  @Test("vancomycin of Monolix: individual parameters") func monolix() throws {
    let table =
      "ID,TIME,EVID,AMT,RATE,DV\n1,0,1,1900,1900,.\n1,12,0,0,0,14.8\n1,22.2,1,1750,1750,.\n1,37.5,0,0,0,22.5\n"
    let patient = try Patients.estimated(WorkedModels.vancomycin(clearance: 34, weight: 62), table)
    let parameters = try patient.forecast([Self.plan(1750, over: 1, from: 48, every: 24)]).parameters
    for (parameter, expected) in zip(parameters, [1.7209, 59.781, 41.556]) {
      // Four or five digits are given.
      #expect(abs(parameter.individual.estimate / expected - 1) < 3e-5, "\(parameter.name)")
    }
  }

  /// A patient whose random effects are known: posologyr's tools on `posologyr` known values.
  private static func known() throws -> PatientEstimation {
    try Patients.estimated(
      WorkedModels.vancomycin(clearance: 65, weight: 70, effects: [0.10796221, 0.04643863, 0.06859768]),
      "ID,TIME,EVID,AMT,RATE,DV\n1,0,2,0,0,.\n")
  }

  @Test("vancomycin tools: doses for an area, a level and an area in steady state") func tools() throws {
    let patient = try Self.known()
    func dose(_ target: ExposureTarget, over: Double = 2, every: Double = 24, count: Int = 1) throws -> Double {
      try patient.dose(for: target, roundedTo: 0, guess: 1000) {
        Self.plan($0, over: over, from: 0, every: every, count: count)
      }.exact
    }
    // Within 0.1 %, the tolerance of the published tests; the integration of the package is coarser than the digits.
    let area = try dose(ExposureTarget(.auc, output: 0, value: 400))
    #expect(abs(area / 2377.758 - 1) < 1e-3, "\(area)")
    let level = try dose(ExposureTarget(.level(at: 24), output: 0, value: 11.04931))
    #expect(abs(level / 2530.699 - 1) < 1e-3, "\(level)")
    let steady = try dose(ExposureTarget(.auc, output: 0, value: 400, cycle: 9), count: 11)
    #expect(abs(steady / 1229.366 - 1) < 1e-3, "\(steady)")
    let continuous = try dose(ExposureTarget(.level(at: 237.6), output: 0, value: 400.0 / 24), over: 24, count: 11)
    #expect(abs(continuous / 1229.426 - 1) < 1e-3, "\(continuous)")
  }

  @Test("vancomycin tools: times and interval, whose published values are the next points of a grid of 0.1 h")
  func times() throws {
    let patient = try Self.known()
    let single = try patient.time(
      ofLevel: 10, output: 0, after: Self.plan(1500, over: 2, from: 0, every: 24).doses, within: 200
    ).estimate
    // "After the start of the infusion"; the grid begins at its end.
    #expect(single > 11.1 && single <= 11.2, "\(single)")
    let many = Self.plan(1500, over: 2, from: 0, every: 24, count: 11)
    let last = try patient.time(ofLevel: 10, output: 0, after: many.doses, within: 200).estimate - 240
    #expect(last > 34.7 && last <= 34.8, "\(last)")
    let target = ExposureTarget(.trough, output: 0, value: 10)
    let interval = try patient.interval(for: target, roundedTo: 0, guess: 24) {
      Self.plan(2000, over: 2, from: 0, every: $0, count: 11)
    }
    #expect(abs(interval.exact / 35.9 - 1) < 3e-3, "\(interval.exact)")
  }
}
