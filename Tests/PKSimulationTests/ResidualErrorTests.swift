import Foundation
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Residual error has the variance that each error model says, and no bias.
///
/// Bounds are 5 standard errors; seeds are fixed.
@Suite struct ResidualErrorTests {
  static let model = TestModel(
    name: "noisy",
    """
    model noisy {
      units {
        time = h
        amount = mg
      }
      sigma {
        a : mg = 2
        b : 1 = 0.3
        s : 1 = 0.25
        p : 1 = 0.5
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
        none : mg = central
        additive : mg = central ~ additive(a)
        proportional : mg = central ~ proportional(b)
        both : mg = central ~ additive(a) + proportional(b)
        combined : mg = central ~ combined1(a, b)
        power : mg = central ~ power(p, 0.75)
        logarithmic : mg = central ~ logNormal(s)
      }
    }
    """)

  @Test func variancesOfEveryErrorModel() async throws {
    #if DEBUG
      let (subjects, times) = (40, (0..<50).map { Double($0) })
    #else
      let (subjects, times) = (200, (0..<500).map { Double($0) })
    #endif
    var own = settings()
    own.addsResidualError = true
    let result = try await simulate(
      try Self.model.compiled(), ["10 mg once"], subjects: subjects, times: times, followsCycles: false, settings: own)
    let n = Double(subjects * times.count)
    let f = 10.0
    let variances: [Double] = [4, 9, 13, 25, 0.25 * pow(f, 1.5), 0.0625]
    var residuals: [[Double]] = []
    for (output, variance) in zip(1..., variances) {
      let values: [Double] = result.predictions[0].joined().map { $0[output] }
      let own: [Double] = values.map { output == 6 ? log($0 / f) : $0 - f }
      let mean: Double = own.reduce(0, +) / n
      let found: Double = own.reduce(0.0) { $0 + $1 * $1 } / n
      #expect(mean.magnitude < 5 * (variance / n).squareRoot(), "mean of output \(output)")
      #expect((found - variance).magnitude < 5 * variance * (2 / n).squareRoot(), "variance of \(output): \(found)")
      residuals.append(own.map { $0 / variance.squareRoot() })
    }
    #expect(result.predictions[0].joined().allSatisfy { $0[0] == f })
    // Outputs do not share their noise, nor do neighbouring times.
    for i in 0..<6 {
      for j in 0..<i {
        let correlation = zip(residuals[i], residuals[j]).reduce(0) { $0 + $1.0 * $1.1 } / n
        #expect(correlation.magnitude < 5 / n.squareRoot(), "outputs \(i + 1) and \(j + 1)")
      }
      let lag = zip(residuals[i], residuals[i].dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / n
      #expect(lag.magnitude < 5 / n.squareRoot(), "output \(i + 1)")
    }
  }
}
