import PKData
import PKEstimation
import PKLanguage
import PKText
import Testing

/// Random effects per occasion: subjects with two occasions, of which nothing is shared, are like twice as many subjects.
struct OccasionTests {
  private static func model(perOccasion: Bool) throws -> CheckedModel {
    let text = """
      model wang {
        units {
          time = h
          amount = mg
          volume = L
        }
        covariates { OCC : 1 = 1 }
        theta { tvK : 1/h = 0.5 }
        omega { \(perOccasion ? "K(per: OCC)" : "K") = 0.04 }
        sigma {
          a : 1 = 0.2
          b : 1 = 0.1
        }
        individual { K : 1/h = tvK ~ logNormal\(perOccasion ? "(per: OCC)" : "") }
        compartments { central : 1 }
        doses { iv -> central }
        dynamics { central' = -K * central }
        observations { y : 1 = central ~ additive(a) + proportional(b) }
      }
      """
    return try CheckedModel(parsing: SourceText(name: "wang.pkm", text))
  }

  /// Wang's subjects, each alone, or in pairs as two occasions of one.
  private static func dataset(paired: Bool) -> Dataset {
    var dataset = Wang.dataset()
    dataset.covariates = [Dataset.Column(name: "OCC")]
    func records(_ subject: Int, occasion: Int) -> [Record] {
      dataset.subjects[subject].records.map { record in
        var record = record
        record.time += Double(occasion - 1) * 10
        record.covariates = [Double(occasion)]
        if occasion > 1, case .dose(let dose) = record.action { record.action = .resetAndDose(dose) }
        return record
      }
    }
    let subjects = (0..<(paired ? 5 : 10)).map { index in
      Subject(
        id: "\(index + 1)",
        records: paired
          ? records(2 * index, occasion: 1) + records(2 * index + 1, occasion: 2) : records(index, occasion: 1))
    }
    dataset.subjects = subjects
    return dataset
  }

  @Test(arguments: [
    ObjectiveMethod.firstOrder, .conditional, .conditionalInteraction, .laplace, .quadrature(nodes: 3),
  ])
  func pairs(_ method: ObjectiveMethod) async throws {
    let estimator = ApproximateLikelihood(method)
    let alone = try FitProblem(model: Self.model(perOccasion: false), dataset: Self.dataset(paired: false))
    let paired = try FitProblem(model: Self.model(perOccasion: true), dataset: Self.dataset(paired: true))
    #expect(paired.subjects[0].effectNames.count == 2)
    let first = try await estimator.evaluate(alone)
    let second = try await estimator.evaluate(paired)
    #expect(abs(first.objective - second.objective) < 1e-6, "\(first.objective) \(second.objective)")
    let vector = try #require(alone.parameters.vector(of: alone.parameters.start))
    let gradients = (
      await estimator.differentiated(alone, at: vector).gradient,
      await estimator.differentiated(paired, at: vector).gradient
    )
    for (one, other) in zip(gradients.0, gradients.1) { #expect(abs(one - other) < 1e-4 * max(1, abs(one))) }
  }
}
