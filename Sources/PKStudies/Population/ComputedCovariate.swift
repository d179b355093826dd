import PKUnits

/// What follows from a patient's other covariates by a published formula.
public enum ComputedCovariate: String, CaseIterable, Sendable {
  /// Body mass index: WT/HT².
  case BMI
  /// Body surface. Mosteller, N Engl J Med 317 (1987) 1098: √(cm · kg / 3600).
  case BSA
  /// Ideal body weight. Devine, Drug Intell Clin Pharm 8 (1974) 650: 50 kg (men) or 45.5 kg (women) + 2.3 kg for each
  /// inch above 60.
  case IBW
  /// Adjusted ideal body weight: IBW + 0.4 (WT − IBW), as on the label of mirvetuximab soravtansine.
  case AIBW
  /// Lean body mass. Janmahasatian, Clin Pharmacokinet 44 (2005) 1051: 9270 WT/(6680 + 216 BMI) for men,
  /// 9270 WT/(8780 + 244 BMI) for women.
  case LBM
  /// Creatinine clearance. Cockcroft and Gault, Nephron 16 (1976) 31: (140 − AGE) WT/(72 SCR), times 0.85 for women.
  case CrCl

  /// The covariates it follows from.
  public var inputs: [String] {
    switch self {
    case .BMI, .BSA: ["WT", "HT"]
    case .IBW: ["HT", "SEX"]
    case .AIBW, .LBM: ["WT", "HT", "SEX"]
    case .CrCl: ["AGE", "WT", "SCR", "SEX"]
    }
  }

  /// The unit of its values, as text.
  var unitText: String {
    switch self {
    case .BMI: "kg/m2"
    case .BSA: "m2"
    case .IBW, .AIBW, .LBM: "kg"
    case .CrCl: "mL/min"
    }
  }

  /// The value that follows from the inputs, in kg, cm, yr and mg/dL.
  func value(_ body: BodyMeasures) -> Double {
    let meters = body.height / 100
    let BMI = body.weight / (meters * meters)
    let IBW = (body.isFemale ? 45.5 : 50) + 2.3 * (body.height / 2.54 - 60)
    switch self {
    case .BMI: return BMI
    case .BSA: return (body.height * body.weight / 3600).squareRoot()
    case .IBW: return IBW
    case .AIBW: return IBW + 0.4 * (body.weight - IBW)
    case .LBM:
      return body.isFemale ? 9270 * body.weight / (8780 + 244 * BMI) : 9270 * body.weight / (6680 + 216 * BMI)
    case .CrCl: return (140 - body.age) * body.weight / (72 * body.creatinine) * (body.isFemale ? 0.85 : 1)
    }
  }
}

/// What formulas need of a body; NaN for what is not known.
struct BodyMeasures {
  /// In kg.
  var weight = Double.nan
  /// In cm.
  var height = Double.nan
  /// In years.
  var age = Double.nan
  /// Serum creatinine in mg/dL.
  var creatinine = Double.nan
  var isFemale = false

  /// The unit in which an input is counted, and the factor from an amount of substance where it may be one.
  static func unit(of input: String) -> (text: String, gramsPerMole: Double?) {
    switch input {
    case "WT": ("kg", nil)
    case "HT": ("cm", nil)
    case "AGE": ("yr", nil)
    // Creatinine, C4H7N3O.
    default: ("mg/dL", 113.12)
    }
  }

  /// The factor from a unit to that in which an input is counted; nil when it measures something else.
  static func factor(of input: String, from unit: Unit) -> Double? {
    let (text, molar) = Self.unit(of: input)
    guard let own = try? Unit(text) else { return nil }
    if let factor = unit.factor(to: own) { return factor }
    guard let molar, let micromolar = try? Unit("umol/L"), let factor = unit.factor(to: micromolar) else { return nil }
    // µmol/L · g/mol = µg/L = 1e-4 mg/dL.
    return factor * molar * 1e-4
  }

  mutating func set(_ input: String, to value: Double) {
    switch input {
    case "WT": weight = value
    case "HT": height = value
    case "AGE": age = value
    default: creatinine = value
    }
  }
}
