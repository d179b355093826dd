import PKLanguage
import PKModel
import PKTestSupport
import Testing

/// The catalogue of small models that the other tests are about.
@Suite struct TestModelTests {
  @Test(arguments: TestModel.all) func everyModelCompilesWithoutWarning(_ model: TestModel) throws {
    let compiled = try model.compiled()
    #expect(compiled.source.warnings.isEmpty)
    #expect(compiled.name == model.name)
  }

  @Test(arguments: TestModel.all) func linearModelsAreFound(_ model: TestModel) throws {
    let nonlinear: Set = ["parallel", "conjugate"]
    #expect(try model.compiled().isLinear == !nonlinear.contains(model.name))
  }
}
