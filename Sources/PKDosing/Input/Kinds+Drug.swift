/// Milligrams of the product, such as of a whole conjugate.
public enum DoseMass: MeasureKind {
  public static var title: String { "dose" }
  public static var unit: String { "mg" }
  public static var units: [(spelling: String, factor: Rational)] { [("mg", .one)] }
}

/// Milligrams of the payload of a conjugate, which are never milligrams of the conjugate.
public enum PayloadMass: MeasureKind {
  public static var title: String { "payload mass" }
  public static var unit: String { "mg payload" }
  public static var units: [(spelling: String, factor: Rational)] { [("mg payload", .one)] }
}

/// A dose for each kilogram.
public enum DosePerWeight: MeasureKind {
  public static var title: String { "dose per kilogram" }
  public static var unit: String { "mg/kg" }
  public static var units: [(spelling: String, factor: Rational)] { [("mg/kg", .one)] }
}

/// A dose for each square metre.
public enum DosePerArea: MeasureKind {
  public static var title: String { "dose per square metre" }
  public static var unit: String { "mg/m²" }
  public static var units: [(spelling: String, factor: Rational)] {
    [("mg/m2", .one), ("mg/m²", .one), ("mg/m^2", .one)]
  }
}

/// A volume.
public enum Volume: MeasureKind {
  public static var title: String { "volume" }
  public static var unit: String { "mL" }
  public static var units: [(spelling: String, factor: Rational)] { [("mL", .one)] }
}

/// Mass in a volume.
public enum Concentration: MeasureKind {
  public static var title: String { "concentration" }
  public static var unit: String { "mg/mL" }
  public static var units: [(spelling: String, factor: Rational)] { [("mg/mL", .one)] }
}

/// A pump's rate.
public enum FlowRate: MeasureKind {
  public static var title: String { "flow rate" }
  public static var unit: String { "mL/h" }
  public static var units: [(spelling: String, factor: Rational)] { [("mL/h", .one)] }
}

/// Calendar days; weeks are seven of them.
public enum Days: MeasureKind {
  public static var title: String { "number of days" }
  public static var unit: String { "days" }
  public static var units: [(spelling: String, factor: Rational)] {
    let week = Rational(7)
    return [("days", .one), ("day", .one), ("d", .one), ("wk", week), ("weeks", week), ("week", week)]
  }
}

/// Calendar months.
public enum Months: MeasureKind {
  public static var title: String { "number of months" }
  public static var unit: String { "months" }
  public static var units: [(spelling: String, factor: Rational)] { [("months", .one), ("month", .one)] }
}

/// Elapsed hours.
public enum Hours: MeasureKind {
  public static var title: String { "time" }
  public static var unit: String { "h" }
  public static var units: [(spelling: String, factor: Rational)] {
    let minute = Rational(1).over(60)
    let day = Rational(24)
    return [("h", .one), ("min", minute), ("d", day), ("days", day), ("day", day)]
  }
}

/// An interval of the electrocardiogram.
public enum Milliseconds: MeasureKind {
  public static var title: String { "interval" }
  public static var unit: String { "ms" }
  public static var units: [(spelling: String, factor: Rational)] { [("ms", .one)] }
}

/// Beats in a minute.
public enum HeartRate: MeasureKind {
  public static var title: String { "heart rate" }
  public static var unit: String { "/min" }
  public static var units: [(spelling: String, factor: Rational)] { [("/min", .one), ("bpm", .one), ("1/min", .one)] }
}

/// Parts of a hundred.
public enum Percentage: MeasureKind {
  public static var title: String { "percentage" }
  public static var unit: String { "%" }
  public static var units: [(spelling: String, factor: Rational)] { [("%", .one)] }
}

/// A rate constant of elimination.
public enum RateConstant: MeasureKind {
  public static var title: String { "rate constant" }
  public static var unit: String { "/h" }
  public static var units: [(spelling: String, factor: Rational)] {
    [("/h", .one), ("1/h", .one), ("/d", Rational(1).over(24)), ("1/d", Rational(1).over(24))]
  }
}

/// A concentration in blood.
public enum DrugLevel: MeasureKind {
  public static var title: String { "drug level" }
  public static var unit: String { "mg/L" }
  public static var units: [(spelling: String, factor: Rational)] {
    let thousandth = Rational(1).over(1000)
    return [("mg/L", .one), ("ug/mL", .one), ("mcg/mL", .one), ("ng/mL", thousandth), ("g/L", Rational(1000))]
  }
}
