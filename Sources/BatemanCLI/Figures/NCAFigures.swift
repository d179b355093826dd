import Bateman

/// The figures of a non-compartmental analysis.
struct NCAFigures {
  let run: NCARun

  /// Profiles by group, and the terminal phases; for each analyte.
  func all() -> [PlotSpec] { analytes.flatMap { [profiles($0)] + terminalFits($0) } }

  /// The analytes in order.
  var analytes: [String] {
    var names: [String] = []
    for source in run.sources where !names.contains(source.entry.analyte) { names.append(source.entry.analyte) }
    return names
  }

  private func caption(_ sources: [NCARun.Source]) -> FigureCaption {
    FigureCaption(
      method: "Non-compartmental analysis" + (run.table.map { " of \($0.name)" } ?? ""),
      subjects: Set(sources.map(\.entry.subject)).count)
  }

  private func title(_ analyte: String) -> String { analyte.isEmpty ? "Concentration" : analyte }

  /// Individual and mean profiles.
  func profiles(_ analyte: String) -> PlotSpec {
    let sources = run.sources.filter { $0.entry.analyte == analyte }
    let isNominal = sources.contains { $0.profile.samples.contains { $0.nominalTime != nil } }
    let actual = sources.map { source in source.profile.samples.map(\.time) }
    let bins = isNominal ? nil : SampleTimes(actual)
    let samples = sources.flatMap { source in
      source.profile.samples.compactMap { sample -> ProfilesFigure.Sample? in
        let concentration: Double?
        switch sample.value {
        case .measured(let value): concentration = value
        case .belowLimit: concentration = nil
        case .missing: return nil
        }
        return ProfilesFigure.Sample(
          subject: source.entry.subject, group: source.entry.groups.joined(separator: " / "),
          time: sample.nominalTime ?? sample.time, concentration: concentration,
          meanTime: sample.nominalTime ?? bins?.common(sample.time))
      }
    }
    var caption = caption(sources)
    caption.observations = samples.count
    let below = samples.count { $0.concentration == nil }
    if below > 0 { caption.notes.append("\(below) samples below the limit of quantification are not drawn.") }
    if let bins, bins.isNeeded {
      caption.notes.append(
        "No nominal times are given: means are of samples at about the same time (\(bins.count) bins by k-means of log "
          + "time), at their mean time.")
    }
    return ProfilesFigure(
      samples, analyte: title(analyte), timeUnit: sources.first?.units.time.map { "\($0)" },
      unit: sources.first?.units.concentration.map { "\($0)" }, caption: caption
    ).spec
  }

  /// The terminal phase of each profile.
  func terminalFits(_ analyte: String) -> [PlotSpec] {
    let rows = run.rows.filter { $0.entry.analyte == analyte }
    guard !rows.isEmpty else { return [] }
    let profiles = rows.map { row -> TerminalFitsFigure.Profile in
      let terminal = row.result.terminal
      let curve = row.result.curve
      let note =
        terminal.map { phase in
          "λz \(phase.rate.shortText)" + (phase.adjustedRSquared.map { ", adj. R² \($0.shortText)" } ?? "")
        } ?? "no λz"
      return TerminalFitsFigure.Profile(
        title: row.name,
        samples: zip(curve.times, curve.concentrations).map { IndividualFitsFigure.Point(x: $0, y: $1) },
        used: Set(terminal?.times ?? []), lambdaZ: terminal?.rate, intercept: terminal?.intercept, note: note)
    }
    let sources = run.sources.filter { $0.entry.analyte == analyte }
    return TerminalFitsFigure(
      profiles, analyte: title(analyte), timeUnit: sources.first?.units.time.map { "\($0)" },
      unit: sources.first?.units.concentration.map { "\($0)" }, caption: caption(sources)
    ).pages
  }
}
