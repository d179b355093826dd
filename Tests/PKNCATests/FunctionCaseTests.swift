import Foundation
import PKNCA
import Testing

/// Cases of single functions from PKNCA's tests, where the file with them lies beside the project.
@Suite(.enabled(if: FunctionCase.isAvailable, "no ../shared/data/nca/pknca_cases.json beside the project"))
struct FunctionCaseTests {
  @Test func everyCaseIsAnsweredOrNamed() throws {
    var tally: [String: Int] = [:]
    for item in FunctionCase.all {
      switch FunctionAnswer(to: item) {
      case .value(let answer):
        #expect(Self.agrees(answer, item.expected), "\(item.testDescription): \(answer), expected \(item.expected)")
        tally["answered", default: 0] += 1
      case .notApplicable(let reason):
        tally["not applicable: \(reason)", default: 0] += 1
      }
    }
    // The list of what is left out is part of the test: it may shrink, and not grow unseen.
    #expect(tally["answered"] ?? 0 == FunctionCase.all.count, "\(tally)")
    #expect(FunctionCase.all.count == 415)
    print("function cases:", tally.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "; "))
  }

  /// Equal to the digits that the cases give (15); a missing value must come with a reason.
  private static func agrees(_ answer: FunctionAnswer.Answer, _ expected: FunctionCase.Value) -> Bool {
    let wanted = expected["value"] ?? expected
    switch answer {
    case .numbers(let numbers):
      let wanted = wanted.numbers
      return numbers.count == wanted.count && zip(numbers, wanted).allSatisfy(isClose)
    case .texts(let texts): return texts == wanted.list.map { $0.text ?? describe($0) }
    case .named(let fields):
      return fields.allSatisfy { name, numbers in
        let wanted = wanted[name]?.numbers ?? []
        return numbers.count == wanted.count && zip(numbers, wanted).allSatisfy(isClose)
      }
    case .withoutReason: return false
    }
  }

  private static func isClose(_ a: Double?, _ b: Double?) -> Bool {
    switch (a, b) {
    case (nil, nil): true
    case (let a?, let b?): a == b || (a.isNaN && b.isNaN) || (a - b).magnitude <= 2e-14 * max(b.magnitude, 1e-300)
    case (nil, let b?): b.isNaN
    default: false
    }
  }

  private static func describe(_ value: FunctionCase.Value) -> String {
    switch value {
    case .missing: "NA"
    case .number(let number):
      number.isNaN ? "NaN" : number == .infinity ? "Inf" : number == -.infinity ? "-Inf" : "\(number)"
    default: "?"
    }
  }
}
