/// The weight on the scale.
public enum ActualWeight: MeasureKind {
  public static var title: String { "actual body weight" }
  public static var unit: String { "kg" }
  public static var units: [(spelling: String, factor: Rational)] { [("kg", .one)] }
}

/// A weight from height and sex alone.
public enum IdealWeight: MeasureKind {
  public static var title: String { "ideal body weight" }
  public static var unit: String { "kg" }
  public static var units: [(spelling: String, factor: Rational)] { [("kg", .one)] }
}

/// A weight between the ideal and the actual one.
public enum AdjustedWeight: MeasureKind {
  public static var title: String { "adjusted body weight" }
  public static var unit: String { "kg" }
  public static var units: [(spelling: String, factor: Rational)] { [("kg", .one)] }
}

/// The weight without fat.
public enum LeanWeight: MeasureKind {
  public static var title: String { "lean body weight" }
  public static var unit: String { "kg" }
  public static var units: [(spelling: String, factor: Rational)] { [("kg", .one)] }
}

/// A weight in pounds, for the converter alone.
public enum PoundWeight: MeasureKind {
  public static var title: String { "weight in pounds" }
  public static var unit: String { "lb" }
  public static var units: [(spelling: String, factor: Rational)] {
    [("lb", .one), ("lbs", .one), ("[lb_av]", .one)]
  }
}

/// A height in inches, for the converter alone.
public enum InchHeight: MeasureKind {
  public static var title: String { "height in inches" }
  public static var unit: String { "in" }
  public static var units: [(spelling: String, factor: Rational)] { [("in", .one), ("[in_i]", .one)] }
}

/// Standing height.
public enum Height: MeasureKind {
  public static var title: String { "height" }
  public static var unit: String { "cm" }
  public static var units: [(spelling: String, factor: Rational)] { [("cm", .one)] }
}

/// Body surface area.
public enum SurfaceArea: MeasureKind {
  public static var title: String { "body surface area" }
  public static var unit: String { "m²" }
  public static var units: [(spelling: String, factor: Rational)] { [("m2", .one), ("m²", .one), ("m^2", .one)] }
}

/// Weight over the square of height.
public enum MassIndex: MeasureKind {
  public static var title: String { "body mass index" }
  public static var unit: String { "kg/m²" }
  public static var units: [(spelling: String, factor: Rational)] {
    [("kg/m2", .one), ("kg/m²", .one), ("kg/m^2", .one)]
  }
}

/// Years lived.
public enum Age: MeasureKind {
  public static var title: String { "age" }
  public static var unit: String { "years" }
  public static var units: [(spelling: String, factor: Rational)] {
    [("years", .one), ("year", .one), ("y", .one), ("a", .one)]
  }
}

/// Serum creatinine; µmol/L are divided by 88.42, the factor of a molar mass of 113.1 g/mol.
public enum SerumCreatinine: MeasureKind {
  public static var title: String { "serum creatinine" }
  public static var unit: String { "mg/dL" }
  public static var units: [(spelling: String, factor: Rational)] {
    let factor = Rational(100).over(8842)
    return [("mg/dL", .one)] + ["umol/L", "µmol/L", "μmol/L"].map { ($0, factor) }
  }
}

/// A filtration rate or creatinine clearance of the patient as he is.
public enum AbsoluteGFR: MeasureKind {
  public static var title: String { "absolute filtration rate" }
  public static var unit: String { "mL/min" }
  public static var units: [(spelling: String, factor: Rational)] { [("mL/min", .one)] }
}

/// A filtration rate indexed to a body surface of 1.73 m².
public enum IndexedGFR: MeasureKind {
  public static var title: String { "indexed filtration rate" }
  public static var unit: String { "mL/min/1.73 m²" }
  public static var units: [(spelling: String, factor: Rational)] {
    ["mL/min/1.73m2", "mL/min/1.73 m2", "mL/min/1.73m²", "mL/min/1.73 m²", "mL/min/{1.73_m2}"].map { ($0, .one) }
  }
}

/// The area under the curve of carboplatin that is aimed at.
public enum TargetAUC: MeasureKind {
  public static var title: String { "target area under the curve" }
  public static var unit: String { "mg*min/mL" }
  public static var units: [(spelling: String, factor: Rational)] {
    [("mg*min/mL", .one), ("mg·min/mL", .one), ("mg.min/mL", .one)]
  }
}
