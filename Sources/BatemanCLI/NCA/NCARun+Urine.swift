import Bateman

extension NCARun {
  /// Amounts, fractions, rates and renal clearances of the collections of a table.
  ///
  /// - Throws: Errors of the table, and units that contradict those of dose and plasma.
  mutating func addUrine(_ path: String, samples: NCATableOptions, dosing: NCADoseOptions) throws {
    let table = try samples.readUrine(path, dosing: dosing)
    words.merge(table.words) { $0 + $1 }
    let plasma = Dictionary(grouping: sources, by: \.entry.subject)
    for entry in table.entries {
      let own = (plasma[entry.subject] ?? []).filter { $0.isPlasma(of: entry) }
      try addUrine(entry, of: table, plasma: own, samples: samples, dosing: dosing)
    }
  }

  private mutating func addUrine(
    _ entry: UrineTable.Entry, of table: UrineTable, plasma: [Source], samples: NCATableOptions,
    dosing: NCADoseOptions
  ) throws {
    let units = try units(of: table, plasma: plasma, given: samples.givenUnits(), dosing: dosing)
    let profile = try UrineProfile(entry.collections.map { try $0.converted(from: table, to: units) })
    guard let first = profile.collections.first, let last = profile.collections.map(\.end).max() else { return }
    let groups = plasma.first?.entry.groups ?? entry.groups.map { $0 ?? "" }
    var place = NCAFinding.Place(
      kind: .urine, subject: entry.subject, groups: groups, analyte: entry.analyte, start: first.start, end: last)
    let doses =
      try plasma.first?.profile.doses
      ?? dosing.doses(
        of: ConcentrationTable.Entry(subject: entry.subject, groups: groups, analyte: entry.analyte), in: units,
        of: nil)
    let dose = Self.dose(of: doses, until: last)
    addTotals(of: profile, dose: dose, at: place, in: units)
    let area = plasmaArea(plasma, from: first.start, to: last)
    findings.append(
      NCAFinding("RENALCL", "Renal CL", .clearance, profile.renalClearance(area: area), at: place, in: units))
    addRates(of: profile, at: place, in: units)
    guard profile.collections.count > 1 else { return }
    for collection in profile.collections {
      (place.start, place.end) = (collection.start, collection.end)
      addCollection(collection, dose: dose, at: place, in: units)
    }
  }

  // MARK: - Findings

  private mutating func addTotals(
    of profile: UrineProfile, dose: Result<Double?, NCAFailureReason>, at place: NCAFinding.Place, in units: NCAUnits
  ) {
    let fraction = Self.fraction(of: profile, dose)
    findings += [
      NCAFinding("RCAMINT", "Amt Rec from T1 to T2", .amount, profile.amount, at: place, in: units),
      NCAFinding("FREXINT", "Fract Excr from T1 to T2", .ratio, fraction, at: place, in: units),
      NCAFinding("RCPCINT", "Pct Rec from T1 to T2", .percent, fraction.map { 100 * $0 }, at: place, in: units),
    ]
  }

  private mutating func addRates(of profile: UrineProfile, at place: NCAFinding.Place, in units: NCAUnits) {
    let (highest, last) = (profile.maximumRate, profile.lastRate)
    var (rate, halfLife): (NCAValue, NCAValue)
    do throws(NCAFailure) {
      let phase = try profile.terminalPhase(analysis.rules.terminal)
      rate = .value(phase.rate)
      if let doubt = phase.doubt(under: analysis.rules.terminal) { rate = .flagged(phase.rate, because: doubt) }
      halfLife = rate.map { _ in phase.halfLife }
    } catch {
      rate = .notCalculable(because: error.reason)
      halfLife = .notCalculable(because: .dependency("LAMZ", error.reason))
    }
    findings += [
      NCAFinding("ERMAX", "Max Excretion Rate", .amountRate, highest.rate, at: place, in: units),
      NCAFinding("ERTMAX", "Midpoint of Interval of Maximum ER", .time, highest.midpoint, at: place, in: units),
      NCAFinding("ERLST", "Last Meas Excretion Rate", .amountRate, last.rate, at: place, in: units),
      NCAFinding("ERTLST", "Midpoint of Interval of Last Nonzero ER", .time, last.midpoint, at: place, in: units),
      NCAFinding("LAMZ", "Lambda z", .rate, rate, at: place, in: units),
      NCAFinding("LAMZHL", "Half-Life Lambda z", .time, halfLife, at: place, in: units),
    ]
  }

