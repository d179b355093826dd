import PKEstimation
import PKLanguage
import PKNumerics
import Testing

/// Objective functions at given parameters, against the values that nlmixr2est's tests publish for Wang's example (three
/// digits) and, for Laplace with the exact Hessian, against an independent program whose Hessian is a difference (1e-5).
struct ObjectiveTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let error: String
    var sigmas: [(String, Double)] = []
    var locals = ""
    let fo: Double, foce: Double, focei: Double, agq2: Double, laplace: Double

    var testDescription: String { error }
  }

  static let tenth = 0.1.squareRoot()
  static let rows: [Row] = [
    Row(
      error: "additive(a)", sigmas: [("a", tenth)], fo: 0.026, foce: -2.059, focei: -2.059, agq2: -1.938,
      laplace: -1.936123),
    Row(
      error: "proportional(b)", sigmas: [("b", tenth)], fo: 39.213, foce: 39.207, focei: 39.458, agq2: 39.297,
      laplace: 39.226848),
    Row(
      error: "proportional(f2)", locals: "f2 : 1 = central/(central + 5)", fo: 63.063, foce: 63.063, focei: 63.353,
      agq2: 62.792, laplace: 62.732429),
    Row(
      error: "additive(f2)", locals: "f2 : 1 = central/(central + 5)", fo: 3.311, foce: 2.438, focei: 3.238,
      agq2: 3.378, laplace: 3.270623),
    Row(
      error: "additive(a) + proportional(b)", sigmas: [("a", tenth), ("b", tenth)], fo: 39.505, foce: 39.499,
      focei: 39.735, agq2: 39.581, laplace: 39.515691),
    Row(
      error: "combined1(a, b)", sigmas: [("a", tenth), ("b", tenth)], fo: 43.398, foce: 43.394, focei: 43.554,
      agq2: 43.4, laplace: 43.358676),
    Row(
      error: "power(b, c)", sigmas: [("b", tenth), ("c", 0.5)], fo: 9.651, foce: 9.331, focei: 9.966, agq2: 10.069,
      laplace: 9.955442),
    Row(
      error: "power(b, f2)", sigmas: [("b", tenth)], locals: "f2 : 1 = central/(central + 5)", fo: 16.852,
      foce: 16.617, focei: 17.831, agq2: 17.959, laplace: 17.655597),
    Row(
      error: "logNormal(s)", sigmas: [("s", tenth)], fo: 40.055, foce: 40.039, focei: 40.039, agq2: 40.054,
      laplace: 40.03021),
  ]

  @Test(arguments: rows)
  func wang(_ row: Row) async throws {
    let model = try Wang.model(error: row.error, sigmas: row.sigmas, locals: row.locals)
    let problem = try FitProblem(model: model, dataset: Wang.dataset())
    let published: [(ObjectiveMethod, Double, Double)] = [
      (.firstOrder, row.fo, 6e-4), (.conditional, row.foce, 6e-4), (.conditionalInteraction, row.focei, 6e-4),
      (.quadrature(nodes: 2), row.agq2, 6e-4), (.laplace, row.laplace, 1e-5),
    ]
    for (method, value, digits) in published {
      let result = try await ApproximateLikelihood(method).evaluate(problem)
      #expect(abs(result.objective - value) < digits, "\(method.name) \(result.objective)")
    }
  }
}
