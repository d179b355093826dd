/// How a dose enters and how much later than it was given, once its parameters are known.
struct DoseEntry {
  enum Form {
    /// An amount at once.
    case bolus(Double)
    /// A rate over a duration.
    case infusion(rate: Double, duration: Double)
    /// A rate that changes in time, and how it depends on the directions that the program differentiates by.
    indirect case profile(InputShape, [InputShape.Move])
  }
  var form: Form
  /// Never negative.
  var lag: Double
  /// How it depends on the directions that the program differentiates by; nil when there are none.
  var sensitivity: InputSensitivity?
}
