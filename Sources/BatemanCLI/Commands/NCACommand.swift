import ArgumentParser
import Bateman

/// `bateman nca`: samples to non-compartmental parameters.
struct NCACommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nca",
    abstract: "Calculate non-compartmental parameters, each with the reason when it is absent or doubtful.",
    discussion: """
      Reads a table of samples and writes one line a profile, a summary (--summary), JSON (--json) or CSV files \
      (--output, --wide). Every rule has a name and is recorded with the results; what cannot be calculated says why.

      Examples:
        bateman nca samples.csv --dose "320 mg" --group cohort --output adpp.csv
        bateman nca samples.csv --dose "25 mg" --route iv-bolus --method lin-up-log-down --summary

        A simulation:
        bateman simulate drug.pkm --regimen "100 mg iv every 24 h x 1" --output profiles.csv
        bateman nca --from profiles.csv --dose "100 mg" --route iv-bolus

        Several doses, and since when the subjects are at steady state:
        bateman nca long.csv --dose "100 mg" --every 12h --doses 8 --tau 12h --find-steady-state
        bateman nca long.csv --dose "100 mg" --every 12h --doses 8 --intervals intervals.csv

        Figures of the profiles and of the terminal phases, a page each:
        bateman nca samples.csv --dose "320 mg" --plot profiles.svg

        Urine, with renal clearance; one sample from each subject:
        bateman nca plasma.csv --dose "100 mg" --urine urine.csv
        bateman nca mice.csv --sparse --group dose

        Bioavailability from a crossover:
        bateman nca study.csv --treatment-column trt --period-column period --bioavailability oral/iv --design \
          crossover --dose "iv=100 mg, oral=200 mg" --route "iv=iv-bolus, oral=extravascular"
      """)

  @OptionGroup(title: "Samples")
  var samples: NCATableOptions

  @OptionGroup(title: "Doses and intervals")
  var dosing: NCADoseOptions

  @OptionGroup(title: "Rules")
  var rules: NCARuleOptions

  @OptionGroup(title: "Results")
  var output: NCAOutputOptions

  func run() throws {
    if output.listParameters { return try StandardOutput.write(NCAParameterList.text) }
    let analysis = NCAAnalysis(try output.chosen(for: dosing), rules: try rules.rules(isSimulated: samples.from != nil))
    var run = try NCARun(samples: samples, dosing: dosing, analysis: analysis, isSparse: samples.sparse)
    if samples.sparse { try run.addSparseAreas() }
    if let urine = samples.urine { try run.addUrine(urine, samples: samples, dosing: dosing) }
    if output.findSteadyState { run.addSteadyState() }
    if let ratio = output.ratio { try run.addRatios(ratio) }
    if let treatments = output.bioavailability { try run.addBioavailability(treatments, dosing: dosing) }
    if !output.quiet { run.notes.forEach { Terminal.note("note: \($0)") } }
    let comparisons = try NCAComparisons(run, output: output, dosing: dosing)
    if let path = output.output { try write(path) { NCAParameterFormat(run).bytes } }
    if let path = output.wide { try write(path) { NCAWideFormat(run).bytes } }
    if let path = output.sampleFile { try write(path) { NCASampleFormat(run).bytes } }
    if let path = output.plot {
      try FigureOutput(path: path, overwriting: output.force).write(NCAFigures(run: run).all())
    }
    if output.json {
      try StandardOutput.write(json: NCAReport(run, comparisons: comparisons, isSummarised: output.summary))
    } else {
      let tables = output.summary ? NCASummaryText(run).lines : NCAProfileText(run).lines
      try StandardOutput.write((tables + comparisons.lines).joined(separator: "\n"))
    }
  }

  private func write(_ path: String, _ bytes: () -> [UInt8]) throws {
    do throws(FileError) {
      let file = try OutputFile(path: path, overwriting: output.force)
      try file.write(bytes())
      try file.commit()
    } catch {
      throw CommandError.file(error)
    }
  }
}

/// The registry as a table.
enum NCAParameterList {
  /// What options add to the parameters of profiles.
  private static let others = [
    ("FABS", "Absolute Bioavailability", "as FREL, against an intravenous reference (--bioavailability)"),
    ("AUCINT", "AUC from T1 to T2", "∫ C dt between two times (--partial-auc)"),
    ("TAT †", "Time Above Threshold", "time at which C is above a concentration (--time-above)"),
    ("AUCAT †", "AUC Above Threshold", "∫ max(C − concentration, 0) dt (--auc-above)"),
    ("RCAMINT", "Amt Rec from T1 to T2", "Σ concentration × volume (--urine)"),
    ("FREXINT", "Fract Excr from T1 to T2", "RCAMINT/dose (--urine)"),
    ("RCPCINT", "Pct Rec from T1 to T2", "100 RCAMINT/dose (--urine)"),
    ("RENALCL", "Renal CL", "RCAMINT/area of plasma over the same time (--urine)"),
    ("ERINT", "Excret Rate from T1 to T2", "amount/time of a collection (--urine)"),
    ("ERMAX", "Max Excretion Rate", "highest ERINT (--urine)"),
    ("ERTMAX", "Midpoint of Interval of Maximum ER", "middle of that collection (--urine)"),
    ("ERLST", "Last Meas Excretion Rate", "last ERINT above 0 (--urine)"),
    ("ERTLST", "Midpoint of Interval of Last Nonzero ER", "middle of that collection (--urine)"),
    ("AUCLSTSE †", "Standard Error of AUCLST", "of the area under the mean curve (--sparse)"),
    ("AUCLSTDF †", "Degrees of Freedom of AUCLSTSE", "Satterthwaite's, one sample a subject (--sparse)"),
    ("AUCLSTCL †", "Lower 95% Confidence Limit of AUCLST", "AUCLST − t AUCLSTSE (--sparse)"),
    ("AUCLSTCU †", "Upper 95% Confidence Limit of AUCLST", "AUCLST + t AUCLSTSE (--sparse)"),
    (
      "TSSTREND †", "Time of Steady State by Test of Trend", "first trough with no trend after it (--find-steady-state)"
    ),
    ("TSSEXPON †", "Time to 90% of Steady State", "ln 10/k of troughs Css (1 − exp(−k t)) (--find-steady-state)"),
  ]

  static var text: String {
    var table = TextTable([("code", .left), ("name", .left), ("how", .left)])
    for parameter in NCARegistry.standard.parameters {
      table.append([parameter.name + (parameter.isStandard ? "" : " †"), parameter.label, parameter.formula])
    }
    for ratio in NCARatio.accumulation + [.linearity, .bioavailability] + NCARatio.analytes {
      let how = "\(ratio.numerator.code)/\(ratio.denominator.code)\(ratio.isPerDose ? ", each per dose" : "")"
      table.append([ratio.code + (ratio.isStandard ? "" : " †"), ratio.label, how])
    }
    for (code, label, how) in others { table.append([code, label, how]) }
    return (table.linesWithHeader + ["", "† not known to be a code of CDISC's terminology"]).joined(separator: "\n")
  }
}
