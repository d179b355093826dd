/// A check of `Validation/`: what is done, and what has to come of it.
struct ValidationCheck {
  /// What kind of evidence a check is.
  enum Kind: String, CaseIterable {
    /// What the program stands on: processor, arithmetic, libraries.
    case environment
    /// Files are as they were released.
    case hash
    /// Numbers that follow from a formula, computed without Bateman.
    case closedForm = "closed-form"
    /// Numbers that a publication or another program reports.
    case published
    /// Two ways of Bateman's own give the same.
    case agreement
    /// Equal input gives equal bytes.
    case determinism
    /// Means and spreads of random draws, bounded at a stated rate of false alarms.
    case statistics
    /// Bad input is refused with the right words and exit code.
    case refusal
    /// A whole piece of work, from files to an answer.
    case workflow
  }

  /// The stage of qualification, which is the folder the check lies in.
  enum Stage: String, CaseIterable {
    case installation = "IQ"
    case operation = "OQ"
    case performance = "PQ"

    /// The name in full.
    var title: String {
      switch self {
      case .installation: "Installation qualification"
      case .operation: "Operational qualification"
      case .performance: "Performance qualification"
      }
    }
  }

  /// What is looked at.
  enum Subject {
    /// The command is run, step after step, in a folder of its own.
    case steps([CheckStep])
    /// Properties of this machine.
    case probe(EnvironmentProbe, [CheckExpectation])
    /// Files against a list of their SHA-256.
    case files(manifest: String)
  }

  /// Such as `OQ-SIM-01`.
  var id: String
  var title: String
  /// The requirements that it is evidence for.
  var requirements: [String]
  var kind: Kind
  var stage: Stage
  /// What is simulated or fitted, from what, how, with which seed: words for the report.
  var model: String, data: String, method: String, seed: String
  /// Where the reference values are from.
  var provenance: String
  /// Whether `--quick` runs it.
  var isQuick: Bool
  /// The chance that a right program fails a check of kind `statistics`, over all its numbers.
  var falseAlarm: Double?
  var subject: Subject
  /// Where it is: the folder with `check.yaml`.
  var folder: String
}

/// A command and what has to come of it.
struct CheckStep {
  /// The words behind `bateman`.
  var arguments: [String]
  /// The exit code.
  var status: Int32
  /// How many seconds it may take; a step that takes longer is stopped, and has failed.
  var limit: Double
  var expectations: [CheckExpectation]
}
