/// The kinds of results that commands write as JSON.
enum ResultKind: String, CaseIterable {
  case fit, nca, study, trial, trialNext, trialTable, trialPath, trialComparison, dose, forecast, bootstrap, sir,
    profile

  /// The command that writes it.
  var command: String {
    switch self {
    case .fit: "bateman fit … --out DIR"
    case .nca: "bateman nca … --json"
    case .study: "bateman study … --json, or --out DIR"
    case .trial: "bateman trial simulate … --json, or --out DIR"
    case .trialNext: "bateman trial next … --json"
    case .trialTable: "bateman trial table … --json"
    case .trialPath: "bateman trial simulate … --path K --json"
    case .trialComparison: "bateman trial compare … --json"
    case .dose: "bateman dose … --json"
    case .forecast: "bateman forecast … --json"
    case .bootstrap: "bateman bootstrap … --out DIR"
    case .sir: "bateman sir … --out DIR"
    case .profile: "bateman profile … --out DIR, or --json"
    }
  }

  /// The command's own name, such as `trial next`.
  var name: String {
    switch self {
    case .fit, .nca, .study, .dose, .forecast, .bootstrap, .sir, .profile: rawValue
    case .trial: "trial simulate"
    case .trialNext: "trial next"
    case .trialTable: "trial table"
    case .trialPath: "trial simulate --path"
    case .trialComparison: "trial compare"
    }
  }

  /// The file that stands for a folder of such results.
  static let files = [FitFiles.resultName, "study.json", "simulate.json", "bootstrap.json", "sir.json", "profile.json"]

  /// Families of schemas that have a name, each with the version that is read.
  static let families = ["bateman-study": 1, "bateman-dose-record": 1, "bateman-forecast": 1]

  /// What a result of a named schema is.
  init?(family: String) {
    switch family {
    case "bateman-study": self = .study
    case "bateman-dose-record": self = .dose
    case "bateman-forecast": self = .forecast
    default: return nil
    }
  }

  /// What a result of a numbered schema is, told by keys that the other kinds have not.
  init?(keys: Set<String>) {
    func has(_ names: String...) -> Bool { names.allSatisfy(keys.contains) }
    if has("theta", "omega", "termination") {
      self = .fit
    } else if has("rules", "findings", "comparisons") {
      self = .nca
    } else if has("trial", "design", "scenarios") {
      self = .trial
    } else if has("trial", "outcomes", "decision") {
      self = .trialNext
    } else if has("trial", "design", "cells") {
      self = .trialTable
    } else if has("trial", "steps", "patients", "durationDays") {
      self = .trialPath
    } else if has("trials", "files", "differences") {
      self = .trialComparison
    } else if has("parameters", "rounds", "proposal") {
      self = .sir
    } else if has("parameters", "wantedRise") {
      self = .profile
    } else if has("parameters", "replicates", "strata") {
      self = .bootstrap
    } else {
      return nil
    }
  }
}
