import PKData
import PKLanguage
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Determinism: the same seed gives the same bits, however the work is cut and shared.
@Suite struct DeterminismTests {
  static let times = (0...30).map { Double($0) * 1.5 }
  static let regimens = ["2 mg/kg over 1 h every 14 day x 3", "flat: 150 mg every 21 day x 2"]

  private func population(_ subjects: Int, _ settings: SimulationSettings) async throws -> Simulated {
    try await simulate(
      try TestModel.parallel.compiled(), Self.regimens, subjects: subjects,
      covariates: "WT ~ lognormal(70 kg, cv 20%) in 35...150 kg", times: Self.times, settings: settings)
  }

  @Test(arguments: [(2, 64), (2, 1), (1, 1), (1, 3), (2, 7), (1, 8), (2, 1_000), (4, 16)])
  func threadsAndPiecesDoNotMatter(_ threads: Int, _ chunkSize: Int) async throws {
    let one = try await population(24, settings())
    var own = settings(threads: threads, chunkSize: chunkSize)
    let other = try await population(24, own)
    #expect(one.bits == other.bits)
    own.seed = 2
    let reseeded = try await population(24, own)
    #expect(reseeded.bits != one.bits)
  }

  /// Residual error too is by subject, arm, time and output.
  @Test func residualErrorDoesNotDependOnPieces() async throws {
    var (small, large) = (settings(chunkSize: 3), settings(threads: 2, chunkSize: 64))
    small.addsResidualError = true
    large.addsResidualError = true
    let one = try await population(20, small)
    let other = try await population(20, large)
    let silent = try await population(20, settings())
    #expect(one.bits == other.bits)
    #expect(one.bits != silent.bits)
    // Arms do not share their noise.
    #expect(one.predictions[0] != one.predictions[1])
  }

  /// The closed form goes by lane too.
  @Test(arguments: [TestModel.iv2, .oral1, .conjugate])
  func everyModelsBitsAreItsOwn(_ model: TestModel) async throws {
    let compiled = try model.compiled()
    let regimen = "100 mg \(compiled.source.routes[0].name) every 12 \(compiled.source.timeUnit) x 3"
    let one = try await simulate(compiled, [regimen], subjects: 17, times: Self.times, settings: settings())
    let other = try await simulate(
      compiled, [regimen], subjects: 17, times: Self.times, settings: settings(threads: 2, chunkSize: 3))
    let few = try await simulate(compiled, [regimen], subjects: 3, times: Self.times, settings: settings())
    #expect(one.bits == other.bits)
    #expect(few.predictions[0][2] == one.predictions[0][2] && few.exposures[0][2] == one.exposures[0][2])
  }

  @Test func aPatientIsTheSameInEverySize() async throws {
    let few = try await population(5, settings())
    let many = try await population(20, settings())
    for arm in 0..<2 {
      for subject in 0..<5 {
        #expect(few.predictions[arm][subject] == many.predictions[arm][subject])
        #expect(few.exposures[arm][subject] == many.exposures[arm][subject])
        #expect(few.covariates[arm][subject] == many.covariates[arm][subject])
      }
    }
  }

  @Test func armsHaveTheSamePatients() async throws {
    let result = try await simulate(
      try TestModel.parallel.compiled(), ["a: 3 mg/kg once", "b: 3 mg/kg once", "c: 1 mg/kg once"], subjects: 30,
      covariates: "WT ~ lognormal(70 kg, cv 20%)", times: Self.times)
    #expect(result.covariates[0] == result.covariates[2])
    #expect(result.predictions[0] == result.predictions[1])
    #expect(result.predictions[0] != result.predictions[2])
    #expect(Set(result.covariates[0].map { $0[0] }).count == 30)
  }

  /// Subjects of a table, in any order, alone or with others, with different doses and times, keep their bits.
  @Test(arguments: [TestModel.parallel, .iv2], 1...4)
  func orderAndCompanyDoNotMatter(_ model: TestModel, _ seed: UInt64) async throws {
    let model = try model.compiled()
    let subjects = (0..<21).map(Self.subject)
    let columns = [Dataset.Column(name: "WT")]
    let straight = try await simulate(model, Dataset(subjects: subjects, covariates: columns))
    var generator = SeededGenerator(seed: seed)
    let order = Array(subjects.indices).shuffled(using: &generator)
    let permuted = try await simulate(
      model, Dataset(subjects: order.map { subjects[$0] }, covariates: columns),
      settings: settings(threads: 2, chunkSize: 5))
    for (place, subject) in order.enumerated() {
      #expect(permuted.predictions[0][place] == straight.predictions[0][subject])
    }
    let alone = Int(seed)
    let single = try await simulate(model, Dataset(subjects: [subjects[alone]], covariates: columns))
    #expect(single.predictions[0][0] == straight.predictions[0][alone])
  }

  /// Subjects that have little in common.
  private static func subject(_ number: Int) -> Subject {
    let weight = 50 + 3 * Double(number)
    let start = 0.25 * Double(number % 4)
    let dose = Dose(
      amount: 50 + 20 * Double(number), administration: number % 2 == 0 ? .bolus : .duration(0.1 * Double(number)),
      repeats: number % 3 == 0 ? .init(additional: number % 5, interval: 3.5) : nil)
    var records = [Record(time: start, action: .dose(dose), covariates: [weight])]
    for index in 1...(5 + number) {
      let time = start + Double(index) * (0.3 + 0.07 * Double(number))
      let observation = Action.observation(Observation())
      records.append(Record(time: time, action: observation, covariates: [weight + Double(index % 3)]))
    }
    return Subject(id: "\(number)", records: records)
  }
}

/// A seeded generator for shuffling (Steele, Lea, Flood, SplitMix64, OOPSLA 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
