import PKLanguage
import PKText
import PKUnits
import Testing

@Suite struct CheckedModelTests {
  @Test func theIllustrationAsAWhole() throws {
    let model = try CheckedModel(parsing: Illustration.source)
    #expect(model.name == "mab_sc")
    #expect(model.about?.hasPrefix("One-compartment") == true)
    #expect(model.references == ["Nobody 2020, J Illustr 1:1"])
    #expect(model.status == .illustrative)
    #expect(model.timeUnit.description == "day")
    #expect(model.amountUnit?.description == "nmol" && model.volumeUnit?.description == "L")
    #expect(model.molecules == [Molecule(name: "mAb", molarMass: 150)])
    #expect(model.covariates.map(\.name) == ["WT", "SEX", "OCC"])
    #expect(model.covariates[0].label == "body weight")
    #expect(model.covariates[1].kind == .categorical(names: ["male", "female"], codes: [0, 1], reference: 0))
    #expect(model.thetas.map(\.name) == ["tvCL", "tvV", "tvKA", "Fsc", "ALAG", "kADA", "fADA"])
    #expect(model.thetas[0].lower == 0.01 && model.thetas[0].upper == 5 && !model.thetas[0].isFixed)
    #expect(model.thetas[6].isFixed && model.thetas[6].lower == -.infinity && model.thetas[6].upper == .infinity)
    #expect(model.sigmas.map(\.value) == [0.15, 50])
    #expect(model.individuals.map(\.name) == ["CL", "V", "KA"])
    #expect(model.etaNames == ["CL", "CL(per: OCC)", "V", "KA"])
    #expect(model.omega.map(\.etas) == [[0, 2], [1], [3]])
    #expect(model.compartments.map(\.name) == ["depot", "central"] && model.compartments[0].label == "under the skin")
    #expect(model.routes.map(\.name) == ["iv", "sc"] && model.routes.map(\.compartment) == [1, 0])
    #expect(model.routes.map(\.molecule) == [0, 0] && model.routes[1].bioavailability == .reference(.theta(3)))
    #expect(model.locals.map(\.name) == ["C", "absorption", "elimination"])
    #expect(model.derivatives[0] == .negate(.reference(.local(1))))
    #expect(model.events.map(\.name) == ["ADA"])
    #expect(model.outputs.map(\.name) == ["conc"] && model.outputs[0].molecule == 0)
  }

  @Test func derivativesFollowTheOrderOfCompartments() throws {
    let text = """
      model m {
        dynamics { b' = 2[mg/h]
          a' = 1[mg/h] }
        compartments { a : mg
          b : mg }
        units { time = h }
      }
      """
    let model = try CheckedModel(parsing: SourceText(name: "m", text))
    #expect(model.derivatives == [.number(1), .number(2)])
  }

  @Test func categoriesAreTheirCodes() throws {
    let model = try CheckedModel(
      parsing: Illustration.replacing("{male, female} = male", with: "{male = 1, female = 2}"))
    #expect(model.covariates[1].kind == .categorical(names: ["male", "female"], codes: [1, 2], reference: nil))
    guard case .binary(.multiply, _, .conditional(let condition, _, _)) = model.individuals[0].typical else {
      Issue.record("the shape is another")
      return
    }
    #expect(condition == .compare(.equal, .reference(.covariate(1)), .number(2)))
  }

  @Test func eventsAreConditionsAndNumbers() throws {
    let model = try CheckedModel(
      parsing: Illustration.replacing(
        "(1 + fADA * ADA)", with: "if(not ADA, 1, 1 + ADA * timeSince(ADA) / 1[wk])"))
    guard case .binary(_, .binary(_, _, .conditional(let condition, _, let value)), _) = model.locals[2].value else {
      Issue.record("the shape is another: \(model.locals[2].value)")
      return
    }
    #expect(condition == .not(.compare(.notEqual, .reference(.event(0)), .number(0))))
    #expect(
      value
        == .binary(
          .add, .number(1),
          .binary(
            .multiply,
            .binary(
              .divide, .binary(.multiply, .reference(.event(0)), .reference(.timeSince(event: 0))), .number(1)),
            .number(1.0 / 7))))
  }

  @Test(arguments: ModelStatus.allCases)
  func status(_ status: ModelStatus) throws {
    let model = try CheckedModel(
      parsing: Illustration.replacing("status illustrative", with: "status \(status.rawValue)"))
    #expect(model.status == status)
  }

  @Test func bodySizeIsUsedByDoses() throws {
    let text = """
      model m {
        units { time = h }
        covariates { WT : kg
          BSA : m2
          AGE : yr }
        compartments { a : mg }
        doses { iv -> a }
        dynamics { a' = 0 }
        observations { c : mg = a }
      }
      """
    let model = try CheckedModel(parsing: SourceText(name: "m", text))
    #expect(model.warnings.map(\.message) == ["the covariate 'AGE' is never used"])
  }
}
