extension LaneMath {
  /// The exponential of one number, the same bits as in a lane.
  public static func exp(_ x: Double) -> Double {
    exp(Lanes(repeating: x))[0]
  }

  /// The natural logarithm of one number, the same bits as in a lane.
  public static func log(_ x: Double) -> Double {
    log(Lanes(repeating: x))[0]
  }

  /// One number to the power of another, the same bits as in a lane.
  public static func pow(_ x: Double, _ y: Double) -> Double {
    pow(Lanes(repeating: x), Lanes(repeating: y))[0]
  }
}
