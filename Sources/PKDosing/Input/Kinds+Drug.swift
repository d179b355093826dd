/// Milligrams of the product, such as of a whole conjugate.
public enum DoseMass: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("dose", "mg", [("mg", .one)])
  }
}

/// Milligrams of the payload of a conjugate, which are never milligrams of the conjugate.
public enum PayloadMass: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("payload mass", "mg payload", [("mg payload", .one)])
  }
}

/// A dose for each kilogram.
public enum DosePerWeight: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("dose per kilogram", "mg/kg", [("mg/kg", .one)])
  }
}

/// A dose for each square metre.
public enum DosePerArea: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("dose per square metre", "mg/m²", [("mg/m2", .one), ("mg/m²", .one), ("mg/m^2", .one)])
  }
}

/// A volume.
public enum Volume: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("volume", "mL", [("mL", .one)])
  }
}

/// Mass in a volume.
public enum Concentration: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("concentration", "mg/mL", [("mg/mL", .one)])
  }
}

/// A pump's rate.
public enum FlowRate: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("flow rate", "mL/h", [("mL/h", .one)])
  }
}

/// Calendar days; weeks are seven of them.
public enum Days: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts(
      "number of days", "days",
      [("days", .one), ("day", .one), ("d", .one), ("wk", Rational(7)), ("weeks", Rational(7)), ("week", Rational(7))])
  }
}

/// Calendar months.
public enum Months: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("number of months", "months", [("months", .one), ("month", .one)])
  }
}

/// Elapsed hours.
public enum Hours: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts(
      "time", "h",
      [("h", .one), ("min", Rational(1).over(60)), ("d", Rational(24)), ("days", Rational(24)), ("day", Rational(24))])
  }
}

/// An interval of the electrocardiogram.
public enum Milliseconds: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("interval", "ms", [("ms", .one)])
  }
}

/// Beats in a minute.
public enum HeartRate: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("heart rate", "/min", [("/min", .one), ("bpm", .one), ("1/min", .one)])
  }
}

/// Parts of a hundred.
public enum Percentage: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts("percentage", "%", [("%", .one)])
  }
}

/// A rate constant of elimination.
public enum RateConstant: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts(
      "rate constant", "/h", [("/h", .one), ("1/h", .one), ("/d", Rational(1).over(24)), ("1/d", Rational(1).over(24))])
  }
}

/// A concentration in blood.
public enum DrugLevel: MeasureKind {
  /// How it is named and written.
  public static var facts: KindFacts {
    KindFacts(
      "drug level", "mg/L",
      ["mg/L", "ug/mL", "mcg/mL", "µg/mL", "μg/mL"].map { ($0, .one) }
        + [("ng/mL", Rational(1).over(1000)), ("g/L", Rational(1000))])
  }
}
