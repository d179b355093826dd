import PKData
import PKForecast
import Testing

/// The domain checks of a forecast.
struct AlertTests {
  private static func alerts(_ table: String, _ text: String = ForecastTests.model) throws -> [ForecastAlert] {
    try Patients.estimated(text, table).alerts
  }

  @Test("nothing is said of a patient like the model's") func quiet() throws {
    #expect(try Self.alerts(ForecastTests.table).isEmpty)
  }

  @Test("an outlier, with value and limit") func outlier() throws {
    let table = "ID,TIME,EVID,AMT,DV\n1,0,1,1000,.\n1,2,0,0,13\n1,8,0,0,9\n1,20,0,0,45\n1,23,0,0,4\n"
    let alerts = try Self.alerts(table)
    #expect(alerts.contains { $0.kind == .outlier && $0.message.contains("45") && $0.message.contains("limit 3") })
    #expect(alerts.contains { $0.kind == .inconsistent })
    // The most urgent first.
    #expect(alerts.map(\.kind.rawValue) == alerts.map(\.kind.rawValue).sorted())
  }

  @Test("a parameter far from the population's") func unusual() throws {
    let table = "ID,TIME,EVID,AMT,DV\n1,0,1,1000,.\n1,2,0,0,14\n1,20,0,0,14\n1,40,0,0,13.9\n1,60,0,0,13.8\n"
    #expect(try Self.alerts(table).contains { $0.kind == .unusual && $0.message.contains("CL") })
  }

  @Test("a level that says little of a parameter") func shrunken() throws {
    // Right after a bolus a level tells of the volume alone.
    let table = "ID,TIME,EVID,AMT,DV\n1,0,1,1000,.\n1,0.1,0,0,14\n"
    let alerts = try Self.alerts(table)
    #expect(alerts.contains { $0.kind == .shrunken && $0.message.contains("CL") && !$0.message.contains("V,") })
  }

  @Test("a level at the time of a dose") func order() throws {
    let table = "ID,TIME,EVID,AMT,DV\n1,0,1,1000,.\n1,12,0,0,7\n1,24,0,0,3.6\n1,24,1,1000,.\n"
    #expect(try Self.alerts(table).contains { $0.kind == .order })
  }

  @Test("levels below the limit alone") func censored() throws {
    let table = "ID,TIME,EVID,AMT,DV,CENS\n1,0,1,1000,.,0\n1,60,0,0,0.5,1\n"
    #expect(try Self.alerts(table).contains { $0.kind == .noLevels && $0.message.contains("below a limit") })
  }

  @Test("a surrogate says so first") func surrogate() throws {
    let text = ForecastTests.model.replacing("status published", with: "status surrogate")
    #expect(try Self.alerts(ForecastTests.table, text).first?.kind == .modelStatus)
  }

  @Test("a covariate outside the model's range: no forecast") func range() throws {
    let text = WorkedModels.base(
      covariates: "WT : kg = 70 in 40...120", cl: "CL : L/h = tvCL * (WT/70[kg])^0.75 ~ logNormal")
    func table(_ weight: Double) -> String {
      "ID,TIME,EVID,AMT,CMT,DV,WT\n1,0,1,10000,1,.,\(weight)\n1,4,0,0,2,100,\(weight)\n"
    }
    _ = try Patients.estimated(text, table(120))
    let error = #expect(throws: ForecastError.self) { try Patients.estimated(text, table(121)) }
    #expect(error?.description == "the patient is outside the model's domain: WT 121 kg is outside 40 to 120 kg")
  }

  @Test("a model that fails at a corner of its own range is not used") func selfTest() throws {
    // The clearance of the smallest patient allowed is that of a root of a negative number.
    let text = WorkedModels.base(
      covariates: "WT : kg = 70 in 40...120", cl: "CL : L/h = tvCL * sqrt(WT/70[kg] - 0.6) ~ logNormal")
    let error = #expect(throws: ForecastError.self) {
      try Patients.estimated(text, "ID,TIME,EVID,AMT,CMT,DV,WT\n1,0,1,10000,1,.,70\n1,4,0,0,2,100,70\n")
    }
    guard case .modelFails(let patient, _)? = error else { Issue.record("\(String(describing: error))"); return }
    #expect(patient.contains("WT 40"))
  }
}
