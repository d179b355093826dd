import ArgumentParser
import Bateman

/// What is calculated and where the results go.
struct NCAOutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Parameters by code, such as CMAX,AUCLST (default: all).", valueName: "codes"))
  var parameters: String?

  @Option(
    name: .customLong("partial-auc"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The area from one time after the dose to another, such as 0...12.", valueName: "times"))
  var partialAreas: [String] = []

  @Option(help: ArgumentHelp("The time above a concentration.", valueName: "number"))
  var timeAbove: [Double] = []

  @Option(help: ArgumentHelp("The area above a concentration.", valueName: "number"))
  var aucAbove: [Double] = []

  @Flag(help: "List all parameters with their formulas, and do nothing else.")
  var listParameters = false

  @Option(
    help: ArgumentHelp("A CSV file with a row for each parameter, in the shape of ADaM's ADPP.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var output: String?

  @Option(
    help: ArgumentHelp("A CSV file with a row for each profile and a column for each parameter.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var wide: String?

  @Option(
    name: .customLong("samples"),
    help: ArgumentHelp(
      "A CSV file with a row for each sample: its times after and before doses, and whether lambda z uses it.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var sampleFile: String?

  @Option(
    help: ArgumentHelp(
      "Figures of the profiles and the terminal phases: .svg, .png, .pdf, .html or .json; pages are numbered.",
      valueName: "file"),
    completion: .file(extensions: FigureFormat.allCases.map(\.rawValue)))
  var plot: String?

  @Flag(help: "Summarise by group instead of listing subjects.")
  var summary = false

  @Option(
    help: ArgumentHelp(
      "The ratio of one analyte to another of the same subject, such as payload/ADC.", valueName: "analytes"))
  var ratio: String?

  @Option(
    help: ArgumentHelp(
      "F of one treatment against another, such as oral/iv: of each subject that got both, and of geometric means.",
      valueName: "treatments"))
  var bioavailability: String?

  @Flag(help: "Find since when troughs, the concentrations at the ends of intervals, are at steady state.")
  var findSteadyState = false

  @Option(
    help: ArgumentHelp(
      "The ratio of geometric means of two treatments, such as B/A, with its interval.", valueName: "treatments"))
  var compare: String?

  @Option(help: "How the treatments were given.")
  var design: NCADesign = .parallel

  @Flag(help: "Test dose proportionality by the power model.")
  var proportionality = false

  @Flag(help: "Write everything as one JSON object.")
  var json = false

  @Flag(help: "Overwrite files that are there.")
  var force = false

  @Flag(help: "No notes.")
  var quiet = false

  func validate() throws {
    let files = [output, wide, sampleFile].compactMap(\.self)
    if Set(files).count < files.count { throw ValidationError("--output, --wide and --samples name the same file.") }
  }

  /// The parameters to calculate.
  func chosen(for dosing: NCADoseOptions) throws(CommandError) -> [NCAParameter] {
    var chosen: [NCAParameter] = []
    for name in (parameters ?? "").split(separator: ",") {
      do throws(UnknownParameter) {
        chosen.append(try NCARegistry.standard.parameter(named: name.trimmed))
      } catch {
        throw .usage(
          "there is no parameter '\(error.name)'",
          help: [error.nearest.map { "did you mean '\($0)'?" } ?? "--list-parameters lists them"])
      }
    }
    if chosen.isEmpty { chosen = NCARegistry.standard.parameters }
    for text in partialAreas {
      guard let ends = NumberRange.parse(text), ends.low >= 0, ends.low < ends.high else {
        throw .usage("--partial-auc takes two times, such as 0...12, and not '\(text)'")
      }
      chosen.append(.aucint(from: ends.low, to: ends.high))
    }
    for threshold in timeAbove {
      guard threshold >= 0, threshold.isFinite else { throw .usage("--time-above takes a concentration of at least 0") }
      chosen.append(.timeAbove(threshold))
    }
    for threshold in aucAbove {
      guard threshold >= 0, threshold.isFinite else { throw .usage("--auc-above takes a concentration of at least 0") }
      chosen.append(.areaAbove(threshold))
    }
    if bioavailability != nil {
      // Over the dosing interval where it is said to be at steady state, to infinity elsewhere.
      let steady: [NCAParameter] = dosing.steadyState || dosing.intervals != nil ? [.auctau, .auctaud] : []
      chosen += ([.aucifo, .aucifod] + steady).filter { !chosen.contains($0) }
    }
    return chosen
  }
}

/// How treatments that are compared were given.
enum NCADesign: String, CaseIterable, ExpressibleByArgument {
  /// To different subjects, with one variance.
  case parallel
  /// To different subjects, with a variance of each group.
  case welch
  /// To the same subjects.
  case paired
  /// To the same subjects in periods.
  case crossover
}
