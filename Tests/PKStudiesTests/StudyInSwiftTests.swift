import PKData
import PKSimulation
import PKStudies
import PKText
import Testing

/// Studies that are written in Swift, without a file.
@Suite struct StudyInSwiftTests {
  /// By weight, AUC to infinity is 2 mg/kg · WT/(2 L/day), so that its median is that of the weights: 80 mg·day/L.
  @Test("patients, arms and a result without a file") func study() async throws {
    let weights = try CovariateSpecification.list(
      parsing: SourceText(name: "covariates", "WT ~ lognormal(80 kg, cv 20%)"))
    let arms = try ["low: 2 mg/kg iv every 100 days x 1", "high: 4 mg/kg iv every 100 days x 1"].map { text in
      let regimen = try Regimen(parsing: SourceText(name: "regimen", text))
      return Study.Arm(name: regimen.name, regimen: StudyRegimen(regimen))
    }
    let study = Study(
      name: "by weight", model: try TestStudy.model(),
      population: VirtualPopulation(size: 400, covariates: weights), arms: arms, seed: 11)
    let result = try await StudySimulation(study).result()
    let low = try #require(result.exposure("AUC", arm: "low"))
    // The median of 400 log-normal values has a standard error of 1.25 · 19.8 %/20 = 1.2 %; four of them.
    #expect(abs(try #require(low.median) / 80 - 1) < 0.05)
    let ratio = try #require(result.ratios.first { $0.arm == "high" && $0.metric == "AUC" })
    #expect(abs((ratio.ratio ?? 0) - 2) < 1e-9)
  }

  @Test("patients without covariates are alike in what is known of them") func withoutCovariates() {
    let population = VirtualPopulation(size: 3)
    #expect(population.variables.isEmpty && population.criteria.isEmpty)
    #expect(population.patient(2, seed: 1)?.values == [])
    #expect(population.acceptance(seed: 1) == 1)
  }

  @Test("a unit for a column that is not used is told") func unusedUnit() {
    #expect {
      try PopulationTests.population(
        "table: {file: t.csv, columns: {WT: WEIGHT}, units: {WT: kg, AGE: yr}}", file: "WEIGHT,AGE\n60,50\n")
    } throws: { error in
      (error as? DiagnosticList)?.rendered().contains("'AGE' has a unit, but is not among the columns") == true
    }
  }
}
