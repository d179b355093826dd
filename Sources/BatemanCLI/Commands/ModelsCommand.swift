import ArgumentParser

/// `bateman models`: the library of published models.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, search, show and check the library of models.",
    discussion: """
      The library is the folder that --models or the environment variable BATEMAN_MODELS names; else 'Models' here, \
      or beside the executable or above it. Its models are known by name to every command: \
      'bateman simulate trastuzumab_emtansine …'.

      Examples:
        bateman models pd-l1
        bateman models --status published
        bateman models show trastuzumab_deruxtecan
        bateman models check
      """,
    subcommands: [ModelsListCommand.self, ModelsShowCommand.self, ModelsCheckCommand.self],
    defaultSubcommand: ModelsListCommand.self)
}

/// Where the library is.
struct LibraryOptions: ParsableArguments {
  @Option(
    name: .customLong("models"), help: ArgumentHelp("The folder of the library.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  /// The library.
  func library() throws(CommandError) -> ModelLibrary { try ModelLibrary(at: folder) }
}
