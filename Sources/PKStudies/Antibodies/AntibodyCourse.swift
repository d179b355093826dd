import PKNumerics

/// The antibodies of one patient.
struct AntibodyCourse {
  /// When they appear; infinite when they never do.
  var onset = Double.infinity
  /// When they are gone.
  var end = Double.infinity
  var titre = 0.0

  /// Whether there are antibodies at a time.
  func isPositive(at time: Double) -> Bool { time >= onset && time < end }
}

extension AntibodyModel {
  /// a^b for positive a, with the same bits everywhere; 0 for what is not positive.
  static func power(_ a: Double, _ b: Double) -> Double { a > 0 ? LaneMath.pow(a, b) : 0 }

  /// The antibodies of a patient.
  ///
  /// - Parameters:
  ///   - subject: the patient's number.
  ///   - starts: when each cycle begins.
  ///   - end: when the last one ends.
  ///   - doses: the dose of each cycle, in the compartment's unit.
  ///   - exposure: the exposure in each cycle without antibodies; empty when it changes nothing.
  ///   - seed: the seed of all random numbers.
  /// - Returns: when they appear and how many; those of an event of the model come without a time.
  func course(
    subject: Int, starts: [Double], end: Double, doses: [Double], exposure: [Double], seed: UInt64
  ) -> AntibodyCourse {
    let stream = StudyStream.antibodies.stream(seed: seed, subject: subject)
    var course = AntibodyCourse()
    course.titre = titreMedian * LaneMath.exp(titreSD * stream.normal(2))
    let threshold = -LaneMath.log(stream.uniform(0))
    var cumulative = 0.0
    for (cycle, start) in starts.enumerated() {
      let length = (cycle + 1 < starts.count ? starts[cycle + 1] : end) - start
      guard length > 0 else { continue }
      let rate = hazard(cycle, length, doses, exposure)
      if rate > 0, cumulative + rate * length >= threshold {
        course.onset = start + (threshold - cumulative) / rate
        break
      }
      cumulative += rate * length
    }
    if stream.uniform(1) >= persistent { course.end = course.onset + duration }
    return course
  }

  private func hazard(_ cycle: Int, _ length: Double, _ doses: [Double], _ exposure: [Double]) -> Double {
    var rate: Double
    switch onset {
    case .hazard(let hazard): rate = hazard
    case .cycles(let probabilities):
      let p = probabilities[min(cycle, probabilities.count - 1)]
      rate = -LaneMath.log(max(1 - p, .leastNormalMagnitude)) / length
    case .event: return 0
    }
    if let byDose, cycle < doses.count { rate *= byDose.factor(doses[cycle]) }
    if let byExposure, cycle < exposure.count { rate *= byExposure.modifier.factor(exposure[cycle]) }
    return rate
  }

  /// Whether a patient's sample before the dose of a cycle is found positive.
  func isFoundPositive(
    _ course: AntibodyCourse, subject: Int, cycle: Int, time: Double, concentration: Double, seed: UInt64
  ) -> Bool {
    let stream = StudyStream.antibodies.stream(seed: seed, subject: subject, replicate: 1)
    let p = assay.positive(
      hasAntibodies: course.isPositive(at: time), titre: course.titre, concentration: concentration)
    return stream.uniform(cycle) < p
  }
}

extension AntibodyModel.Modifier {
  /// The factor at a value; nothing is given where there is nothing.
  func factor(_ value: Double) -> Double {
    value > 0 ? AntibodyModel.power(value / reference, exponent) : exponent > 0 ? 0 : 1
  }
}
