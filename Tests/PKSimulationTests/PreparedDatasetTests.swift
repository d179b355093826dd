import PKData
import PKLanguage
import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import PKText
import Testing

/// Data sets that are planned once and solved many times.
struct PreparedDatasetTests {
  /// Effects by subject and by occasion, and error terms that depend on a typical value.
  static let crossover = """
    model crossover {
      units {
        time = h
        amount = mg
        volume = L
      }
      covariates {
        OCC : 1
      }
      theta {
        tvCL : L/h = 4
        tvV : L = 20
        tvKA : 1/h = 0.9
        share : 1 = 0.15
      }
      omega {
        CL = 0.09
        CL(per: OCC) = 0.04
        V = 0.05
      }
      individual {
        CL : L/h = tvCL ~ logNormal + logNormal(per: OCC)
        V : L = tvV ~ logNormal
      }
      compartments {
        depot : mg
        central : mg
      }
      doses {
        po -> depot
        iv -> central
      }
      dynamics {
        depot' = -tvKA * depot
        central' = tvKA * depot - CL / V * central
      }
      observations {
        conc : mg/L = central / V ~ proportional(share * 2) + additive(share * 0.1[mg/L])
      }
    }
    """

  /// Subjects with one, two and three occasions, and different numbers of records.
  static let table = """
    ID,TIME,EVID,AMT,ROUTE,OCC
    1,0,1,100,iv,1
    1,2,0,.,.,1
    1,5,0,.,.,1
    2,0,1,100,po,2
    2,1,0,.,.,2
    2,4,0,.,.,2
    2,6,1,50,iv,1
    2,7,0,.,.,1
    2,30,0,.,.,1
    3,0,1,70,iv,1
    3,1,0,.,.,1
    3,6,1,70,po,2
    3,8,0,.,.,2
    3,12,4,70,iv,3
    3,15,0,.,.,3
    """
  static let parameters: [PredictionParameter] = [
    .randomEffect("CL"), .randomEffect("CL(per: OCC)"), .randomEffect("V"), .theta("share"),
  ]

  private static func prepared(
    by parameters: [PredictionParameter] = parameters, _ method: SimulationSettings.Method = .automatic
  ) throws -> PreparedDataset {
    var settings = SimulationSettings()
    settings.method = method
    return try PreparedDataset(
      of: Model(compiling: CheckedModel(parsing: SourceText(name: "test.pkm", crossover))),
      dataset: Dataset(table: Array(table.utf8), name: "test.csv"), by: parameters, settings: settings)
  }

  private static func jobs(_ prepared: PreparedDataset, count: Int) -> [PredictionJob] {
    (0..<count).map { number in
      let subject = number * 7 % prepared.subjects.count
      let draw = RandomStream(seed: 5, stream: 1, subject: UInt64(number))
      let size = prepared.etaCount * prepared.occasions(of: subject).count
      return PredictionJob(subject: subject, etas: (0..<size).map { 0.3 * draw.normal($0) })
    }
  }

  private static func bits(_ predictions: Predictions, _ prepared: PreparedDataset, _ job: Int, _ subject: Int)
    -> [UInt64]
  {
    let first = predictions.offset(job: job, record: 0)
    let last = predictions.offset(job: job, record: prepared.recordCount(of: subject))
    return predictions.values[first..<last].map(\.bitPattern)
  }

  @Test(arguments: [SimulationSettings.Method.automatic, .switching])
  func aJobGivesTheSameBitsInAnyMixture(_ method: SimulationSettings.Method) throws {
    for parameters in [[], Self.parameters] {
      let prepared = try Self.prepared(by: parameters, method)
      let jobs = Self.jobs(prepared, count: 41)
      var alone: [[UInt64]] = []
      var predictions = Predictions()
      for job in jobs {
        prepared.makeWorkspace().solve([job], into: &predictions)
        alone.append(Self.bits(predictions, prepared, 0, job.subject))
      }
      #expect(alone.allSatisfy { !$0.isEmpty })
      // One workspace, the same memory, other neighbours each time.
      let workspace = prepared.makeWorkspace()
      for order in [Array(jobs.indices), jobs.indices.reversed(), jobs.indices.map { $0 * 17 % 41 }, [3, 3, 3, 8]] {
        workspace.solve(order.map { jobs[$0] }, into: &predictions)
        #expect(predictions.failures.isEmpty)
        for (place, number) in order.enumerated() {
          #expect(Self.bits(predictions, prepared, place, jobs[number].subject) == alone[number])
        }
      }
    }
  }

