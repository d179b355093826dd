import Bateman
import Foundation

/// Patients' values of a study's folder, read row by row: only what is drawn is kept.
struct StudyPatients {
  private struct Key: Hashable {
    var arm: String
    var cycle: Int
    var analyte: String
    var metric: String
  }

  private var known: [Key: [Double]] = [:]

  /// Reads metrics of `exposures.csv`; nil without that file.
  init?(folder: String, metrics: [String]) throws(CommandError) {
    let path = folder + "/exposures.csv"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var known: [Key: [Double]] = [:]
    try CSVTable.scan(at: path, columns: ["arm", "cycle", "analyte"] + metrics) { row in
      for (index, metric) in metrics.enumerated() {
        guard let value = Double(row[3 + index]), let cycle = Int(row[1]) else { continue }
        known[Key(arm: row[0], cycle: cycle, analyte: row[2], metric: metric), default: []].append(value)
      }
    }
    self.known = known
  }

  func values(_ arm: String, _ cycle: Int, _ analyte: String, _ metric: String) -> [Double] {
    known[Key(arm: arm, cycle: cycle, analyte: analyte, metric: metric)] ?? []
  }

  /// The highest samples of a cycle by schedule, arm and patient, and the true peaks by arm and patient.
  struct Peaks {
    var truth: [String: [String: [Int: Double]]] = [:]
    var observed: [String: [String: [Int: Double]]] = [:]
    var cmax: [String: [Int: Double]] = [:]
  }

  /// Reads the samples and peaks of a cycle.
  static func peaks(folder: String, cycle: Int, analyte: String) throws(CommandError) -> Peaks {
    var peaks = Peaks()
    let wanted = "\(cycle)"
    try CSVTable.scan(at: folder + "/exposures.csv", columns: ["arm", "id", "cycle", "analyte", "Cmax"]) { row in
      guard row[2] == wanted, row[3] == analyte, let id = Int(row[1]), let value = Double(row[4]) else { return }
      peaks.cmax[row[0], default: [:]][id] = value
    }
    try CSVTable.scan(
      at: folder + "/samples.csv", columns: ["arm", "id", "schedule", "cycle", "analyte", "truth", "observed", "BLQ"]
    ) { row in
      guard row[3] == wanted, row[4] == analyte, let id = Int(row[1]) else { return }
      if let truth = Double(row[5]) {
        peaks.truth[row[2], default: [:]][row[0], default: [:]][id, default: -.infinity].raise(to: truth)
      }
      if row[7] == "0", let observed = Double(row[6]) {
        peaks.observed[row[2], default: [:]][row[0], default: [:]][id, default: -.infinity].raise(to: observed)
      }
    }
    return peaks
  }
}

extension Double {
  /// Becomes the greater of itself and another.
  fileprivate mutating func raise(to other: Double) { self = max(self, other) }
}
