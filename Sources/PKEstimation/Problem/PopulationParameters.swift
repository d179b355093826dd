public import PKLanguage

/// The population's parameters in the model's own units and order: what a fit starts from and what it finds.
public struct PopulationParameters: Hashable, Sendable {
  /// The typical values, in the order of the model's `theta`.
  public var thetas: [Double]
  /// The residual error parameters (standard deviations), in the order of the model's `sigma`.
  public var sigmas: [Double]
  /// The (co)variances of the random effects: for each block of the model's `omega`, its lower triangle by rows.
  public var omega: [[Double]]

  /// Creates parameters.
  public init(thetas: [Double], sigmas: [Double], omega: [[Double]]) {
    self.thetas = thetas
    self.sigmas = sigmas
    self.omega = omega
  }

  /// The values that a model is written with.
  public init(of model: CheckedModel) {
    self.init(
      thetas: model.thetas.map(\.value), sigmas: model.sigmas.map(\.value), omega: model.omega.map(\.lowerTriangle))
  }

  /// The value of one parameter.
  public subscript(parameter: PopulationParameter) -> Double {
    switch parameter {
    case .theta(let index): thetas[index]
    case .sigma(let index): sigmas[index]
    case .omega(let block, let row, let column): omega[block][row * (row + 1) / 2 + column]
    }
  }

  /// The model with these values in place of its own.
  public func applied(to model: CheckedModel) -> CheckedModel {
    var model = model
    for (index, value) in thetas.enumerated() { model.thetas[index].value = value }
    for (index, value) in sigmas.enumerated() { model.sigmas[index].value = value }
    for (index, triangle) in omega.enumerated() { model.omega[index].lowerTriangle = triangle }
    return model
  }
}

/// One population parameter, by its place in the model.
public enum PopulationParameter: Hashable, Sendable {
  /// A typical value.
  case theta(Int)
  /// A residual error parameter.
  case sigma(Int)
  /// A variance (row = column) or covariance of a block of random effects; row ≥ column.
  case omega(block: Int, row: Int, column: Int)

  /// The parameter's name: that of the theta or sigma, `omega(CL)` for a variance, `omega(CL, V)` for a covariance.
  public func name(in model: CheckedModel) -> String {
    switch self {
    case .theta(let index): return model.thetas[index].name
    case .sigma(let index): return model.sigmas[index].name
    case .omega(let block, let row, let column):
      let names = model.omega[block].etas.map { model.etaNames[$0] }
      return row == column ? "omega(\(names[row]))" : "omega(\(names[column]), \(names[row]))"
    }
  }

  /// Every parameter of a model, in the order thetas, sigmas, omega blocks by rows.
  public static func all(of model: CheckedModel) -> [PopulationParameter] {
    let omegas = model.omega.enumerated().flatMap { block, declared in
      declared.etas.indices.flatMap { row in
        (0...row).map { PopulationParameter.omega(block: block, row: row, column: $0) }
      }
    }
    return model.thetas.indices.map { .theta($0) } + model.sigmas.indices.map { .sigma($0) } + omegas
  }
}
