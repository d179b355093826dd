public import PKLanguage
import PKNumerics

/// Values of a model's parameters that are as likely as what is known of them: from a fit's covariance, or a bootstrap.
public struct ParameterDraws: Hashable, Sendable {
  /// The parameters: thetas and sigmas by name, `omega(CL)` and `omega(CL, V1)`.
  public var names: [String]
  /// The draws, in the order of the names.
  public var rows: [[Double]]

  /// What cannot be used, in words.
  public struct Fault: Error, Hashable, Sendable {
    /// What is wrong.
    public var message: String
    /// How to put it right.
    public var help: [String]
  }

  /// Draws that are there already, such as the estimates of a bootstrap.
  public init(names: [String], rows: [[Double]]) {
    self.names = names
    self.rows = rows
  }

  /// Draws from a multivariate normal distribution about estimates.
  ///
  /// - Parameters:
  ///   - names: the parameters.
  ///   - estimates: their estimates.
  ///   - covariance: the covariance of the estimates.
  ///   - model: whose bounds are kept: a draw outside, or with variances that are none, is drawn again.
  ///   - count: how many draws.
  ///   - seed: the seed of the random numbers.
  /// - Throws: `Fault` when the covariance is none, or draws are hardly ever possible.
  public init(
    names: [String], estimates: [Double], covariance: [[Double]], model: CheckedModel, count: Int, seed: UInt64
  ) throws(Fault) {
    self.names = names
    rows = []
    let n = names.count
    var matrix = Matrix(rows: n, columns: n)
    for row in 0..<n { for column in 0..<n { matrix[row, column] = covariance[row][column] } }
    guard let factor = try? Cholesky(of: matrix) else {
      throw Fault(
        message: "the covariance of the estimates is not positive definite",
        help: ["use the estimates of a bootstrap in its place"])
    }
    for draw in 0..<count {
      var found = false
      for attempt in 0..<200 where !found {
        let stream = RandomStream(seed: seed, stream: 31, subject: UInt64(draw), replicate: UInt32(attempt))
        let deviates = (0..<n).map { stream.normal($0) }
        guard let steps = try? factor.correlated(deviates) else { continue }
        let row = zip(estimates, steps).map { $0 + $1 }
        guard (try? model.replacing(names, with: row)) != nil else { continue }
        rows.append(row)
        found = true
      }
      if !found {
        throw Fault(
          message: "hardly any draw of the parameters is within the model's bounds",
          help: ["the estimates are too uncertain for a normal distribution: use a bootstrap"])
      }
    }
  }
}

extension CheckedModel {
  /// The model with other values of some parameters.
  ///
  /// - Throws: `ParameterDraws.Fault` for a name that the model does not have, a value outside its bounds, or variances
  ///   that are not positive definite.
  public func replacing(_ names: [String], with values: [Double]) throws(ParameterDraws.Fault) -> CheckedModel {
    var model = self
    for (name, value) in zip(names, values) {
      if let index = model.thetas.firstIndex(where: { $0.name == name }) {
        try Self.check(value, model.thetas[index])
        model.thetas[index].value = value
      } else if let index = model.sigmas.firstIndex(where: { $0.name == name }) {
        try Self.check(value, model.sigmas[index])
        model.sigmas[index].value = value
      } else if !model.setOmega(name, to: value) {
        throw ParameterDraws.Fault(
          message: "the model has no parameter '\(name)'", help: ["the draws are of another model"])
      }
    }
    for block in model.omega where !(block.lowerTriangle.count == 1 && block.lowerTriangle[0] == 0) {
      let matrix = try? SymmetricMatrix(order: block.etas.count, lowerTriangle: block.lowerTriangle)
      guard let matrix, (try? Cholesky(of: matrix)) != nil else {
        throw ParameterDraws.Fault(message: "the variances of a draw are none", help: [])
      }
    }
    return model
  }

  private static func check(_ value: Double, _ theta: Theta) throws(ParameterDraws.Fault) {
    guard value >= theta.lower, value <= theta.upper else {
      throw ParameterDraws.Fault(message: "'\(theta.name)' leaves its bounds", help: [])
    }
  }

  private mutating func setOmega(_ name: String, to value: Double) -> Bool {
    guard name.hasPrefix("omega("), name.hasSuffix(")") else { return false }
    // Effects on occasions have a comma-free "(per: OCC)" behind their name.
    let wanted = name.dropFirst(6).dropLast().split(separator: ",").map { part in
      part.first == " " ? String(part.dropFirst()) : String(part)
    }
    for block in omega.indices {
      let own = omega[block].etas.map { etaNames[$0] }
      guard let first = wanted.first.flatMap({ own.firstIndex(of: $0) }),
        let last = wanted.last.flatMap({ own.firstIndex(of: $0) })
      else { continue }
      let (row, column) = (max(first, last), min(first, last))
      omega[block].lowerTriangle[row * (row + 1) / 2 + column] = value
      return true
    }
    return false
  }
}
