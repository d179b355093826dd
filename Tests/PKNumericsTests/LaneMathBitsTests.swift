import PKNumerics
import Testing

/// Results are the same bits on every machine and for every instruction set: pinned by a hash.
///
/// A change of an algorithm may change the hash, a change of compiler, processor or build flags
/// (SSE2, AVX2, NEON, debug, release) may not.
@Suite struct LaneMathBitsTests {
  @Test func bitsAreTheSameEverywhere() {
    let stream = RandomStream(seed: 20_260_101, stream: 9, subject: 0)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func absorb(_ lanes: Lanes) {
      for lane in lanes.indices {
        hash = (hash ^ lanes[lane].bitPattern) &* 0x0000_0100_0000_01b3
      }
    }
    for block in 0..<500 {
      let normals = Lanes((0..<8).map { stream.normal(8 * block + $0) })
      let positives = LaneMath.exp(20 * normals)
      absorb(positives)
      absorb(LaneMath.log(positives))
      absorb(LaneMath.pow(positives, normals))
    }
    #expect(hash == 0xc7fd_9b55_d12e_a250)
  }
}
