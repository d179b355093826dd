import Bateman

/// Patients whose equations could not be solved: the run is done, but its answer must not be trusted.
struct FailureNote {
  private let failures: [(arm: Int, failure: SubjectFailure)]
  private let arms: [String]

  init(_ failures: [(arm: Int, failure: SubjectFailure)], arms: [String]) {
    self.failures = failures
    self.arms = arms
  }

  /// - Throws: `CommandError.notTrusted` when there are failures; the first is told.
  func throwIfNeeded() throws(CommandError) {
    guard let (arm, failure) = failures.first else { return }
    let count = failures.count == 1 ? "1 patient" : "\(failures.count) patients"
    throw .notTrusted(
      "\(count) could not be simulated to the end and are NA from there on",
      help: [
        "the first is patient \(failure.subject + 1) of arm '\(arms[arm])': \(failure.message)",
        "parameters far from those of a patient, or a tolerance that is too strict, are the usual causes",
      ])
  }
}
