public import PKUnits

/// What kind of quantity a parameter is; with the units of the data it gives the unit of the parameter.
public indirect enum NCAQuantity: Hashable, Sendable {
  /// As the samples.
  case concentration
  /// As the times.
  case time
  /// 1/time.
  case rate
  /// Concentration × time.
  case area
  /// Concentration × time².
  case moment
  /// As the dose.
  case amount
  /// Dose/time.
  case amountRate
  /// Dose/(concentration × time).
  case clearance
  /// Dose/concentration.
  case volume
  /// A pure number.
  case ratio
  /// A percentage.
  case percent
  /// A number of things.
  case count
  /// A quantity divided by the dose.
  case perDose(NCAQuantity)
}

/// The units of the data of an analysis; nil where the data do not say.
public struct NCAUnits: Hashable, Sendable {
  /// The unit of times.
  public var time: Unit?
  /// The unit of concentrations.
  public var concentration: Unit?
  /// The unit of doses.
  public var dose: Unit?

  /// Creates units.
  public init(time: Unit? = nil, concentration: Unit? = nil, dose: Unit? = nil) {
    self.time = time
    self.concentration = concentration
    self.dose = dose
  }

  /// The unit of a quantity and the number that calculated values are multiplied by to be in it.
  ///
  /// Volumes are told in L and clearances in L/time where the units make a volume at all, per kg or m2 where
  /// the dose is: mg and ng/mL give `L`, not `mg*mL/ng`. The unit is nil when one that it needs is not known.
  public func unit(of quantity: NCAQuantity) -> (unit: Unit?, factor: Double) {
    switch quantity {
    case .concentration: (concentration, 1)
    case .time: (time, 1)
    case .rate: (time.map { Unit.one / $0 }, 1)
    case .area: (product(concentration, time), 1)
    case .moment: (product(product(concentration, time), time), 1)
    case .amount: (dose, 1)
    case .amountRate: (quotient(dose, time), 1)
    case .volume: simplified(quotient(dose, concentration), overTime: false)
    case .clearance: simplified(quotient(quotient(dose, concentration), time), overTime: true)
    case .ratio, .count: (.one, 1)
    case .percent: (Self.percent, 1)
    case .perDose(let other): (quotient(unit(of: other).unit, dose), unit(of: other).factor)
    }
  }

  private static let percent = try? Unit("%")
  private static let litre = try? Unit("L")

  private func product(_ a: Unit?, _ b: Unit?) -> Unit? { a.flatMap { a in b.map { a * $0 } } }

  private func quotient(_ a: Unit?, _ b: Unit?) -> Unit? { a.flatMap { a in b.map { a / $0 } } }

  /// The unit in litres where it has the dimension of a volume, possibly per weight or surface.
  private func simplified(_ unit: Unit?, overTime: Bool) -> (unit: Unit?, factor: Double) {
    guard let unit, let dose, let litre = Self.litre else { return (unit, 1) }
    let perBody = Unit.one / dose.denominator
    let whole = (overTime ? time.map { litre / $0 } : litre).map { $0 * perBody }
    guard let whole, let factor = unit.factor(to: whole) else { return (unit, 1) }
    return (whole, factor)
  }
}
