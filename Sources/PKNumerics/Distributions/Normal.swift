/// The standard normal distribution.
///
/// Built on ``LaneMath`` and IEEE 754 arithmetic alone: the same bits on every machine.
public enum Normal {
}
