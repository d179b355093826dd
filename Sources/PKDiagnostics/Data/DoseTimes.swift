import PKData

/// When a subject was dosed, repeats of ADDL included.
struct DoseTimes {
  /// The times of the doses, ascending.
  private let times: [Double]

  init(of subject: Subject) {
    var times: [Double] = []
    for record in subject.records {
      let dose: Dose
      switch record.action {
      case .dose(let given), .resetAndDose(let given): dose = given
      case .observation, .other, .switchOff, .switchOn, .reset: continue
      }
      times.append(record.time)
      guard let repeats = dose.repeats, repeats.additional > 0 else { continue }
      times += (1...repeats.additional).map { record.time + Double($0) * repeats.interval }
    }
    self.times = times.sorted()
  }

  /// The time since the last dose at or before a time; nil before the first.
  func timeAfterDose(at time: Double) -> Double? {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? time - times[low - 1] : nil
  }
}
