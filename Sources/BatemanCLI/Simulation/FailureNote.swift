import Bateman

/// Patients whose equations could not be solved: the run is done, but its answer must not be trusted.
struct FailureNote {
  /// So many are told one by one, and so many are in JSON.
  private static let told = 3
  static let listed = 100

  private let failures: [PatientFailure]

  private let isInJSON: Bool

  /// - Parameters:
  ///   - failures: the patients.
  ///   - isInJSON: whether they were written as JSON already.
  init(_ failures: [PatientFailure], isInJSON: Bool = false) {
    self.failures = failures
    self.isInJSON = isInJSON
  }

  /// - Throws: `CommandError.notTrusted` when there are failures; the first ones are told.
  func throwIfNeeded() throws(CommandError) {
    guard !failures.isEmpty else { return }
    let count = failures.count == 1 ? "1 patient" : "\(failures.count) patients"
    var help = failures.prefix(Self.told).flatMap { [$0.line] + $0.details }
    if failures.count > Self.told { help.append("and \(failures.count - Self.told) more; --json lists them") }
    help.append("parameters far from those of a patient, or a tolerance that is too strict, are the usual causes")
    throw .notTrusted(
      "\(count) could not be simulated to the end and are NA from there on", help: help, isInJSON: isInJSON)
  }
}
