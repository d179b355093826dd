import Foundation
import PKStudies
import Testing

/// The seed alone decides what comes out.
@Suite struct DeterminismTests {
  static let text = TestStudy.text(
    size: 30, covariates: "WT ~ lognormal(70 kg, cv 20%)", arms: "1 mg/kg iv over 1 h every 21 days x 3",
    """
      - {name: B, regimen: 2 mg/kg sc every 21 days x 3}
    conduct:
      window: {plus or minus: 3 days, distribution: normal}
      delays: {by: 7 days, probability: 10 %}
      stop: {hazard: 0.003 1/day}
    sampling: [rich, sparse]
    antibodies: {onset: {hazard: 0.01 1/day}, effect: {on: CL, change: 50 %}, assay: {sensitivity: 90 %}}
    targets: [{name: t, metric: AUC, of: serum, cycle: 1, at least: 30 mg*day/L}]
    above: {serum: 2 mg/L}
    sizes: {arm: A, by: [WT, flat]}
    """)

  private func bytes(threads: Int, chunk: Int) async throws -> Data {
    let study = try TestStudy.study(Self.text, model: try TestStudy.model(variance: 0.09))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try encoder.encode(try await TestStudy.result(study, threads: threads, chunk: chunk))
  }

  @Test("determinism: threads and pieces do not matter, to the last bit") func threads() async throws {
    let one = try await bytes(threads: 1, chunk: 16)
    #expect(try await bytes(threads: 2, chunk: 16) == one)
    #expect(try await bytes(threads: 4, chunk: 7) == one)
  }

  @Test("another seed is another study") func seed() async throws {
    var study = try TestStudy.study(Self.text, model: try TestStudy.model(variance: 0.09))
    let first = try await TestStudy.result(study)
    study.seed = 8
    let second = try await TestStudy.result(study)
    #expect(first.exposure("AUC")?.median != second.exposure("AUC")?.median)
  }
}
