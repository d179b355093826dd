import Bateman

/// What the list of models says of one of them.
struct ModelListing: Encodable {
  var name: String
  var drugClass: String
  var status: String
  var structure: String
  var about: String
  var references: [String]
  var hasChecks: Bool
  var file: String

  init(_ file: ModelLibraryFile) throws(CommandError) {
    let model = try ModelFile(atPath: file.path).model
    let source = model.source
    name = file.name
    drugClass = file.drugClass
    status = source.status.rawValue
    structure = Self.structure(of: model)
    about = source.about ?? ""
    references = source.references
    hasChecks = file.hasChecks
    self.file = file.path
  }

  /// Such as "2 states, nonlinear; sc, iv; conjugate, payload".
  private static func structure(of model: Model) -> String {
    let source = model.source
    let count = source.compartments.count
    let kind = model.isLinear ? "linear" : "nonlinear"
    var parts = ["\(count) state\(count == 1 ? "" : "s"), \(kind)"]
    for names in [source.routes.map(\.name), source.outputs.map(\.name), source.events.map(\.name)]
    where !names.isEmpty { parts.append(names.joined(separator: ", ")) }
    return parts.joined(separator: "; ")
  }

  /// Whether every word is somewhere in what is told of the model.
  func matches(_ words: [String]) -> Bool {
    let text = ([name, drugClass, status, structure, about] + references).joined(separator: " ").lowercased()
    return words.allSatisfy { text.contains($0.lowercased()) }
  }
}

/// A list of models, as `--json` writes it.
struct ModelListReport: Encodable {
  var schema = 1
  var folder: String
  var models: [ModelListing]

  /// One line a model, and the first source below it where there is room for it.
  var text: String {
    var table = TextTable([("name", .left), ("class", .left), ("status", .left), ("structure", .left), ("", .left)])
    for model in models {
      table.append([model.name, model.drugClass, model.status, model.structure, model.references.first ?? ""])
    }
    let count = models.count == 1 ? "1 model" : "\(models.count) models"
    return (table.linesWithHeader + ["", "\(count) in '\(folder)'; 'bateman models show NAME' tells all of one."])
      .joined(separator: "\n")
  }
}
