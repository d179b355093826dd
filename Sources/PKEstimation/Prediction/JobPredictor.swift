import PKLanguage
import PKModel
import PKSimulation

/// Predictions without derivatives for subjects in any mixture, each as often as wanted: what chains and draws are made
/// of.
struct JobPredictor: Sendable {
  /// Where a subject's numbers stand: for each observation its prediction, and the outputs that its error model reads.
  struct Layout: Sendable {
    /// The record of each number, and the output.
    var records: [Int] = [], outputs: [Int] = []
    /// For each observation where its numbers begin.
    var starts: [Int] = []

    var count: Int { records.count }
  }

  private let prepared: PreparedDataset
  private let kernel: EstimationModel
  private let subjects: [ObservedSubject]
  let layouts: [Layout]

  init(_ problem: FitProblem) throws(FitProblemError) {
    let kernel = problem.kernel
    self.kernel = kernel
    subjects = problem.subjects
    layouts = problem.subjects.map { Layout(of: $0, problem.residuals) }
    do throws(SetupError) {
      guard let model = try? Model(compiling: kernel.source) else { throw .tooLarge(model: kernel.source.name) }
      prepared = try PreparedDataset(
        of: model, dataset: problem.dataset, covariateRule: problem.options.covariateRule,
        settings: problem.options.simulation)
    } catch {
      throw .setup(error)
    }
  }

  /// Memory to solve in; for one task at a time.
  func makeWorkspace() -> Workspace { Workspace(self, prepared.makeWorkspace()) }

  private func job(_ subject: Int, _ effects: [Double]) -> PredictionJob {
    var etas = [Double](repeating: 0, count: kernel.effects.count)
    for (place, value) in zip(subjects[subject].effects, effects) { etas[place] = value }
    return PredictionJob(subject: subject, etas: etas)
  }

  /// A subject with random effects.
  struct Request {
    var subject: Int
    var effects: [Double]
  }

  /// Memory in which requests are solved again and again.
  final class Workspace {
    private let predictor: JobPredictor
    private let workspace: PredictionWorkspace
    private var predictions = Predictions()
    /// The numbers of all requests, those of request n from `starts[n]` on, laid out as its subject's are.
    private(set) var values: [Double] = []
    private(set) var starts: [Int] = []

    fileprivate init(_ predictor: JobPredictor, _ workspace: PredictionWorkspace) {
      self.predictor = predictor
      self.workspace = workspace
    }

    /// Solves requests; what cannot be solved is NaN.
    func solve(_ requests: [Request], thetas: [Double]) {
      workspace.solve(requests.map { predictor.job($0.subject, $0.effects) }, thetas: thetas, into: &predictions)
      values.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
      for (number, request) in requests.enumerated() {
        starts.append(values.count)
        let layout = predictor.layouts[request.subject]
        for index in layout.records.indices {
          values.append(
            predictions.prediction(job: number, record: layout.records[index], output: layout.outputs[index]))
        }
      }
    }
  }
}

extension JobPredictor.Layout {
  fileprivate init(of subject: ObservedSubject, _ residuals: [ResidualModel]) {
    for observation in subject.observations {
      starts.append(count)
      var outputs = [observation.output]
      for argument in residuals[observation.output].terms.flatMap(\.arguments) {
        if case .output(let output) = argument { outputs.append(output) }
      }
      self.outputs += outputs
      records += outputs.map { _ in observation.record }
    }
  }
}
