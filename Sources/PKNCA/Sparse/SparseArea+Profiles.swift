extension SparseArea {
  /// The samples of several subjects after the rules: nominal or actual times from the start, duplicates decided,
  /// missing values left out, and what is below the limit as the rule for samples before the first measurable one.
  ///
  /// A subject with one sample has no profile in which a sample could stand between others, so one rule serves
  /// for all positions.
  ///
  /// - Throws: `ProfileError` for what no rule decides.
  public static func samples(
    of profile: ConcentrationProfile, subject: String, from start: Double, rules: NCARules
  ) throws(ProfileError) -> (samples: [Sample], notes: [NCANote]) {
    var rules = rules
    rules.start = .none
    rules.belowLimit = BelowLimitRule(everywhere: rules.belowLimit.first)
    let result = try NCAAnalysis([], rules: rules).result(for: profile, in: NCAInterval(from: start))
    let samples = zip(result.curve.times, result.curve.concentrations).map { time, concentration in
      Sample(subject: subject, time: time, concentration: concentration)
    }
    return (samples, result.notes)
  }
}
