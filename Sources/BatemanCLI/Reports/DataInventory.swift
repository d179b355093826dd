import Bateman
import PKReport

/// What is in the table of a fit.
struct DataInventory {
  private let fit: FitCase
  private let summary: DataSummary

  init(_ fit: FitCase) {
    self.fit = fit
    let review = DataReview(table: fit.table, name: fit.record.data.path, rules: fit.rules)
    summary = review.summary ?? DataSummary(of: fit.dataset)
  }

  /// Counts, observations by output, covariates.
  var blocks: [ReportBlock] {
    let covariates = self.covariates
    return [.facts(facts), .table(outputs)] + (covariates.rows.isEmpty ? [] : [.table(covariates)])
  }

  private var facts: [ReportFact] {
    let doses = summary.doses
    var facts = [
      ReportFact("Subjects", "\(summary.subjects)"),
      ReportFact(
        "Rows", "\(summary.rows)" + (summary.filteredRows > 0 ? ", \(summary.filteredRows) left out by filters" : "")),
      ReportFact(
        "Doses",
        "\(doses.doses), \(doses.perSubject.lowerBound) to \(doses.perSubject.upperBound) a subject"
          + (doses.infusions > 0 ? ", \(doses.infusions) infusions" : "")),
    ]
    if let amounts = doses.amounts {
      let unit = summary.amountUnit.map { " \($0)" } ?? ""
      facts.append(ReportFact("Amounts", "\(amounts.lowerBound.shortText) to \(amounts.upperBound.shortText)\(unit)"))
    }
    if let times = summary.times {
      facts.append(
        ReportFact("Times", "\(times.lowerBound.shortText) to \(times.upperBound.shortText) \(fit.timeUnit)"))
    }
    return facts
  }

  private var outputs: ReportTable {
    let rows = summary.outputs.map { output -> [String] in
      let name: String
      switch output.output {
      case .name(let text): name = text
      case .number(let number): name = fit.model.outputs.count > 1 ? "\(number)" : fit.model.outputs[0].name
      case nil: name = fit.model.outputs.first?.name ?? ""
      }
      let share = output.observations > 0 ? 100 * Double(output.censored) / Double(output.observations) : 0
      return [
        name, "\(output.observations)", "\(output.censored) (\(FitText.percent(share)) %)", "\(output.subjects)",
        output.perSubject.map { "\($0.lowerBound) – \($0.upperBound)" } ?? "",
        output.values.map { "\($0.lowerBound.shortText) – \($0.upperBound.shortText)" } ?? "", output.median.shortText,
      ]
    }
    return ReportTable(
      title: "Observations" + (summary.valueUnit.map { " (\($0))" } ?? ""),
      columns: ["Output", "n", "Below LLOQ", "Subjects", "Each", "Range", "Median"], numeric: [1, 2, 3, 4, 5, 6],
      rows: rows)
  }

  private var covariates: ReportTable {
    let rows = summary.covariates.map { covariate -> [String] in
      let counts = covariate.counts.map { "\($0.value): \($0.subjects)" }.joined(separator: ", ")
      let range = covariate.range.map {
        "\(covariate.median.shortText) (\($0.lowerBound.shortText) – \($0.upperBound.shortText))"
      }
      return [
        covariate.column.name, covariate.column.unit.map { "\($0)" } ?? "", counts.isEmpty ? range ?? "" : counts,
        "\(covariate.missingSubjects)", "\(covariate.changingSubjects)",
      ]
    }
    return ReportTable(
      title: "Columns that are covariates, at each subject's first value",
      columns: ["Column", "Unit", "Median (range) or counts", "Missing", "Changing"], numeric: [3, 4], rows: rows)
  }
}
