import Foundation
import PKLanguage
import PKModel
import PKText
import PKTrials
import Testing

/// Trials with the kinetics of their patients.
@Suite struct KineticsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(_ path: String) throws -> SourceText {
    SourceText(name: path, bytes: try Array(Data(contentsOf: root.appending(path: path))))
  }

  private static func model(_ name: String) throws -> Model {
    try Model(compiling: CheckedModel(parsing: text("Models/oncology/\(name).pkm")))
  }

  /// A shipped trial file, after changes of its text.
  static func trial(_ name: String, _ changes: (String, String)...) throws -> Trial {
    var text = try String(contentsOf: root.appending(path: "Trials/\(name).yaml"), encoding: .utf8)
    for (old, new) in changes {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return try TrialReader(loadModel: model).trial(in: SourceText(name: name, text))
  }

  private static let byExposure = (
    "  dlt:      [0.5 %, 1 %, 2 %, 4 %, 8 %, 15 %, 28 %, 45 %]",
    "  exposure: {metric: AUC, link: logit, reference: 2 g/L*day, at reference: 28 %, slope: 1.5}"
  )

  @Test func filesAreReadAsTheyStand() throws {
    let bat = try Self.trial("bat6021")
    #expect(bat.levelNames == ["1 mg", "3 mg", "10 mg", "30 mg", "100 mg", "300 mg", "600 mg", "900 mg"])
    #expect(bat.window == 21 && bat.calendar.sentinelGap == 7 && bat.calendar.minimumGap == 1)
    #expect(bat.treatment.intraPatient == Treatment.IntraPatient(afterCycles: 4, step: .next))
    #expect(bat.notes.contains { $0.contains("SURROGATE") })
    let sys = try Self.trial("sys6043")
    #expect((sys.design as? BOIN)?.settings.target == 0.3)
    #expect(sys.acceptable == 0.18...0.42)
  }

  /// The reference of a relation is converted to the unit of the output: 2 g/L·day are 2000 mg/L·day.
  @Test func referencesHaveUnits() throws {
    guard case .exposure(let relation, _)? = try Self.trial("bat6021", Self.byExposure).truth else {
      Issue.record("no relation")
      return
    }
    #expect(relation.reference == 2000)
    #expect((relation.probability(at: 2000) - 0.28).magnitude < 1e-12)
    // logit(0.28) + 1.5 ln 2 = 0.095259…: p = 0.523797
    #expect((relation.probability(at: 4000) - 0.5237967983).magnitude < 1e-9)
    #expect(relation.probability(at: 0) == 0 && relation.probability(at: .nan).isNaN)
  }

  /// The single path, the run and the exposure behind a DLT are of the same patient.
  @Test func aPatientIsTheSameEverywhere() throws {
    let trial = try Self.trial(
      "bat6021", Self.byExposure, ("  antibodies:", "  # antibodies:"), ("    onset:", "    # onset:"),
      ("    effect:", "    # effect:"), ("    assay:", "    # assay:"), ("    sampled:", "    # sampled:"))
    let simulation = try TrialSimulation(trial, trials: 40, seed: 9)
    guard case .exposure(let relation, _)? = trial.truth else { return }
    for number in [0, 17, 39] {
      let path = simulation.path(number)
      let cycles = simulation.cycles(of: path, doses: path.doses(trial, seed: 9))
      for (patient, cycles) in zip(path.patients, cycles) {
        // The first cycle is cut short, or drawn out, by the window of the second dose, the relation's is 21 days: equal
        // where the second dose comes on its day, or never.
        let doses = path.doses(trial, seed: 9)[path.patients.firstIndex(of: patient) ?? 0]
        guard doses.count == 1 || doses[1].day - doses[0].day == 21, let first = cycles.first else { continue }
        #expect((relation.probability(at: first.auc) - patient.risk).magnitude < 1e-6)
      }
    }
  }

  #if !DEBUG
    /// Determinism: the same bits whatever the threads, exposure included.
    @Test func threadsDoNotMatter() async throws {
      let trial = try Self.trial("bat6021")
      let one = try await TrialSimulation(trial, trials: 300, seed: 5, threads: 1).run()
      let two = try await TrialSimulation(trial, trials: 300, seed: 5, threads: 2).run()
      #expect(one.trials == two.trials)
      // As texts, since an error that is not a number is not equal to itself.
      #expect("\(one.exposure?.rows ?? [])" == "\(two.exposure?.rows ?? [])")
      #expect(one.unsolved == 0)
    }
  #endif

  #if !DEBUG
    /// Statistics: with DLTs by exposure, the simulation agrees with the enumeration at the marginal rates.
    ///
    /// Within 4
    /// standard errors of both.
    @Test func exposureRelationAgreesWithItsMarginalRates() async throws {
      let count = 4_000
      let trial = try Self.trial("bat6021", Self.byExposure)
      let simulation = try TrialSimulation(trial, trials: count, seed: 21, threads: 2)
      let rates = try #require(simulation.marginalRates(patients: 2_000))
      let result = try await simulation.run(rates: rates.map(\.value), followsExposure: false)
      let exact = try #require(
        trial.design.exactCharacteristics(dlt: rates.map(\.value), moderate: trial.truth?.moderate ?? []))
      for (got, want) in zip(result.selection, exact.selection) {
        // The enumeration's own error from the rates is at most a few thousandths.
        #expect((got.value - want).magnitude < 4 * got.error + 0.01, "\(got) \(want)")
      }
      #expect((result.totalPatients.value - exact.totalPatients).magnitude < 4 * result.totalPatients.error + 0.1)
    }
  #endif

  #if !DEBUG
    /// Golden: the surrogate's exposure at 600 mg (Cmax 217 mg/L, AUC 2000 mg/L·day in the calibration's typical patient),
    /// and the share of patients with antibodies that the file asks for.
    @Test func exposureAndAntibodiesAreThoseOfTheFile() async throws {
      let trial = try Self.trial("bat6021", ("discontinuation: 10 %", "discontinuation: 0 %"))
      let result = try await TrialSimulation(trial, trials: 250, seed: 2, threads: 2).run()
      let rows = try #require(result.exposure).rows
      let first = try #require(rows.first { $0.level == 6 && $0.cycle == 0 })
      // Medians of a few hundred patients with a variability of a sixth to a quarter: 4 errors and a little.
      #expect((first.cmax.median.value / 217 - 1).magnitude < 0.06, "\(first.cmax)")
      #expect((first.auc.median.value / 2000 - 1).magnitude < 0.08, "\(first.auc)")
      #expect(first.withAntibodies?.value == 0)
      var (tested, positive, found) = (0.0, 0.0, 0.0)
      for row in rows where row.cycle == 4 {
        tested += Double(row.patients)
        positive += (row.withAntibodies?.value ?? 0) * Double(row.patients)
        found += (row.foundPositive?.value ?? 0) * Double(row.patients)
      }
      // Before the dose of cycle 5, about day 84: 15 %, of some thousand patients.
      #expect((positive / tested - 0.15).magnitude < 4 * (0.15 * 0.85 / tested).squareRoot() + 0.01)
      #expect(found < positive)
    }
  #endif

  /// Law: the peak is sampled at the end of the infusion, so measured and true peaks differ by the assay's error alone.
  @Test func samplesCatchThePeak() throws {
    let trial = try Self.trial("bat6021")
    let simulation = try TrialSimulation(trial, trials: 10, seed: 3)
    var ratios: [Double] = []
    for number in 0..<10 {
      let path = simulation.path(number)
      for cycles in simulation.cycles(of: path, doses: path.doses(trial, seed: 3)) {
        for cycle in cycles where cycle.level >= 4 { ratios.append(cycle.sampledCmax / cycle.cmax) }
      }
    }
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    // A proportional error of 12.6 % over a hundred samples or more.
    #expect(ratios.count > 100 && (mean - 1).magnitude < 0.05, "\(mean) of \(ratios.count)")
  }

  /// Both routes run from one file; under the skin the peak is lower and comes days later.
  @Test func routesAndLevelsAreParameters() throws {
    var overrides = TrialReader.Overrides()
    overrides.dose = "iv over 60 min"
    overrides.levels = ["1 mg/kg", "2 mg/kg", "3 mg/kg", "4 mg/kg", "5 mg/kg", "6 mg/kg"]
    let file = try Self.text("Trials/sys6043.yaml")
    let iv = try TrialReader(loadModel: Self.model, overrides: overrides).trial(in: file)
    let sc = try Self.trial("sys6043")
    #expect(iv.levelNames[0] == "1 mg/kg")
    func first(_ trial: Trial) throws -> CycleRecord {
      let simulation = try TrialSimulation(trial, trials: 1, seed: 1)
      let path = simulation.path(0)
      return try #require(simulation.cycles(of: path, doses: path.doses(trial, seed: 1)).first?.first)
    }
    let (a, b) = (try first(iv), try first(sc))
    // 1.0 mg/kg into a vein against 1.2 mg/kg under the skin, of which 0.6 arrives, slowly.
    #expect(a.cmax > 1.3 * b.cmax)
  }

  @Test(arguments: [
    ("model: bat6021_surrogate\n  dose: iv over 60 min", "model: bat6021_surrogate\n  dose: sc", "sc"),
    ("lognormal(65 kg", "lognormale(65 kg", "lognormale"),
    ("levels: [1 mg, 3 mg", "levels: [1 mg/L, 3 mg", "1 mg/L"),
    ("effect: {on: CL,", "effect: {on: CLL,", "CLL"),
    ("  sampling: {cycles: 6}", "  sampling: {cycle: 6}", "cycle"),
  ])
  func mistakes(old: String, new: String, word: String) throws {
    do {
      _ = try Self.trial("bat6021", (old, new))
      Issue.record("nothing was wrong")
    } catch let error as DiagnosticList {
      #expect(error.rendered().contains(word), "\(error.rendered())")
    }
  }

  @Test func referencesInTheWrongUnit() throws {
    do {
      _ = try Self.trial("bat6021", (Self.byExposure.0, Self.byExposure.1.replacing("2 g/L*day", with: "2 g/L")))
      Issue.record("nothing was wrong")
    } catch let error as DiagnosticList {
      #expect(error.rendered().contains("'reference' is a AUC in"), "\(error.rendered())")
    }
  }
}
