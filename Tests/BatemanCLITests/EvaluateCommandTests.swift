import Foundation
import Testing

/// `bateman fit --evaluate` over error models and methods, the whole way from files.
///
/// The example is that of Wang (J Pharmacokinet Pharmacodyn 34 (2007) 575), the values those that nlmixr2est's tests publish
/// with three digits: FO, FOCE, FOCEI, AGQ with two nodes. The library's tests have all 176 error models.
@Suite struct EvaluateCommandTests {
  private static let values = [
    10.68, 3.6837, 10.402, 6.454, 9.8814, 5.8565, 9.3408, 5.6209, 10.082, 6.7583, 9.8938, 6.5049, 9.8908, 6.9557,
    10.234, 6.4488, 9.9882, 6.7112, 9.6736, 6.6402,
  ]

  private static func model(_ error: String) -> String {
    """
    model wang {
      units {
        time = h
        amount = mg
      }
      theta { tvK : 1/h = 0.5 }
      omega { K = 0.04 }
      sigma {
        a : mg = 0.316227766017
        s : 1 = 0.316227766017
      }
      individual { K : 1/h = tvK ~ logNormal }
      compartments { central : mg }
      doses { iv -> central }
      dynamics { central' = -K * central }
      observations { y : mg = central ~ \(error) }
    }
    """
  }

  static let cases: [(String, [Double])] = [
    ("proportional(s)", [39.213, 39.207, 39.458, 39.297]),
    ("additive(a) + proportional(s)", [39.505, 39.499, 39.735, 39.581]),
    ("logNormal(s)", [40.055, 40.039, 40.039, 40.054]),
    ("logNormal(s) + power(s, 0.5)", [80.219, 80.219, 80.244, 80.143]),
    ("boxCox(0.5) + additive(s)", [11.078, 10.402, 10.402, 10.502]),
    ("boxCox(0.5) + proportional(s)", [77.732, 77.732, 77.857, 77.508]),
    ("boxCox(0.5) + combined1(s, s)", [82.534, 82.534, 82.622, 82.345]),
    ("boxCox(0.5) + combined1(s, s, 0.5)", [50.232, 50.23, 50.265, 50.216]),
    ("boxCox(0.5) + additive(s) + proportional(s)", [78.084, 78.084, 78.202, 77.871]),
    ("boxCox(0.5) + additive(s) + power(s, 0.5)", [41.596, 41.589, 41.665, 41.623]),
  ]

  @Test(arguments: cases)
  func published(_ error: String, _ expected: [Double]) throws {
    let folder = try TemporaryFolder()
    var lines = ["ID,TIME[h],AMT[mg],DV[mg],EVID"]
    for subject in 0..<10 {
      lines += ["\(subject + 1),0,10,.,1", "\(subject + 1),0,.,\(Self.values[2 * subject]),0"]
      lines.append("\(subject + 1),1,.,\(Self.values[2 * subject + 1]),0")
    }
    try folder.file("wang.csv", lines.joined(separator: "\n") + "\n")
    try folder.file("wang.pkm", Self.model(error))
    for (method, value) in zip(["fo", "foce", "focei", "agq2"], expected) {
      let run = try CommandRun(
        "fit", "wang.pkm", "--data", "wang.csv", "--method", method, "--evaluate", "--json", "--quiet", in: folder.url)
      #expect(run.status == 0, "\(run.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      let objective = try #require(object?["objective"] as? Double)
      // Three digits are published, and computed values differ from them by up to 0.002.
      #expect(abs(objective - value) < 2e-3, "\(method): \(objective) \(value)")
    }
  }

  /// A posterior's mode through the command: the penalty is said, and so is what is believed.
  @Test func priorsAreSaid() throws {
    let folder = try TemporaryFolder()
    var lines = ["ID,TIME[h],AMT[mg],DV[mg],EVID"]
    for subject in 0..<10 {
      lines += ["\(subject + 1),0,10,.,1", "\(subject + 1),1,.,\(Self.values[2 * subject + 1]),0"]
    }
    try folder.file("wang.csv", lines.joined(separator: "\n") + "\n")
    let text = Self.model("additive(a)").replacingOccurrences(
      of: "tvK : 1/h = 0.5", with: "tvK : 1/h = 0.5 ~ logNormal(0.6, 0.05)"
    ).replacingOccurrences(of: "s : 1 = 0.316227766017", with: "")
    try folder.file("wang.pkm", text)
    let options = ["fit", "wang.pkm", "--data", "wang.csv", "--fix", "omega(K)=0.04"]
    let run = try CommandRun(arguments: options + ["--json"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(try #require(object["penalty"] as? Double) > 0)
    let theta = try #require((object["theta"] as? [String: Any])?["tvK"] as? [String: Any])
    #expect(theta["prior"] as? String == "logNormal(0.6, 0.05)")
    let printed = try CommandRun(arguments: options, in: folder.url)
    #expect(printed.output.contains("maximum a posteriori") && printed.output.contains("tvK ~ logNormal(0.6, 0.05)"))
    let refused = try CommandRun(arguments: options + ["--method", "saem"], in: folder.url)
    #expect(refused.status == 65 && refused.errors.contains("a prior of 'tvK', which SAEM does not use"))
  }
}
