import Foundation
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Random effects have the variances and covariances that the model asks for.
///
/// Bounds are 5 standard errors: each check is a false alarm for one seed in 1.7 million; seeds are fixed.
@Suite struct RandomEffectTests {
  #if DEBUG
    static let count = 2_000
  #else
    static let count = 100_000
  #endif

  static let model = TestModel(
    name: "effects",
    """
    model effects {
      units {
        time = h
        amount = mg
        volume = L
      }
      covariates {
        OCC : 1 = 1
      }
      theta {
        tvA : 1 = 2
        tvB : 1 = 3
        tvC : 1 = 0.3
        tvD : 1 = 5
      }
      omega {
        (A, B) = [0.09, 0.03, 0.05]
        C = 0.2
        D = 4
        A(per: OCC) = 0.04
      }
      individual {
        A : 1 = tvA ~ logNormal + logNormal(per: OCC)
        B : 1 = tvB ~ logNormal
        C : 1 = tvC ~ logitNormal(0, 1)
        D : 1 = tvD ~ normal
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        central' = 0[mg/h]
      }
      observations {
        a : 1 = A
        b : 1 = B
        c : 1 = C
        d : 1 = D
      }
    }
    """)

  /// The effects on their own scale, by subject: of A, B, C, D.
  private func effects(of values: [Double]) -> [Double] {
    [log(values[0] / 2), log(values[1] / 3), log(values[2] / (1 - values[2])) - log(0.3 / 0.7), values[3] - 5]
  }

  @Test func variancesAndCovariances() async throws {
    let result = try await simulate(try Self.model.compiled(), ["1 mg once"], subjects: Self.count, times: [0])
    let etas = result.predictions[0].map { effects(of: $0[0]) }
    let n = Double(Self.count)
    // The variance of A is that of the subject and of the occasion.
    let omega: [[Double]] = [[0.13, 0.03, 0, 0], [0.03, 0.05, 0, 0], [0, 0, 0.2, 0], [0, 0, 0, 4]]
    for i in 0..<4 {
      let mean = etas.reduce(0) { $0 + $1[i] } / n
      #expect(mean.magnitude < 5 * (omega[i][i] / n).squareRoot(), "mean of eta \(i)")
      for j in 0...i {
        let covariance = etas.reduce(0) { $0 + $1[i] * $1[j] } / n
        let error = ((omega[i][i] * omega[j][j] + omega[i][j] * omega[i][j]) / n).squareRoot()
        #expect((covariance - omega[i][j]).magnitude < 5 * error, "covariance of etas \(i) and \(j): \(covariance)")
      }
    }
  }

  /// Every cycle of a regimen is an occasion; what is the subject's own stays.
  @Test func occasionsOfARegimen() async throws {
    let result = try await simulate(
      try Self.model.compiled(), ["1 mg every 1 h x 3"], subjects: Self.count, times: [0, 0.5, 1, 1.5, 2])
    let etas = result.predictions[0].map { subject in subject.map(effects) }
    let n = Double(Self.count)
    // Within an occasion nothing changes; between two, A does and nothing else.
    #expect(etas.allSatisfy { $0[0] == $0[1] && $0[2] == $0[3] && $0[0][0] != $0[2][0] && $0[2][0] != $0[4][0] })
    #expect(etas.allSatisfy { $0[0][1...] == $0[4][1...] })
    // Two occasions share the subject's variance: cov 0.09, and the difference has 2·0.04.
    let shared = etas.reduce(0) { $0 + $1[0][0] * $1[2][0] } / n
    #expect((shared - 0.09).magnitude < 5 * ((0.13 * 0.13 + 0.09 * 0.09) / n).squareRoot())
    let own = etas.reduce(0) { $0 + ($1[0][0] - $1[2][0]) * ($1[0][0] - $1[2][0]) } / n
    #expect((own - 0.08).magnitude < 5 * 0.08 * (2 / n).squareRoot())
  }

  /// In a table the column numbers the occasions: the same number again is the same occasion.
  @Test func occasionsOfATable() async throws {
    let table = "ID,TIME,AMT,OCC\n1,0,1,1\n1,1,.,1\n1,2,.,2\n1,3,.,1"
    let result = try await simulate(try Self.model.compiled(), table: table, replicates: 50)
    for subject in 0..<50 {
      let a = result.profile(subject: subject)
      #expect(a[0] == a[1] && a[1] != a[2] && a[3] == a[0])
      #expect(Set(result.profile(subject: subject, output: 1)).count == 1)
    }
    #expect(Set((0..<50).map { result.profile(subject: $0)[0] }).count == 50)
  }

  @Test func theTypicalPatientHasNone() async throws {
    let result = try await simulate(try Self.model.compiled(), ["1 mg once"], times: [0])
    let values = result.predictions[0][0][0]
    #expect(values[0] == 2 && values[1] == 3 && values[3] == 5)
    #expect(isClose(values[2], 0.3, relative: 1e-15))
  }

  /// Covariates are drawn as asked: ln of a log-normal weight has variance ln(1 + cv²).
  @Test func covariatesHaveTheirDistribution() async throws {
    let result = try await simulate(
      try TestModel.iv2.compiled(), ["1 mg/kg once"], subjects: Self.count, covariates: "WT ~ lognormal(65 kg, cv 20%)",
      times: [0])
    let n = Double(Self.count)
    let logs = result.covariates[0].map { log($0[0] / 65) }
    let variance = log(1.04)
    #expect((logs.reduce(0, +) / n).magnitude < 5 * (variance / n).squareRoot())
    let found = logs.reduce(0) { $0 + $1 * $1 } / n
    #expect((found - variance).magnitude < 5 * variance * (2 / n).squareRoot())
  }
}
