import PKLanguage
import PKModel
import PKNumerics

extension SolverError {
  /// The state that the error is about, by its place in the program.
  var state: Int? {
    switch self {
    case .notFinite(_, let state), .shrinking(_, let state), .noSteadyState(_, let state): state
    case .stepTooSmall, .tooManySteps, .tooManyInputs, .impossibleInput: nil
    }
  }
}

extension SubjectFailure {
  /// When it happened, in the model's time unit.
  public var time: Double {
    switch reason {
    case .stepTooSmall(let time, _), .tooManySteps(let time, _), .notFinite(let time, _), .noSteadyState(let time, _),
      .tooManyInputs(let time, _), .impossibleInput(let time, _), .shrinking(let time, _):
      time
    }
  }

  /// What happened, in one line; times are in the model's time unit.
  public var message: String {
    let name = stateName ?? "a state"
    let place = row.map { "row \($0): " } ?? ""
    return switch reason {
    case .stepTooSmall(let time, _): "at time \(time) no step is small enough for the tolerances"
    case .tooManySteps(let time, let limit): "more than \(limit) steps were needed to get beyond time \(time)"
    case .notFinite(let time, _): "\(name) cannot be computed from time \(time) on: it is not a finite number"
    case .noSteadyState:
      place + "the dose leads to no steady state, however often it is repeated: \(name) is not eliminated fast enough"
    case .tooManyInputs(let time, let limit):
      place
        + "more than \(limit) inputs overlap at time \(time): the dose lasts, or is delayed, too many of its intervals"
    case .impossibleInput(let time, let value):
      place + "the \(attribute?.rawValue ?? "size") of a dose at time \(time) is \(value), which no dose can have"
    case .shrinking(let time, _): "\(name) is negative after time \(time)"
    }
  }
}

extension CheckedModel {
  /// What the states of a program are called.
  func stateNames(of program: Program) -> [String] {
    var names = compartments.map { "'\($0.name)'" }
    // What follows the model's own compartments are derivatives of them.
    for state in names.count..<max(names.count, program.compartmentCount) {
      names.append("a derivative of \(names[state % compartments.count])")
    }
    names += program.areas.indices.map { "the area under '\(outputs[$0 - program.areas.lowerBound].name)'" }
    return names + events.map { "the hazard of '\($0.name)'" }
  }
}