  @Test func effectsOfAnOccasionHoldOnIt() throws {
    let prepared = try Self.prepared()
    #expect(prepared.subjects.map { prepared.occasions(of: $0) } == [[1], [2, 1], [1, 2, 3]])
    #expect(prepared.subjects.map { prepared.recordCount(of: $0) } == [3, 6, 6])
    var predictions = Predictions()
    let etas = [0.1, 0.2, -0.1, 0.1, -0.3, -0.1, 0.1, 0.4, -0.1]
    prepared.makeWorkspace().solve([PredictionJob(subject: 2, etas: etas)], into: &predictions)
    let v = 20 * LaneMath.exp(-0.1)
    func k(_ occasion: Double) -> Double { 4 * LaneMath.exp(0.1 + occasion) / v }
    // A record's covariates hold from the record before it on: from 1 h to 6 h, those of the second occasion.
    let expected = 70 / v * LaneMath.exp(-k(0.2))
    #expect(abs(predictions.prediction(job: 0, record: 1, output: 0) - expected) < 1e-13 * expected)
    let before = 70 / v * LaneMath.exp(-k(0.2) - 5 * k(-0.3))
    #expect(abs(predictions.prediction(job: 0, record: 2, output: 0) - before) < 1e-13 * before)
    let last = 70 / v * LaneMath.exp(-3 * k(0.4))
    #expect(abs(predictions.prediction(job: 0, record: 5, output: 0) - last) < 1e-13 * last)
    // By the effect on clearance: −k·t; by that on volume: k·t − 1.
    #expect(abs(predictions.derivative(job: 0, record: 5, output: 0, by: 0) + 3 * k(0.4) * last) < 1e-12)
    #expect(abs(predictions.derivative(job: 0, record: 5, output: 0, by: 2) - (3 * k(0.4) - 1) * last) < 1e-12)
  }

  @Test func argumentsOfErrorTermsComeWithTheirDerivatives() throws {
    let prepared = try Self.prepared()
    var predictions = Predictions()
    let thetas = [4, 20, 0.9, 0.3]
    prepared.makeWorkspace().solve([PredictionJob(subject: 1)], thetas: thetas, into: &predictions)
    for record in 0..<6 {
      #expect(predictions.errorArgument(job: 0, record: record, output: 0, 0) == 0.6)
      #expect(predictions.errorArgument(job: 0, record: record, output: 0, 1) == 0.3 * 0.1)
      let derivatives = (0..<2).map { argument in
        (0..<4).map {
          predictions.errorArgumentDerivative(job: 0, record: record, output: 0, argument, by: $0)
        }
      }
      #expect(derivatives == [[0, 0, 0, 2], [0, 0, 0, 0.1]])
    }
  }

  #if !DEBUG
    @Test(.enabled(if: allocationsAreCounted, "allocations are counted with glibc"))
    func solvingAgainAllocatesLittle() throws {
      for (parameters, limit) in [([], 2), (Self.parameters, 12)] {
        let prepared = try Self.prepared(by: parameters)
        let jobs = Self.jobs(prepared, count: 400)
        let workspace = prepared.makeWorkspace()
        var predictions = Predictions()
        workspace.solve(jobs, into: &predictions)
        let before = allocationCount
        workspace.solve(jobs, into: &predictions)
        // With derivatives, those of each dose.
        #expect(allocationCount - before <= limit * jobs.count)
      }
    }
  #endif

  @Test func typicalValuesHoldForOneSolution() throws {
    let prepared = try Self.prepared(by: [])
    let workspace = prepared.makeWorkspace()
    var first = Predictions()
    var second = Predictions()
    workspace.solve([PredictionJob(subject: 0)], into: &first)
    workspace.solve([PredictionJob(subject: 0)], thetas: [8, 20, 0.9, 0.1], into: &second)
    #expect(second.prediction(job: 0, record: 2, output: 0) < first.prediction(job: 0, record: 2, output: 0))
    workspace.solve([PredictionJob(subject: 0)], into: &second)
    #expect(second.values == first.values)
  }

  @Test(arguments: [SimulationSettings.Method.automatic, .switching])
  func aJobThatFailsLeavesTheOthersAlone(_ method: SimulationSettings.Method) throws {
    let prepared = try Self.prepared(Self.parameters, method)
    var good = Predictions()
    var predictions = Predictions()
    let workspace = prepared.makeWorkspace()
    workspace.solve([PredictionJob(subject: 2)], into: &good)
    // exp(1000) is no clearance.
    let bad = PredictionJob(subject: 1, etas: [1000, 0, 0])
    workspace.solve([bad, PredictionJob(subject: 2), bad], into: &predictions)
    #expect(predictions.failures.map(\.job) == [0, 2])
    #expect(predictions.failures.map(\.failure.subject) == [1, 1])
    #expect(predictions.prediction(job: 0, record: 5, output: 0).isNaN)
    #expect(Self.bits(predictions, prepared, 1, 2) == Self.bits(good, prepared, 0, 2))
  }
}

extension PreparedDatasetTests {
  private static func prepared(
    _ parameters: [PredictionParameter], _ method: SimulationSettings.Method
  ) throws -> PreparedDataset { try prepared(by: parameters, method) }
}
