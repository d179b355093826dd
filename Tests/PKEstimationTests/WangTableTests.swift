import Foundation
import PKEstimation
import Testing

/// Every error model of nlmixr2est's tests on Wang's example that the model language can write, against the values
/// published there (three digits) and those of an independent program for Laplace with the exact Hessian.
///
/// All of them are a standard deviation as a function of the prediction, on the scale of values or of logarithms. Box–Cox
/// with λ other than 0 and 1, Yeo–Johnson, logit and probit scales have no words in the language yet.
@Suite(.enabled(if: SharedData.has("ofv/wang2007_ofv.json")))
struct WangTableTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let error_model: String
    let ini: [String: Double]
    let combined: String
    let dv: String
    let published: [String: Double]
    let independent: [String: Double]

    var testDescription: String { "\(error_model) \(combined)" }
  }

  private struct Table: Decodable { let cases: [Case] }

  /// Every case that can be written; in debug builds one in twenty-four.
  static let cases: [(Case, WangError)] = {
    guard let bytes = try? SharedData.bytes("ofv/wang2007_ofv.json"),
      let table = try? JSONDecoder().decode(Table.self, from: Data(bytes))
    else { return [] }
    let all = table.cases.compactMap { example in WangError(example).map { (example, $0) } }
    #if DEBUG
      return all.enumerated().filter { $0.offset % 24 == 0 }.map(\.element)
    #else
      return all
    #endif
  }()

  @Test func covers() {
    #if !DEBUG
      #expect(Self.cases.count >= 100, "\(Self.cases.count)")
    #endif
  }

  @Test(arguments: cases)
  func published(_ example: Case, _ error: WangError) async throws {
    let model = try Wang.model(error: error.text, locals: error.locals)
    let problem = try FitProblem(model: model, dataset: Wang.dataset())
    let methods: [(ObjectiveMethod, String)] = [
      (.firstOrder, "FO"), (.conditional, "FOCE"), (.conditionalInteraction, "FOCEI"),
      (.quadrature(nodes: 2), "AGQ2"),
    ]
    for (method, name) in methods {
      guard let value = example.published[name] else { continue }
      let result = try await ApproximateLikelihood(method).evaluate(problem)
      // The collector found published and independent values to agree within 0.002.
      #expect(abs(result.objective - value) < 2e-3, "\(name) \(result.objective) \(value)")
    }
    if let value = example.independent["LAPLACE_exact_hessian"] {
      let result = try await ApproximateLikelihood(.laplace).evaluate(problem)
      #expect(abs(result.objective - value) < 1e-4 * max(1, abs(value)), "Laplace \(result.objective) \(value)")
    }
  }
}

/// An error model of nlmixr2's language in ours.
struct WangError: Sendable {
  let text: String
  let locals = "f2 : 1 = central/(central + 5)\nf3 : 1 = 3*f2\nlipre : 1 = log(central)"

  /// - Returns: nil for a scale that the language has no words for.
  init?(_ example: WangTableTests.Case) {
    let sides = example.error_model.split(separator: "~", maxSplits: 1).map(String.init)
    guard sides.count == 2, example.dv == "Y" else { return nil }
    var scale = "identity"
    var rule = example.combined
    var deviations: [String] = []
    func number(_ name: String) -> String { example.ini[name].map { "\($0)" } ?? name }
    for term in sides[1].replacingOccurrences(of: " ", with: "").split(separator: "+") {
      let parts = term.split(whereSeparator: { "(,)".contains($0) }).map(String.init)
      let arguments = parts.dropFirst().map(number)
      let transformed = "@h"
      switch (parts[0], arguments.count) {
      case ("add", 1): deviations.append(arguments[0])
      case ("lnorm", 1):
        scale = "log"
        if arguments[0] != "NA" { deviations.append(arguments[0]) }
      case ("prop", 1): deviations.append("\(arguments[0])*central")
      case ("propT", 1): deviations.append("\(arguments[0])*\(transformed)")
      case ("propF", 2): deviations.append("\(arguments[0])*\(arguments[1])")
      case ("pow", 2): deviations.append("\(arguments[0])*central^(\(arguments[1]))")
      case ("powT", 2): deviations.append("\(arguments[0])*(\(transformed))^(\(arguments[1]))")
      case ("powF", 3): deviations.append("\(arguments[0])*(\(arguments[2]))^(\(arguments[1]))")
      case ("boxCox", 1):
        guard let lambda = Double(arguments[0]), lambda == 0 || lambda == 1 else { return nil }
        scale = lambda == 0 ? "log" : "shifted"
      case ("combined1", 0), ("combined2", 0): rule = parts[0]
      default: return nil
      }
    }
    let h = ["identity": "central", "log": "log(central)", "shifted": "(central - 1)"][scale] ?? "central"
    deviations = deviations.map { "(" + $0.replacingOccurrences(of: "@h", with: h) + ")" }
    guard !deviations.isEmpty else { return nil }
    let sum = deviations.joined(separator: " + ")
    let squares = deviations.map { "\($0)^2" }.joined(separator: " + ")
    let deviation = rule == "combined1" || deviations.count == 1 ? sum : "sqrt(\(squares))"
    text = scale == "log" ? "logNormal(\(deviation))" : "additive(\(deviation))"
  }
}
