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

    /// Where the numbers are among those of a solved job, whose records have `stride` numbers each.
    func indices(stride: Int) -> some Collection<Int> {
      records.indices.lazy.map { records[$0] * stride + outputs[$0] }
    }
  }

  private let prepared: PreparedDataset
  private let kernel: EstimationModel
  private let subjects: [ObservedSubject]
  let layouts: [Layout]
  /// Whether a subject's random effects are those of the model, in its order.
  private let isComplete: [Bool]

  init(_ problem: FitProblem) throws(FitProblemError) {
    let kernel = problem.kernel
    self.kernel = kernel
    subjects = problem.subjects
    isComplete = problem.subjects.map { $0.effects == Array(kernel.effects.indices) }
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
    // Nearly always a subject has all of the model's random effects.
    if isComplete[subject] { return PredictionJob(subject: subject, etas: effects) }
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

    /// Where the numbers of a request are among all.
    func range(of request: Int) -> Range<Int> {
      starts[request]..<(request + 1 < starts.count ? starts[request + 1] : values.count)
    }

    fileprivate init(_ predictor: JobPredictor, _ workspace: PredictionWorkspace) {
      self.predictor = predictor
      self.workspace = workspace
    }

    /// Solves requests; what cannot be solved is NaN.
    func solve(_ requests: [Request], thetas: [Double]) {
      workspace.solve(requests.map { predictor.job($0.subject, $0.effects) }, thetas: thetas, into: &predictions)
      values.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
      let stride = predictions.stride
      predictions.values.withUnsafeBufferPointer { solved in
        for (number, request) in requests.enumerated() {
          starts.append(values.count)
          let layout = predictor.layouts[request.subject]
          let offset = predictions.offset(job: number, record: 0)
          values.append(contentsOf: layout.indices(stride: stride).lazy.map { solved[offset + $0] })
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
