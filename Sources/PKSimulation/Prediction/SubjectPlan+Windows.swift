import PKData

extension SubjectPlan {
  /// The plan with windows over which exposure is followed: each begins and ends before what else happens at its time,
  /// so that its trough is the one before a dose, and its peak may be that of the dose.
  ///
  /// - Parameter windows: in order and apart, in the model's time unit.
  /// - Returns: the plan with the windows' ends among its events.
  func following(_ windows: [CycleWindow]) -> SubjectPlan {
    guard !windows.isEmpty else { return self }
    let marks = Self.marks(of: windows)
    var merged: [PlannedEvent] = []
    merged.reserveCapacity(events.count + marks.count)
    // Where each of the events stands now.
    var places: [Int] = []
    var next = 0
    for event in events {
      while next < marks.count, marks[next].time <= event.time {
        merged.append(marks[next])
        next += 1
      }
      places.append(merged.count)
      merged.append(event)
    }
    let before = eventsBefore?.map { $0 == 0 ? 0 : places[$0 - 1] + 1 }
    var plan = SubjectPlan(
      schedule: Schedule(events: merged, outputTimes: outputTimes, eventsBefore: before, occasions: occasions),
      covariates: covariates, etas: etas)
    plan.occasion = occasion
    plan.thresholds = thresholds
    return plan
  }

  private static func marks(of windows: [CycleWindow]) -> [PlannedEvent] {
    var marks: [PlannedEvent] = []
    for (number, window) in windows.enumerated() {
      marks.append(PlannedEvent(time: window.start, kind: .cycle(number)))
      if number + 1 == windows.count || windows[number + 1].start > window.end {
        marks.append(PlannedEvent(time: window.end, kind: .cycle(nil)))
      }
    }
    return marks
  }
}