  private mutating func addCollection(
    _ collection: UrineCollection, dose: Result<Double?, NCAFailureReason>, at place: NCAFinding.Place,
    in units: NCAUnits
  ) {
    let alone = UrineProfile([collection])
    let rate = collection.rate.map { NCAValue.value($0) } ?? .notCalculable(because: alone.amount.reason ?? .noSamples)
    findings += [
      NCAFinding("RCAMINT", "Amt Rec from T1 to T2", .amount, alone.amount, at: place, in: units),
      NCAFinding("FREXINT", "Fract Excr from T1 to T2", .ratio, Self.fraction(of: alone, dose), at: place, in: units),
      NCAFinding("ERINT", "Excret Rate from T1 to T2", .amountRate, rate, at: place, in: units),
    ]
  }

  // MARK: - Doses and plasma

  /// Why no dose can be named.
  struct NCAFailureReason: Error {
    var reason: NCAReason
  }

  /// The dose before the end of the collections; several are no single dose's.
  private static func dose(of doses: [NCADose], until end: Double) -> Result<Double?, NCAFailureReason> {
    let given = doses.filter { $0.time < end }
    return given.count > 1 ? .failure(NCAFailureReason(reason: .earlierDoses)) : .success(given.first?.amount)
  }

  private static func fraction(of profile: UrineProfile, _ dose: Result<Double?, NCAFailureReason>) -> NCAValue {
    switch dose {
    case .success(let amount): profile.fraction(of: amount)
    case .failure(let failure): .notCalculable(because: failure.reason)
    }
  }

  private func plasmaArea(_ plasma: [Source], from start: Double, to end: Double) -> NCAValue {
    guard let source = plasma.first else {
      return .notCalculable(because: .noReference("a plasma profile of this subject"))
    }
    guard plasma.count == 1 else {
      return .notCalculable(because: .noReference("one plasma profile, and not \(plasma.count)"))
    }
    let origin = source.profile.doses.last { $0.time <= start }?.time ?? source.profile.doses.first?.time ?? 0
    let parameter = NCAParameter.aucint(from: start - origin, to: end - origin)
    let result = try? NCAAnalysis([parameter], rules: analysis.rules).result(
      for: source.profile, in: NCAInterval(from: origin))
    return result?[parameter] ?? .notCalculable(because: .emptyInterval)
  }

  // MARK: - Units

  /// The units of urine: those of the plasma, with amounts in the unit of the dose.
  private func units(
    of table: UrineTable, plasma: [Source], given: [String: Unit], dosing: NCADoseOptions
  ) throws(CommandError) -> NCAUnits {
    var units = plasma.first?.units ?? NCAUnits(time: given["time"], concentration: given["conc"], dose: given["dose"])
    if units.dose == nil { units.dose = try dosing.unit() ?? table.amountUnit }
    units.time = units.time ?? table.timeUnit
    return units
  }
}

extension NCARun.Source {
  /// Whether a profile of the subject may be the one of its urine: of the same groups and the same analyte.
  fileprivate func isPlasma(of urine: UrineTable.Entry) -> Bool {
    zip(urine.groups, entry.groups).allSatisfy { $0 == nil || $0 == $1 }
      && (urine.analyte.isEmpty || entry.analyte == urine.analyte)
  }
}

extension UrineCollection {
  /// The collection in the units of the analysis.
  fileprivate func converted(from table: UrineTable, to units: NCAUnits) throws(CommandError) -> UrineCollection {
    var result = self
    if let own = table.timeUnit, let time = units.time {
      guard let factor = own.factor(to: time) else {
        throw .mismatch("the times of urine are in \(own), and not \(time)")
      }
      (result.start, result.end) = (start * factor, end * factor)
    }
    if let own = table.amountUnit, let dose = units.dose {
      guard let factor = own.factor(to: dose) else {
        throw .mismatch("amounts in urine are in \(own), and doses in \(dose): no factor leads from one to the other")
      }
      result.concentration = concentration.map { $0 * factor }
    }
    return result
  }
}
