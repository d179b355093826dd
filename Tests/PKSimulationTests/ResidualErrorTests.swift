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
        boxCox : mg = central ~ boxCox(0.5) + additive(s)
        yeoJohnson : mg = central ~ yeoJohnson(0.3) + additive(s)
        logit : mg = central ~ logitNormal(0, 40) + additive(s)
        probit : mg = central ~ probitNormal(-1, 30) + additive(s) + proportional(0.01)
        exponent : mg = central ~ combined1(a, b, 0.5)
      }
    }
    """)

  /// How far a value is from its prediction on the scale of its output's error.
  static func deviation(_ y: Double, _ f: Double, _ output: Int) -> Double {
    func place(_ y: Double) -> Double {
      switch output {
      case 6: log(y)
      case 7: 2 * (y.squareRoot() - 1)
      case 8: (pow(y + 1, 0.3) - 1) / 0.3
      case 9: log(y / (40 - y))
      // Φ(z) is ½erfc(−z/√2), turned about by halving.
      case 10: inverseCDF((y + 1) / 31)
      default: y
      }
    }
    return place(y) - place(f)
  }

  private static func inverseCDF(_ p: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

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
    let variances: [Double] = [
      4, 9, 13, 25, 0.25 * pow(f, 1.5), 0.0625, 0.0625, 0.0625, 0.0625, 0.0725, 8.694733192202056,
    ]
    var residuals: [[Double]] = []
    for (output, variance) in zip(1..., variances) {
      let values: [Double] = result.predictions[0].joined().map { $0[output] }
      let own: [Double] = values.map { Self.deviation($0, f, output) }
      let mean: Double = own.reduce(0, +) / n
      let found: Double = own.reduce(0.0) { $0 + $1 * $1 } / n
      #expect(mean.magnitude < 5 * (variance / n).squareRoot(), "mean of output \(output)")
      #expect((found - variance).magnitude < 5 * variance * (2 / n).squareRoot(), "variance of \(output): \(found)")
      residuals.append(own.map { $0 / variance.squareRoot() })
    }
    #expect(result.predictions[0].joined().allSatisfy { $0[0] == f })
    // Outputs do not share their noise, nor do neighbouring times.
    for i in variances.indices {
      for j in 0..<i {
        let correlation = zip(residuals[i], residuals[j]).reduce(0) { $0 + $1.0 * $1.1 } / n
        #expect(correlation.magnitude < 5 / n.squareRoot(), "outputs \(i + 1) and \(j + 1)")
      }
      let lag = zip(residuals[i], residuals[i].dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / n
      #expect(lag.magnitude < 5 / n.squareRoot(), "output \(i + 1)")
    }
  }
}
