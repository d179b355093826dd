public import PKData
public import PKUnits

/// What an arm is given: a regimen, or one for each band of weight, and rules that a line of text does not say.
public struct StudyRegimen: Hashable, Sendable {
  /// A regimen for patients below a weight.
  public struct Band: Hashable, Sendable {
    /// Patients below this weight in kg; nil for all others.
    public var below: Double?
    /// What they are given.
    public var regimen: Regimen
  }

  /// A dose beside those of the regimen, such as one on day 8 of the first cycle.
  public struct ExtraDose: Hashable, Sendable {
    /// The cycles it is given in, from 1 on.
    public var cycles: Set<Int>
    /// How long after the start of the cycle.
    public var after: Quantity
    /// What is given.
    public var dose: Regimen.Phase
  }

  /// Which measure of the body doses by weight go by.
  public enum Size: String, CaseIterable, Hashable, Sendable {
    case weight = "WT"
    case ideal = "IBW"
    case adjusted = "AIBW"
    case lean = "LBM"
  }

  /// The bands, from the lightest on; one for everybody when there are none.
  public var bands: [Band]
  /// Which measure of the body doses by weight go by.
  public var size = Size.weight
  /// The least and the most that is reckoned with, in kg, however light or heavy a patient is.
  public var sizeLimits: ClosedRange<Double> = 0...(.infinity)
  /// Doses beside those of the regimen.
  public var extras: [ExtraDose] = []
  /// How long the first, the second … infusion takes; the last for all that follow; empty as the regimen says.
  public var infusions: [Quantity] = []
  /// Over how many sites a dose under the skin is spread; it says nothing of the kinetics.
  public var sites = 1

  /// Creates a regimen for everybody.
  public init(_ regimen: Regimen) { bands = [Band(below: nil, regimen: regimen)] }

  /// The band of a patient.
  func band(weight: Double) -> Int {
    bands.firstIndex { $0.below.map { weight < $0 } ?? true } ?? bands.count - 1
  }

  /// The phases of all bands, then those of the extra doses.
  var phases: [Regimen.Phase] { bands.flatMap(\.regimen.phases) + extras.map(\.dose) }
}
