/// The counter-based generator Philox4x64-10: a keyed bijection of 256-bit counters.
///
/// Equal counters and keys give equal words on every machine and thread; unequal counters under
/// one key never give the same four words. Salmon, Moraes, Dror and Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC'11 (2011), §3.3.
public enum Philox {
  /// Ten rounds over a counter of four words under a key of two.
  ///
  /// - Complexity: O(1): twenty 64 × 64 → 128-bit products.
  @inlinable
  public static func block(counter: SIMD4<UInt64>, key: SIMD2<UInt64>) -> SIMD4<UInt64> {
    var counter = counter
    var key = key
    for _ in 0..<10 {
      let product0 = counter[0].multipliedFullWidth(by: 0xd2e7_470e_e14c_6c93)
      let product2 = counter[2].multipliedFullWidth(by: 0xca5a_8263_9512_1157)
      counter = SIMD4(
        product2.high ^ counter[1] ^ key[0], product2.low,
        product0.high ^ counter[3] ^ key[1], product0.low)
      // Weyl sequence: the golden ratio and √3 − 1 as 64-bit fractions.
      key = SIMD2(key[0] &+ 0x9e37_79b9_7f4a_7c15, key[1] &+ 0xbb67_ae85_84ca_a73b)
    }
    return counter
  }
}
