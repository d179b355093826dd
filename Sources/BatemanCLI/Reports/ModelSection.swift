import Bateman
import PKReport

/// A model in a report: how far it is to be trusted, its equations, and the values it is written with.
struct ModelSection {
  let model: CheckedModel
  let language: ReportLanguage

  /// The model's status and sources, and its equations.
  var equations: [ReportBlock] {
    let equations = ModelEquations(model: model)
    var blocks: [ReportBlock] = [
      .facts(
        [ReportFact(language(.status), model.status.rawValue)]
          + model.references.map { ReportFact(language(.reference), $0) }
          + [ReportFact(language(.timeUnit), "\(model.timeUnit)")]),
      .paragraph(language(.individualParameters)), .equations(equations.parameters),
      .paragraph(language(.dynamics)), .equations(equations.dynamics),
    ]
    if !equations.observations.isEmpty {
      blocks += [.paragraph(language(.observations)), .equations(equations.observations)]
    }
    return blocks
  }

  /// The values of the file: typical values, variability, residual error.
  var parameters: [ReportBlock] {
    [table(language(.typicalValues), model.thetas), variability, table(language(.residualError), model.sigmas)]
      .compactMap(\.self).map { .table($0) }
  }

  private func table(_ title: String, _ parameters: [Theta]) -> ReportTable? {
    guard !parameters.isEmpty else { return nil }
    return ReportTable(
      title: title,
      columns: [language(.parameter), language(.meaning), language(.value), language(.unit)], numeric: [2],
      rows: parameters.map { parameter in
        let unit = "\(parameter.unit)"
        return [parameter.name, parameter.label ?? "", parameter.value.shortText, unit == "1" ? "" : unit.shownUnit]
      })
  }

  private var variability: ReportTable? {
    var rows: [[String]] = []
    var formulas: [String] = []
    for block in model.omega {
      var index = 0
      for row in block.etas.indices {
        for column in 0...row where index < block.lowerTriangle.count {
          defer { index += 1 }
          let value = block.lowerTriangle[index]
          let names = (model.etaNames[block.etas[row]], model.etaNames[block.etas[column]])
          if row == column {
            let own = FitRecord.Variability(variance: value, of: block.etas[row], in: model)
            if !formulas.contains(own.formula) { formulas.append(own.formula) }
            rows.append([names.0, value.shortText, "\(FitText.number(own.value)) \(own.unit)"])
          } else {
            let a = block.lowerTriangle[Self.place(row, row)], b = block.lowerTriangle[Self.place(column, column)]
            let correlation = a * b > 0 ? value / (a * b).squareRoot() : .nan
            rows.append(["\(names.1), \(names.0)", value.shortText, "r = \(correlation.shortText)"])
          }
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReportTable(
      title: language(.variability), columns: [language(.effect), language(.variance), language(.size)],
      numeric: [1, 2], rows: rows, notes: formulas)
  }

  /// The place of a pair in a lower triangle by rows.
  private static func place(_ row: Int, _ column: Int) -> Int { row * (row + 1) / 2 + column }
}
