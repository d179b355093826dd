/// What of the patient the dose follows, and by which formula.
package struct SizeRule: Sendable {
  /// The measures of size that a protocol can name.
  package enum Metric: String, CaseIterable, Sendable {
    case actual, ideal, adjusted, lean, bsa, flat
  }
  /// A protocol's own ideal weight: kilograms for each centimetre, less a number of kilograms.
  package struct Line: Hashable, Sendable {
    package let perCentimetre: Rational
    package let minus: Rational
  }
  /// The formula, where the metric needs one.
  package enum Formula: Hashable, Sendable {
    case surface(BodySurface)
    case ideal(IdealWeightMethod)
    case line(male: Line, female: Line)
    case lean(LeanWeightMethod)
  }
  /// What becomes of a height below five feet, where the published lines of ideal weight begin.
  package enum Short: String, CaseIterable, Sendable { case extend, refuse }
  package let metric: Metric
  package let formula: Formula?
  /// What a protocol says of short patients where its formula is a published line.
  package let belowFiveFeet: Short?
  /// The factor of an adjusted weight.
  package let factor: Rational?
  /// The decimals that the size is rounded to first; nil keeps it exact.
  package let decimals: Int?
  /// The largest weight that counts; nil where the file says `none`.
  package let cap: Rational?
}

/// What a weight must be to be used, and when a change makes a new dose.
package struct WeightRule: Sendable {
  /// Where a weight is from.
  package enum Source: String, CaseIterable, Sendable { case measured, stated, plan }
  /// What becomes of a weight without a date.
  package enum Undated: String, CaseIterable, Sendable { case asOfDose, refuse }
  /// The weight that a dose follows once there is a reference.
  package enum Basis: String, CaseIterable, Sendable { case current, reference }
  /// Whether a change of exactly the threshold counts.
  package enum Boundary: String, CaseIterable, Sendable { case above, atLeast }
  /// What the weight is compared with.
  package enum Reference: String, CaseIterable, Sendable { case baseline, lastDosed, plan }

  package let maximumAge: Int
  package let undated: Undated
  package let sources: [Source]
  package let basis: Basis
  package let threshold: Rational
  package let boundary: Boundary
  package let reference: Reference
  package let rebases: Bool
}

/// How the exact dose becomes the prescribed one: once, after the cap.
package struct RoundingRule: Sendable {
  /// nil: the exact dose stands.
  package let increment: Rational?
  package let mode: RoundingMode
  /// The largest deviation, a fraction, itself included.
  package let maximumDeviation: Rational
  /// Whether rounding up is refused.
  package let blocksUp: Bool
  /// The largest deviation for which the dose becomes whole vials; nil where it does not.
  package let toVials: Rational?
}

/// When doses are due.
package struct Schedule: Sendable {
  /// From what the next dose is counted.
  package enum Anchor: String, CaseIterable, Sendable { case lastDose, firstDose }
  package let cycleDays: Int
  /// The days of a cycle on which a dose is given, from 1.
  package let days: [Int]
  package let maximumCycles: Int?
  package let windowBefore: Int
  package let windowAfter: Int
  /// The first cycle for which the window holds.
  package let windowFromCycle: Int
  /// Days after which a late dose counts as missed.
  package let missedAfter: Int
  package let minimumInterval: Int
  package let anchor: Anchor
  package let missedRule: String
  package let delayRule: String
}

/// Whether and how doses are reduced.
package struct ReductionRule: Sendable {
  package let isAllowed: Bool
  package let allowsReEscalation: Bool
  package let rule: String
}

/// How long an infusion takes, from a dose on.
package struct InfusionStep: Sendable {
  package let fromDose: Int
  package let hours: Rational
  package let condition: String?
}

/// The numbers that stand between a formula and a patient.
package struct Limits: Sendable {
  package let dose: Given<Measure<DoseMass>>
  package let perWeight: Given<Measure<DosePerWeight>>?
  package let perArea: Given<Measure<DosePerArea>>?
  package let perCycle: Measure<DoseMass>?
  package let cumulative: Measure<DoseMass>?
  package let rate: Measure<FlowRate>?
  /// The change against the last dose at the same level that raises an alert, a fraction.
  package let softChange: Rational
  /// A usual dose; three times it alerts, eight times it stops.
  package let typical: Measure<DoseMass>?
}

/// A condition on organs or build.
package struct EligibilityRule: Sendable {
  /// What is looked at.
  package enum Check: String, CaseIterable, Sendable { case creatinineClearance, qtcf, bmi, lvef }
  /// What follows from a failed check.
  package enum Consequence: String, CaseIterable, Sendable { case refuse, alert }
  package let check: Check
  package let minimum: Rational?
  package let maximumMale: Rational?
  package let maximumFemale: Rational?
  package let consequence: Consequence
}

/// What comes before the first and after the last dose.
package struct Afterwards: Sendable {
  /// How long another treatment must have ended before.
  package struct Washout: Hashable, Sendable {
    package let days: Measure<Days>
    package let halfLives: Int
    package let choice: Elimination.Choice
  }
  package let washout: Washout?
  package let contraceptionFemale: Int?
  package let contraceptionMale: Int?
}
