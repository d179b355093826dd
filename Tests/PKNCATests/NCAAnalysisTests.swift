import PKNCA
import PKUnits
import Testing

/// The engine: order of parameters, reasons, doubts, intervals, routes and units.
@Suite struct NCAAnalysisTests {
  private func profile(
    _ times: [Double], _ values: [Double], dose: Double? = 100, route: NCARoute = .extravascular
  ) -> ConcentrationProfile {
    ConcentrationProfile(times: times, concentrations: values, doses: [NCADose(amount: dose, route: route)])
  }

  private func value(
    _ parameter: NCAParameter, _ profile: ConcentrationProfile, rules: NCARules = NCARules(),
    in interval: NCAInterval? = nil
  ) throws -> NCAValue {
    try #require(try NCAAnalysis([parameter], rules: rules).result(for: profile, in: interval)[parameter])
  }

  /// Every parameter has a value or a reason, whatever the profile, and reads only what it declares.
  @Test func everyParameterHasAValueOrAReason() throws {
    let shapes: [[Double]] = [
      [], [1], [0, 0, 0], [0, 5], [0, 3, 5, 4, 2, 1], [5, 4, 3, 2, 1], [1, 1, 1, 1], [1, 2, 3, 4],
    ]
    for values in shapes {
      for route in [NCARoute.bolus, .infusion(duration: 0.5), .extravascular] {
        for interval in [NCAInterval(), NCAInterval(to: 4), NCAInterval(to: 12, isSteadyState: true)] {
          let times = values.indices.map { Double($0) }
          let result = try NCAAnalysis().result(for: profile(times, values, route: route), in: interval)
          for (parameter, value) in result.entries {
            if case .undeclaredDependency(let code)? = value.reason?.root {
              Issue.record("\(parameter.code) reads \(code)")
            }
            #expect(
              value.number != nil || value.reason.map { !"\($0)".isEmpty } == true, "\(parameter.code) of \(values)")
            #expect(value.number?.isFinite ?? true, "\(parameter.code) of \(values)")
          }
        }
      }
    }
  }

  @Test func asksOnlyForWhatIsWanted() throws {
    let result = try NCAAnalysis([.vzfo, .cmax, .clo]).result(for: profile([0, 1, 2, 4, 8], [0, 8, 4, 2, 1]))
    #expect(result.parameters == [.vzfo, .cmax], "CLO is not defined for an extravascular dose")
    #expect(result[.auclst] != nil, "what is needed can be looked at")
    #expect(result[.swing] == nil)
  }

  @Test func saysWhyThereIsNoTerminalPhase() throws {
    let early = try value(.lamz, profile([0, 1, 2, 4], [0, 1, 9, 3]))
    #expect(early == .notCalculable(because: .tooFewPoints(found: 1, needed: 3, place: .afterTmax)))
    #expect(early.reason?.description == "fewer than 3 points after Tmax (1)")
    let half = try value(.aucifo, profile([0, 1, 2, 4], [0, 1, 9, 3]))
    #expect(half.reason?.description == "LAMZ: fewer than 3 points after Tmax (1)")
    let rising = try value(.lamz, profile([0, 1, 2, 3, 4], [0, 9, 1, 2, 3]))
    #expect(rising == .notCalculable(because: .noDecline))
    #expect(try value(.cmax, profile([0, 1], [0, 0])) == .value(0))
    #expect(try value(.tmax, profile([0, 1], [0, 0])) == .notCalculable(because: .noMeasurableConcentration))
    #expect(try value(.auclst, profile([1], [3], route: .bolus)) == .notCalculable(because: .oneConcentration))
  }

  @Test func flagsADoubtfulTerminalPhaseAndWhatRestsOnIt() throws {
    let noisy = profile([0, 1, 2, 3, 4, 5, 6], [0, 10, 6, 1.5, 2.2, 0.4, 0.9])
    let rate = try value(.lamz, noisy)
    guard case .flagged(_, .lowAdjustedRSquared(let quality, 0.8)) = rate else {
      return #expect(Bool(false), "\(rate)")
    }
    #expect(quality < 0.8)
    #expect(rate.reason?.description.hasPrefix("R² adjusted 0.") == true)
    #expect(try value(.clfo, noisy).reason?.root == .lowAdjustedRSquared(quality, limit: 0.8))
    #expect(try value(.auclst, noisy).reason == nil)
  }

  @Test func dosesAreNeeded() throws {
    let samples = ([0.0, 1, 2, 4, 8], [0.0, 8, 4, 2, 1])
    #expect(try value(.clfo, profile(samples.0, samples.1, dose: nil)) == .notCalculable(because: .noDose))
    #expect(try value(.clfo, profile(samples.0, samples.1, dose: 0)) == .notCalculable(because: .zeroDose))
    #expect(throws: ProfileError(.badDose)) { try value(.clfo, profile(samples.0, samples.1, dose: -1)) }
  }

  /// Terminal points by each rule, on ln C that falls by 1, then 0.5 an hour.
  @Test func terminalPointsByRule() throws {
    let times = [0.0, 1, 2, 3, 4, 5, 6, 7, 8]
    let values = [
      0, 100, 36.787944117144235, 13.533528323661270, 8.2084998623898800, 4.9787068367863943,
      3.0197383422318501, 1.8315638888734179, 1.1108996538242306,
    ]
    func points(_ rule: TerminalRule, route: NCARoute = .extravascular) throws -> [Double] {
      var rules = NCARules()
      rules.terminal = rule
      return try NCAAnalysis([.lamz], rules: rules).result(for: profile(times, values, route: route)).terminal?.times
        ?? []
    }
    #expect(try points(TerminalRule()) == [3, 4, 5, 6, 7, 8])
    #expect(try points(TerminalRule(selection: .lastPoints(4))) == [5, 6, 7, 8])
    #expect(try points(TerminalRule(selection: .range(1...3))) == [1, 2, 3])
    #expect(try points(TerminalRule(selection: .times([8, 3, 5]))) == [3, 5, 8])
    #expect(try points(TerminalRule(excludedTimes: [3, 6])) == [4, 5, 7, 8])
    #expect(try points(TerminalRule(selection: .bestFit(tolerance: 1), maximum: .always)).first == 1)
    #expect(try points(TerminalRule(selection: .bestFit(tolerance: 1))).first == 2)
    #expect(try points(TerminalRule(), route: .infusion(duration: 4.5)) == [5, 6, 7, 8])
    #expect(try points(TerminalRule(selection: .times([2.5]))) == [])
  }

  /// Weights change the line, and an exact exponential does not mind them.
  @Test(arguments: TerminalRule.Weighting.allCases)
  func weights(_ weighting: TerminalRule.Weighting) throws {
    var rules = NCARules()
    rules.terminal = TerminalRule(weighting: weighting)
    let exact = profile([0, 1, 2, 3, 4], [0, 16, 8, 4, 2])
    let rate = try #require(try value(.lamz, exact, rules: rules).number)
    #expect((rate - 0.69314718055994531).magnitude < 1e-14)
    // numpy.polyfit(t, ln c, 1, w=√w) of ln(8, 5, 2, 1.5) at 2…5.
    let expected: [TerminalRule.Weighting: Double] = [
      .uniform: 0.5938220032589164, .inverse: 0.5583833503375593, .inverseSquare: 0.4795111059682997,
    ]
    rules.terminal.selection = .lastPoints(4)
    let bent = try #require(try value(.lamz, profile([0, 1, 2, 3, 4, 5], [0, 20, 8, 5, 2, 1.5]), rules: rules).number)
    #expect((bent / (expected[weighting] ?? 0) - 1).magnitude < 1e-12, "\(bent)")
  }

  @Test func intervalsBetweenDoses() throws {
    let doses = [0.0, 12, 24].map { NCADose(amount: 100, at: $0, route: .extravascular) }
    #expect(
      NCAInterval.betweenDoses(doses) == [NCAInterval(to: 12), NCAInterval(from: 12, to: 24), NCAInterval(from: 24)])
    let times = [0.0, 1, 6, 12, 13, 18, 24, 25, 30, 36]
    let values = [0.0, 10, 6, 3, 12, 8, 4, 13, 9, 5]
    let long = ConcentrationProfile(times: times, concentrations: values, doses: doses)
    let analysis = NCAAnalysis()
    let first = try analysis.result(for: long, in: NCAInterval(to: 12))
    let second = try analysis.result(for: long, in: NCAInterval(from: 12, to: 24, isSteadyState: true))
    #expect(first[.auctau] == .value(5 + 40 + 27))
    #expect(second[.auctau] == .value(7.5 + 50 + 36))
    #expect(second[.tmax] == .value(1) && second[.ctrough] == .value(4) && second[.cstart] == .value(3))
    #expect(second[.clfo] == .notCalculable(because: .earlierDoses))
    #expect(second[.clftau]?.number == 100 / 93.5)
    #expect(first[.clftau] == .notCalculable(because: .notSteadyState))
    #expect(NCARatio.accumulation[0].value(of: second, to: first) == .value(93.5 / 72))
    #expect(NCARatio.accumulation[2].value(of: second, to: first) == .value(4.0 / 3))
    let fluctuation = try #require(second[.flucp]?.number)
    #expect((fluctuation - 100 * (12 - 3) / (93.5 / 12)).magnitude < 1e-10)
  }

  /// Law: areas of parts add up to that of the whole, for every method.
  @Test(arguments: AreaMethod.allCases)
  func partialAreasAdd(_ method: AreaMethod) throws {
    let curve = try #require(ConcentrationCurve(times: [0, 1, 2, 4, 8, 12], concentrations: [0, 6, 9, 5, 2, 0.5]))
    func area(_ start: Double, _ end: Double) throws -> Double {
      try #require(curve.integral(of: .area, from: start, to: end, method: method, tail: .none).number)
    }
    // A cut before the first measurable sample would be a measurable point itself, from which "log" goes on.
    for cut in (method == .log ? [] : [0.3]) + [1, 1.7, 3, 7.9, 11] {
      #expect((try area(0, cut) + area(cut, 12) - area(0, 12)).magnitude < 1e-12, "\(cut)")
    }
  }

  @Test func timeAboveAConcentration() throws {
    let curve = try #require(ConcentrationCurve(times: [0, 1, 3, 5], concentrations: [0, 8, 2, 0.5]))
    #expect(curve.time(above: 4, method: .linear).number == 0.5 + 2 * 4 / 6.0)
    let log = try #require(curve.time(above: 4, method: .linearUpLogDown).number)
    #expect((log - 1.5).magnitude < 1e-14, "ln 2/ln 4 of 2 h after the peak")
    #expect(curve.time(above: 9, method: .linear) == .value(0))
    #expect(curve.time(above: .nan, method: .linear).number == nil)
  }

  @Test func units() throws {
    let units = NCAUnits(time: try Unit("h"), concentration: try Unit("ng/mL"), dose: try Unit("mg"))
    #expect("\(try #require(units.unit(of: .clearance).unit))" == "L/h" && units.unit(of: .clearance).factor == 1000)
    #expect("\(try #require(units.unit(of: .volume).unit))" == "L" && units.unit(of: .volume).factor == 1000)
    #expect("\(try #require(units.unit(of: .moment).unit))" == "ng*h^2/mL")
    let perKilogram = NCAUnits(time: try Unit("day"), concentration: try Unit("ug/mL"), dose: try Unit("mg/kg"))
    #expect("\(try #require(perKilogram.unit(of: .clearance).unit))" == "L/day/kg")
    #expect(perKilogram.unit(of: .clearance).factor == 1)
    let molar = NCAUnits(time: try Unit("h"), concentration: try Unit("nmol/L"), dose: try Unit("mg"))
    #expect("\(try #require(molar.unit(of: .volume).unit))" == "mg*L/nmol", "no molar mass, so no volume in L")
    #expect(NCAUnits().unit(of: .area).unit == nil)
  }

  @Test func aParameterOfOnesOwn() throws {
    let half = NCAParameter(
      "HALFMAX", "Half of Cmax", .concentration, isStandard: false, formula: "CMAX/2", from: [.cmax]
    ) { inputs in inputs.derive(.cmax) { .value($0 / 2) } }
    #expect(try value(half, profile([0, 1, 2], [0, 8, 4])) == .value(4))
    let sneaky = NCAParameter("SNEAKY", "", .ratio, isStandard: false, formula: "") { inputs in inputs[.cmax] }
    #expect(try value(sneaky, profile([0, 1], [0, 8])) == .notCalculable(because: .undeclaredDependency("CMAX")))
    var registry = NCARegistry.standard
    registry.add(half)
    #expect(try registry.parameter(named: "halfmax") == half)
    #expect(throws: UnknownParameter.self) { try registry.parameter(named: "AUCLSTT") }
  }

  @Test func codesAreUnique() {
    let names = NCARegistry.standard.parameters.map(\.name)
    #expect(Set(names).count == names.count && names.count > 75)
    #expect(names.allSatisfy { $0.utf8.count <= 8 }, "PPTESTCD has at most 8 characters")
  }
}
