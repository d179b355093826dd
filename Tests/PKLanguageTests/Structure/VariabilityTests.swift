import Foundation
import PKLanguage
import PKText
import Testing

@Suite struct VariabilityTests {
  /// A model with three parameters, and what `individual` and `omega` say about them.
  static func model(_ terms: [String], omega: String) throws(DiagnosticList) -> CheckedModel {
    let lines = zip(["A", "B", "D"], terms).map { "\($0) : 1 = 0.5 \($1)" }.joined(separator: "\n")
    let text = """
      model m {
        units { time = h }
        covariates { OCC : 1 }
        individual { \(lines)
        }
        omega { \(omega)
        }
        compartments { x : 1 }
        dynamics { x' = (A + B + D) / 1[h] }
      }
      """
    return try CheckedModel(parsing: SourceText(name: "m", text))
  }

  @Test func entriesAreVariances() throws {
    let model = try Self.model(
      ["~ logNormal", "~ normal", "~ logitNormal(0, 1)"], omega: "A = cv 30%\n B = sd 0.2\n D = 0.09 fixed")
    #expect(model.etaNames == ["A", "B", "D"])
    #expect(model.individuals.map(\.transform) == [.logNormal, .normal, .logitNormal(lower: 0, upper: 1)])
    // ω² = ln(1 + CV²).
    #expect(abs(model.omega[0].lowerTriangle[0] - log(1.09)) < 1e-16)
    #expect(model.omega[1].lowerTriangle == [0.2 * 0.2])
    #expect(model.omega[2].lowerTriangle == [0.09] && model.omega.map(\.isFixed) == [false, false, true])
  }

  @Test func blocksKeepTheOrderWritten() throws {
    let model = try Self.model(
      ["~ logNormal", "~ logNormal", "~ boxCox(0.5)"], omega: "(D, A) = [0.04, corr -0.5, sd 0.3]\n B = 0")
    #expect(model.omega[0].etas == [2, 0])
    #expect(model.omega[0].lowerTriangle[1] == -0.5 * (0.04 * 0.09).squareRoot())
    #expect(model.omega[1].etas == [1] && model.omega[1].lowerTriangle == [0])
    #expect(model.individuals[2].transform == .boxCox(lambda: 0.5))
  }

  @Test func occasionsAreEffectsOfTheirOwn() throws {
    let model = try Self.model(
      ["~ logNormal + logNormal(per: OCC)", "~ logNormal(per: OCC)", "~ logitNormal(0, 1) + logitNormal(per: OCC)"],
      omega: "A = 0.09\n D = 0.1\n (A(per: OCC), B(per: OCC)) = [0.04, 0.01, 0.04]\n D(per: OCC) = 0.01")
    #expect(model.etaNames == ["A", "A(per: OCC)", "B(per: OCC)", "D", "D(per: OCC)"])
    #expect(
      model.individuals[0].effects == [
        RandomEffect(eta: 0), RandomEffect(eta: 1, level: .occasion(covariate: 0)),
      ])
    #expect(model.individuals[1].effects == [RandomEffect(eta: 2, level: .occasion(covariate: 0))])
    #expect(model.omega.map(\.etas) == [[0], [3], [1, 2], [4]])
    #expect(model.warnings.map(\.code) == ["PK3014", "PK3015"])
  }

  @Test func aBlockHasOneLevel() {
    let list = #expect(throws: DiagnosticList.self) {
      try Self.model(
        ["~ logNormal", "~ logNormal(per: OCC)", ""], omega: "(A, B(per: OCC)) = [0.04, 0.01, 0.04]")
    }
    #expect(list?.diagnostics.filter { $0.severity == .error }.map(\.code) == ["PK3012"])
  }

  @Test(
    arguments: [
      ([1, 0.999, 1], true), ([1, 1, 1], false), ([1, -1.1, 1], false), ([4, 2, 5, 1, 3, 6], true),
      ([1, 0.9, 1, 0.9, 0.1, 1], false), ([1e-8, 0, 1e8], true), ([2, -1, 2, 0, -1, 2], true),
      ([1, 0.5, 1, 0.5, -0.5, 1], false),
    ] as [([Double], Bool)])
  func positiveDefinite(_ triangle: [Double], _ isDefinite: Bool) {
    let names = triangle.count == 3 ? "(A, B)" : "(A, B, D)"
    let omega =
      "\(names) = [\(triangle.map { "\($0)" }.joined(separator: ", "))]" + (triangle.count == 3 ? "\n D = 1" : "")
    do throws(DiagnosticList) {
      let model = try Self.model(["~ normal", "~ normal", "~ normal"], omega: omega)
      #expect(isDefinite && model.omega[0].lowerTriangle == triangle)
    } catch {
      #expect(!isDefinite && error.diagnostics.filter { $0.severity == .error }.map(\.code) == ["PK3007"])
    }
  }
}
