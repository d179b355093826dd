import Bateman
import Foundation

/// What `bateman check` understood of a model, in words: the same for people and for programs.
struct CheckReport: Encodable {
  /// A line of a section: what it is called, what it is, and the author's words for it.
  struct Item: Encodable {
    var name: String
    var unit: String?
    var value: String
    var label: String?
  }

  var schema = 1
  var name: String
  var about: String?
  var status: String
  var references: [String]
  var units: [String: String]
  var covariates: [Item]
  var thetas: [Item]
  var individuals: [Item]
  var randomEffects: [Item]
  var sigmas: [Item]
  var states: [Item]
  var routes: [Item]
  var events: [Item]
  var outputs: [Item]
  var isLinear: Bool
  var instructions: Int
  var diagnostics: [DiagnosticRecord]

  init(_ file: ModelFile) {
    let model = file.model.source
    name = model.name
    about = model.about
    status = model.status.rawValue
    references = model.references
    units = ["time": model.timeUnit, "amount": model.amountUnit, "volume": model.volumeUnit]
      .compactMapValues { $0.map(\.description) }
    covariates = model.covariates.map(Item.init)
    thetas = model.thetas.map(Item.init)
    individuals = model.individuals.map { Item($0, in: model) }
    randomEffects = Self.randomEffects(of: model)
    sigmas = model.sigmas.map(Item.init)
    states = model.compartments.enumerated().map { Item($1, number: $0 + 1) }
    routes = model.routes.map { Item($0, in: model) }
    events = model.events.map { Item(name: $0.name, unit: nil, value: "once, with a hazard", label: $0.label) }
    outputs = model.outputs.map(Item.init)
    isLinear = file.model.isLinear
    instructions = file.model.instructionCount
    diagnostics = model.warnings.map { DiagnosticRecord($0, in: file.source) }
  }

  /// Each random effect with its variance, and its correlations with those before it.
  private static func randomEffects(of model: CheckedModel) -> [Item] {
    var items: [(eta: Int, item: Item)] = []
    for block in model.omega {
      func value(_ row: Int, _ column: Int) -> Double {
        let index = row * (row + 1) / 2 + column
        return block.lowerTriangle.indices.contains(index) ? block.lowerTriangle[index] : .nan
      }
      for (row, eta) in block.etas.enumerated() where model.etaNames.indices.contains(eta) {
        let correlations = (0..<row).map { column in
          let correlation = value(row, column) / (value(row, row) * value(column, column)).squareRoot()
          return "correlation with \(model.etaNames[block.etas[column]]) \(correlation.shortText)"
        }
        let words = (["variance \(value(row, row).shortText)"] + correlations).joined(separator: ", ")
        items.append((eta, Item(name: model.etaNames[eta], unit: nil, value: words, label: nil)))
      }
    }
    return items.sorted { $0.eta < $1.eta }.map(\.item)
  }
}
