/// Everything that decides a dose, read from one file and nowhere else.
///
/// A value of this type exists only when the file has been read without an error; its own vectors are run
/// by ``ProtocolFile``.
public struct DosingProtocol: Sendable {
  /// What a file may be used for.
  package enum Use: String, CaseIterable, Sendable {
    /// Patients' doses; needs two approvals.
    case clinical
    /// Anything else; every result carries a watermark.
    case training
  }

  /// Somebody who has approved the file; text, not a signature.
  package struct Approval: Hashable, Sendable {
    /// Who, by name or initials.
    package let by: String
    /// In which role.
    package let role: String
    /// When.
    package let on: CivilDate
  }

  /// A value that whoever calculates must give, because the file cannot.
  package struct Parameter: Hashable, Sendable {
    /// The name that the file uses behind a `$`.
    package let name: String
    /// What it is, in words.
    package let meaning: String
  }

  /// Where the values of a section are from.
  package struct Provenance: Hashable, Sendable {
    /// How far a value can be relied on.
    package enum Standing: String, CaseIterable, Sendable {
      /// In the trial's public registration.
      case registered
      /// In a product's label.
      case label
      /// An assumption of whoever wrote the file; a site must confirm or replace it.
      case assumption
      /// Not known: a site must fill it in.
      case placeholder
    }
    /// The section or value, such as `product.vials`.
    package let of: String
    /// How far it can be relied on.
    package let standing: Standing
    /// The source, in words.
    package let from: String
  }

  /// The protocol's identifier, such as `HLX43-ESCC`.
  public let id: String
  /// The version of the file.
  public let version: String
  /// What the protocol is, in a line.
  public let title: String
  package let use: Use
  package let effectiveFrom: CivilDate?
  package let effectiveUntil: CivilDate?
  package let approvals: [Approval]
  package let product: Product
  package let parameters: [Parameter]
  package let arms: [Arm]
  package let size: SizeRule
  package let weight: WeightRule?
  package let rounding: RoundingRule
  package let schedule: Schedule
  package let reductions: ReductionRule
  package let infusion: [InfusionStep]
  package let limits: Limits
  package let eligibility: [EligibilityRule]
  package let afterwards: Afterwards
  package let provenance: [Provenance]
  package let vectors: [ProtocolVector]

  /// Whether two people have approved the file.
  package var isApproved: Bool { Set(approvals.map(\.by)).count >= 2 }
}

/// A value of a file: stated, or a placeholder that a site must fill in.
package enum Stated<Value: Sendable>: Sendable {
  case value(Value)
  case placeholder

  /// The value, or nil for a placeholder.
  package var value: Value? { if case .value(let value) = self { value } else { nil } }
}

/// A value of a file: stated, or the name of a parameter.
package enum Given<Value: Sendable>: Sendable {
  case value(Value)
  case parameter(String)
}

/// A vector that a file brings along: inputs, and the dose or refusal that must follow.
package struct ProtocolVector: Sendable {
  /// What must follow.
  package enum Expectation: Hashable, Sendable {
    case dose(Measure<DoseMass>)
    case refused(RefusalCode)
  }
  /// The inputs, as on the command line.
  package let request: DoseRequest
  /// What must follow.
  package let expectation: Expectation
  /// The line of the file.
  package let line: Int
}
