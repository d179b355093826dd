/// What was measured of one analyte in one subject, and the doses behind it.
public struct ConcentrationProfile: Hashable, Sendable {
  /// The samples; in any order unless the rules demand one.
  public var samples: [ConcentrationSample]
  /// The doses in order of time; empty when none is known.
  public var doses: [NCADose]

  /// Creates a profile.
  public init(samples: [ConcentrationSample], doses: [NCADose] = []) {
    self.samples = samples
    self.doses = doses
  }

  /// Creates a profile from times and concentrations of equal number; the shorter list decides.
  public init(times: [Double], concentrations: [Double], doses: [NCADose] = []) {
    samples = zip(times, concentrations).map { ConcentrationSample(time: $0, value: .measured($1)) }
    self.doses = doses
  }
}
