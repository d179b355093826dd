import Foundation
import PKEstimation
import PKTestSupport
import Testing

/// Residuals of Wang's example against NONMEM's table, which has five significant digits.
struct ResidualTests {
  private static let table = "ofv/wang2007_nonmem_focei_prop_table.csv"

  @Test(.enabled(if: SharedData.has(table)))
  func nonmem() async throws {
    let model = try Wang.model(error: "proportional(b)", sigmas: [("b", 0.1.squareRoot())])
    let problem = try FitProblem(model: model, dataset: Wang.dataset())
    let result = try await ApproximateLikelihood(.conditionalInteraction).evaluate(problem)
    let rows = try SharedData.rows(Self.table)
    let records = result.individuals.flatMap(\.residuals)
    try #require(rows.count == records.count)
    func check(_ value: Double, _ row: [String: String], _ column: String) throws {
      let expected = try #require(row[column].flatMap(Double.init))
      #expect(abs(value - expected) <= 6e-5 * max(abs(expected), 1), "\(column) \(value) \(expected)")
    }
    for (row, record) in zip(rows, records) {
      try check(record.pred, row, "PRED")
      try check(record.ipred, row, "IPRE")
      try check(record.res, row, "RES")
      try check(record.ires, row, "IRES")
      try check(record.wres, row, "WRES")
      try check(record.cwres, row, "CWRES")
      try check(record.cwresi, row, "CWRESI")
      try check(record.iwres, row, "IWRES")
    }
    for (index, individual) in result.individuals.enumerated() {
      try check(individual.objective, rows[2 * index], "OBJI")
      try check(individual.effects[0], rows[2 * index], "ETA1")
    }
  }

  /// Subject 1 of the same table, as facts.
  @Test func firstSubject() async throws {
    let model = try Wang.model(error: "proportional(b)", sigmas: [("b", 0.1.squareRoot())])
    let problem = try FitProblem(model: model, dataset: Wang.dataset())
    let result = try await ApproximateLikelihood(.conditionalInteraction).evaluate(problem)
    let record = result.individuals[0].residuals[1]
    #expect(abs(result.individuals[0].effects[0] - 0.071545) < 1e-6)
    #expect(abs(result.individuals[0].objective - 5.2018) < 5e-5)
    #expect(abs(record.wres + 1.1786) < 5e-5)
    #expect(abs(record.cwres + 1.2221) < 5e-5)
    #expect(abs(record.cwresi + 1.1756) < 5e-5)
    #expect(abs(record.iwres + 1.1691) < 5e-5)
  }
}
