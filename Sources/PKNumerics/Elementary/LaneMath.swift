/// Elementary functions over eight lanes, the same to the last bit on every machine.
///
/// Only `+ − × ÷` and integer operations on bit patterns occur, in a fixed order and never
/// contracted to fused multiply-adds, so IEEE 754 fixes every result: a portable build, an AVX2
/// build and an arm64 build agree, and a lane's result does not depend on its neighbours.
/// The C library's functions promise neither.
///
/// Largest errors measured, in units in the last place, over 10⁶ random points in each range
/// against 80-bit functions and at chosen points against multi-precision values (tests):
///
/// | function | largest error | where |
/// |---|---|---|
/// | `exp` | 0.64 | normal results; 0.75 where the result is subnormal and rounds twice |
/// | `log` | 0.83 | x between √½ and √2; 0.74 elsewhere |
/// | `pow` | 0.86 | base between ½ and 2 with a large exponent; 0.66 for moderate arguments |
///
/// Lanes outside the ordinary range (special values, subnormal numbers, overflow) send the whole
/// vector down a slower path with the same bits in the ordinary lanes. A NaN's sign and payload
/// are not specified.
public enum LaneMath {
  /// 1.5·2⁵²: adding it rounds a number below 2⁵¹ to an integer held in the low bits.
  static let roundingMagic = 0x1.8p52

  /// 1 / ln 2.
  static let inverseLn2 = 0x1.71547652b82fep+0

  /// The head of ln 2: 42 bits, so that its product with an exponent is exact.
  static let ln2Head = 0x1.62e42fefa3800p-1

  /// ln 2 − ``ln2Head``.
  static let ln2Tail = 0x1.ef35793c76730p-45

  /// √½ as a bit pattern: significands are taken from [√½, √2), where |log m| is smallest.
  static let rootHalfBits: UInt64 = 0x3fe6_a09e_667f_3bcd
}
