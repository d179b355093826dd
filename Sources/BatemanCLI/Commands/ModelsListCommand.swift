import ArgumentParser
import Bateman

/// `bateman models list`: the models of the library, or those that words are found in.
struct ModelsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the models, or those in which all the words are found.",
    discussion: """
      Tells name, class of drug, status, structure and source. Words are looked for in all of these and in what the \
      model says it is, whatever their case.

      Example:
        bateman models list adc published
      """)

  @Argument(help: "Words to look for.")
  var words: [String] = []

  @Option(help: ArgumentHelp("Only models with this status.", valueName: "status"))
  var status: String?

  @Option(name: .customLong("class"), help: ArgumentHelp("Only models of this class of drug.", valueName: "class"))
  var drugClass: String?

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @OptionGroup
  var place: LibraryOptions

  func validate() throws {
    if let status, ModelStatus(rawValue: status) == nil {
      throw ValidationError("--status takes published, surrogate, teaching or illustrative, and not '\(status)'.")
    }
  }

  func run() throws {
    let library = try place.library()
    var listings: [ModelListing] = []
    for file in library.files() {
      let listing = try ModelListing(file)
      let isWanted = status == nil || listing.status == status
      if isWanted, drugClass == nil || listing.drugClass == drugClass, listing.matches(words) {
        listings.append(listing)
      }
    }
    let report = ModelListReport(folder: library.folder, models: listings)
    if json { return try StandardOutput.write(json: report) }
    try StandardOutput.write(listings.isEmpty ? "no model is like that in '\(library.folder)'" : report.text)
  }
}
