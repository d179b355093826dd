public import PKNumerics
public import Testing

/// A rooted tree: each stands for one elementary differential, and so for one order condition.
///
/// Source: J. C. Butcher, Numerical Methods for Ordinary Differential Equations, 3rd ed., sections 300–317.
struct RootedTree: Hashable, CustomStringConvertible {
  /// The subtrees of the root, in an order that makes equal trees equal.
  let children: [RootedTree]

  init(_ children: [RootedTree] = []) { self.children = children.sorted { $0.description < $1.description } }

  /// The tree in brackets: a leaf is `[]`.
  var description: String { "[" + children.map(\.description).joined() + "]" }

  /// How many nodes the tree has.
  var order: Int { children.reduce(1) { $0 + $1.order } }

  /// The density γ: the order times the densities of the subtrees.
  var density: Double { children.reduce(Double(order)) { $0 * $1.density } }

  /// The elementary weight of each stage: the product over the subtrees of Σ aᵢⱼ·weightⱼ.
  func stageWeights(_ a: [[Double]]) -> [Double] {
    let inner = children.map { $0.stageWeights(a) }
    return a.map { row in
      inner.reduce(1) { product, weights in product * zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    }
  }

  /// Every tree of an order.
  static func all(ofOrder order: Int) -> Set<RootedTree> {
    guard order > 1 else { return [RootedTree()] }
    return Set(all(ofOrder: order - 1).flatMap(\.withOneMoreLeaf))
  }

  /// The trees that come of adding a leaf at one of the nodes.
  private var withOneMoreLeaf: [RootedTree] {
    var trees = [RootedTree(children + [RootedTree()])]
    for (index, child) in children.enumerated() {
      for grown in child.withOneMoreLeaf {
        var others = children
        others[index] = grown
        trees.append(RootedTree(others))
      }
    }
    return trees
  }
}

extension ButcherTableau: CustomTestStringConvertible {
  /// The method's name.
  public var testDescription: String { name }
}

extension ButcherTableau {
  /// The weights of the solution: the last row, whose own stage has weight 0.
  var solutionWeights: [Double] { a[stages - 1] + [0] }

  /// The weights of the embedded solution.
  var embeddedWeights: [Double] { zip(solutionWeights, error).map { $0 - $1 } }

  /// The weights of the interpolant at θ, and of its derivative with respect to θ.
  func interpolantWeights(at theta: Double) -> (value: [Double], slope: [Double]) {
    let value = interpolant.map { $0.reversed().reduce(0) { $0 * theta + $1 } * theta }
    let slope = interpolant.map { coefficients in
      coefficients.enumerated().reversed().reduce(0) { $0 * theta + Double($1.offset + 1) * $1.element }
    }
    return (value, slope)
  }
}
