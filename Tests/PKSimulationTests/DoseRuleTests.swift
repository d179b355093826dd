import Foundation
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Rules of event records in combinations, each against a sum of closed forms: one compartment, k = 0.2/h, V = 1.
@Suite struct DoseRuleTests {
  static let k = 0.2
  /// Every attribute of the route is a covariate; OCC numbers occasions, and its random effect is on k.
  static let model = TestModel(
    name: "rules",
    """
    model rules {
      units {
        time = h
        amount = mg
      }
      covariates {
        BIO : 1 = 1
        LAGT : h = 0
        DURA : h = 4
        PACE : mg/h = 20
        FAST : 1 = 1
      }
      theta {
        k : 1/h = 0.2
      }
      compartments {
        central : mg
        other : mg
      }
      doses {
        iv -> central (F = BIO, lag = LAGT, duration = DURA)
        paced -> other (F = BIO, lag = LAGT, rate = PACE)
      }
      dynamics {
        central' = -k * FAST * central
        other' = -k * other
      }
      observations {
        content : mg = central
        more : mg = other
      }
    }
    """)

  /// What is left of an amount that entered at once at a time.
  private static func bolus(_ amount: Double, at start: Double, _ t: Double) -> Double {
    t >= start ? amount * exp(-k * (t - start)) : 0
  }

  /// What there is of an infusion of an amount over a duration from a time.
  private static func infusion(_ amount: Double, over d: Double, from start: Double, _ t: Double) -> Double {
    guard t > start else { return 0 }
    let running = min(t - start, d)
    return amount / d / k * (1 - exp(-k * running)) * exp(-k * max(0, t - start - d))
  }

  struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    /// Columns behind TIME, and the dose records.
    let header: String
    let doses: [String]
    let times: [Double]
    /// Cells of the observations behind TIME.
    var observation = ""
    var output = 0
    let expected: @Sendable (Double) -> Double
    var testDescription: String { name }
  }

  /// Doses since ever, one interval apart, up to a last one.
  private static func ever(_ last: Double, _ interval: Double, _ one: (Double) -> Double) -> Double {
    (0..<200).reduce(0) { $0 + one(last - Double($1) * interval) }
  }

  static let rules: [Rule] = [
    Rule(
      name: "ADDL with lag: each enters a lag after its time, also exactly at a record",
      header: "AMT,EVID,ADDL,II,LAGT",
      doses: ["0,100,1,2,6,1.5"], times: [1.5, 7.5, 13.5, 20], observation: ".,0,.,.,1.5"
    ) { t in (0...2).reduce(0) { $0 + bolus(100, at: 6 * Double($1) + 1.5, t) } },
    Rule(
      name: "a lag that changes: an additional dose has that of its own time", header: "AMT,EVID,ADDL,II,LAGT",
      doses: ["0,100,1,2,6,1", "5,.,2,.,.,1"], times: [7, 9, 14, 16], observation: ".,0,.,.,3"
    ) { t in bolus(100, at: 1, t) + bolus(100, at: 9, t) + bolus(100, at: 15, t) },
    Rule(
      name: "ADDL with modelled duration and bioavailability", header: "AMT,EVID,RATE,ADDL,II,BIO,DURA",
      doses: ["0,80,1,-2,1,10,0.5,3"], times: [1, 3, 9, 10, 12, 13, 20], observation: ".,0,.,.,.,0.5,3"
    ) { t in infusion(40, over: 3, from: 0, t) + infusion(40, over: 3, from: 10, t) },
    Rule(
      name: "ADDL with modelled rate, by the second route", header: "AMT,EVID,RATE,ADDL,II,CMT",
      doses: ["0,60,1,-1,2,5,2"], times: [1, 3, 5, 8, 12, 30], observation: ".,0,.,.,.,2", output: 1
    ) { t in (0...2).reduce(0) { $0 + infusion(60, over: 3, from: 5 * Double($1), t) } },
    Rule(
      name: "SS 1 with modelled duration longer than the interval, then ADDL", header: "AMT,EVID,RATE,ADDL,II,SS,DURA",
      doses: ["0,50,1,-2,1,4,1,10"], times: [0, 1, 2, 4, 7, 13, 20], observation: ".,0,.,.,.,.,10"
    ) { t in ever(4, 4) { infusion(50, over: 10, from: $0, t) } },
    Rule(
      name: "SS 1 with modelled rate", header: "AMT,EVID,RATE,II,SS,CMT",
      doses: ["0,50,1,-1,4,1,2"], times: [0, 1, 2.5, 4, 7], observation: ".,0,.,.,.,2", output: 1
    ) { t in ever(0, 4) { infusion(50, over: 2.5, from: $0, t) } },
    Rule(
      name: "SS 2 of an infusion with lag is added to a running infusion", header: "AMT,EVID,RATE,II,SS,LAGT",
      doses: ["0,200,1,10,0,0,0", "5,60,1,20,8,2,1"], times: [5, 5.5, 6, 8, 12, 20, 25], observation: ".,0,.,.,.,1"
    ) { t in infusion(200, over: 20, from: 0, t) + ever(6, 8) { infusion(60, over: 3, from: $0, t) } },
    Rule(
      name: "SS 1 with an overlapping infusion and a lag ends what ran before", header: "AMT,EVID,RATE,II,SS,LAGT",
      doses: ["0,500,1,10,0,0,1", "5,60,1,5,6,1,1"], times: [5, 6, 9, 13, 20, 40], observation: ".,0,.,.,.,1"
    ) { t in ever(6, 6) { infusion(60, over: 12, from: $0, t) } },
    Rule(
      name: "EVID 4 with SS begins anew in steady state", header: "AMT,EVID,II,ADDL,SS",
      doses: ["0,900,1,3,9,0", "10,100,4,8,0,1"], times: [10, 12, 20], observation: ".,0,.,.,."
    ) { t in ever(10, 8) { bolus(100, at: $0, t) } },
    Rule(
      name: "bioavailability shortens a lagged infusion of a fixed rate", header: "AMT,EVID,RATE,BIO,LAGT",
      doses: ["0,100,1,10,0.4,2"], times: [1, 2, 4, 6, 6.5, 10], observation: ".,0,.,0.4,2"
    ) { t in infusion(40, over: 4, from: 2, t) },
    Rule(
      name: "several infusions into one compartment at once", header: "AMT,EVID,RATE,DUR",
      doses: ["0,40,1,10,.", "1,60,1,20,.", "1,30,1,.,6", "2,5,1,0,."], times: [2, 4, 5, 7, 12], observation: ".,0,.,."
    ) { t in
      let fixed: Double = infusion(40, over: 4, from: 0, t) + infusion(60, over: 3, from: 1, t)
      return fixed + infusion(30, over: 6, from: 1, t) + bolus(5, at: 2, t)
    },
    Rule(
      name: "switching a compartment off ends its infusion; the next dose switches it on", header: "AMT,EVID,RATE,CMT",
      doses: ["0,200,1,10,1", "5,.,2,.,-1", "9,30,1,0,1"], times: [9, 12, 15], observation: ".,0,.,1"
    ) { t in bolus(30, at: 9, t) },
    Rule(
      name: "several doses at the time of an observation", header: "AMT,EVID", doses: ["3,10,1", "3,20,1", "3,30,1"],
      times: [3, 4], observation: ".,0"
    ) { t in bolus(60, at: 3, t) },
    Rule(
      name: "a reset in the middle of ADDL cancels the rest and what is delayed", header: "AMT,EVID,ADDL,II,LAGT",
      doses: ["0,100,1,5,4,1", "8.5,.,3,.,.,1", "12,7,1,.,.,1"], times: [9, 12.5, 13, 20], observation: ".,0,.,.,1"
    ) { t in bolus(7, at: 13, t) },
    Rule(
      name: "nothing enters of a bioavailability of 0", header: "AMT,EVID,RATE,BIO",
      doses: ["0,100,1,0,0", "1,100,1,20,0"], times: [2, 3, 9], observation: ".,0,.,0"
    ) { _ in 0 },
    Rule(
      name: "an infusion without end, of a balance that decays from the record on",
      header: "AMT,EVID,RATE,II,SS,BIO,LAGT",
      doses: ["0,0,1,12,0,1,0.5,3"], times: [0, 2, 10], observation: ".,0,.,.,.,0.5,3"
    ) { t in bolus(12 / k, at: 0, t) },
    Rule(
      name: "SS 2 of an infusion without end is added", header: "AMT,EVID,RATE,II,SS",
      doses: ["0,30,1,0,0,0", "4,0,1,12,0,2"], times: [4, 6], observation: ".,0,.,.,."
    ) { t in bolus(30, at: 0, t) + bolus(12 / k, at: 4, t) },
    Rule(
      name: "MDV 1 with EVID 0 is a prediction and nothing else", header: "AMT,EVID,MDV",
      doses: ["0,50,1,1", "1,0,0,1"],
      times: [1, 2], observation: ".,0,0"
    ) { t in bolus(50, at: 0, t) },
  ]

  @Test(arguments: rules) func isASumOfClosedForms(_ rule: Rule) async throws {
    // Columns of covariates that a rule does not speak of have their reference value.
    let standard = [("BIO", "1"), ("LAGT", "0"), ("DURA", "4"), ("PACE", "20"), ("FAST", "1")]
    let missing = standard.filter { !rule.header.split(separator: ",").contains(Substring($0.0)) }
    let tail = missing.map { "," + $0.1 }.joined()
    let observations = rule.times.map { ($0, "\($0),\(rule.observation)") }
    let doses = rule.doses.map { (Double($0.prefix { $0 != "," }) ?? 0, $0) }
    // Doses first where times are equal: predictions at a record see what came before it.
    let rows = (doses + observations).enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
    let table =
      "ID,TIME,\(rule.header)\(missing.map { "," + $0.0 }.joined())\n"
      + rows.map { "1,\($0.element.1)\(tail)\n" }.joined()
    for method in SimulationSettings.Method.allCases {
      let result = try await simulate(
        try Self.model.compiled(), table: table, settings: settings(relative: 1e-9, absolute: 1e-11, method: method))
      #expect(result.failures.isEmpty)
      for (place, row) in rows.enumerated() where row.offset >= doses.count {
        let (time, expected) = (row.element.0, rule.expected(row.element.0))
        let close = closeness(result.profile(output: rule.output)[place], expected, relative: 1e-7, absolute: 1e-8)
        #expect(close.holds, "\(method) at \(time): \(close)")
      }
    }
  }

  /// A lag, a bioavailability, a duration or a rate that no dose can have ends its subject, with its value in words.
  @Test(arguments: [
    ("-2,1,0,-1,20,1", "the duration of a dose at time 1.0 is -1.0"),
    ("-1,1,0,4,-5,2", "the rate of a dose at time 1.0 is -5.0"),
    ("-1,1,0,4,0,2", "the rate of a dose at time 1.0 is 0.0"),
    ("0,1,-0.5,4,20,1", "the lag of a dose at time 1.0 is -0.5"),
    ("0,-0.1,0,4,20,1", "the bioavailability of a dose at time 1.0 is -0.1"),
  ])
  func impossibleDosesFailTheirSubject(_ cells: String, _ words: String) async throws {
    let header = "ID,TIME,AMT,EVID,RATE,BIO,LAGT,DURA,PACE,CMT,FAST\n"
    let table =
      header + "1,1,50,1,\(cells),1\n1,3,.,0,0,1,0,4,20,1,1\n2,1,50,1,0,1,0,4,20,1,1\n2,3,.,0,0,1,0,4,20,1,1\n"
    let result = try await simulate(try Self.model.compiled(), table: table)
    #expect(result.failures.map(\.subject) == [0])
    #expect(result.failures.first?.message.contains(words) == true, "\(result.failures.map(\.message))")
    #expect(result.failures.first?.row == 2)
    #expect(isClose(result.profile(subject: 1)[1], 50 * exp(-0.4), relative: 1e-5))
  }

  /// Of several routes into a compartment, RATE −1 by CMT takes the one that has a rate, and −2 the one with a duration.
  @Test(arguments: [("-1", 5.0), ("-2", 4)])
  func modelledRatesFindTheirRoute(_ rate: String, duration: Double) async throws {
    let text = Self.model.text.replacingOccurrences(of: "paced -> other", with: "paced -> central")
    let table =
      "ID,TIME,AMT,RATE,CMT,BIO,LAGT,DURA,PACE,FAST\n1,0,100,\(rate),1,1,0,4,20,1\n1,7,.,.,1,1,0,4,20,1\n"
    let result = try await simulate(try TestModel(name: "rules", text).compiled(), table: table)
    #expect(isClose(result.profile()[1], Self.infusion(100, over: duration, from: 0, 7), relative: 1e-9))
  }

  /// Ten thousand and one infusions at once are not followed, and are not called a slow elimination.
  @Test func tooManyOverlapping() async throws {
    let table = "ID,TIME,AMT,RATE,II,SS,BIO,LAGT,DURA,PACE,FAST\n1,0,100,0.001,1,1,1,0,4,20,1\n1,5,.,.,.,.,1,0,4,20,1\n"
    let result = try await simulate(try Self.model.compiled(), table: table)
    #expect(result.failures.first?.message.contains("more than 10000 inputs overlap") == true)
  }

  /// A size of pieces that is none counts as 1.
  @Test(arguments: [0, -5, Int.min, Int.max]) func anySizeOfPieces(_ size: Int) async throws {
    let table = "ID,TIME,AMT,BIO,LAGT,DURA,PACE,FAST\n1,0,100,1,0,4,20,1\n2,0,50,1,0,4,20,1\n"
    let result = try await simulate(try Self.model.compiled(), table: table, settings: settings(chunkSize: size))
    #expect(result.profile(subject: 1) == [50])
    let arms = try await simulate(
      try Self.model.compiled(), ["50 mg iv once"], subjects: 2, times: [0], until: 1,
      settings: settings(chunkSize: size))
    #expect(arms.predictions[0].count == 2)
  }
}
