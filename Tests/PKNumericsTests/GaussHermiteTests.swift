import PKNumerics
import Testing

/// Quadrature over normal deviates.
@Suite struct GaussHermiteTests {
  /// E X^(2m) = (2m − 1)!!, and odd moments are 0.
  @Test("law: n nodes are exact for every power below 2n", arguments: [1, 2, 3, 5, 9, 20]) func moments(count: Int) {
    let rule = GaussHermite(nodes: count)
    #expect(rule.nodes.count == count && rule.weights.count == count)
    #expect(abs(rule.weights.reduce(0, +) - 1) < 1e-14)
    #expect(rule.nodes == rule.nodes.sorted())
    var expected = 1.0
    for power in 0..<2 * count {
      if power >= 2, power.isMultiple(of: 2) { expected *= Double(power - 1) }
      let powers = rule.nodes.map { node in (0..<power).reduce(1.0) { product, _ in product * node } }
      let sum = zip(powers, rule.weights).reduce(0) { $0 + $1.0 * $1.1 }
      // Relative to the sum of magnitudes, for what is cancelled in odd powers: a few units in the last place of each.
      let scale = zip(powers, rule.weights).reduce(0) { $0 + abs($1.0 * $1.1) }
      #expect(abs(sum - (power.isMultiple(of: 2) ? expected : 0)) <= 1e-12 * max(scale, 1), "power \(power)")
    }
  }

  /// The nodes of three are −√3, 0, √3 with weights 1/6, 2/3, 1/6.
  @Test("golden: three nodes") func three() {
    let rule = GaussHermite(nodes: 3)
    for (node, expected) in zip(rule.nodes, [-(3.0.squareRoot()), 0, 3.0.squareRoot()]) {
      #expect(abs(node - expected) < 1e-14)
    }
    for (weight, expected) in zip(rule.weights, [1.0 / 6, 2.0 / 3, 1.0 / 6]) { #expect(abs(weight - expected) < 1e-14) }
  }

  @Test("the product rule visits each node once, and is exact in each direction") func product() {
    let rule = GaussHermite(nodes: 4)
    var (visits, total, mixed) = (0, 0.0, 0.0)
    rule.forEachNode(dimension: 3) { node, weight in
      visits += 1
      total += weight
      mixed += weight * node[0] * node[0] * node[1] * node[1] * node[1] * node[1]
    }
    #expect(visits == 64)
    #expect(abs(total - 1) < 1e-13)
    // E X² · E Y⁴ = 1 · 3.
    #expect(abs(mixed - 3) < 1e-12)
    var calls = 0
    rule.forEachNode(dimension: 0) { node, weight in
      calls += 1
      #expect(node.isEmpty && weight == 1)
    }
    #expect(calls == 1)
  }

  @Test("fewer than one node is one") func none() {
    #expect(GaussHermite(nodes: 0).nodes == [0])
    #expect(GaussHermite(nodes: -3).weights == [1])
  }
}
