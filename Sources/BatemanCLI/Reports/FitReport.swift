import Bateman
import PKReport

/// A fit as a document: what a reviewer asks for, in the order of asking.
struct FitReport {
  let fit: FitCase
  let language: ReportLanguage
  /// Why the fit was made, in the author's words.
  var purpose: String?
  var replicates = 1000
  var settings = SimulationSettings()
  /// What the user typed.
  var command: String

  private var record: FitRecord { fit.record }

  /// The document; diagnostics by simulation are made here.
  func document() async throws -> ReportDocument {
    let subject = try DiagnosticSubject(fit)
    var check = VisualPredictiveCheck()
    check.replicates = replicates
    let result = try await check.run(subject.data, settings: settings)
    let errors = await discrepancies(subject)
    let figures = FitFigures(fit: fit)
    return ReportDocument(
      title: record.model.name, subtitle: fit.model.about ?? "",
      banner: fit.model.status == .surrogate
        ? language(.surrogateBanner) : nil, language: language,
      sections: [
        ReportSection(language(.purpose), [.paragraph(purposeText)]),
        ReportSection(language(.dataInventory), DataInventory(fit).blocks),
        ReportSection(language(.model), ModelSection(model: fit.model, language: language).equations),
        ReportSection(language(.parameters), parameterBlocks),
        ReportSection(language(.fit), fitBlocks),
        ReportSection(language(.diagnostics), try diagnosticBlocks(figures, errors, subject)),
        ReportSection(language(.predictiveCheck), predictiveBlocks(result, subject)),
        ReportSection(language(.exposure), try ReportedExposure(fit).blocks),
        ReportSection(language(.reproducibility), reproducibility),
      ])
  }

  private var purposeText: String {
    if let purpose { return purpose }
    let about = fit.model.about.map { " (\($0))" } ?? ""
    return "To estimate the population parameters of the model \(record.model.name)\(about) from the data in "
      + "\(record.data.path), and to show how well the model describes them."
  }

  private var parameterBlocks: [ReportBlock] {
    let table = ParameterTable(record, fit.model)
    return [.table(table.typical), table.variability.map { .table($0) }, .table(table.residual)].compactMap(\.self)
  }

  private var fitBlocks: [ReportBlock] {
    var facts = [
      ReportFact("Method", record.method),
      ReportFact(
        "Objective",
        "\(FitText.objective(record.objective)) (\(FitText.objective(record.objectiveWithConstant)) with the constant)"),
      ReportFact("AIC, BIC", "\(FitText.objective(record.aic)), \(FitText.objective(record.bic))"),
      ReportFact(
        "Ended", "\(record.termination.message); \(record.iterations) iterations; \(record.seconds.shortText) s"),
    ]
    if let number = record.correlations?.conditionNumber {
      facts.append(ReportFact("Condition number", "\(number.shortText) of the correlation matrix"))
    }
    if let epsilon = record.shrinkage.epsilon {
      facts.append(ReportFact("ε-shrinkage", "\(FitText.percent(epsilon)) %"))
    }
    var blocks: [ReportBlock] = [.facts(facts)]
    if !record.termination.converged {
      blocks.append(.warning("The fit did not converge: \(record.termination.message)"))
    }
    blocks += record.warnings.map { .warning("\($0.message). \($0.help)") }
    return blocks
  }

  // MARK: - Diagnostics

  /// NPDE, or why there are none: few replicates of many measurements are no reason to have no report.
  private func discrepancies(_ subject: DiagnosticSubject) async -> Result<PredictionDistributionResult, any Error> {
    var errors = PredictionDistributionErrors()
    errors.replicates = replicates
    do { return .success(try await errors.run(subject.data, settings: settings)) } catch { return .failure(error) }
  }

  private func diagnosticBlocks(
    _ figures: FitFigures, _ errors: Result<PredictionDistributionResult, any Error>, _ subject: DiagnosticSubject
  ) throws -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    func add(_ make: () throws -> [PlotSpec]) {
      do {
        blocks += try make().map { .figure($0) }
      } catch {
        if let text = ErrorReport(error)?.records.first?.message { blocks.append(.paragraph("Not shown: \(text).")) }
      }
    }
    add { [try figures.goodnessOfFit()] }
    switch errors {
    case .success(let result): blocks += Self.discrepancyBlocks(result, subject)
    case .failure(let error):
      if let text = ErrorReport(error)?.records.first?.message { blocks.append(.paragraph("No NPDE: \(text).")) }
    }
    add { [try figures.etas()] }
    if fit.model.etaNames.count > 1 { add { [try figures.etaPairs()] } }
    if !fit.dataset.covariates.isEmpty { add { [try figures.etaCovariates()] } }
    add { [try figures.influence()] }
    add { [try figures.trace()] }
    add { try figures.individuals() }
    return blocks
  }

  private static func discrepancyBlocks(
    _ result: PredictionDistributionResult, _ subject: DiagnosticSubject
  ) -> [ReportBlock] {
    let rows = result.predictiveCheck.rows.map { row in
      [
        "\(FitText.percent(100 * row.interval)) %", row.below.observed.shortText, row.below.expected.shortText,
        "\(row.below.lower.shortText) – \(row.below.upper.shortText)", row.above.observed.shortText,
        "\(row.above.lower.shortText) – \(row.above.upper.shortText)",
      ]
    }
    let table = ReportTable(
      title: "Numerical predictive check",
      columns: ["Interval", "Below %", "Expected %", "95 % interval", "Above %", "95 % interval"],
      numeric: [1, 2, 3, 4, 5], rows: rows)
    return [.figure(DiscrepancyFigure(result, subject).spec), .table(table)]
  }

  private func predictiveBlocks(_ result: PredictiveCheckResult, _ subject: DiagnosticSubject) -> [ReportBlock] {
    [.figure(PredictiveCheckFigure(result, subject, isLogarithmic: false).spec)]
  }

  // MARK: - Reproducibility

  private var reproducibility: [ReportBlock] {
    [
      .facts([
        ReportFact("Program", "bateman \(BatemanCommand.currentVersion); the fit by \(record.version)"),
        ReportFact("Model file", "\(record.model.path), SHA-256 \(record.model.sha256)"),
        ReportFact("Table", "\(record.data.path), SHA-256 \(record.data.sha256)"),
        ReportFact("Seeds", "fit \(record.seed), diagnostics \(settings.seed); \(replicates) replicates"),
      ]),
      .code((["bateman " + (["fit"] + record.options).joined(separator: " "), command]).joined(separator: "\n")),
    ]
  }
}
