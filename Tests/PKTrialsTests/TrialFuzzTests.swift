import Foundation
import PKNumerics
import PKText
import PKTrials
import Testing

/// Fuzz: damaged input is refused with a place, and never traps.
@Suite struct TrialFuzzTests {
  #if DEBUG
    static let rounds = 150
  #else
    static let rounds = 4_000
  #endif

  private static func file(_ path: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Array(Data(contentsOf: root.appending(path: path)))
  }

  /// A few bytes replaced, removed or put in.
  private static func mutated(_ bytes: [UInt8], round: Int, stream: UInt32) -> [UInt8] {
    let random = RandomStream(seed: 99, stream: stream, subject: UInt64(round))
    var bytes = bytes
    let odd: [UInt8] = Array("-0123456789 :,{}[]'\"#%.\n\tTNGUxé".utf8) + [0, 255]
    for change in 0..<(1 + Int(random.uniform(0) * 4)) {
      guard !bytes.isEmpty else { break }
      let place = Int(random.uniform(4 * change + 1) * Double(bytes.count))
      let byte = odd[Int(random.uniform(4 * change + 2) * Double(odd.count))]
      switch Int(random.uniform(4 * change + 3) * 3) {
      case 0: bytes[place] = byte
      case 1: bytes.remove(at: place)
      default: bytes.insert(byte, at: place)
      }
    }
    return bytes
  }

  @Test(arguments: ["bat6021", "sys6043"]) func trialFiles(name: String) throws {
    let bytes = try Self.file("Trials/\(name).yaml")
    for round in 0..<Self.rounds {
      let source = SourceText(name: "t.yaml", bytes: Self.mutated(bytes, round: round, stream: 1))
      do {
        let trial = try TrialReader().trial(in: source)
        // What is accepted can be run.
        if trial.truth != nil, round % 10 == 0 { _ = try TrialSimulation(trial, trials: 1).path(0) }
      } catch let error as DiagnosticList {
        #expect(!error.diagnostics.isEmpty, "round \(round)")
      }
    }
  }

  @Test func tablesAndTexts() throws {
    let trial = try TrialReader().trial(
      in: SourceText(name: "t.yaml", bytes: try Self.file("Trials/bat6021.yaml")))
    let patients = Array("patient,level,date,dlt,dlt_day\nA,1,2026-01-05,no,\nB,3 mg,2026-02-01,yes,9\n".utf8)
    let events = Array("patient,day,term,grade,duration\nA,3,neutropenia,4,9\n".utf8)
    let scenarios = Array("scenario,level,dlt\na,1,0.1\na,2,0.2\n".utf8)
    let outcomes = Array("1N 2NTG 3U".utf8)
    for round in 0..<Self.rounds {
      func damaged(_ bytes: [UInt8], _ stream: UInt32) -> SourceText {
        SourceText(name: "x", bytes: Self.mutated(bytes, round: round, stream: stream))
      }
      do {
        let record = try TrialPatientTable.record(
          damaged(patients, 2), of: trial, events: round % 2 == 0 ? damaged(events, 3) : nil, on: 20_500)
        let history = CohortHistory(levelCount: trial.levels.count, cohorts: record.cohorts)
        _ = NextOutcomes(after: history, design: trial.design)
      } catch {
        #expect(!error.rendered().isEmpty)
      }
      _ = try? ScenarioTable.scenarios(damaged(scenarios, 4), of: trial)
      _ = try? OutcomeText.cohorts(damaged(outcomes, 5), levels: 8)
    }
  }
}
