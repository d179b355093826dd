import Bateman

/// A fit's results as CSV tables.
struct FitTables {
  let result: FitResult
  let model: CheckedModel
  /// For each subject, the values of its individual parameters.
  let parameters: [[String: Double]]
  /// The steps of the minimiser, those of earlier runs first.
  let trace: [FitCheckpoint.Step]

  /// The files by name.
  var files: [(name: String, bytes: [UInt8])] {
    var files = [
      ("individuals.csv", individuals), ("residuals.csv", residuals), ("iterations.csv", iterations),
    ]
    if let uncertainty = result.uncertainty {
      files.append(("covariance.csv", matrix(uncertainty.covariance, uncertainty.names)))
      files.append(("correlation.csv", matrix(uncertainty.correlation, uncertainty.names)))
    }
    if let posterior = result.posterior { files.append(("draws.csv", draws(posterior))) }
    return files
  }

  /// A row for each subject: objective, random effects with their standard deviations, parameters.
  private var individuals: [UInt8] {
    var names: [String] = []
    for name in result.individuals.flatMap(\.effectNames) where !names.contains(name) { names.append(name) }
    let parameterNames = model.individuals.map(\.name).filter { name in parameters.contains { $0[name] != nil } }
    var text = CSVText()
    let header = ["id", "objective"] + names.map { "eta_" + $0 } + names.map { "sd_" + $0 } + parameterNames
    for name in header { text.field(name) }
    text.endLine()
    for (index, individual) in result.individuals.enumerated() {
      text.field(individual.id)
      text.field(individual.objective)
      let places = names.map { individual.effectNames.firstIndex(of: $0) }
      for place in places { text.field(place.map { individual.effects[$0] } ?? .nan) }
      for place in places { text.field(place.map { individual.effectCovariance[$0][$0].squareRoot() } ?? .nan) }
      for name in parameterNames {
        text.field(parameters.indices.contains(index) ? parameters[index][name] ?? .nan : .nan)
      }
      text.endLine()
    }
    return text.bytes
  }

  /// A row for each observation.
  private var residuals: [UInt8] {
    var text = CSVText(digits: 12)
    let names = [
      "id", "row", "time", "output", "DV", "PRED", "IPRED", "RES", "IRES", "WRES", "CWRES", "CWRESI", "IWRES",
    ]
    for name in names { text.field(name) }
    text.endLine()
    for individual in result.individuals {
      for record in individual.residuals {
        text.field(individual.id)
        text.field(record.row)
        text.field(time: record.time)
        text.field(model.outputs[record.output].name)
        for value in [
          record.dv, record.pred, record.ipred, record.res, record.ires, record.wres, record.cwres, record.cwresi,
          record.iwres,
        ] { text.field(value) }
        text.endLine()
      }
    }
    return text.bytes
  }

  private var iterations: [UInt8] {
    var text = CSVText()
    for name in ["iteration", "objective", "gradient", "parameter", "seconds"] { text.field(name) }
    for parameter in PopulationParameter.all(of: model) { text.field(parameter.name(in: model)) }
    text.endLine()
    for step in trace {
      text.field(step.iteration)
      text.field(step.objective ?? .nan)
      text.field(step.gradient ?? .nan)
      text.field(step.parameter)
      text.field(step.seconds)
      for value in step.values { text.field(value) }
      text.endLine()
    }
    return text.bytes
  }

  /// A row for each draw from the posterior distribution.
  private func draws(_ posterior: PosteriorSummary) -> [UInt8] {
    var text = CSVText()
    for name in ["chain", "draw"] + posterior.parameters.map(\.name) { text.field(name) }
    text.endLine()
    for (chain, parameters) in posterior.draws.enumerated() {
      for draw in (parameters.first ?? []).indices {
        text.field(chain + 1)
        text.field(draw + 1)
        for values in parameters { text.field(values[draw]) }
        text.endLine()
      }
    }
    return text.bytes
  }

  private func matrix(_ rows: [[Double]], _ names: [String]) -> [UInt8] {
    var text = CSVText()
    for name in ["parameter"] + names { text.field(name) }
    text.endLine()
    for (name, row) in zip(names, rows) {
      text.field(name)
      for value in row { text.field(value) }
      text.endLine()
    }
    return text.bytes
  }
}
