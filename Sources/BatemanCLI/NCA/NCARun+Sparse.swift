import Bateman

extension NCARun {
  /// The area under the mean curve of each group and analyte, with its standard error.
  mutating func addSparseAreas() throws {
    for members in grouped(sources) { try addSparseArea(members) }
  }

  /// Profiles of one group and one analyte.
  private func grouped(_ sources: [Source]) -> [[Source]] {
    func key(_ source: Source) -> [String] { source.entry.groups + [source.entry.analyte] }
    let members = Dictionary(grouping: sources, by: key)
    return NCAFindingText.distinct(sources.map(key)).map { members[$0] ?? [] }
  }

  private mutating func addSparseArea(_ members: [Source]) throws {
    guard let first = members.first else { return }
    var samples: [SparseArea.Sample] = []
    var notes: [NCANote] = []
    for source in members {
      do throws(ProfileError) {
        let found = try SparseArea.samples(
          of: source.profile, subject: source.entry.subject, from: source.profile.doses.first?.time ?? 0,
          rules: analysis.rules)
        samples += found.samples
        notes += found.notes
      } catch {
        throw self.error(error, in: source)
      }
    }
    let place = NCAFinding.Place(kind: .sparse, groups: first.entry.groups, analyte: first.entry.analyte)
    let area = SparseArea(samples)
    let told = NCANote.summed(notes).map(\.description)
    func add(_ code: String, _ label: String, _ quantity: NCAQuantity, _ value: NCAValue?) {
      let value = value ?? .notCalculable(because: .noSamples)
      findings.append(NCAFinding(code, label, quantity, value, at: place, in: first.units, notes: told))
    }
    let curve = area?.mean
    let interval = area?.interval()
    let noInterval = NCAValue.notCalculable(
      because: .dependency("AUCLSTSE", area?.standardError.reason ?? .noSamples))
    add("NSUBJ", "Number of Subjects", .count, .value(Double(Set(samples.map(\.subject)).count)))
    add("NSAMP", "Number of Samples", .count, .value(Double(samples.count)))
    add(
      "CMAX", "Max of Mean Conc", .concentration,
      curve?.maximumIndex.flatMap { i in curve.map { .value($0.concentrations[i]) } })
    add(
      "TMAX", "Time of Max of Mean Conc", .time, curve?.maximumIndex.flatMap { i in curve.map { .value($0.times[i]) } })
    add("AUCLST", "AUC to Last Nonzero Mean Conc", .area, area?.area)
    add("AUCLSTSE", "Standard Error of AUCLST", .area, area?.standardError)
    add("AUCLSTDF", "Degrees of Freedom of AUCLSTSE", .count, area?.degreesOfFreedom)
    add("AUCLSTCL", "Lower 95% Confidence Limit of AUCLST", .area, interval.map { .value($0.lowerBound) } ?? noInterval)
    add("AUCLSTCU", "Upper 95% Confidence Limit of AUCLST", .area, interval.map { .value($0.upperBound) } ?? noInterval)
  }
}
