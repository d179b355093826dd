import PKLanguage
import PKNumerics

/// What the M-step needs to know of the random effects: averages of φ = μ + η and of φφ', by block of Ω.
struct EffectMoments: Sendable {
  /// A subject's random effects of one block (on one occasion).
  struct Instance: Sendable {
    let subject: Int
    let positions: [Int]
    /// For each, the mean that it scatters about.
    let means: [Int?]
    /// The average of φ.
    var average: [Double]

    func mean(_ row: Int, _ means: [[Double]]) -> Double { self.means[row].map { means[subject][$0] } ?? 0 }
  }

  /// By block.
  private(set) var instances: [[Instance]]
  /// The average over chains and iterations of Σφφ', by block.
  private var squares: [Matrix]

  /// What changes from iteration to iteration.
  struct Averages: Codable, Sendable {
    /// Of φ, by block and instance.
    var ofEffects: [[[Double]]]
    /// Of Σφφ', by block.
    var ofSquares: [[Double]]
  }

  var averages: Averages {
    Averages(ofEffects: instances.map { $0.map(\.average) }, ofSquares: squares.map(\.elements))
  }

  /// Takes averages that were given away; false when they are not of these instances.
  mutating func restore(_ averages: Averages) -> Bool {
    let restored = squares.indices.compactMap { block in
      averages.ofSquares.indices.contains(block)
        ? try? Matrix(rows: squares[block].rows, columns: squares[block].columns, elements: averages.ofSquares[block])
        : nil
    }
    guard restored.count == squares.count, averages.ofEffects.map(\.count) == instances.map(\.count) else {
      return false
    }
    squares = restored
    for block in instances.indices {
      for index in instances[block].indices { instances[block][index].average = averages.ofEffects[block][index] }
    }
    return true
  }

  /// Moments of the chosen subjects, or of all that have observations.
  init(_ problem: FitProblem, _ structure: MeanStructure, of chosen: Set<Int>? = nil) {
    let blocks = problem.model.omega
    instances = blocks.map { _ in [] }
    squares = blocks.map { Matrix(rows: $0.etas.count, columns: $0.etas.count) }
    for (subject, places) in problem.places.enumerated() {
      guard chosen?.contains(subject) ?? !problem.subjects[subject].observations.isEmpty else { continue }
      for place in places where problem.parameters.start.omega[place.block] != [0] {
        instances[place.block].append(
          Instance(
            subject: subject, positions: place.positions,
            means: blocks[place.block].etas.map { structure.meanOfEffect[$0] },
            average: place.positions.map { _ in 0 }))
      }
    }
  }

  /// Moves the averages by a share of the way to those of the chains.
  ///
  /// - Parameters:
  ///   - chains: by subject, all of them alike many.
  ///   - means: μ by subject.
  ///   - share: 1 for what the chains say alone.
  mutating func take(_ chains: [Int: [Chain]], _ means: [[Double]], share: Double) {
    for block in instances.indices {
      let order = squares[block].rows
      var sum = Matrix(rows: order, columns: order)
      for index in instances[block].indices {
        let instance = instances[block][index]
        let own = chains[instance.subject] ?? []
        let offsets = instance.positions.indices.map { instance.mean($0, means) }
        var average = offsets.map { _ in 0.0 }
        for chain in own {
          let phi = zip(instance.positions, offsets).map { chain.effects[$0] + $1 }
          for i in 0..<order {
            average[i] += phi[i] / Double(own.count)
            for k in 0..<order { sum[i, k] += phi[i] * phi[k] / Double(own.count) }
          }
        }
        for i in 0..<order {
          instances[block][index].average[i] += share * (average[i] - instance.average[i])
        }
      }
      for i in 0..<order {
        for k in 0..<order { squares[block][i, k] += share * (sum[i, k] - squares[block][i, k]) }
      }
    }
  }

  /// The covariance of a block that maximises the likelihood at some means; nil without instances.
  func covariance(of block: Int, _ means: [[Double]]) -> Matrix? {
    guard !instances[block].isEmpty else { return nil }
    var sum = squares[block]
    for instance in instances[block] {
      let offsets = instance.positions.indices.map { instance.mean($0, means) }
      for i in offsets.indices {
        for k in offsets.indices {
          sum[i, k] += offsets[i] * offsets[k] - instance.average[i] * offsets[k] - offsets[i] * instance.average[k]
        }
      }
    }
    let count = Double(instances[block].count)
    for i in 0..<sum.rows { for k in 0..<sum.columns { sum[i, k] /= count } }
    return sum
  }

  /// The generalised least-squares step of the means' coordinates, by Gauss and Newton; nil when it is not determined.
  ///
  /// `means` are μ by subject, `slopes` their derivatives by the `count` coordinates, by subject, mean and coordinate.
  func step(_ means: [[Double]], _ slopes: [[[Double]]], _ omega: OmegaFactors, count: Int) -> [Double]? {
    var normal = Matrix(rows: count, columns: count)
    var force = [Double](repeating: 0, count: count)
    for (block, members) in instances.enumerated() {
      guard let precision = omega.inverses[block] else { continue }
      for instance in members {
        let order = instance.positions.count
        let rows = instance.means.map { mean in
          mean.map { slopes[instance.subject][$0] } ?? [Double](repeating: 0, count: count)
        }
        let rest = (0..<order).map { instance.average[$0] - instance.mean($0, means) }
        for i in 0..<order {
          for j in 0..<order where precision[i, j] != 0 {
            for a in 0..<count where rows[i][a] != 0 {
              force[a] += rows[i][a] * precision[i, j] * rest[j]
              for b in 0..<count { normal[a, b] += rows[i][a] * precision[i, j] * rows[j][b] }
            }
          }
        }
      }
    }
    // So little that it only stops what is not determined from moving.
    for a in 0..<count { normal[a, a] += 1e-10 * normal[a, a] + 1e-12 }
    guard let step = try? Cholesky(of: normal).solve(force), step.allSatisfy(\.isFinite) else { return nil }
    return step
  }
}
