import PKLanguage
import PKModel
import PKNumerics
import PKSimulation
import PKUnits

/// Exposure by groups of patients: quarters of each covariate, categories, and bands of weight.
struct CovariateGroups {
  /// A way to divide patients.
  struct Division {
    var covariate: String
    var variable: Int
    /// The ends between groups of a number, ascending; empty for categories.
    var ends: [Double]
    var names: [String]

    func group(_ value: Double) -> Int? {
      guard !value.isNaN else { return nil }
      return ends.isEmpty ? Int(value) : ends.firstIndex { value < $0 } ?? ends.count
    }
  }

  struct Key: Hashable {
    var arm: Int
    var cycle: Int
    var output: Int
    var metric: ExposureMetric
    var division: Int
    var group: Int
  }

  /// How many patients the ends of quarters are taken from.
  private static let pilot = 2_000

  let divisions: [Division]
  private(set) var groups: [Key: LogMoments] = [:]
  private(set) var all: [Key: LogMoments] = [:]
  private let outputs: [Int]
  private let outputCount: Int
  private let cycles: [[Int]]

  init(_ simulation: StudySimulation) {
    let study = simulation.study
    let population = study.population
    outputs = study.outputs
    outputCount = simulation.simulation.model.source.outputs.count
    // The first cycle, whose exposure outcomes do not confound, and the last.
    cycles = simulation.cycleCounts.map { $0 > 1 ? [0, $0 - 1] : [0] }
    let sample = (0..<min(Self.pilot, population.size)).compactMap { population.patient($0, seed: study.seed)?.values }
    var divisions: [Division] = []
    for (index, variable) in population.variables.enumerated() {
      if let categories = variable.categories {
        if categories.count > 1 {
          divisions.append(Division(covariate: variable.name, variable: index, ends: [], names: categories))
        }
        continue
      }
      var distribution = Distribution()
      for values in sample { distribution.add(values[index]) }
      let ends = distribution.at([0.25, 0.5, 0.75])
      guard let first = ends.first, let last = ends.last, first < last else { continue }
      divisions.append(
        Division(
          covariate: variable.name, variable: index, ends: ends,
          names: Self.names(ends, variable.unit.map { $0.isPureNumber ? "" : " \($0)" } ?? "")))
    }
    if !study.weightBands.isEmpty, let weight = population.index(of: "WT") {
      divisions.append(
        Division(
          covariate: "weight band", variable: weight, ends: study.weightBands,
          names: Self.names(study.weightBands, " kg")))
    }
    self.divisions = divisions
  }

  mutating func add(_ arm: StudyChunk.Arm, _ index: Int, _ chunk: StudyChunk) {
    for cycle in cycles[index] {
      for output in outputs {
        for metric in [ExposureMetric.Cmax, .Ctrough, .AUC] {
          for (slot, patient) in chunk.patients.enumerated() {
            let value = arm.exposure(slot: slot, cycle: cycle, output: output, outputs: outputCount, metric)
            guard value > 0 else { continue }
            let logarithm = AntibodyModel.logarithm(value)
            var key = Key(arm: index, cycle: cycle, output: output, metric: metric, division: -1, group: 0)
            all[key, default: LogMoments()].add(logarithm)
            for (number, division) in divisions.enumerated() {
              guard let group = division.group(patient.values[division.variable]) else { continue }
              (key.division, key.group) = (number, group)
              groups[key, default: LogMoments()].add(logarithm)
            }
          }
        }
      }
    }
  }

  private static func names(_ ends: [Double], _ unit: String) -> [String] {
    let texts = ends.map(rounded)
    let between = zip(texts, texts.dropFirst()).map { "\($0) to \($1)\(unit)" }
    return ["below \(texts[0])\(unit)"] + between + ["from \(texts[texts.count - 1])\(unit)"]
  }

  /// Three significant digits.
  static func rounded(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return plain(value) }
    var scale = 1.0
    var magnitude = value.magnitude
    while magnitude >= 1000 { (magnitude, scale) = (magnitude / 10, scale * 10) }
    while magnitude < 100 { (magnitude, scale) = (magnitude * 10, scale / 10) }
    let whole = (value / scale).rounded()
    return plain(scale >= 1 ? whole * scale : whole / (1 / scale).rounded())
  }
}
