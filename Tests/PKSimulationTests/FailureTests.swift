import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import Testing

/// A subject that cannot be solved is reported, and leaves the others as they were.
@Suite struct FailureTests {
  /// X: 0 decays, 1 blows up in finite time, 2 has no derivative, 3 is stiff.
  static let fragile = TestModel(
    name: "fragile",
    """
    model fragile {
      units {
        time = h
        amount = mg
      }
      covariates {
        X : 1 = 0
      }
      theta {
        k : 1/h = 0.1
      }
      individual {
        K : 1/h = k
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        growth : mg/h = K * central^2 / 1[mg]
        decay : mg/h = -K * central
        stiff : mg/h = -1e7[1/h] * (central - 1[mg])
        central' = if(X == 1, growth, if(X == 2, sqrt(-1 * X) * decay, if(X == 3, stiff, decay)))
      }
      observations {
        content : mg = central
      }
    }
    """)

  private func run(_ kinds: [Int], steps: Int = 3_000) async throws -> Simulated {
    let rows = kinds.enumerated().flatMap { id, kind in
      ["\(id),0,\(12 + id),\(kind)"] + (1...5).map { "\(id),\($0),.,\(kind)" }
    }
    var own = settings()
    own.stepLimit = steps
    // The default method changes over where it meets a stiff patient, and so would not fail there.
    own.method = .explicit
    return try await simulate(
      try Self.fragile.compiled(), table: "ID,TIME,AMT,X\n" + rows.joined(separator: "\n"), settings: own)
  }

  @Test func failuresAreReportedWithReasonAndParameters() async throws {
    let result = try await run([0, 1, 2, 3, 0])
    let failures = result.failures.sorted { $0.subject < $1.subject }
    #expect(failures.map(\.subject) == [1, 2, 3])
    #expect(failures.allSatisfy { $0.parameters == [0.1] })
    guard failures.count == 3 else { return }
    // 13 mg at 0.1/h/mg end at 1/1.3 h.
    if case .stepTooSmall(let time, _) = failures[0].reason {
      #expect(isClose(time, 1 / 1.3, relative: 1e-5))
    } else {
      Issue.record("\(failures[0].reason)")
    }
    #expect(failures[1].reason == .notFinite(time: 0, state: 0))
    if case .tooManySteps(_, limit: 3_000) = failures[2].reason {} else { Issue.record("\(failures[2].reason)") }
  }

  /// What came before a failure is kept, what would have come after is NaN.
  @Test func predictionsUntilTheFailureAreKept() async throws {
    let result = try await run([1, 0])
    #expect(result.profile(subject: 0)[0] == 12)
    #expect(result.profile(subject: 0).dropFirst().allSatisfy { $0.isNaN })
    #expect(result.profile(subject: 1).allSatisfy { $0.isFinite })
  }

  @Test func theOthersKeepTheirBits() async throws {
    let kinds = [0, 1, 0, 2, 0, 0, 3, 0, 1, 1, 0, 2, 2, 0, 0, 0, 3, 0, 0, 1, 0]
    let clean = try await run(kinds.map { _ in 0 })
    let mixed = try await run(kinds, steps: 500)
    for (subject, kind) in kinds.enumerated() where kind == 0 {
      #expect(mixed.predictions[0][subject] == clean.predictions[0][subject])
    }
    #expect(Set(mixed.failures.map(\.subject)) == Set(kinds.indices.filter { kinds[$0] != 0 }))
  }

  /// All lanes fail at their first derivative, again and again: those who come after are run all the same.
  @Test func subjectsAfterAFullGroupOfFailuresAreRun() async throws {
    let kinds = Array(repeating: 2, count: 19) + [0]
    let result = try await run(kinds)
    #expect(result.failures.count == 19)
    #expect(result.profile(subject: 19).allSatisfy { $0.isFinite })
  }
}
