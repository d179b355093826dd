import PKPlots

/// A small figure of each kind, of fixed numbers.
enum FigureSamples {
  static let caption = FigureCaption(
    model: "theophylline", method: "FOCEI, OFV 116.803", subjects: 3, observations: 9, replicates: 1000, seed: 1)

  /// Nine numbers that look like residuals; from a linear congruence, so that they are the same everywhere.
  static func deviates(_ count: Int, seed: Int = 1) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state = (state * 16807) % 2_147_483_647
      let first = Double(state) / 2_147_483_647
      state = (state * 16807) % 2_147_483_647
      return ((first + Double(state) / 2_147_483_647 - 1) * 4 * 1000).rounded() / 1000
    }
  }

  static let times = [0.5, 1, 2, 4, 6, 8, 12, 18, 24]
  static let curve = [3.0, 5.2, 7.1, 6.4, 5.3, 4.2, 2.9, 1.6, 0.9]

  private static func points(_ scale: Double) -> [IndividualFitsFigure.Point] {
    zip(times, curve).map { IndividualFitsFigure.Point(x: $0, y: $1 * scale) }
  }

  static var all: [(name: String, spec: PlotSpec, titles: [String])] { fits + simulated + profiles + designs }

  private static var fits: [(name: String, spec: PlotSpec, titles: [String])] {
    let residuals = deviates(27, seed: 5)
    let good = GoodnessOfFitFigure(
      (0..<27).map { index in
        let value = curve[index % 9]
        return GoodnessOfFitFigure.Point(
          id: "\(index / 9 + 1)", output: "conc", time: times[index % 9], dv: value + residuals[index] / 4,
          pred: value, ipred: value + residuals[index] / 8, cwres: residuals[index])
      }, timeUnit: "h", valueUnit: "mg/L", caption: caption)
    let individuals = IndividualFitsFigure(
      (1...3).map { subject in
        IndividualFitsFigure.Panel(
          title: "ID \(subject)", observations: points(1 + Double(subject) / 20),
          individual: points(1 + Double(subject) / 25), population: points(1), limit: 0.5)
      }, timeUnit: "h", valueUnit: "mg/L", caption: caption)
    let etas = EtaFigure(
      ["CL", "V"].enumerated().map { index, name in
        EtaFigure.Effect(
          name: name, values: deviates(20, seed: 11 + index).map { $0 / 8 }, omega: 0.25, note: "shrinkage 7 %")
      }, caption: caption)
    let words = (0..<20).map { $0 % 2 == 0 ? "female" : "male" }
    let covariates = EtaCovariateFigure(
      [
        EtaCovariateFigure.Panel(
          eta: "CL", covariate: "WT", unit: "kg", etas: deviates(20).map { $0 / 8 },
          values: .numbers((0..<20).map { 50 + 2 * Double($0) }, slope: 0.005, intercept: -0.3),
          note: "r = 0.41, p = 0.07"),
        EtaCovariateFigure.Panel(
          eta: "V", covariate: "SEX", unit: nil, etas: deviates(20, seed: 3).map { $0 / 8 }, values: .categories(words),
          note: "p = 0.32, n = 20"),
      ], caption: caption)
    let steps = (0...8).map(Double.init)
    let trace = TraceFigure(
      iterations: steps,
      series: [("objective", steps.map { 120 + 40 / ($0 + 1) }), ("CL", steps.map { 4 - 1 / ($0 + 1) })],
      caption: caption)
    let influence = ContributionFigure(
      deviates(12, seed: 9).enumerated().map { index, value in
        ContributionFigure.Subject(id: "\(index + 1)", value: index == 4 ? 7 : value, isOutlying: index == 4)
      }, caption: caption)
    return [
      ("gof", good.spec, ["Population prediction (mg/L)", "Observed (mg/L)", "Time (h)", "CWRES"]),
      ("individuals", individuals.pages[0], ["Time (h)", "Value (mg/L)"]),
      ("eta", etas.distributions, ["η(CL)", "Normal quantile", "Density"]),
      ("eta-pairs", etas.pairs, ["η(CL)", "η(V)"]),
      ("eta-covariates", covariates.spec, ["WT (kg)", "η(CL)", "SEX"]),
      ("trace", trace.spec, ["Iteration", "objective"]),
      ("influence", influence.spec, ["Rank of the subject", "OFV per observation"]),
    ]
  }

  private static func check(corrected: Bool) -> PlotSpec {
    func bins(_ scale: Double) -> [PredictiveCheckFigure.Bin] {
      times.indices.map { index in
        let value = curve[index] * scale
        func interval(_ factor: Double) -> PredictiveCheckFigure.Interval {
          let low = index == 8 && factor < 1
          return PredictiveCheckFigure.Interval(
            observed: low ? nil : value * factor * 1.03, lower: low ? nil : value * factor * 0.85,
            median: value * factor,
            upper: value * factor * 1.2)
        }
        return PredictiveCheckFigure.Bin(
          lower: times[index] - 0.2, upper: times[index] + 0.2, middle: times[index], count: 12,
          percentiles: [interval(0.6), interval(1), interval(1.5)],
          belowLimit: PredictiveCheckFigure.Interval(
            observed: Double(index) / 80, lower: Double(index) / 200, median: Double(index) / 90,
            upper: Double(index) / 40))
      }
    }
    return PredictiveCheckFigure(
      ["male", "female"].enumerated().map { index, name in
        let scale = 1 + Double(index) / 5
        return PredictiveCheckFigure.Panel(
          title: "conc, SEX \(name)", output: "conc", unit: "mg/L", limit: 0.7, bins: bins(scale),
          points: (points(scale * 1.1) + points(scale * 0.8)).map {
            IndividualFitsFigure.Point(x: $0.x, y: max($0.y, 0.7), isBelowLimit: $0.y < 0.7)
          })
      }, percentiles: [0.05, 0.5, 0.95], level: 0.95, abscissa: "Time after dose", unit: "h",
      isPredictionCorrected: corrected, isLogarithmic: !corrected, caption: caption
    ).spec
  }

  private static var simulated: [(name: String, spec: PlotSpec, titles: [String])] {
    let residuals = deviates(60, seed: 21)
    func errors(_ name: String) -> PlotSpec {
      DiscrepancyFigure(
        residuals.enumerated().map { index, value in
          DiscrepancyFigure.Point(
            time: times[index % 9], pred: curve[index % 9], npde: value / 2, isBelowLimit: index % 9 == 8)
        }, name: name, timeUnit: "h", valueUnit: "mg/L", caption: caption
      ).spec
    }
    let draws = DistributionFigure(
      "Bootstrap",
      ["tvCL (L/h)", "tvV (L)"].enumerated().map { index, name in
        DistributionFigure.Parameter(
          name: name, draws: deviates(80, seed: 31 + index).map { 4 + $0 / 5 }, estimate: 4, lower: 3.4, upper: 4.6)
      }, caption: caption)
    let profile = LikelihoodProfileFigure(
      [
        LikelihoodProfileFigure.Parameter(
          name: "tvCL", unit: "L/h", estimate: 2.75, lower: 2.31, upper: 3.29, normal: [2.35, 3.15],
          points: [2.29, 2.31, 2.5, 3, 3.29, 3.31].map {
            IndividualFitsFigure.Point(x: $0, y: 13 * ($0 - 2.8) * ($0 - 2.8))
          })
      ], rise: 3.84, level: 0.95, caption: caption)
    return [
      ("vpc", check(corrected: false), ["Time after dose (h)", "conc (mg/L)", "Below LLOQ (%)"]),
      ("pcvpc", check(corrected: true), ["Time after dose (h)", "Prediction-corrected conc (mg/L)"]),
      ("npde", errors("NPDE"), ["Time (h)", "NPDE", "Normal quantile", "Density"]),
      ("npd", errors("NPD"), ["Population prediction (mg/L)", "NPD"]),
      ("bootstrap", draws.spec, ["tvCL (L/h)", "Density"]),
      ("profile", profile.spec, ["tvCL (L/h)", "ΔOFV"]),
    ]
  }

  private static var profiles: [(name: String, spec: PlotSpec, titles: [String])] {
    let samples = (0..<8).flatMap { subject in
      zip(times, curve).map { time, value in
        let scaled = value * (1 + Double(subject % 4) / 6) * (subject < 4 ? 1 : 2)
        return ProfilesFigure.Sample(
          subject: "\(subject)", group: subject < 4 ? "100 mg" : "200 mg", time: time,
          concentration: scaled < 1 ? nil : scaled)
      }
    }
    let figure = ProfilesFigure(samples, analyte: "Theophylline", timeUnit: "h", unit: "mg/L", caption: caption)
    let fitted = TerminalFitsFigure.Profile(
      title: "ID 1", samples: points(1), used: [8, 12, 18, 24], lambdaZ: 0.096, intercept: 2.2, note: "λz 0.096")
    let unfitted = TerminalFitsFigure.Profile(
      title: "ID 2", samples: points(2), used: [], lambdaZ: nil, intercept: nil, note: "no λz")
    let terminal = TerminalFitsFigure(
      [fitted, unfitted], analyte: "Theophylline", timeUnit: "h", unit: "mg/L", caption: caption)
    var values: [ExposureFigure.Value] = []
    for (arm, name) in ["2 mg/kg", "4 mg/kg"].enumerated() {
      for (cycle, title) in ["Cycle 1", "Cycle 3"].enumerated() {
        let scale = 100 * Double(arm + 1)
        for deviate in deviates(40, seed: 41 + arm * 2 + cycle) {
          values.append(ExposureFigure.Value(arm: name, cycle: title, value: scale * (1.5 + deviate / 8)))
        }
      }
    }
    let exposure = ExposureFigure(values, quantity: "AUC of ADC", unit: "mg·d/L", caption: surrogate)
    let bands = BandsFigure(
      ["2 mg/kg", "4 mg/kg"].enumerated().flatMap { arm, name in
        zip(times, curve).map { time, value in
          let median = value * Double(arm + 1)
          return BandsFigure.Point(arm: name, time: time, lower: median * 0.6, median: median, upper: median * 1.6)
        }
      }, band: "5th to 95th percentile", output: "ADC", timeUnit: "d", unit: "mg/L", isLogarithmic: true,
      caption: surrogate)
    let quantiles = ExposureFigure(
      ["Cycle 1", "Cycle 2"].enumerated().map { cycle, name in
        ExposureFigure.Cycle(
          name: name,
          arms: ["1 mg", "10 mg"].enumerated().map { level, dose in
            let scale = 10 * Double(cycle + 1) * (level == 0 ? 1 : 10)
            return Spread(
              group: dose, count: 40, p5: scale * 0.6, p25: level == 0 ? nil : scale * 0.8, median: scale,
              p75: level == 0 ? nil : scale * 1.3, p95: scale * 1.8)
          })
      }, quantity: "AUC of antibody", unit: "mg/L·day", group: "Dose level", caption: surrogate)
    return [
      ("exposure-quantiles", quantiles.spec, ["Dose level", "AUC of antibody (mg/L·day)"]),
      ("nca-profiles", figure.spec, ["Time (h)", "Theophylline (mg/L)"]),
      ("lambda-z", terminal.pages[0], ["Time (h)", "Theophylline (mg/L)"]),
      ("exposure", exposure.spec, ["Arm", "AUC of ADC (mg·d/L)"]),
      ("bands", bands.spec, ["Time (d)", "ADC (mg/L)"]),
    ]
  }

  private static let surrogate = FigureCaption(
    model: "hlx43_surrogate", method: "Simulation", subjects: 80, replicates: 1, seed: 7, isSurrogate: true)

  private static var designs: [(name: String, spec: PlotSpec, titles: [String])] {
    func probabilities(_ kind: String, _ title: String, _ quantity: String, _ place: String) -> PlotSpec {
      ProbabilityFigure(
        ["Cycle 1", "Cycle 2", "Cycle 3"].enumerated().flatMap { cycle, name in
          ["2 mg/kg", "4 mg/kg"].enumerated().map { arm, group in
            let p = 0.3 + 0.15 * Double(cycle) + 0.1 * Double(arm)
            return ProbabilityFigure.Value(
              place: name, group: group, probability: p, lower: p - 0.06, upper: p + 0.06)
          }
        }, kind: kind, title: title, place: place, quantity: quantity, group: "Arm", reference: 0.8, caption: surrogate
      ).spec
    }
    let forest = ForestFigure(
      [("WT 50 kg", 0.82), ("WT 90 kg", 1.19), ("ALB 30 g/L", 1.3)].flatMap { label, ratio in
        ["AUC", "Cmax"].map {
          ForestFigure.Row(label: label, group: $0, ratio: ratio, lower: ratio * 0.92, upper: ratio * 1.08)
        }
      }, interval: "90 % interval", reference: "a patient of 70 kg", caption: surrogate)
    let capture = CaptureFigure(
      ["dense", "sparse"].enumerated().flatMap { index, name in
        deviates(30, seed: 51 + index).map {
          CaptureFigure.Value(schedule: name, arm: "2 mg/kg", share: 0.95 - 0.1 * Double(index) - abs($0) / 100)
        }
      }, caption: surrogate)
    let forecast = ForecastFigure(
      [("before the levels", 1.0), ("with the levels", 1.2)].map { name, scale in
        ForecastFigure.Curve(
          name: name,
          points: zip(times, curve).map {
            ForecastFigure.Point(time: $0, lower: $1 * scale * 0.7, median: $1 * scale, upper: $1 * scale * 1.4)
          })
      }, observations: points(1.15).dropLast(4).map { $0 }, target: (2, 6), output: "conc", timeUnit: "h", unit: "mg/L",
      band: "90 % interval", caption: caption)
    let escalation = EscalationFigure(
      [
        (1, 0, false), (1, 0, false), (1, 0, false), (2, 1, false), (2, 1, true), (2, 1, false), (3, 1, false),
        (4, 2, true),
      ]
      .map { EscalationFigure.Patient(cohort: $0, level: $1, outcome: $2 ? .toxicity : .none) }
        + [EscalationFigure.Patient(cohort: 5, level: 1, outcome: .planned)],
      levels: ["1 mg/kg", "2 mg/kg", "3 mg/kg"], recommended: "2 mg/kg", caption: caption)
    let panels = ProbabilityFigure(
      ["1", "2", "3"].enumerated().flatMap { cycle, place in
        ["2 mg/kg", "4 mg/kg"].flatMap { arm in
          [("true", 0.02), ("found", 0.03)].map { name, step in
            let p = step * Double(cycle + 1)
            return ProbabilityFigure.Value(
              place: place, group: name, panel: arm, probability: p, lower: p / 2, upper: p * 1.5)
          }
        }
      }, kind: "ada", title: "Incidence of anti-drug antibodies", place: "Cycle", quantity: "Patients with ADA",
      group: "ADA", isWhole: false, isJoined: true, caption: surrogate)
    func number(_ value: Double) -> CharacteristicsFigure.Number {
      CharacteristicsFigure.Number(value: value, error: value / 20, exact: value * 1.02)
    }
    let characteristics = CharacteristicsFigure(
      ["safe", "steep"].enumerated().flatMap { group, name in
        [
          CharacteristicsFigure.Level(
            group: name, dose: "none", truth: nil, selected: number(0.1), patients: nil, dlts: nil)
        ]
          + [1, 2, 3].map { level in
            let share = Double(level) / 10 * Double(group + 1)
            return CharacteristicsFigure.Level(
              group: name, dose: "\(level) mg", truth: share, selected: number(0.3), patients: number(6 - share),
              dlts: number(share))
          }
      }, group: "Scenario", acceptable: 0.2...0.33, caption: caption)
    let decisions = DecisionFigure(
      [(3, 0, "escalate"), (3, 1, "stay"), (3, 2, "de-escalate"), (6, 1, "escalate"), (6, 2, "de-escalate")].map {
        DecisionFigure.Cell(patients: $0, dlts: $1, decision: $2)
      }, decisions: ["escalate", "stay", "de-escalate", "never again"], caption: caption)
    let plans = PlansFigure(
      ["AUC of conc (mg·h/L)", "Cmax of conc (mg/L)"].flatMap { quantity in
        [("100 mg", "candidate"), ("150 mg", "candidate"), ("3 day late", "delay")].enumerated().map { index, plan in
          let value = 80 + 30 * Double(index)
          return PlansFigure.Row(
            plan: plan.0, kind: plan.1, quantity: quantity, lower: value * 0.8, median: value, upper: value * 1.3)
        }
      }, interval: "90 % intervals", caption: caption)
    let dose = DoseFigure(
      rule: (50...70).map { DoseFigure.Point(weight: Double($0), dose: min(2.5 * Double($0), 160)) },
      patients: [DoseFigure.Point(weight: 62.4, dose: 156)], substance: "whole conjugate", caption: caption)
    return [
      ("ada-panels", panels.spec, ["Cycle", "Patients with ADA (%)"]),
      (
        "characteristics", characteristics.spec,
        ["Dose level", "Trials that select the level (%)", "Patients per trial", "DLTs per trial"]
      ),
      ("decisions", decisions.spec, ["Patients at the level", "Patients with a DLT"]),
      ("plans", plans.spec, ["AUC of conc (mg·h/L)", "Cmax of conc (mg/L)"]),
      ("dose", dose.spec, ["Weight (kg)", "Dose of whole conjugate (mg)"]),
      (
        "attainment", probabilities("attainment", "Target attainment", "Patients within the target", "Cycle"), ["Cycle"]
      ),
      (
        "ada", probabilities("ada", "Incidence of anti-drug antibodies", "Patients with ADA", "Cycle"),
        ["Patients with ADA (%)"]
      ),
      ("forest", forest.spec, ["Ratio of AUC", "Ratio of Cmax"]),
      ("capture", capture.spec, ["Sampling schedule", "Sampled Cmax (% of true Cmax)"]),
      ("forecast", forecast.spec, ["Time (h)", "conc (mg/L)"]),
      ("escalation", escalation.spec, ["Patient in order of entry", "Dose level"]),
    ]
  }
}
