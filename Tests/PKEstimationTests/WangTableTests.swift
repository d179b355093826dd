import Foundation
import PKEstimation
import PKTestSupport
import Testing

/// Every error model of nlmixr2est's tests on Wang's example, against the values published there (three digits) and
/// those of an independent program for Laplace with the exact Hessian.
@Suite(.enabled(if: SharedData.has("ofv/wang2007_ofv.json")))
struct WangTableTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let error_model: String
    let ini: [String: Double]
    let combined: String
    let dv: String
    let published: [String: Double]
    let independent: [String: Double]

    var testDescription: String { "\(error_model) \(combined) \(dv)" }
  }

  private struct Table: Decodable { let cases: [Case] }

  /// Every case; in debug builds one in twenty-four.
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

  @Test func everyRowIsWritten() {
    #if !DEBUG
      #expect(Self.cases.count == 176)
    #endif
  }

  @Test(arguments: cases)
  func published(_ example: Case, _ error: WangError) async throws {
    let model = try Wang.model(error: error.text, locals: error.locals, prediction: error.prediction)
    let problem = try FitProblem(model: model, dataset: Wang.dataset { error.isOfLogarithms ? log($0) : $0 })
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

/// An error model of nlmixr2's language in ours: the terms that it has words for as they are, standard deviations that
/// are functions of other things (`propT`, `propF`, `powF`) as expressions.
struct WangError: Sendable {
  let text: String
  let prediction: String
  /// Whether the values are logarithms, as the prediction is.
  let isOfLogarithms: Bool
  let locals = "f2 : 1 = central/(central + 5)\nf3 : 1 = 3*f2\nlipre : 1 = log(central)"

  private struct Term {
    /// The term in the language, when it has a word for it.
    var word: String?
    /// Its standard deviation.
    var deviation: String
    /// The arguments of `combined1` that it gives: a, or b and an exponent.
    var a: String?, b: [String]?
  }

  init?(_ example: WangTableTests.Case) {
    let sides = example.error_model.split(separator: "~", maxSplits: 1).map(String.init)
    guard sides.count == 2 else { return nil }
    isOfLogarithms = example.dv == "log(Y)"
    prediction = isOfLogarithms ? "lipre" : "central"
    var rule = example.combined
    var scale = ""
    var h = "central"
    var terms: [Term] = []
    func number(_ name: String) -> String { example.ini[name].map { "\($0)" } ?? name }
    let parts = sides[1].replacingOccurrences(of: " ", with: "").split(separator: "+").map {
      $0.split(whereSeparator: { "(,)".contains($0) }).map(String.init)
    }
    for part in parts where part[0] == "boxCox" || part[0] == "lnorm" {
      scale = part[0] == "lnorm" ? "logNormal" : "boxCox(\(number(part[1])))"
      let lambda = part[0] == "lnorm" ? 0 : Double(number(part[1])) ?? 0
      h = lambda == 0 ? "log(central)" : "((central^\(lambda) - 1)/\(lambda))"
      if part[0] == "lnorm", part[1] != "NA" {
        terms.append(Term(word: "additive(\(number(part[1])))", deviation: number(part[1]), a: number(part[1])))
      }
    }
    for part in parts {
      let arguments = part.dropFirst().map(number)
      switch (part[0], arguments.count) {
      case ("boxCox", 1), ("lnorm", 1): break
      case ("add", 1): terms.append(Term(word: "additive(\(arguments[0]))", deviation: arguments[0], a: arguments[0]))
      case ("prop", 1):
        terms.append(
          Term(word: "proportional(\(arguments[0]))", deviation: "\(arguments[0])*central", b: [arguments[0]]))
      case ("pow", 2):
        terms.append(
          Term(
            word: "power(\(arguments[0]), \(arguments[1]))", deviation: "\(arguments[0])*central^(\(arguments[1]))",
            b: arguments))
      case ("propT", 1): terms.append(Term(deviation: "\(arguments[0])*\(h)"))
      case ("powT", 2): terms.append(Term(deviation: "\(arguments[0])*\(h)^(\(arguments[1]))"))
      case ("propF", 2): terms.append(Term(deviation: "\(arguments[0])*\(arguments[1])"))
      case ("powF", 3): terms.append(Term(deviation: "\(arguments[0])*(\(arguments[2]))^(\(arguments[1]))"))
      case ("combined1", 0), ("combined2", 0): rule = part[0]
      default: return nil
      }
    }
    guard !terms.isEmpty else { return nil }
    let size: String
    if rule == "combined1", terms.count == 2 {
      if let a = terms.lazy.compactMap(\.a).first, let b = terms.lazy.compactMap(\.b).first {
        size = "combined1(\(a), \(b.joined(separator: ", ")))"
      } else {
        size = "additive(\(terms.map { "(\($0.deviation))" }.joined(separator: " + ")))"
      }
    } else if terms.allSatisfy({ $0.word != nil }) {
      size = terms.compactMap(\.word).joined(separator: " + ")
    } else {
      size = "additive(sqrt(\(terms.map { "(\($0.deviation))^2" }.joined(separator: " + "))))"
    }
    text = scale.isEmpty ? size : "\(scale) + \(size)"
  }
}
