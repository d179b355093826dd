import ArgumentParser
import Bateman

/// `bateman optimize`: the loading dose, dose, interval or schedule that achieves what a study's file asks.
struct OptimizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize",
    abstract: "Find the regimen: a loading dose, a dose, an interval.",
    discussion: """
      Works through the searches below 'optimize' in a study's file: each varies one of the file's parameters until the \
      median patient's exposure in two cycles is equal, or a target has a probability while another stays low. Every \
      value is tried on the same patients, and the answer comes with its Monte-Carlo error.

      Examples:
        bateman optimize Studies/hlx43_escc.yaml

        bateman optimize Studies/hlx43_escc.yaml --search "loading dose" --subjects 5000 --json
      """)

  @OptionGroup(title: "Study")
  var file: StudyFileOptions

  @Option(help: ArgumentHelp("One of the searches, by name; all when none is named.", valueName: "name"))
  var search: String?

  @Flag(help: "Write the answers as one JSON object.")
  var json = false

  @Flag(help: "No notes and no progress.")
  var quiet = false

  @OptionGroup(title: "Computation")
  var solver: SolverOptions

  /// What `--json` writes.
  private struct Report: Encodable {
    var schema = "bateman-optimize/1"
    var study: String
    var model: StudyResult.ModelRecord
    var seed: UInt64
    var subjects: Int
    var answers: [RegimenOptimizer.Answer]
  }

  func run() async throws {
    let study = try file.study(notes: !quiet)
    let searches = try wanted(study)
    let settings = solver.settings(seed: study.seed, addsResidualError: false)
    var answers: [RegimenOptimizer.Answer] = []
    for search in searches {
      let optimizer = RegimenOptimizer(search, in: study, settings: settings) { value in
        try file.study(other: [search.parameter: value])
      }
      let isShown = Terminal.current.showsProgress && !quiet
      answers.append(
        try await optimizer.answer { value in
          if isShown { Terminal.write("\r\(search.name): \(search.parameter) = \(value)\u{1B}[K") }
        })
      if isShown { Terminal.write("\r\u{1B}[K") }
    }
    let report = Report(
      study: study.name, model: StudyResult.ModelRecord(study.model.source), seed: study.seed,
      subjects: study.population.size, answers: answers)
    if json {
      try StandardOutput.write(json: report)
    } else {
      try StandardOutput.write(Self.text(report))
    }
    if answers.contains(where: { !$0.isFound }) {
      throw CommandError.notTrusted("not everything that was asked is achieved", isInJSON: json)
    }
  }

  private func wanted(_ study: Study) throws -> [RegimenSearch] {
    guard !study.searches.isEmpty else {
      throw CommandError.mismatch(
        "the study asks nothing: it has no 'optimize'", help: ["Documentation/Studies.md says how to write it"])
    }
    guard let search else { return study.searches }
    let names = study.searches.map(\.name)
    guard let found = study.searches.first(where: { $0.name == search }) else {
      let help = didYouMean(search, among: names) ?? "there are \(names.joined(separator: ", "))"
      throw CommandError.usage("no search is called '\(search)'", help: [help])
    }
    return [found]
  }

  private static func text(_ report: Report) -> String {
    var lines = [report.study]
    if let caution = report.model.caution { lines.append(caution) }
    lines.append("\(report.subjects) patients, seed \(report.seed)")
    for answer in report.answers {
      lines += ["", "\(answer.search): \(answer.parameter) of arm '\(answer.arm)'", "  wanted: \(answer.wanted)"]
      var found = answer.value ?? "nothing"
      if let error = answer.error, let number = answer.number {
        found = "\(number.shortText) ± \(error.shortText) \(answer.unit ?? "")"
      }
      lines.append("  answer: \(found) (\(answer.note))")
      if let trial = answer.trial {
        var words = "  with it: \(trial.goal.shortText) ± \(trial.goalError.shortText)"
        if let limit = trial.limit { words += ", and \(limit.shortText) ± \((trial.limitError ?? 0).shortText)" }
        lines.append(words)
      }
      lines.append("  tried: \(answer.trials.count) values")
    }
    return lines.joined(separator: "\n")
  }
}
