/// What the benchmark is asked to do: `LaneBench MODEL.pkm [key=value …]`.
struct Options {
  /// The model file.
  var model = ""
  /// How many subjects a repetition simulates.
  var subjects = 10_000
  /// How many threads share the work.
  var threads = 1
  /// The fastest of so many repetitions counts.
  var repetitions = 3
  /// Whether exposure by cycle is computed, the area as a further state; off: profiles alone.
  var followsCycles = true

  /// Why the command line was not understood.
  struct UsageError: Error, CustomStringConvertible {
    var description: String
  }

  /// Reads the arguments after the program's name.
  init(_ arguments: [String]) throws(UsageError) {
    guard let model = arguments.first else {
      throw UsageError(
        description: "usage: LaneBench MODEL.pkm [subjects=N] [threads=N] [repetitions=N] [cycles=0|1]")
    }
    self.model = model
    for argument in arguments.dropFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1)
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
}
