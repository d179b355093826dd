import PKNumerics
import Testing

/// An autoregressive chain of a plain congruential generator, to be had with the same bits in any language.
private func chain(_ number: Int, _ count: Int, _ persistence: Double, drift: Double = 0) -> [Double] {
  var state = 12345 + number * 777
  var x = 0.0
  return (0..<count).map { _ in
    state = (state * 1_103_515_245 + 12345) % 2_147_483_648
    x = persistence * x + (Double(state) / 2_147_483_648 - 0.5)
    return x + drift * Double(number)
  }
}

@Suite("Diagnostics of chains: golden values of ArviZ 0.23.4")
struct ChainDiagnosticsTests {
  @Test(
    "rank-normalised split R̂, bulk and tail effective sizes",
    arguments: [
      (200, 4, 0.6, 0.0, [1.013214530833972, 197.10736175614082, 411.45872642859626]),
      (100, 2, 0.9, 0.0, [1.2012769923076432, 8.67788515589037, 45.951182841144025]),
      (300, 3, 0.0, 0.3, [1.3495780400958415, 7.122017285570932, 41.40389208218595]),
      (101, 4, -0.5, 0.0, [1.0077658107101415, 1040.823996531185, 380.2478809474946]),
    ])
  func agreesWithArviZ(count: Int, chains: Int, persistence: Double, drift: Double, expected: [Double]) throws {
    let chains = (0..<chains).map { chain($0, count, persistence, drift: drift) }
    let found = [
      try #require(ChainDiagnostics.rHat(chains)), try #require(ChainDiagnostics.bulkESS(chains)),
      try #require(ChainDiagnostics.tailESS(chains)),
    ]
    for (found, expected) in zip(found, expected) { #expect(abs(found / expected - 1) < 1e-9) }
  }

  @Test("nothing is said of too few, equal or infinite draws")
  func absent() {
    #expect(ChainDiagnostics.rHat([[1, 2, 3]]) == nil)
    #expect(ChainDiagnostics.rHat([]) == nil)
    #expect(ChainDiagnostics.rHat([[1, 1, 1, 1], [1, 1, 1, 1]]) == nil)
    #expect(ChainDiagnostics.bulkESS([[1, 2, .infinity, 4]]) == nil)
  }

  @Test(
    "Pareto k̂ of log weights",
    arguments: [
      (200, 1.0, -0.35051936665152167), (1000, 3.0, -0.10345247593253429), (1000, 8.0, 0.15074131637733476),
    ])
  func paretoShape(count: Int, scale: Double, expected: Double) throws {
    let weights = chain(0, count, 0.3).map { $0 * scale }
    let shape = try #require(ParetoSmoothing.shape(logWeights: weights))
    #expect(abs(shape - expected) < 1e-9)
  }

  @Test("no k̂ for few or flat weights")
  func noShape() {
    #expect(ParetoSmoothing.shape(logWeights: [0, 1, 2]) == nil)
    #expect(ParetoSmoothing.shape(logWeights: [Double](repeating: 0, count: 100)) == nil)
  }
}
