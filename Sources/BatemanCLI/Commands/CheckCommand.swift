import ArgumentParser

/// `bateman check`: reads a model file and says what it is, or what is wrong with it.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a model file and say what was understood.",
    discussion: """
      Prints units, covariates, parameters, random effects, states, routes and outputs, or every mistake with its \
      place and the way out.

      Example:
        bateman check Models/teaching/iv2.pkm
      """)

  @Argument(
    help: "The model file (.pkm), or the name of a model of the library.", completion: .file(extensions: ["pkm"]))
  var model: String

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func run() throws {
    let file = try ModelFile(at: model)
    let report = CheckReport(file)
    if json { return try StandardOutput.write(json: report) }
    file.noteWarnings()
    try StandardOutput.write(report.text)
  }
}
