import PKData
import PKEstimation
import PKForecast
import PKSimulation
import Testing

/// Laws that forecasts keep, and what plans do.
struct ForecastTests {
  /// One compartment, intravenous: everything has a closed form.
  static let model = Patients.text(
    theta: "tvCL : L/h = 4\ntvV : L = 70", omega: "CL = 0.09\nV = 0.04", sigma: "b : 1 = 0.1",
    individual: "CL : L/h = tvCL ~ logNormal\nV : L = tvV ~ logNormal", dynamics: "central' = -CL/V * central",
    observations: "C : mg/L = central / V ~ proportional(b)")

  static let table = "ID,TIME,EVID,AMT,DV\n1,0,1,1000,.\n1,2,0,0,13.5\n1,20,0,0,4.1\n1,24,1,1000,.\n1,44,0,0,5.2\n"

  static func plan(_ amount: Double = 1000, from start: Double = 48, count: Int = 4, name: String = "plan")
    -> FuturePlan
  {
    FuturePlan(
      name: name, start: start, cycle: 24,
      amounts: Array(repeating: Dose(amount: amount, administration: .bolus), count: count))
  }

  @Test("agreement: exposure of the most probable patient against the closed form") func closedForm() throws {
    let patient = try Patients.estimated(Self.model, Self.table)
    let forecast = try patient.forecast([Self.plan()])
    let (cl, v) = (forecast.parameters[0].individual.estimate, forecast.parameters[1].individual.estimate)
    let k = cl / v
    func level(_ t: Double) -> Double {
      [0.0, 24, 48, 72, 96, 120].filter { $0 <= t }.reduce(0) { $0 + 1000 / v * exponential(-k * (t - $1)) }
    }
    for (number, cycle) in forecast.plans[0].cycles.enumerated() {
      let start = 48 + 24 * Double(number)
      let peak = level(start)
      let trough = peak * exponential(-k * 24)
      let exposure = cycle.exposures[0]
      // The engine's closed form and this one are of the same mathematics: rounding alone separates them.
      #expect(abs(exposure.cmax.estimate / peak - 1) < 1e-9)
      #expect(abs(exposure.ctrough.estimate / trough - 1) < 1e-9)
      #expect(abs(exposure.auc.estimate / ((peak - trough) / k) - 1) < 1e-9)
      #expect(exposure.auc.lower < exposure.auc.estimate && exposure.auc.estimate < exposure.auc.upper)
    }
  }

  @Test("law: doubled doses double what they add; the doses before stay what they were") func linearity() throws {
    let patient = try Patients.estimated(Self.model, Self.table)
    let plans = [Self.plan(), Self.plan(2000, name: "double"), Self.plan(0.000_001, name: "nothing")]
    let forecast = try patient.forecast(plans)
    for cycle in 0..<4 {
      let areas = forecast.plans.map { $0.cycles[cycle].exposures[0].auc.estimate }
      #expect(abs((areas[1] - areas[2]) / (areas[0] - areas[2]) - 2) < 1e-6)
    }
  }

  @Test("a late, a missed and a reduced dose") func scenarios() throws {
    let patient = try Patients.estimated(Self.model, Self.table)
    let plan = Self.plan()
    var reduced = Self.plan(800, name: "reduced")
    reduced.kind = .reduction
    let forecast = try patient.forecast([
      plan, plan.delayed(by: 12, .all, name: "late"), plan.delayed(by: 12, .first, name: "late, others on time"),
      plan.missingFirst(name: "missed"), reduced,
    ])
    let ratios = forecast.plans.map { $0.ratios[0] }
    #expect(ratios[0].auc.estimate == 1 && ratios[0].lowestTrough.lower == 1 && ratios[0].lastTrough.upper == 1)
    // Late: the level falls further before the dose; all of the span's doses fall 12 h later.
    #expect(ratios[1].lowestTrough.estimate < 1 && ratios[1].auc.estimate < 1)
    // The others on time: the last cycle hardly knows.
    #expect(abs(ratios[2].lastTrough.estimate - 1) < 0.05)
    #expect(ratios[3].auc.estimate < 0.9 && ratios[3].lowestTrough.estimate < ratios[1].lowestTrough.estimate)
    // Between the reduction itself and 1, since the doses before were not reduced.
    #expect(ratios[4].auc.estimate > 0.8 && ratios[4].auc.estimate < 1)
    // The closed form of the trough 36 h after the last dose, against 24 h after it.
    let k = forecast.parameters[0].individual.estimate / forecast.parameters[1].individual.estimate
    let late = forecast.plans[1].summary[0].lowestTrough.estimate
    let onTime = forecast.plans[0].summary[0].lowestTrough.estimate
    #expect(abs(late / onTime - exponential(-k * 12)) < 1e-9)
  }

