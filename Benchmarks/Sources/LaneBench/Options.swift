import Bateman

/// What the benchmark is asked to do: `LaneBench PROBLEM [key=value …]`.
struct Options {
  /// The problem.
  var problem = Problem.Name.saturable
  /// How many subjects a repetition simulates.
  var subjects = 10_000
  /// How many threads share the work.
  var threads = 1
  /// The fastest of so many repetitions counts.
  var repetitions = 3
  /// Whether exposure by cycle is computed, the area as a further state; off: profiles alone.
  var followsCycles = false
  /// The method; nil for what is the problem's own.
  var method: SimulationSettings.Method?

  /// Why the command line was not understood.
  struct UsageError: Error, CustomStringConvertible {
    var description: String
  }

  /// Reads the arguments after the program's name.
  init(_ arguments: [String]) throws(UsageError) {
    guard let problem = arguments.first.flatMap(Problem.Name.init(rawValue:)) else {
      let names = Problem.Name.allCases.map(\.rawValue).joined(separator: "|")
      throw UsageError(
        description: "usage: LaneBench \(names) [subjects=N] [threads=N] [repetitions=N] [cycles=0|1] [method=NAME]")
    }
    self.problem = problem
    for argument in arguments.dropFirst() { try read(argument) }
  }

  private mutating func read(_ argument: String) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    if parts.count == 2, parts[0] == "method", let given = SimulationSettings.Method(rawValue: String(parts[1])) {
      method = given
      return
    }
    guard parts.count == 2, let value = Int(parts[1]), value >= 0 else {
      throw UsageError(description: "'\(argument)' is not of the form key=number")
    }
    switch parts[0] {
    case "subjects": subjects = max(1, value)
    case "threads": threads = max(1, value)
    case "repetitions": repetitions = max(1, value)
    case "cycles": followsCycles = value != 0
    default: throw UsageError(description: "unknown option '\(parts[0])'")
    }
  }
}
