import Foundation
import PKDiagnostics
import PKTestSupport
import Testing

/// Agreement with the package npde 3.5 and with an independent computation of VPC statistics, from the same simulations.
@Suite(.enabled(if: SharedData.has("diagnostics/theopp.csv"), "the shared reference data are not at hand"))
struct ReferenceTests {
  private func results(_ method: Decorrelation) throws -> [PredictionDiscrepancies] {
    let data = try TheophyllineReference()
    return data.values.indices.map { subject in
      PredictionDiscrepancies(
        observed: data.values[subject], simulated: data.simulated.map { $0[subject] }, decorrelation: method)
    }
  }

  @Test func discrepanciesAgree() throws {
    let own = try results(.cholesky)
    let reference = try SharedData.rows("diagnostics/npde_theopp_cholesky.csv").filter { $0["npde"] != "NA" }
    func column(_ name: String) -> [Double] { reference.map { Double($0[name] ?? "") ?? .nan } }
    // The digits of the table: pd has 3, ydobs and npde 11, ypred 9.
    for (values, name, tolerance) in [
      (own.flatMap(\.pd), "pd", 1e-12), (own.flatMap(\.decorrelated), "ydobs", 1e-9),
      (own.flatMap(\.npde), "npde", 1e-10), (own.flatMap(\.predicted), "ypred", 1e-8),
    ] {
      let expected = column(name)
      #expect(values.count == expected.count && expected.count == 120)
      for (value, wanted) in zip(values, expected) { #expect((value - wanted).magnitude < tolerance, "\(name)") }
    }
  }

  @Test(arguments: Decorrelation.allCases)
  func testsAgree(_ method: Decorrelation) throws {
    let tests = try #require(NormalityTests(try results(method).flatMap(\.npde)))
    let file =
      try JSONSerialization.jsonObject(
        with: Data(SharedData.bytes("diagnostics/npde_theopp_tests.json"))) as? [String: Any]
    let all = try #require(file?["tests"] as? [String: [String: Any]])
    let expected = try #require(all[method.rawValue])
    // The file has 11 significant digits.
    for (name, value) in [
      ("mean", tests.moments.mean), ("se.mean", tests.moments.standardError), ("var", tests.moments.variance),
      ("se.var", tests.moments.varianceError), ("kurtosis", tests.moments.kurtosis),
      ("skewness", tests.moments.skewness),
    ] {
      let wanted = try #require(expected[name] as? Double)
      #expect((value - wanted).magnitude < 2e-10 * max(1, wanted.magnitude), "\(name)")
    }
    let p = try #require(expected["p.value"] as? [String: Double])
    func pValue(_ name: String) throws -> Double {
      try #require(p.first { $0.key.contains(name) }?.value)
    }
    #expect(NormalityTests.adjusted(tests.mean) == (try pValue("t-test")))
    #expect(NormalityTests.adjusted(tests.variance) == (try pValue("Fisher")))
    // Royston's polynomials have six digits, and so are R's: the same to rounding of the same constants.
    #expect((NormalityTests.adjusted(tests.normality) / (try pValue("SW")) - 1).magnitude < 1e-6)
    #expect((tests.global / (try pValue("Global")) - 1).magnitude < 1e-6)
  }

  @Test func visualPredictiveCheckAgrees() throws {
    let data = try TheophyllineReference()
    var check = VisualPredictiveCheck()
    check.binning = .equalCounts(10)
    let result = try check.compare(
      x: data.times.flatMap(\.self), observed: data.values.flatMap(\.self),
      simulated: data.simulated.map { $0.flatMap(\.self) })
    let rows = try SharedData.rows("diagnostics/vpc_theopp.csv")
    let bins = try #require(result.panels.first).bins
    #expect(bins.count == 10 && rows.count == 30)
    for (index, row) in rows.enumerated() {
      let bin = bins[index / 3]
      let interval = bin.percentiles[index % 3]
      func number(_ name: String) -> Double { Double(row[name] ?? "") ?? .nan }
      #expect(Double(bin.count) == number("n"))
      #expect((bin.middle - number("t_median")).magnitude < 1e-9)
      #expect((interval.observed - number("obs")).magnitude < 1e-9)
      // Ten decimals are given.
      for (value, name) in [(interval.lower, "sim_lo"), (interval.median, "sim_med"), (interval.upper, "sim_hi")] {
        #expect((value - number(name)).magnitude < 2e-10, "bin \(index / 3 + 1) \(name)")
      }
    }
  }
}
