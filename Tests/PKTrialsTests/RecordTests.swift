import PKText
import PKTrials
import Testing

/// Message: what is wrong with a table of patients, and where.
@Suite struct RecordTests {
  private static var trial: Trial {
    var trial = TrialSimulationTests.plans[2]
    var neutropenia = DLTRule(name: "neutropenia")
    (neutropenia.grade, neutropenia.terms, neutropenia.longerThan) = (4, ["neutropenia"], 7)
    var other = DLTRule(name: "other")
    (other.grade, other.exceptTerms) = (3, ["neutropenia", "nausea"])
    var delay = DLTRule(name: "delay")
    delay.delayOver = 14
    trial.definition = DLTDefinition(rules: [neutropenia, other, delay])
    return trial
  }

  private func record(_ text: String, events: String? = nil, on day: Int? = nil) throws -> TrialRecord {
    try TrialPatientTable.record(
      SourceText(name: "patients.csv", text), of: Self.trial, events: events.map { SourceText(name: "events.csv", $0) },
      on: day)
  }

  @Test func readsPatients() throws {
    let record = try record(
      """
      patient,level,date,dlt,dlt_day,moderate,evaluable
      01,1,2026-03-02,no,,,
      02,2 mg,2026-03-26,no,,yes,
      03,2,2026-04-10,no,,,no
      04,2,2026-04-12,yes,9,,
      """)
    #expect(OutcomeText.text(of: record.cohorts) == "1N 2GUT")
  }

  @Test func readsCohorts() throws {
    let record = try record("level,patients,dlts,moderate\n1,1,0,0\n2,3,1,1\n")
    #expect(OutcomeText.text(of: record.cohorts) == "1N 2TGN")
  }

  @Test func judgesEvents() throws {
    let patients = "patient,level,date,cycle2_delay\nA,1,2026-01-05,\nB,2,2026-02-01,15\nC,3,2026-03-01,\n"
    let events = """
      patient,day,term,grade,related,duration
      A,8,Neutropenia,4,yes,5
      A,9,nausea,3,yes,2
      C,20,colitis,3,yes,4
      C,22,colitis,4,yes,4
      """
    #expect(OutcomeText.text(of: try record(patients, events: events).cohorts) == "1G 2T 3T")
  }

  /// Windows that are open on the day of the question are waited for.
  @Test func knowsWhoIsStillWatched() throws {
    let text = "patient,level,date,dlt\nA,1,1970-01-11,no\nB,2,1970-02-10,no\n"
    let record = try record(text, on: 40 + 20)
    #expect(OutcomeText.text(of: record.cohorts) == "1N")
    #expect(record.pending.map(\.closes) == [61])
    #expect(try self.record(text, on: 61).pending.isEmpty)
  }

  @Test(arguments: [
    ("patient,level,dlt\nA,9,no\n", "2:3", "there is no level '9'"),
    ("patient,level,dlt\nA,1,perhaps\n", "2:5", "'dlt' is yes or no"),
    ("patient,level,dlt\nA,1,\n", "2:5", "'dlt' is missing"),
    ("patient,level,dlt\nA,1,no\nA,1,no\n", "3:1", "in row 2 already"),
    ("patient,level,dlt,dlt_day\nA,1,yes,22\n", "2:9", "behind the DLT window of 21 days"),
    ("patient,level,dlt,dlt_day\nA,1,no,3\n", "2:8", "a day of a DLT, and no DLT"),
    ("patient,level,dlt,date\nA,1,no,2026-03-02\nB,2,no,2026-03-01\n", "3:8", "before that of row 2"),
    ("patient,level,dlt,date\nA,1,no,2026-03-02\nB,1,no,2026-03-05\n", "3:8", "within the sentinel gap of 7 days"),
    (
      "patient,level,dlt,date\nA,1,no,2026-03-02\nB,1,no,2026-03-10\nC,1,no,2026-03-10\n", "4:8",
      "less than 1 days behind row 3"
    ),
    ("patient,level,dlt,date\nA,1,no,2026-02-30\n", "2:8", "is no date"),
    ("patient,level,tox\nA,1,no\n", "1:15", "unknown column 'tox'"),
    ("level,patients,dlts\n1,3,4\n", "2:5", "more DLTs (4) than patients (3)"),
    ("level,patients,dlts,moderate\n1,3,1,3\n", "2:7", "more patients with events"),
    ("", "1:1", "the table is empty"),
    ("patient,level,dlt\nA,1\n", "2:1", "the row has 2 cells, and the header has 3"),
  ])
  func mistakes(text: String, place: String, message: String) {
    expect(place, message) { _ = try record(text) }
  }

  @Test(arguments: [
    ("patient,day,term,grade\nZ,3,nausea,2\n", "has a patient 'Z'"),
    ("patient,day,term,grade\nA,3,neutropenia,4\n", "depends on its duration"),
    ("patient,day,term,grade\nA,3,nausea,6\n", "'grade' is a whole number from 1 to 5"),
  ])
  func mistakesOfEvents(events: String, message: String) {
    expect(nil, message) { _ = try record("patient,level\nA,1\n", events: events) }
  }

  @Test func tableAgainstListing() {
    expect(nil, "no event in the listing is one") {
      _ = try record("patient,level,dlt\nA,1,yes\n", events: "patient,day,term,grade\nA,3,nausea,2\n")
    }
  }

  private func expect(_ place: String?, _ message: String, _ read: () throws -> Void) {
    do {
      try read()
      Issue.record("nothing was wrong")
    } catch let error as DiagnosticList {
      let text = error.rendered()
      #expect(text.contains(message), "\(text)")
      if let place { #expect(text.contains("csv:\(place)"), "\(text)") }
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test(arguments: [
    ("1NNX", "'X' is no outcome"), ("9N", "there is no level 9"), ("NNN", "a cohort is a level and a letter"),
    ("1NNN 2", "a cohort is a level and a letter"), ("0N", "there is no level 0"),
  ])
  func mistakesOfOutcomes(text: String, message: String) {
    do {
      _ = try OutcomeText.cohorts(SourceText(name: "outcomes", text), levels: 8)
      Issue.record("nothing was wrong")
    } catch {
      #expect(error.rendered().contains(message))
    }
  }

  @Test func scenarios() throws {
    var text = "scenario,level,dlt\n"
    for level in 1...8 { text += "flat,\(level),0.2\nsteep,\(level),\(level == 8 ? 0.05 : Double(level) / 10)\n" }
    let scenarios = try ScenarioTable.scenarios(SourceText(name: "s.csv", text), of: Self.trial)
    #expect(scenarios.map(\.name) == ["flat", "steep"])
    #expect(scenarios[1].falls == [7])
    #expect(scenarios[0].moderate == TrialSimulationTests.moderate8)
    expect(nil, "'dlt' is a number from 0 to 1, not '1.2'") {
      _ = try ScenarioTable.scenarios(SourceText(name: "s.csv", "scenario,level,dlt\na,1,1.2\n"), of: Self.trial)
    }
    expect(nil, "has no level 2, 3, 4, 5, 6, 7, 8") {
      _ = try ScenarioTable.scenarios(SourceText(name: "s.csv", "scenario,level,dlt\na,1,0.2\n"), of: Self.trial)
    }
  }
}
