import Bateman
import Foundation

extension StudyFigures {
  /// What schedules see of Cmax: the share of patients within 10 %, and, of a study's folder, each patient's share.
  func capture() throws -> [PlotSpec] {
    let known = result.sampling.filter { $0.cmaxWithin10 != nil }
    guard !known.isEmpty else {
      throw CommandError.mismatch(
        "the study has no samples that could see Cmax", help: ["write 'sampling' into its file"])
    }
    let analytes = try FigureChoice.picked(choice.analyte, from: known.map(\.analyte).unique, "analyte")
    var specs: [PlotSpec] = []
    for analyte in analytes {
      let records = known.filter { $0.analyte == analyte }
      specs.append(try shares(records, analyte))
      if let patients = try patients(records, analyte) { specs.append(patients) }
    }
    return specs
  }

  private func shares(_ records: [StudyResult.SamplingRecord], _ analyte: String) throws -> PlotSpec {
    let cycles = Set(try self.cycles(records.map(\.cycle)))
    var values: [ProbabilityFigure.Value] = []
    for record in records where cycles.contains(record.cycle) {
      for (panel, share) in [
        ("Without residual error", record.cmaxWithin10), ("As measured", record.observedCmaxWithin10),
      ] {
        guard let share else { continue }
        let interval = Self.wilson(share, record.n)
        values.append(
          ProbabilityFigure.Value(
            place: "\(record.plan), \(record.cycle)", group: record.arm, panel: panel, probability: share,
            lower: interval.lower, upper: interval.upper))
      }
    }
    values.sort { ($0.panel ?? "") > ($1.panel ?? "") }
    var caption = caption()
    caption.notes.append(
      "Share of patients whose highest sample is within 10 % of the true Cmax of the cycle; bars: 95 % interval (Wilson)."
    )
    return ProbabilityFigure(
      values, kind: "capture", title: "Cmax of \(analyte) captured by sampling", place: "Schedule, cycle",
      quantity: "Patients within 10 % of true Cmax", group: "Arm", caption: caption
    ).spec
  }

  /// Each patient's highest sample as a share of the true Cmax, in the first cycle of the schedules.
  private func patients(_ records: [StudyResult.SamplingRecord], _ analyte: String) throws -> PlotSpec? {
    guard let folder, FileManager.default.fileExists(atPath: folder + "/samples.csv") else { return nil }
    let cycle = try cycles(records.map(\.cycle)).first ?? 1
    let peaks = try StudyPatients.peaks(folder: folder, cycle: cycle, analyte: analyte)
    var values: [CaptureFigure.Value] = []
    for plan in records.map(\.plan).unique {
      for (suffix, highest) in [("", peaks.truth), (", measured", peaks.observed)] {
        for arm in armNames {
          for (id, value) in (highest[plan]?[arm] ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let peak = peaks.cmax[arm]?[id], peak > 0, value.isFinite else { continue }
            values.append(CaptureFigure.Value(schedule: plan + suffix, arm: arm, share: value / peak))
          }
        }
      }
    }
    guard !values.isEmpty else { return nil }
    var caption = caption()
    caption.notes.append("Cycle \(cycle); 'measured': with residual error, as a laboratory would report.")
    return CaptureFigure(values, output: analyte, caption: caption).spec
  }
}