  @Test("determinism: a plan's forecast does not depend on the plans beside it, and equal seeds give equal bits")
  func determinism() throws {
    let patient = try Patients.estimated(Self.model, Self.table)
    let alone = try patient.forecast([Self.plan()])
    let among = try patient.forecast([Self.plan(500, name: "other"), Self.plan()])
    #expect(alone.plans[0].cycles == among.plans[1].cycles)
    let again = try Patients.estimated(Self.model, Self.table).forecast([Self.plan()])
    #expect(alone.plans[0].cycles == again.plans[0].cycles)
  }

  @Test("no level: the typical patient, the population's spread") func prior() throws {
    let patient = try Patients.estimated(Self.model, "ID,TIME,EVID,AMT,DV\n1,0,1,1000,.\n", draws: 2_000)
    #expect(patient.isPrior)
    let forecast = try patient.forecast([Self.plan(from: 24, count: 1)])
    let clearance = forecast.parameters[0].individual
    #expect(clearance.estimate == 4)
    // 4·exp(±1.645·0.3); 2,000 draws leave 3 % at the 5 % point (√(0.05·0.95/2000)/0.103 of a standard deviation).
    #expect(abs(clearance.lower / 2.442 - 1) < 0.05 && abs(clearance.upper / 6.552 - 1) < 0.05)
    #expect(patient.alerts.contains { $0.kind == .noLevels })
    for band in forecast.bands { #expect(band.prior == band.posterior) }
  }

  @Test("levels narrow the intervals; bands pass near the levels") func bands() throws {
    let patient = try Patients.estimated(Self.model, Self.table, draws: 1_000)
    let forecast = try patient.forecast([Self.plan()])
    let band = forecast.bands[0]
    #expect(forecast.times.count == band.prior.count && forecast.times == forecast.times.sorted())
    let last = band.prior.count - 1
    #expect(band.posterior[last].upper / band.posterior[last].lower < band.prior[last].upper / band.prior[last].lower)
    for level in patient.estimate.fit.residuals {
      let index = try #require(forecast.times.firstIndex(of: level.time))
      #expect(abs(band.posterior[index].estimate / level.ipred - 1) < 1e-6)
    }
  }

  @Test("doses that were given are facts: no plan comes before them") func facts() throws {
    let patient = try Patients.estimated(Self.model, Self.table)
    let before = patient.history.doses
    #expect(throws: ForecastError.self) { try patient.forecast([Self.plan(from: 24)]) }
    #expect(throws: ForecastError.self) { try patient.forecast([Self.plan(from: 40)]) }
    #expect(throws: ForecastError.nothingPlanned) { try patient.forecast([]) }
    _ = try patient.forecast([Self.plan()])
    #expect(patient.history.doses == before && before.count == 2)
  }

  @Test("a random effect of an occasion not seen yet is drawn: intervals ahead are wider") func occasions() throws {
    let text = Patients.text(
      theta: "tvCL : L/h = 4\ntvV : L = 70", omega: "CL = 0.01\nCL(per: OCC) = 0.25\nV = 0.01", sigma: "b : 1 = 0.1",
      individual: "CL : L/h = tvCL ~ logNormal + logNormal(per: OCC)\nV : L = tvV ~ logNormal",
      dynamics: "central' = -CL/V * central", observations: "C : mg/L = central / V ~ proportional(b)",
      covariates: "OCC : 1 = 1")
    let table = "ID,TIME,EVID,AMT,DV,OCC\n1,0,1,1000,.,1\n1,2,0,0,13.5,1\n1,8,0,0,9.5,1\n1,20,0,0,4.1,1\n"
    let patient = try Patients.estimated(text, table, draws: 1_000)
    let cycle = try patient.forecast([Self.plan(from: 24, count: 1)]).plans[0].cycles[0].exposures[0]
    // Clearances of 4·exp(±1.645·0.5) L/h have areas of 105 and 257 mg·h/L in 24 h; known ones would be within 1.3.
    #expect(cycle.auc.upper / cycle.auc.lower > 2)
  }
}

/// eˣ by its series, so that this file needs no library of functions.
func exponential(_ x: Double) -> Double {
  var (term, sum) = (1.0, 1.0)
  let reduced = x / 1024
  for n in 1...20 {
    term *= reduced / Double(n)
    sum += term
  }
  return (0..<10).reduce(sum) { value, _ in value * value }
}
