extension NCAParameter {
  /// λz.
  public static let lamz = NCAParameter(
    "LAMZ", "Lambda z", .rate, formula: "−slope of the regression of ln C on time over the terminal points"
  ) { inputs in
    switch inputs.terminal {
    case .success(let phase): .value(phase.rate).flagged(because: phase.doubt(under: inputs.rules.terminal))
    case .failure(let failure): .notCalculable(because: failure.reason)
    }
  }

  /// The terminal half-life.
  public static let lamzhl = NCAParameter(
    "LAMZHL", "Half-Life Lambda z", .time, formula: "ln 2/LAMZ", from: [lamz]
  ) { inputs in inputs.derive(lamz) { .checked(0.69314718055994530942 / $0) } }

  /// The number of terminal points.
  public static let lamznpt = NCAParameter(
    "LAMZNPT", "Number of Points for Lambda z", .count, formula: "points of the regression"
  ) { $0.terminal { Double($0.count) } }

  /// The time of the first terminal point.
  public static let lamzll = NCAParameter(
    "LAMZLL", "Lambda z Lower Limit", .time, formula: "time of the first point of the regression"
  ) { $0.terminal(\.times.first) }

  /// The time of the last terminal point.
  public static let lamzul = NCAParameter(
    "LAMZUL", "Lambda z Upper Limit", .time, formula: "time of the last point of the regression"
  ) { $0.terminal(\.times.last) }

  /// The number of half-lives that the terminal points cover.
  public static let lamzspn = NCAParameter(
    "LAMZSPN", "Lambda z Span", .ratio, formula: "(LAMZUL − LAMZLL)/LAMZHL"
  ) { $0.terminal(\.span) }

  /// R² of the terminal regression.
  public static let r2 = NCAParameter("R2", "R Squared", .ratio, formula: "R² of the regression") {
    $0.terminal(\.rSquared)
  }

  /// Adjusted R² of the terminal regression.
  public static let r2adj = NCAParameter(
    "R2ADJ", "R Squared Adjusted", .ratio, formula: "1 − (1 − R2)(n − 1)/(n − 2)"
  ) { $0.terminal(\.adjustedRSquared) }

  /// The correlation of ln C and time.
  public static let corrxy = NCAParameter(
    "CORRXY", "Correlation Between TimeX and Log ConcY", .ratio, formula: "−√R2"
  ) { $0.terminal { -$0.rSquared.squareRoot() } }

  /// The last concentration on the regression's line.
  public static let clstp = NCAParameter(
    "CLSTP", "Last Nonzero Conc Pred", .concentration, isStandard: false,
    formula: "concentration of the regression at TLST",
    from: [lamz, tlst]
  ) { inputs in
    inputs.derive(lamz, tlst) { _, time in inputs.terminal { $0.concentration(at: time) } }
  }

  /// The parameters of the terminal phase.
  static let terminalPhase: [NCAParameter] = [
    lamz, lamzhl, lamznpt, lamzll, lamzul, lamzspn, r2, r2adj, corrxy, clstp,
  ]
}

extension NCAInputs {
  /// A property of the terminal phase.
  fileprivate func terminal(_ property: (TerminalPhase) -> Double?) -> NCAValue {
    switch terminal {
    case .success(let phase):
      property(phase).map { .checked($0) }
        ?? .notCalculable(because: .tooFewPoints(found: phase.count, needed: 3, place: .named))
    case .failure(let failure): .notCalculable(because: .dependency("LAMZ", failure.reason))
    }
  }
}
