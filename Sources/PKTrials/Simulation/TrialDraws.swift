import PKNumerics

/// The random numbers of one patient of one simulated trial.
///
/// They go by seed, trial and the patient's place in it, so two designs give the n-th patient of a trial the same luck.
struct TrialDraws {
  /// The stream of everything here; never renumber, or seeds change their meaning.
  static let stream: UInt32 = 700

  private let stream: RandomStream

  init(seed: UInt64, trial: Int, patient: Int) {
    stream = RandomStream(
      seed: seed, stream: Self.stream, subject: UInt64(trial), replicate: UInt32(truncatingIfNeeded: patient))
  }

  /// −ln U: the time to the next patient in units of the mean.
  var arrival: Double { -LaneMath.log(stream.uniform(0)) }
  var dlt: Double { stream.uniform(1) }
  var dltDay: Double { stream.uniform(2) }
  var moderate: Double { stream.uniform(3) }
  var moderateDay: Double { stream.uniform(4) }
  var leaving: Double { stream.uniform(5) }
  var leavingDay: Double { stream.uniform(6) }

  func doseWindow(cycle: Int) -> Double { stream.uniform(16 + 4 * cycle) }
  func delay(cycle: Int) -> Double { stream.uniform(17 + 4 * cycle) }
  func discontinuation(cycle: Int) -> Double { stream.uniform(18 + 4 * cycle) }
}
