import PKData
import PKSimulation

/// The exposure of a plan for the most probable patient and each draw, put together from its windows.
struct PlanValues: Sendable {
  private let plan: FuturePlan
  private let cuts: PlanWindows
  private let solved: SolvedPlan
  private let outputs: Int
  private let troughs: [Int]

  init(_ plan: FuturePlan, _ cuts: PlanWindows, in solved: SolvedPlan, outputs: Int, hadDose: Bool) {
    self.plan = plan
    self.cuts = cuts
    self.solved = solved
    self.outputs = outputs
    troughs = cuts.troughs(hadDose: hadDose)
  }

  private var patients: Range<Int> { 0..<solved.count }

  private func areas(_ windows: [Int], _ output: Int) -> [Double] {
    patients.map { patient in
      windows.reduce(0) { $0 + solved.exposure(patient, window: $1, output).auc }
    }
  }

  private func peaks(_ windows: [Int], _ output: Int) -> [Double] {
    patients.map { patient in windows.map { solved.exposure(patient, window: $0, output).cmax }.max() ?? .nan }
  }

  private func ends(of window: Int?, _ output: Int) -> [Double] {
    patients.map { patient in window.map { solved.exposure(patient, window: $0, output).ctrough } ?? .nan }
  }

  private func lowest(_ output: Int) -> [Double] {
    patients.map { patient in troughs.map { solved.exposure(patient, window: $0, output).ctrough }.min() ?? .nan }
  }

  func cycles(_ summary: DrawSummary) -> [ForecastCycle] {
    plan.cycles.map { cycle in
      let windows = cuts.windows(of: cycle)
      let exposures = (0..<outputs).map { output in
        ForecastExposure(
          output: output, auc: summary(areas(windows, output)), cmax: summary(peaks(windows, output)),
          ctrough: summary(ends(of: windows.last, output)))
      }
      return ForecastCycle(window: cycle, exposures: exposures)
    }
  }

  /// What is aimed at, for all patients.
  func values(of target: ExposureTarget) -> [Double] {
    let number = target.cycle ?? plan.cycles.count - 1
    let windows = plan.cycles.indices.contains(number) ? cuts.windows(of: plan.cycles[number]) : []
    return switch target.metric {
    case .trough, .level: ends(of: windows.last, target.output)
    case .peak: peaks(windows, target.output)
    case .auc: areas(windows, target.output)
    }
  }

  /// The four numbers of a plan for each output, each for all patients.
  private func numbers(_ output: Int) -> [[Double]] {
    [
      areas(cuts.spanned, output), peaks(cuts.spanned, output), lowest(output),
      ends(of: cuts.windows.indices.last, output),
    ]
  }

  func summaries(_ summary: DrawSummary) -> [PlanSummary] {
    (0..<outputs).map { PlanSummary($0, numbers($0).map { summary($0) }) }
  }

  /// The same as ratios to another plan's, patient by patient.
  func ratios(to other: PlanValues, _ summary: DrawSummary) -> [PlanSummary] {
    (0..<outputs).map { output in
      PlanSummary(
        output,
        zip(numbers(output), other.numbers(output)).map { own, others in
          summary(zip(own, others).map { $0 / $1 })
        })
    }
  }
}

extension PlanSummary {
  fileprivate init(_ output: Int, _ numbers: [Uncertain]) {
    self.init(
      output: output, auc: numbers[0], cmax: numbers[1], lowestTrough: numbers[2], lastTrough: numbers[3])
  }
}
