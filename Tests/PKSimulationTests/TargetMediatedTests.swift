import Foundation
import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import Testing

/// Full target-mediated disposition, stiff by fast binding, end to end: doses by weight to virtual patients.
@Suite struct TargetMediatedTests {
  /// Drug, target and complex with kon 500 L/nmol/day; two compartments count what is eliminated.
  static let model = TestModel(
    name: "target",
    """
    model target {
      units {
        time = day
        amount = nmol
        volume = L
      }
      molecules {
        mAb : kg/mol = 150
      }
      covariates {
        WT : kg = 70
      }
      theta {
        tvCL : L/day = 0.2
        tvV : L = 3
        Q : L/day = 0.5
        V2 : L = 3
        kon : L/nmol/day = 500
        koff : 1/day = 5
        kint : 1/day = 0.7
        kdeg : 1/day = 12
        base : nmol/L = 4
      }
      omega {
        CL = 0.09
        V = 0.04
      }
      individual {
        CL : L/day = tvCL * (WT / 70[kg])^0.75 ~ logNormal
        V : L = tvV * WT / 70[kg] ~ logNormal
      }
      compartments {
        free : nmol
        tissue : nmol
        receptor : nmol = base * V
        bound : nmol
        cleared : nmol
        internalised : nmol
      }
      doses {
        iv -> free of mAb
      }
      dynamics {
        L : nmol/L = free / V
        R : nmol/L = receptor / V
        binding = kon * L * receptor - koff * bound
        exchange = Q * (L - tissue / V2)
        free' = -CL * L - exchange - binding
        tissue' = exchange
        receptor' = kdeg * (base * V - receptor) - binding
        bound' = binding - kint * bound
        cleared' = CL * L
        internalised' = kint * bound
      }
      observations {
        drug : nmol/L = L
        target : nmol/L = R
        complex : nmol/L = bound / V
        total : nmol = free + tissue + bound + cleared + internalised
      }
    }
    """)
  static let regimen = "2 mg/kg iv over 60 min every 14 days x 4"
  static let times = (0...56).map { Double($0) + ($0 % 3 == 0 ? 0.02 : 0) }

  /// What has entered by a time, in nmol: 2 mg/kg of 150 kg/mol are 13.3 nmol/kg, over an hour each.
  private static func given(_ time: Double, _ weight: Double) -> Double {
    var doses = 0.0
    for number in 0..<4 { doses += min(1, max(0, time - 14 * Double(number)) * 24) }
    return doses * 2 * weight / 0.15
  }

  @Test func agreesWithATightReferenceAndKeepsMass() async throws {
    let model = try Self.model.compiled()
    #if DEBUG
      let count = 4
    #else
      let count = 24
    #endif
    func run(_ relative: Double, _ absolute: Double) async throws -> Simulated {
      try await simulate(
        model, [Self.regimen], subjects: count, covariates: "WT ~ uniform(50 kg, 100 kg)", times: Self.times, until: 56,
        followsCycles: false, settings: settings(relative: relative, absolute: absolute))
    }
    let (usual, tight) = (try await run(1e-6, 1e-8), try await run(1e-10, 1e-12))
    #expect(usual.failures.isEmpty && tight.failures.isEmpty)
    // It is stiff: what an explicit method would take is thousands of steps a day.
    #expect(usual.statistics.jacobians > 0 && usual.statistics.steps < 3_000 * count)
    for subject in 0..<count {
      let weight = usual.covariates[0][subject][0]
      for (index, time) in Self.times.enumerated() {
        let (values, reference) = (usual.predictions[0][subject][index], tight.predictions[0][subject][index])
        for output in 0..<3 {
          // 50 × the relative tolerance, with an absolute one of 10⁻⁶ of the peak.
          let close = closeness(values[output], reference[output], relative: 5e-5, absolute: 1e-3 * 1e-4)
          #expect(close.holds, "patient \(subject), output \(output) at \(time): \(close)")
        }
        let given = Self.given(time, weight)
        #expect(isClose(reference[3], given, relative: 1e-8, absolute: 1e-8), "patient \(subject) at \(time)")
        #expect(isClose(values[3], given, relative: 1e-5, absolute: 1e-5), "patient \(subject) at \(time)")
      }
    }
  }
}
