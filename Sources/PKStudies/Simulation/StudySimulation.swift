public import PKModel
public import PKSimulation
import PKUnits

/// A study ready to run: every arm bound to the model, every patient a function of the seed.
///
/// All arms of a patient have the same covariates, random effects and luck, so that arms differ by what is given alone.
/// Results do not depend on the number of threads, to the last bit; memory does not grow with the number of patients.
public struct StudySimulation: Sendable {
  /// The study.
  public let study: Study
  /// How the simulation is run.
  public let settings: SimulationSettings
  let simulation: CourseSimulation
  let patients: PatientBinding
  private(set) var arms: [PreparedArm]

  /// Covariates that everybody has at the model's reference value, since the study says nothing of them.
  public var assumedCovariates: [(name: String, value: String)] { patients.assumed }
  /// How many cycles each arm has.
  public var cycleCounts: [Int] { arms.map(\.nominal.cycleCount) }

  /// Binds a study to a model.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - model: the model in place of the study's, such as one with other typical values.
  ///   - settings: how the simulation is run; the seed is the study's.
  /// - Throws: `SetupError` when the study and the model do not go together.
  public init(
    _ study: Study, model: Model? = nil, settings: SimulationSettings = SimulationSettings()
  ) throws(SetupError) {
    var settings = settings
    settings.seed = study.seed
    self.study = study
    self.settings = settings
    simulation = CourseSimulation(of: model ?? study.model, settings: settings)
    patients = try PatientBinding(
      study.population, study.model.source, occasions: simulation.occasionCovariates)
    var arms: [PreparedArm] = []
    for arm in study.arms { arms.append(try PreparedArm(arm, simulation, patients)) }
    self.arms = arms
  }

  /// How many patients are worked on as one piece.
  private var pieceSize: Int { max(1, settings.chunkSize) }
  /// How many pieces the work has.
  public var chunkCount: Int { (study.population.size - 1) / pieceSize + 1 }

  /// Runs the study and hands its results over in order, as they are made.
  ///
  /// `consume` is called on the caller's actor.
  ///
  /// - Throws: what `consume` throws, or `CancellationError`.
  public func run(
    isolation: isolated (any Actor)? = #isolation, consume: (StudyChunk) throws -> Void
  ) async throws {
    try await run(isolation: isolation, transform: { $0 }, consume: consume)
  }

  /// Runs the study; each piece is transformed on the thread that made it, then consumed in order.
  ///
  /// - Throws: what `consume` throws, or `CancellationError`.
  public func run<Product: Sendable>(
    isolation: isolated (any Actor)? = #isolation,
    transform: @escaping @Sendable (StudyChunk) -> Product, consume: (Product) throws -> Void
  ) async throws {
    try await inOrder(
      chunkCount, threads: settings.threads, isolation: isolation, work: { transform(chunk($0)) }, consume: consume)
  }

  /// Runs the study and its comparison of sizes, and sums them up.
  ///
  /// - Throws: `SetupError` when the patients lack a measure that doses are sized by, or `CancellationError`.
  public func result(isolation: isolated (any Actor)? = #isolation) async throws -> StudyResult {
    var summary = StudySummary(self)
    try await run(isolation: isolation) { summary.add($0) }
    guard let comparison = try sizeComparison() else { return summary.result(sizes: nil) }
    var sizes = StudySummary(comparison)
    try await comparison.run(isolation: isolation) { sizes.add($0) }
    return summary.result(sizes: sizes)
  }

  /// Makes one piece of the work on this thread; below `chunkCount`.
  public func chunk(_ number: Int) -> StudyChunk {
    let first = number * pieceSize
    let subjects = first..<min(first + pieceSize, study.population.size)
    // The reader has found that patients can be eligible; one who is not found has no values, and fails.
    let none = VirtualPatient(
      values: study.population.variables.map { _ in .nan }, rejected: 0,
      rejectedBy: study.population.criteria.map { _ in 0 })
    let drawn = subjects.map { study.population.patient($0, seed: study.seed) ?? none }
    let effects = subjects.map { simulation.effects(of: $0) }
    let arms = self.arms.map { ArmRun(self, $0, subjects, drawn, effects).run() }
    return StudyChunk(subjects: subjects, patients: drawn, arms: arms)
  }
}

extension StudySimulation {
  /// The study's comparison of ways to size doses: an arm for each, with the doses of one arm for the median patient;
  /// nil when the study compares none.
  ///
  /// Doses are as planned, and nothing is sampled: what differs is the measure of the body alone.
  ///
  /// - Throws: `SetupError` when the patients lack a measure.
  public func sizeComparison() throws(SetupError) -> StudySimulation? {
    guard !study.sizeRules.isEmpty else { return nil }
    var plain = study
    var arm = study.arms[study.sizeArm]
    arm.conduct = Conduct()
    plain.arms = study.sizeRules.map { rule in
      var own = arm
      own.name = rule.name
      return own
    }
    (plain.reference, plain.sampling, plain.antibodies, plain.searches) = (0, [], nil, [])
    plain.levels = study.levels.map { _ in nil }
    (plain.targets, plain.ratios, plain.weightBands) = ([], [], [])
    var result = try StudySimulation(plain, model: simulation.model, settings: settings)
    let median = typicalValues()
    for (index, rule) in study.sizeRules.enumerated() {
      let amounts = arm.regimen.phases.indices.map { arms[study.sizeArm].amount($0, median) }
      var sizing = PreparedArm.Sizing(size: nil, reference: 1, amounts: amounts)
      if rule.basis != .flat {
        let unit = rule.basis == .surface ? "m2" : "kg"
        var size = try patients.size(
          rule.basis.rawValue, unit: unit, arm: rule.name, dose: "a dose by \(rule.basis.rawValue)")
        if let cap = rule.cap { size.limits = 0...cap }
        sizing.size = size
        sizing.reference = size(median)
      }
      result.arms[index].sizing = sizing
    }
    return result
  }

  /// The values of a patient in the middle of every variable, the commonest of categories; of up to 2,000 patients.
  func typicalValues() -> [Double] {
    let sample = (0..<min(2_000, study.population.size)).compactMap {
      study.population.patient($0, seed: study.seed)?.values
    }
    return study.population.variables.indices.map { index in
      if let categories = study.population.variables[index].categories {
        var counts = [Int](repeating: 0, count: categories.count)
        for values in sample { counts[Int(values[index])] += 1 }
        return Double(counts.indices.max { counts[$0] < counts[$1] } ?? 0)
      }
      var distribution = Distribution()
      for values in sample { distribution.add(values[index]) }
      return distribution.at([0.5])[0]
    }
  }
}
