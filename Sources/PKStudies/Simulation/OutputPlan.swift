import PKNumerics
import PKSimulation

/// When the outputs of one patient are wanted, and what for.
struct OutputPlan {
  enum Purpose {
    case sample(plan: Int, entry: Int, cycle: Int)
    /// A sample that is tested for antibodies, before the dose of a cycle.
    case antibodies(cycle: Int)
    /// A point of the curve from which the time above a level is taken.
    case curve(cycle: Int)
  }

  /// How many points the curve of a cycle has, after the infusion and during it.
  static let curvePoints = 64, infusionPoints = 16

  private(set) var wanted: [(time: Double, isBefore: Bool, purpose: Purpose)] = []

  mutating func add(_ time: Double, isBefore: Bool, _ purpose: Purpose) {
    wanted.append((time, isBefore, purpose))
  }

  /// The samples of a study's plans.
  mutating func addSamples(
    _ plans: [SamplingPlan], schedule: PatientSchedule, infusion: (Int) -> Double, subject: Int, seed: UInt64
  ) {
    let stream = StudyStream.sampling.stream(seed: seed, subject: subject)
    for (number, plan) in plans.enumerated() {
      for (cycle, start) in schedule.cycleStarts.enumerated() {
        let end = cycle + 1 < schedule.cycleStarts.count ? schedule.cycleStarts[cycle + 1] : schedule.end
        for (index, entry) in plan.entries.enumerated() where entry.isIn(cycle: cycle + 1) {
          let u = stream.uniform((number * 1000 + cycle) * 64 + index)
          let (time, isBefore) = SamplingPlan.time(entry, start: start, infusion: infusion(cycle), u: u)
          // A sample that would come after the next dose is not drawn in this cycle.
          guard time < end || entry.moment == .preDose else { continue }
          add(time, isBefore: isBefore, .sample(plan: number, entry: index, cycle: cycle))
        }
      }
    }
  }

  /// The points of the curve: close together after the infusion, where concentrations change most.
  mutating func addCurve(_ schedule: PatientSchedule, infusion: (Int) -> Double) {
    for (cycle, start) in schedule.cycleStarts.enumerated() {
      let end = cycle + 1 < schedule.cycleStarts.count ? schedule.cycleStarts[cycle + 1] : schedule.end
      guard end > start else { continue }
      let peak = min(start + infusion(cycle), end)
      add(start, isBefore: false, .curve(cycle: cycle))
      for point in 1..<Self.infusionPoints where peak > start {
        let share = Double(point) / Double(Self.infusionPoints)
        add(start + (peak - start) * share, isBefore: false, .curve(cycle: cycle))
      }
      for point in 0...Self.curvePoints where point > 0 || peak > start {
        let share = Double(point) / Double(Self.curvePoints)
        let time = point == Self.curvePoints ? end : peak + (end - peak) * share * share.squareRoot()
        add(time, isBefore: point == Self.curvePoints, .curve(cycle: cycle))
      }
    }
  }

  /// Brings everything in order of time, and what is before a dose before what is after it.
  mutating func sort() {
    let order = wanted.indices.sorted {
      (wanted[$0].time, wanted[$0].isBefore ? 0 : 1, $0) < (wanted[$1].time, wanted[$1].isBefore ? 0 : 1, $1)
    }
    wanted = order.map { wanted[$0] }
  }

  func write(to course: inout PatientCourse) {
    course.outputTimes = wanted.map(\.time)
    course.isBeforeEvents = wanted.map(\.isBefore)
  }
}

/// How much of a time a curve is above a level: between neighbouring points, straight lines where it rises, and straight
/// lines of the logarithms where it falls.
struct TimeAbove {
  private var last: (time: Double, value: Double)?
  private(set) var time = 0.0
  let level: Double

  init(level: Double) { self.level = level }

  mutating func add(_ time: Double, _ value: Double) {
    defer { last = (time, value) }
    guard let last, time > last.time else { return }
    let length = time - last.time
    switch (last.value > level, value > level) {
    case (true, true): self.time += length
    case (false, false): break
    case (true, false): self.time += length * Self.share(from: last.value, to: value, level)
    case (false, true): self.time += length * (1 - Self.share(from: last.value, to: value, level))
    }
  }

  /// Where on the way from one value to the next the level is met.
  private static func share(from a: Double, to b: Double, _ level: Double) -> Double {
    if a > b, b > 0, level > 0 { return AntibodyModel.logarithm(a / level) / AntibodyModel.logarithm(a / b) }
    return (a - level) / (a - b)
  }
}
