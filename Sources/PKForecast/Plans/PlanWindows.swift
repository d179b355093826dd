import PKData

/// A plan cut at everything that happens in it: windows that follow one another without a gap.
struct PlanWindows: Sendable {
  let windows: [CycleWindow]
  private let plan: FuturePlan
  private let doseTimes: [Double]

  /// - Parameters:
  ///   - plan: the plan.
  ///   - lastDose: when the last dose was given; nil when there was none.
  init(_ plan: FuturePlan, after lastDose: Double?) {
    self.plan = plan
    doseTimes = plan.doses.map(\.time)
    var cuts = doseTimes + plan.cycles.flatMap { [$0.start, $0.end] } + [plan.span.lowerBound, plan.span.upperBound]
    if let lastDose { cuts.append(lastDose) }
    let times = Set(cuts).sorted()
    windows = zip(times, times.dropFirst()).enumerated().map { index, ends in
      CycleWindow(index: index, start: ends.0, end: ends.1)
    }
  }

  /// The windows that make up a cycle.
  func windows(of cycle: CycleWindow) -> [Int] {
    windows.indices.filter { windows[$0].start >= cycle.start && windows[$0].end <= cycle.end }
  }

  /// The windows over which plans are compared.
  var spanned: [Int] {
    windows.indices.filter {
      windows[$0].start >= plan.span.lowerBound && windows[$0].end <= plan.span.upperBound
    }
  }

  /// The windows that end with a trough: before a planned dose that follows another one, or with the last cycle.
  func troughs(hadDose: Bool) -> [Int] {
    windows.indices.filter { index in
      let end = windows[index].end
      let isBeforeDose = doseTimes.contains(end) && (hadDose || end != doseTimes.first)
      return isBeforeDose || (end == plan.end && !doseTimes.isEmpty)
    }
  }
}
