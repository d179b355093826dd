/// The QT interval corrected for heart rate by a named method; RR = 60,000/rate.
public enum QTCorrection: String, CaseIterable, Hashable, Sendable {
  /// QT/√(RR/1000): Bazett, Heart 1920;7:353.
  case bazett
  /// QT/∛(RR/1000): Fridericia, Acta Med Scand 1920;53:469.
  case fridericia
  /// QT + 154·(1 − RR/1000): Framingham, Sagie, Am J Cardiol 1992;70:797.
  case framingham
  /// QT + 1.75·(rate − 60): Hodges, J Am Coll Cardiol 1983;1:694.
  case hodges

  /// The corrected interval, not rounded.
  ///
  /// - Throws: a refusal outside 200–800 ms for QT and 300–2000 ms for RR, or when QT is not shorter than RR.
  public func corrected(
    qt: Measure<Milliseconds>, rr: Measure<Milliseconds>
  ) throws(Refusal) -> Measure<Milliseconds> {
    try Domain.require(qt, 200...800, field: "qt")
    try Domain.require(rr, 300...2000, field: "rr")
    guard qt < rr else {
      throw Domain.refusal("qt", qt.text, "it is not shorter than the interval between beats, \(rr.text(decimals: 1))")
    }
    let seconds = rr.value.over(1000)
    let value: Rational? =
      switch self {
      case .bazett: seconds.squareRoot.flatMap { qt.value.divided(by: $0) }
      case .fridericia: seconds.power(Rational(1).over(3)).flatMap { qt.value.divided(by: $0) }
      case .framingham: qt.value + Rational(154) * (.one - seconds)
      case .hodges:
        Rational(60).divided(by: seconds).map { qt.value + Rational(175, decimals: 2) * ($0 - Rational(60)) }
      }
    guard let value else { throw Domain.refusal("rr", rr.text, "the formula has no value here") }
    return Measure(value)
  }

  /// RR from the heart rate: 60,000/rate.
  ///
  /// - Throws: a refusal outside 30–200 beats a minute.
  public static func interval(of rate: Measure<HeartRate>) throws(Refusal) -> Measure<Milliseconds> {
    try Domain.require(rate, 30...200, field: "heart-rate")
    return Measure(Rational(60_000).divided(by: rate.value) ?? .zero)
  }

  /// The method as results name it.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
