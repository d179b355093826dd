#if !DEBUG
  import PKDiagnostics
  import PKSimulation
  import Testing

  /// What a model has simulated passes its own tests at the nominal rate.
  struct SelfTests {
    @Test func discrepanciesOfTheModelsOwnData() async throws {
      let replicates = 200
      var rejected = [0, 0, 0, 0]
      for replicate in 1...replicates {
        let data = try await DiagnosticModel.data(
          subjects: 20, seed: UInt64(replicate), limit: replicate % 2 == 0 ? 0.6 : nil)
        var errors = PredictionDistributionErrors()
        errors.replicates = 1000
        var settings = SimulationSettings()
        (settings.seed, settings.threads) = (UInt64(10_000 + replicate), 2)
        let tests = try #require(try await errors.run(data, settings: settings).tests())
        for (index, p) in [tests.mean, tests.variance, tests.normality, tests.global].enumerated() where p < 0.05 {
          rejected[index] += 1
        }
      }
      // Binomial(200, 0.05): 3 to 19 has a probability of 0.997 for each test.
      print("npde self-test: rejected at 5 % of \(replicates): mean, variance, normality, global \(rejected)")
      #expect(rejected.allSatisfy { (3...19).contains($0) }, "\(rejected)")
    }
  }
#endif
