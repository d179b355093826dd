import PKDiagnostics
import PKEstimation
import PKSimulation
import Testing

struct PredictiveCheckTests {
  private func settings(seed: UInt64 = 7, threads: Int = 1, chunk: Int = 256) -> SimulationSettings {
    var settings = SimulationSettings()
    (settings.seed, settings.threads, settings.chunkSize) = (seed, threads, chunk)
    return settings
  }

  /// Data that the model has simulated lie in its 95 % intervals nearly everywhere.
  @Test func dataOfTheModelLieInside() async throws {
    let data = try await DiagnosticModel.data(subjects: 60, seed: 3)
    var check = VisualPredictiveCheck()
    check.replicates = 200
    let result = try await check.run(data, settings: settings())
    let bins = try #require(result.panels.first).bins
    let outside = bins.flatMap(\.percentiles).count(where: \.isOutside)
    // 27 correlated intervals at 5 %: more than 6 outside has a probability below 0.001 even if independent.
    #expect(bins.reduce(0) { $0 + $1.count } == 540 && outside <= 6)
    #expect(bins.allSatisfy { $0.percentiles[0].median < $0.percentiles[1].median })
  }

  @Test func bitsDoNotDependOnThreadsOrPieces() async throws {
    let data = try await DiagnosticModel.data(subjects: 11, seed: 3, limit: 0.5)
    var check = VisualPredictiveCheck()
    check.replicates = 30
    let one = try await check.run(data, settings: settings())
    let two = try await check.run(data, settings: settings(threads: 3, chunk: 17))
    #expect(one.panels == two.panels)
    var errors = PredictionDistributionErrors()
    errors.replicates = 40
    let first = try await errors.run(data, settings: settings())
    let second = try await errors.run(data, settings: settings(threads: 3))
    #expect(first.records == second.records && first.predictiveCheck == second.predictiveCheck)
    let other = try await errors.run(data, settings: settings(seed: 8))
    #expect(first.records != other.records)
  }

  @Test func strataTimeAfterDoseAndCorrection() async throws {
    let data = try await DiagnosticModel.data(subjects: 20, seed: 5)
    var check = VisualPredictiveCheck()
    check.replicates = 50
    check.stratification = .dose
    check.abscissa = .timeAfterDose
    check.isPredictionCorrected = true
    check.binning = .kMeans(5)
    let result = try await check.run(data, settings: settings())
    #expect(result.panels.map(\.stratum) == ["dose 100", "dose 200"])
    #expect(result.panels.allSatisfy { $0.bins.count == 5 && $0.leftOut == 0 })
    // The dose by ADDL at 12 h begins the time after dose anew: no value is 12 h or more after its dose but the last.
    #expect(result.panels.flatMap(\.points).allSatisfy { $0.x < 12.3 })
    check.stratification = .covariate("WT")
    check.isPredictionCorrected = false
    let byWeight = try await check.run(data, settings: settings())
    #expect(byWeight.panels.count == 3 && byWeight.panels[0].stratum?.hasPrefix("WT ≤ ") == true)
  }

  /// Correction takes the dose's part of the variability away: corrected values of two dose levels agree.
  @Test func correctionRemovesTheDose() async throws {
    let data = try await DiagnosticModel.data(subjects: 40, seed: 5)
    var check = VisualPredictiveCheck()
    check.replicates = 100
    check.binning = .edges([0, 0.8, 24.5])
    let plain = try await check.run(data, settings: settings())
    check.isPredictionCorrected = true
    let corrected = try await check.run(data, settings: settings())
    func spread(_ result: PredictiveCheckResult) -> Double {
      let bin = result.panels[0].bins[0].percentiles
      return bin[2].median / bin[0].median
    }
    #expect(spread(corrected) < 0.75 * spread(plain))
  }

  @Test func valuesBelowTheLimit() async throws {
    let data = try await DiagnosticModel.data(subjects: 50, seed: 9, limit: 0.8)
    var check = VisualPredictiveCheck()
    check.replicates = 100
    let panel = try #require(try await check.run(data, settings: settings()).panels.first)
    #expect(panel.limit == 0.8)
    let last = try #require(panel.bins.last)
    #expect(last.belowLimit.observed > 0.05 && !last.belowLimit.isOutside)
    #expect(last.percentiles[0].observed == -.infinity && panel.bins[0].belowLimit.observed == 0)
    #expect(panel.points.contains { $0.isBelowLimit && $0.y == 0.8 })
  }

  @Test func severalOutputs() async throws {
    let model = try DiagnosticModel.model(
      outputs: """
        conc : mg/L = C ~ proportional(b) + additive(a)
        amount : mg = central ~ proportional(b)
        """)
    let dataset = try await DiagnosticModel.simulated(
      model, DiagnosticModel.design(subjects: 8, outputs: 2), seed: 2)
    let data = try DiagnosticData(model: model, dataset: dataset)
    var check = VisualPredictiveCheck()
    check.replicates = 20
    let result = try await check.run(data, settings: settings())
    #expect(result.panels.map(\.output) == ["conc", "amount"] && result.panels.map(\.unit) == ["mg/L", "mg"])
    #expect(result.panels.allSatisfy { $0.bins.reduce(0) { $0 + $1.count } == 72 })
  }

  @Test func messages() async throws {
    let data = try await DiagnosticModel.data(subjects: 4, seed: 1)
    var check = VisualPredictiveCheck()
    check.replicates = 3
    check.stratification = .covariate("SXE")
    await #expect(throws: DiagnosticsError.unknownStratifier("SXE", known: ["SEX", "WT", "dose"])) {
      try await check.run(data)
    }
    check.stratification = nil
    check.binning = .edges([3, 2])
    await #expect(throws: DiagnosticsError.badBinEdges) { try await check.run(data) }
    check.binning = .edges([100, 200])
    await #expect(throws: DiagnosticsError.nothingInBins) { try await check.run(data) }
    var errors = PredictionDistributionErrors()
    errors.replicates = 9
    await #expect(throws: DiagnosticsError.tooFewReplicates(9, subject: "1", observations: 9)) {
      try await errors.run(data)
    }
    #expect(DiagnosticsError.unknownStratifier("SXE", known: ["SEX"]).help == ["did you mean 'SEX'?"])
  }

  /// One subject makes a figure, not an error.
  @Test func oneSubject() async throws {
    let data = try await DiagnosticModel.data(subjects: 1, seed: 1)
    var check = VisualPredictiveCheck()
    check.replicates = 20
    #expect(try await check.run(data).panels[0].bins.count == 9)
    var errors = PredictionDistributionErrors()
    errors.replicates = 50
    #expect(try await errors.run(data).tests() != nil)
  }
}
