import Foundation
import PKData
import PKEstimation
import PKLanguage
import PKText
import Testing

/// One subject's random effects from its doses and levels.
struct SubjectEstimationTests {
  static let text = """
    model map302 {
      units {
        time = h
        amount = mg
        volume = L
      }
      covariates {
        BW : kg = 75
        SEX : 1 = 0
      }
      theta {
        tvCL : L/h = 4
        tvV : L = 70
        tvKA : 1/h = 1
      }
      omega {
        CL = 0.2
        V = 0.2
        KA = 0.2
      }
      sigma { b : 1 = 0.22360679774997896 }
      individual {
        CL : L/h = tvCL * (BW/75[kg])^1.5 * 0.75^SEX ~ logNormal
        V : L = tvV ~ logNormal
        KA : 1/h = tvKA ~ logNormal
      }
      compartments {
        gut : mg
        central : mg
      }
      doses {
        oral -> gut
        iv -> central
      }
      dynamics {
        gut' = -KA * gut
        central' = KA * gut - CL/V * central
      }
      observations { conc : mg/L = central/V ~ proportional(b) }
    }
    """

  private static func model() throws -> CheckedModel {
    try CheckedModel(parsing: SourceText(name: "map.pkm", text))
  }

  static func table(_ rows: [String]) -> String {
    (["ID,TIME,EVID,AMT,CMT,RATE,DV,BW,SEX"] + rows).joined(separator: "\n")
  }

  private static func dataset(_ rows: [String]) throws -> Dataset {
    try Dataset(table: Array(table(rows).utf8), name: "map.csv")
  }

  static let levels = [
    "1,0,1,10000,2,10000,.,77,0", "1,1.5,0,0,2,0,107.267,113,0", "1,4.4,0,0,2,0,100.995,92,1",
    "1,7.1,0,0,2,0,54.0546,132,0", "1,24.6,0,0,2,0,5.97081,126,1", "1,72,1,10000,2,10000,.,128,1",
  ]

  /// NONMEM's posthoc etas (posologyr 302): the objective is no worse than there, and the etas agree.
  @Test func agreesWithNONMEM() throws {
    let estimation = SubjectEstimation(model: try Self.model())
    let dataset = try Self.dataset(Self.levels)
    let estimate = try estimation.estimate(dataset)
    let reference = [0.398845969, 0.0762201167, 0]
    #expect(estimate.fit.isConverged && estimate.observationCount == 4)
    #expect(estimate.fit.effectNames == ["CL", "V", "KA"])
    for (effect, expected) in zip(estimate.fit.effects, reference) { #expect(abs(effect - expected) < 1e-4) }
    let there = try estimation.objective(at: reference, dataset)
    #expect(estimate.fit.individualObjective <= there + 1e-6)
    let here = try estimation.objective(at: estimate.fit.effects, dataset)
    #expect(abs(here - estimate.fit.individualObjective) < 1e-9)
    // Levels make clearance known; nothing is seen of absorption, which keeps its prior.
    #expect(estimate.fit.effectCovariance[0][0] < 0.1 * estimate.priorCovariance[0][0])
    #expect(abs(estimate.fit.effectCovariance[2][2] - 0.2) < 1e-9)
  }

  /// Without a level the estimate is the prior.
  @Test func withoutLevels() throws {
    let dataset = try Self.dataset(["1,0,1,1000,2,0,.,75,0", "1,5,0,0,2,0,.,75,0"])
    let estimate = try SubjectEstimation(model: Self.model()).estimate(dataset)
    #expect(estimate.observationCount == 0)
    #expect(estimate.fit.effects == [0, 0, 0])
    for k in 0..<3 { #expect(abs(estimate.fit.effectCovariance[k][k] - 0.2) < 1e-12) }
    let predictions = try estimate.predictions(of: dataset)
    #expect(predictions.count == 2)
    // 1000 mg at 0: (1000/70)·exp(−4/70·5) after five hours; the typical patient is all that is known.
    let expected = 1000 / 70 * exp(-4.0 / 70 * 5)
    #expect(abs(predictions[1].typical / expected - 1) < 1e-9)
    #expect(predictions[1].individual == predictions[1].typical)
    // By η of V the logarithm of the concentration has the slope −1 + k·t, by that of CL −k·t, k·t = 2/7.
    let kt = 2.0 / 7
    let relative = (0.2 * (kt - 1) * (kt - 1) + 0.2 * kt * kt).squareRoot()
    #expect(abs(predictions[1].standardError / expected - relative) < 1e-6)
    #expect(abs(predictions[1].residualDeviation / (0.22360679774997896 * expected) - 1) < 1e-9)
  }

  /// Predictions of later records are those of the model with the estimated random effects.
  @Test func predictsLaterRecords() throws {
    let estimate = try SubjectEstimation(model: Self.model()).estimate(Self.dataset(Self.levels))
    let later = try Self.dataset(["1,0,1,1000,2,0,.,75,0", "1,5,0,0,2,0,.,75,0"])
    let predictions = try estimate.predictions(of: later)
    let (cl, v) = (4 * exp(estimate[effect: "CL"] ?? 0), 70 * exp(estimate[effect: "V"] ?? 0))
    #expect(abs(predictions[1].individual / (1000 / v * exp(-cl / v * 5)) - 1) < 1e-9)
    #expect(abs(predictions[1].typical / (1000 / 70 * exp(-4.0 / 70 * 5)) - 1) < 1e-9)
    #expect(estimate.effectsInModelOrder == estimate.fit.effects)
  }
}
