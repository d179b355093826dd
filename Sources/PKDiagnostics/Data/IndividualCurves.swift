import PKData
import PKLanguage
import PKModel
public import PKSimulation

/// Smooth predictions of each subject between its first and its last record: typical, and with its random effects.
public struct IndividualCurves: Sendable {
  /// The curves of one subject; by output, and then by time.
  public struct Curve: Hashable, Sendable {
    /// The times, in the data set's unit.
    public var times: [Double]
    /// The typical predictions, and those with the subject's random effects, of each output.
    public var population: [[Double]], individual: [[Double]]
  }

  /// About how many times a curve has.
  public var points = 80

  /// Creates curves with the default above.
  public init() {}

  /// The curves of all subjects.
  ///
  /// - Parameters:
  ///   - data: model and data.
  ///   - effects: for each subject its random effects by name, such as `CL`, or `CL(per: OCC) [2]` for that of occasion 2;
  ///     what is missing counts 0.
  ///   - settings: how the equations are solved.
  /// - Returns: a curve for each subject.
  /// - Throws: `DiagnosticsError.setup`.
  public func run(
    _ data: DiagnosticData, effects: [[String: Double]], settings: SimulationSettings = SimulationSettings()
  ) throws(DiagnosticsError) -> [Curve] {
    var dense = data.dataset
    for index in dense.subjects.indices {
      dense.subjects[index].records = refined(dense.subjects[index].records, rule: data.covariateRule)
    }
    let prepared: PreparedDataset
    do throws(SetupError) {
      prepared = try PreparedDataset(
        of: data.model, dataset: dense, covariateRule: data.covariateRule, settings: settings)
    } catch {
      throw .setup(error)
    }
    let workspace = prepared.makeWorkspace()
    var predictions = Predictions()
    let outputs = data.model.source.outputs.indices
    return prepared.subjects.map { subject in
      let own = effects.indices.contains(subject) ? effects[subject] : [:]
      let etas = prepared.occasions(of: subject).flatMap { occasion in
        data.model.source.etaNames.map { own[$0] ?? own["\($0) [\(occasion)]"] ?? 0 }
      }
      workspace.solve(
        [PredictionJob(subject: subject), PredictionJob(subject: subject, etas: etas)], into: &predictions)
      let records = dense.subjects[subject].records
      func values(_ job: Int) -> [[Double]] {
        outputs.map { output in
          records.indices.map { predictions.prediction(job: job, record: $0, output: output) }
        }
      }
      return Curve(times: records.map(\.time), population: values(0), individual: values(1))
    }
  }

  /// The records with others between them, so that times stand close.
  private func refined(_ records: [Record], rule: CovariateRule) -> [Record] {
    guard let first = records.first?.time, let last = records.last?.time, first < last, points > 1 else {
      return records
    }
    let step = (last - first) / Double(points)
    var result: [Record] = []
    for (index, record) in records.enumerated() {
      if let before = result.last?.time {
        let gaps = Int(((record.time - before) / step).rounded(.down))
        // Covariates hold as they would without the new record: those of the next one, or of the one before.
        let covariates = rule == .nocb ? record.covariates : records[index - 1].covariates
        if gaps > 1 {
          result += (1..<gaps).map { part in
            let time = before + (record.time - before) * Double(part) / Double(gaps)
            return Record(time: time, action: .other, covariates: covariates, row: record.row)
          }
        }
      }
      result.append(record)
    }
    return result
  }
}
