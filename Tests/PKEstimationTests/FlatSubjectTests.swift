#if !DEBUG
  import Foundation
  import PKData
  import PKEstimation
  import PKLanguage
  import PKTestSupport
  import PKText
  import Testing

  /// Laplace's approximation where the Hessian of some subjects vanishes on the way: values below the limit of
  /// quantification of Bauer's second tutorial (2019), of which NONMEM's own end is such a place.
  struct FlatSubjectTests {
    private static let data = "fits/bauer2_bloq_m3_lap/data.csv"

    private static func problem() throws -> FitProblem {
      let rows = try SharedData.rows(data).map { row in
        let isBelow = (row["MDV"] == "0") && (Double(row["DV"] ?? "") ?? 0) < -3.5
        return [row["ID"], row["TIME"], row["AMT"], row["EVID"], isBelow ? "-3.5" : row["DV"], isBelow ? "1" : "0"]
          .map { $0 ?? "." }.joined(separator: ",")
      }
      let table = "ID,TIME,AMT,EVID,DV,CENS\n" + rows.joined(separator: "\n") + "\n"
      let dataset = try Dataset(table: Array(table.utf8), name: "bloq.csv")
      let model = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Validation/Fits/bauer_bloq.pkm")
      let text = try String(contentsOf: model, encoding: .utf8)
      return try FitProblem(
        model: CheckedModel(parsing: SourceText(name: "bauer_bloq.pkm", text)), dataset: dataset)
    }

    @Test(.enabled(if: SharedData.has(data), "the shared data are not at hand"))
    func areLeftToTheFirstOrder() async throws {
      let problem = try Self.problem()
      let result = try await ApproximateLikelihood(.laplace).fit(problem)
      #expect(result.termination.isConverged, "\(result.termination)")
      let flat = result.warnings.compactMap { if case .flatIndividuals(let subjects) = $0 { subjects } else { nil } }
      #expect(flat.first?.contains("10") == true && (flat.first?.count ?? 100) < 10, "\(flat)")
      // Near FOCEI's minimum of -129.246, and nowhere near the bottomless place.
      #expect(abs(result.objective + 129) < 2, "\(result.objective)")
    }
  }
#endif
