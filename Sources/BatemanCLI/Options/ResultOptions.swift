import ArgumentParser

/// Where the results go.
struct ResultOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A CSV file for the profiles: arm, id, time, outputs.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var output: String?

  @Option(
    help: ArgumentHelp("A CSV file for the exposure by arm, id, cycle and output.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var exposure: String?

  @Option(
    help: ArgumentHelp("A CSV file for events that happen once: arm, id, event, time.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var events: String?

  @Flag(help: "Add residual error to the profiles of --output, and draw outcomes (~ bernoulli, ~ poisson).")
  var residualError = false

  @Flag(help: "Write the summary as one JSON object.")
  var json = false

  @Flag(help: "Overwrite files that are there.")
  var force = false

  @Flag(help: "No notes and no progress.")
  var quiet = false

  func validate() throws {
    if output == "" || exposure == "" { throw ValidationError("--output and --exposure need the name of a file.") }
    let files = [("--output", output), ("--exposure", exposure), ("--events", events)]
    for (index, (name, path)) in files.enumerated() {
      if let path, let other = files[..<index].first(where: { $0.1 == path }) {
        throw ValidationError("\(other.0) and \(name) name the same file.")
      }
    }
  }
}
