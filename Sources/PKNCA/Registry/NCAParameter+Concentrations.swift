extension NCAParameter {
  /// The maximum.
  public static let cmax = NCAParameter(
    "CMAX", "Max Conc", .concentration, formula: "highest concentration observed"
  ) { inputs in
    if let index = inputs.curve.maximumIndex { return .value(inputs.curve.concentrations[index]) }
    return inputs.curve.samples.isEmpty ? .notCalculable(because: .noSamples) : .value(0)
  }

  /// The time of the maximum.
  public static let tmax = NCAParameter("TMAX", "Time of CMAX", .time, formula: "time of CMAX") { inputs in
    inputs.time(of: inputs.curve.maximumIndex)
  }

  /// The minimum.
  public static let cmin = NCAParameter(
    "CMIN", "Min Conc", .concentration, formula: "lowest concentration observed in the interval"
  ) { inputs in
    let lowest = inputs.curve.concentrations[inputs.curve.samples].min()
    return lowest.map { .value($0) } ?? .notCalculable(because: .noSamples)
  }

  /// The time of the minimum.
  public static let tmin = NCAParameter("TMIN", "Time of CMIN Observation", .time, formula: "time of CMIN") { inputs in
    let curve = inputs.curve
    let index = curve.samples.min { curve.concentrations[$0] < curve.concentrations[$1] }
    return index.map { .value(curve.times[$0]) } ?? .notCalculable(because: .noSamples)
  }

  /// The time before concentrations can be measured.
  public static let tlag = NCAParameter(
    "TLAG", "Time Until First Nonzero Conc", .time, routes: .extravascular,
    formula: "time of the point before the first measurable concentration, or before the first rise"
  ) { inputs in
    let curve = inputs.curve
    switch inputs.rules.tlag {
    case .beforeFirstMeasurable:
      return inputs.time(of: curve.firstIndex.map { max($0 - 1, 0) })
    case .beforeFirstRise:
      guard curve.firstIndex != nil else { return inputs.time(of: nil) }
      let rise = (0..<max(curve.count - 1, 0)).first { curve.concentrations[$0 + 1] > curve.concentrations[$0] }
      return rise.map { .value(curve.times[$0]) } ?? .notCalculable(because: .neverRises)
    }
  }

  /// The time of the first measurable concentration.
  public static let tfirst = NCAParameter(
    "TFIRST", "Time of First Nonzero Conc", .time, isStandard: false,
    formula: "time of the first measurable concentration"
  ) { inputs in inputs.time(of: inputs.curve.firstIndex) }

  /// The last measurable concentration.
  public static let clst = NCAParameter(
    "CLST", "Last Nonzero Conc", .concentration, formula: "last measurable concentration"
  ) { inputs in
    if let index = inputs.curve.lastIndex { return .value(inputs.curve.concentrations[index]) }
    return inputs.curve.samples.isEmpty ? .notCalculable(because: .noSamples) : .value(0)
  }

  /// The time of the last measurable concentration.
  public static let tlst = NCAParameter("TLST", "Time of Last Nonzero Conc", .time, formula: "time of CLST") { inputs in
    inputs.time(of: inputs.curve.lastIndex)
  }

  /// The concentration at the time of a bolus.
  public static let c0 = NCAParameter(
    "C0", "Initial Conc", .concentration, routes: .bolus,
    formula: "observed at the dose, or the line through the first two ln C back to it"
  ) { inputs in
    guard inputs.dose?.time == inputs.interval.start else { return .notCalculable(because: .doseNotAtStart) }
    guard let first = inputs.curve.times.first else { return .notCalculable(because: .noSamples) }
    return first == 0 ? .value(inputs.curve.concentrations[0]) : .notCalculable(because: .noInitialConcentration)
  }

  /// The concentration at the end of an infusion.
  public static let ceoi = NCAParameter(
    "CEOI", "Concentration at End Infusion", .concentration, routes: .infusion, isStandard: false,
    formula: "concentration at the end of the infusion"
  ) { inputs in
    guard let dose = inputs.dose else { return .notCalculable(because: .noDose) }
    guard let duration = dose.route.infusionDuration else { return .notCalculable(because: .unknownDuration) }
    return inputs.concentration(at: dose.time - inputs.interval.start + duration)
  }

  /// The concentration at the start of the interval.
  public static let cstart = NCAParameter(
    "CSTART", "Conc at Start of Interval", .concentration, isStandard: false,
    formula: "concentration observed at the start of the interval"
  ) { inputs in inputs.concentration(at: 0) }

  /// The concentration at the end of the interval.
  public static let ctrough = NCAParameter(
    "CTROUGH", "Conc Trough", .concentration, formula: "concentration observed at the end of the interval"
  ) { inputs in
    inputs.tau.map { inputs.concentration(at: $0) } ?? .notCalculable(because: .openInterval)
  }

  /// The number of concentrations.
  public static let concentrationCount = NCAParameter(
    "CNTCONC", "Number of Concentrations", .count, isStandard: false, formula: "concentrations after the rules"
  ) { .value(Double($0.curve.samples.count)) }

  /// The number of measurable concentrations.
  public static let measurableCount = NCAParameter(
    "CNTMEAS", "Number of Measurable Concentrations", .count, isStandard: false,
    formula: "concentrations above the limit of quantification"
  ) { inputs in .value(Double(inputs.curve.concentrations[inputs.curve.samples].count { $0 > 0 })) }

  /// The parameters that are read off the samples.
  static let concentrations: [NCAParameter] = [
    cmax, tmax, cmin, tmin, tlag, tfirst, clst, tlst, c0, ceoi, cstart, ctrough, concentrationCount, measurableCount,
  ]
}

extension NCAInputs {
  /// The time of a point; no point means that nothing could be measured.
  fileprivate func time(of index: Int?) -> NCAValue {
    if let index { return .value(curve.times[index]) }
    return .notCalculable(because: curve.samples.isEmpty ? .noSamples : .noMeasurableConcentration)
  }

  /// The concentration of the sample at a time.
  fileprivate func concentration(at time: Double) -> NCAValue {
    guard let index = curve.index(at: time), curve.samples.contains(index) else {
      return .notCalculable(because: .noSampleAt(interval.start + time))
    }
    return .value(curve.concentrations[index])
  }
}
