/// The weight on the scale.
public enum ActualWeight: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("actual body weight", "kg", [("kg", .one)])
  }
}

/// A weight from height and sex alone.
public enum IdealWeight: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("ideal body weight", "kg", [("kg", .one)])
  }
}

/// A weight between the ideal and the actual one.
public enum AdjustedWeight: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("adjusted body weight", "kg", [("kg", .one)])
  }
}

/// The weight without fat.
public enum LeanWeight: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("lean body weight", "kg", [("kg", .one)])
  }
}

/// A weight in pounds, for the converter alone.
public enum PoundWeight: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("weight in pounds", "lb", [("lb", .one), ("lbs", .one), ("[lb_av]", .one)])
  }
}

/// A height in inches, for the converter alone.
public enum InchHeight: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("height in inches", "in", [("in", .one), ("[in_i]", .one)])
  }
}

/// Standing height.
public enum Height: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("height", "cm", [("cm", .one)])
  }
}

/// Body surface area.
public enum SurfaceArea: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("body surface area", "m²", [("m2", .one), ("m²", .one), ("m^2", .one)])
  }
}

/// Weight over the square of height.
public enum MassIndex: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("body mass index", "kg/m²", [("kg/m2", .one), ("kg/m²", .one), ("kg/m^2", .one)])
  }
}

/// Years lived.
public enum Age: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("age", "years", [("years", .one), ("year", .one), ("y", .one), ("a", .one)])
  }
}

/// Serum creatinine; µmol/L are divided by 88.42, the factor of a molar mass of 113.1 g/mol.
public enum SerumCreatinine: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts(
      "serum creatinine", "mg/dL",
      [("mg/dL", .one)] + ["umol/L", "µmol/L", "μmol/L"].map { ($0, Rational(100).over(8842)) })
  }
}

/// A filtration rate or creatinine clearance of the patient as he is.
public enum AbsoluteGFR: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("absolute filtration rate", "mL/min", [("mL/min", .one)])
  }
}

/// A filtration rate indexed to a body surface of 1.73 m².
public enum IndexedGFR: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts(
      "indexed filtration rate", "mL/min/1.73 m²",
      ["mL/min/1.73m2", "mL/min/1.73 m2", "mL/min/1.73m²", "mL/min/1.73 m²", "mL/min/{1.73_m2}"].map { ($0, .one) })
  }
}

/// The area under the curve of carboplatin that is aimed at.
public enum TargetAUC: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts(
      "target area under the curve", "mg*min/mL", [("mg*min/mL", .one), ("mg·min/mL", .one), ("mg.min/mL", .one)])
  }
}
