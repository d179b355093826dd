import PKLanguage
import PKText
import Testing

/// Priors are read in the parameter's unit.
@Suite struct PriorTests {
  @Test func unitsAndBlocks() throws {
    var text = Illustration.replacing(
      "tvKA : 1/day = 0.25  in 0.01...5", with: "tvKA : 1/day = 0.25  in 0.01...5 ~ logNormal(0.01[1/h], 0.3)")
    var model = try CheckedModel(parsing: text)
    guard case .logNormal(let median, let deviation)? = model.thetas[2].prior else {
      Issue.record("\(String(describing: model.thetas[2].prior))")
      return
    }
    #expect(abs(median - 0.24) < 1e-15 && deviation == 0.3)
    text = Illustration.replacing("cv 20%]", with: "cv 20%] ~ inverseWishart(12)")
    model = try CheckedModel(parsing: text)
    #expect(
      model.omega[0].prior == .inverseWishart(degreesOfFreedom: 12, matrix: model.omega[0].lowerTriangle))
    text = Illustration.replacing("CL(per: OCC) = cv 15%", with: "CL(per: OCC) = cv 15% ~ halfCauchy(0.4)")
    #expect(try CheckedModel(parsing: text).omega[1].prior == .standardDeviations(scale: 0.4, shape: 1))
  }
}
