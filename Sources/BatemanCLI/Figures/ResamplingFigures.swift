import Bateman

/// The figures of bootstrap, SIR and likelihood profiles.
enum ResamplingFigures {
  /// A histogram for each parameter over the replicates that count.
  static func bootstrap(_ report: BootstrapReport, folder: String?) throws -> PlotSpec {
    let table = try samples(folder, ResamplingFolder.samplesName, of: "bootstrap")
    let counts = try table.texts("converged").map { $0 == "1" }
    var caption = caption(
      report.model,
      "bootstrap (\(report.kind)) by \(words(report.method)), \(report.converged) of \(report.replicates) replicates",
      report.seed)
    if !report.failures.isEmpty {
      let reasons = report.failures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      caption.notes.append("Left out: \(reasons.joined(separator: ", ")).")
    }
    let parameters = try report.order.map { name in
      let all = try table.numbers(column(name))
      return parameter(name, report.parameters[name], zip(all, counts).filter { $0.1 }.map { $0.0 })
    }
    return figure("Bootstrap", parameters, report.level, caption)
  }

  /// A histogram for each parameter over the draws that the last round kept.
  static func sir(_ report: SIRReport, folder: String?) throws -> PlotSpec {
    let table = try samples(folder, ResamplingFolder.keptName, of: "sir")
    var caption = caption(
      report.model,
      "SIR by \(words(report.method)), \(report.rounds.count) rounds, \(table.rows.count) draws kept"
        + (report.rounds.last?.effectiveSamples.map { " of a worth of \($0.shortText)" } ?? ""), report.seed)
    caption.notes += report.warnings.map { "Warning: \($0)." }
    let parameters = try report.order.map { name in
      parameter(name, report.parameters[name], try table.numbers(column(name)))
    }
    return figure("SIR", parameters, report.level, caption)
  }

  private static func figure(
    _ name: String, _ parameters: [DistributionFigure.Parameter], _ level: Double, _ caption: FigureCaption
  ) -> PlotSpec {
    var caption = caption
    caption.notes.append("Interval: \((100 * level).plainText) % by percentiles.")
    return DistributionFigure(name, parameters.filter { !$0.draws.isEmpty }, caption: caption).spec
  }

  /// The curve of each parameter.
  static func profile(_ report: ProfileReport) throws -> PlotSpec {
    let parameters = report.order.compactMap { name in
      report.parameters[name].map { own in
        LikelihoodProfileFigure.Parameter(
          name: name, unit: own.unit, estimate: own.estimate, lower: own.lower, upper: own.upper,
          normal: own.normal.map { [$0.lower, $0.upper] } ?? [],
          points: own.points.compactMap { point in
            point.rise.map { IndividualFitsFigure.Point(x: point.value, y: $0) }
          })
      }
    }
    guard !parameters.isEmpty else { throw CommandError.mismatch("the result has no profile to draw") }
    var caption = caption(report.model, "likelihood profiles by \(words(report.method))", nil)
    caption.notes += report.order.flatMap { name in (report.parameters[name]?.notes ?? []).map { "\(name): \($0)." } }
    return LikelihoodProfileFigure(parameters, rise: report.wantedRise, level: report.level, caption: caption).spec
  }

  // MARK: - Parts

  private static func samples(_ folder: String?, _ name: String, of command: String) throws(CommandError) -> CSVTable {
    guard let folder else {
      throw .mismatch(
        "the draws are in the folder of 'bateman \(command) --out', and only its JSON was given",
        help: ["give the folder"])
    }
    do throws(CommandError) {
      return try CSVTable(at: folder + "/" + name)
    } catch {
      guard case .file(.notFound) = error else { throw error }
      throw .mismatch(
        "'\(folder)' has no '\(name)', which the figure is drawn of",
        help: ["run 'bateman \(command)' again with --out"])
    }
  }

  /// A method as papers write it.
  private static func words(_ method: String) -> String {
    method.hasPrefix("fo") ? method.uppercased() : method
  }

  private static func column(_ name: String) -> String { name.filter { $0 != " " } }

  private static func parameter(
    _ name: String, _ own: SampleParameters.Parameter?, _ draws: [Double]
  ) -> DistributionFigure.Parameter {
    let unit = own?.unit ?? "1"
    return DistributionFigure.Parameter(
      name: AxisTitle.text(name, unit.shownUnit), draws: draws.filter(\.isFinite), estimate: own?.estimate,
      lower: own?.percentile?.lower, upper: own?.percentile?.upper)
  }

  /// The model's name and whether it is a stand-in, where its file is still there.
  private static func caption(_ source: SampleSource, _ method: String, _ seed: UInt64?) -> FigureCaption {
    let model = try? ModelFile(at: source.path).model.source
    return FigureCaption(
      model: model?.name ?? source.path, method: method, seed: seed, isSurrogate: model?.status == .surrogate)
  }
}
