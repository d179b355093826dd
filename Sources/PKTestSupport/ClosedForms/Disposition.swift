import Glibc

/// The closed form of a linear model: the concentration after a unit bolus is a sum of exponentials.
///
/// Sources: M. Gibaldi, D. Perrier, Pharmacokinetics, 2nd ed., Marcel Dekker 1982, chapters 1 (one compartment,
/// equations 1.5, 1.41, 1.94) and 2 (two compartments, equations 2.13, 2.36, 2.73); the same formulas in J. Bertrand,
/// F. Mentré, Mathematical expressions of the pharmacokinetic models implemented in MONOLIX, 2008, section 1.
public struct Disposition: Sendable {
  /// A term c·exp(−λt).
  public struct Term: Sendable {
    /// c, per volume; λ, per time.
    public let coefficient: Double, rate: Double
  }

  /// How a dose enters.
  public enum Entry: Hashable, Sendable {
    /// At once.
    case bolus
    /// At a constant rate over a time.
    case infusion(Double)
    /// From a depot, at a rate constant that is none of the disposition's own.
    case absorption(Double)
  }

  /// The terms of the response to a unit bolus.
  public let terms: [Term]

  /// One compartment of volume V with clearance CL.
  public static func oneCompartment(clearance: Double, volume: Double) -> Disposition {
    Disposition(terms: [Term(coefficient: 1 / volume, rate: clearance / volume)])
  }

  /// Two compartments with clearance CL from the central one and inter-compartmental clearance Q.
  ///
  /// α and β are the roots of λ² − (k10 + k12 + k21)·λ + k10·k21.
  public static func twoCompartments(
    clearance: Double, volume: Double, intercompartmental q: Double, peripheral: Double
  ) -> Disposition {
    let (k10, k12, k21) = (clearance / volume, q / volume, q / peripheral)
    let sum = k10 + k12 + k21
    let alpha = 0.5 * (sum + (sum * sum - 4 * k10 * k21).squareRoot())
    // The product of the roots gives the smaller one without cancellation.
    let beta = k10 * k21 / alpha
    return Disposition(terms: [
      Term(coefficient: (alpha - k21) / (alpha - beta) / volume, rate: alpha),
      Term(coefficient: (k21 - beta) / (alpha - beta) / volume, rate: beta),
    ])
  }

  /// The concentration at a time after a unit dose; 0 before it.
  public func concentration(after t: Double, _ entry: Entry) -> Double {
    guard t >= 0 else { return 0 }
    return terms.reduce(0) { $0 + $1.coefficient * Self.response(rate: $1.rate, t, entry) }
  }

  /// The area under the concentration from a unit dose until a time after it.
  public func area(until t: Double, _ entry: Entry) -> Double {
    guard t > 0 else { return 0 }
    return terms.reduce(0) { $0 + $1.coefficient * Self.area(rate: $1.rate, t, entry) }
  }

  /// What remains of a unit that enters and leaves at a rate.
  private static func response(rate: Double, _ t: Double, _ entry: Entry) -> Double {
    switch entry {
    case .bolus: exp(-rate * t)
    case .infusion(let duration):
      -expm1(-rate * min(t, duration)) / (rate * duration) * exp(-rate * max(0, t - duration))
    case .absorption(let ka): ka / (ka - rate) * (exp(-rate * t) - exp(-ka * t))
    }
  }

  private static func area(rate: Double, _ t: Double, _ entry: Entry) -> Double {
    // What entered less what is still there, over the rate at which it leaves.
    let entered =
      switch entry {
      case .bolus: 1.0
      case .infusion(let duration): min(1, t / duration)
      case .absorption(let ka): -expm1(-ka * t)
      }
    return (entered - response(rate: rate, t, entry)) / rate
  }
}

extension Disposition {
  /// A dose at a time.
  public struct GivenDose: Hashable, Sendable {
    /// When it enters, and how much of it.
    public var time: Double, amount: Double
    /// How it enters.
    public var entry: Entry

    /// Creates a dose.
    public init(_ amount: Double, at time: Double = 0, _ entry: Entry = .bolus) {
      self.amount = amount
      self.time = time
      self.entry = entry
    }

    /// A dose given every `interval`, `count` times.
    public static func every(
      _ interval: Double, _ count: Int, _ amount: Double, from start: Double = 0, _ entry: Entry = .bolus
    ) -> [GivenDose] {
      (0..<count).map { GivenDose(amount, at: start + Double($0) * interval, entry) }
    }
  }

  /// The concentration at a time under several doses, by superposition; a bolus at the time itself counts.
  public func concentration(at time: Double, under doses: [GivenDose]) -> Double {
    doses.reduce(0) { $0 + $1.amount * concentration(after: time - $1.time, $1.entry) }
  }

  /// The area under the concentration between two times, by superposition.
  public func area(from start: Double, to end: Double, under doses: [GivenDose]) -> Double {
    doses.reduce(0) {
      $0 + $1.amount * (area(until: end - $1.time, $1.entry) - area(until: start - $1.time, $1.entry))
    }
  }
}
