import Foundation
import Testing

/// A small fit in a folder of its own, for figures and reports to be made of.
struct FittedRun {
  let scratch: TemporaryFolder

  /// Fits the small model to so many subjects.
  init(subjects: Int = 6) throws {
    scratch = try TemporaryFolder()
    try scratch.file("small.pkm", FitCommandTests.small)
    try scratch.file("study.csv", Self.withCovariates(FitCommandTests.table(subjects: subjects)))
    let run = try bateman(
      "fit", "small.pkm", "--data", "study.csv", "--out", "run", "--quiet", "--covariance", "none")
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Runs the command beside the fit, by default without any renderer.
  func bateman(_ arguments: String..., renderer: Bool = false) throws -> CommandRun {
    try CommandRun(
      arguments: arguments, in: scratch.url,
      environment: renderer ? [:] : ["BATEMAN_PLOTS": scratch.url.appendingPathComponent("nowhere").path])
  }

  /// A JSON file as an object.
  func json(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: scratch.url.appendingPathComponent(name))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// Adds a weight and a sex to each row.
  private static func withCovariates(_ table: String) -> String {
    table.split(separator: "\n").enumerated().map { index, line in
      guard index > 0, let id = line.split(separator: ",").first.flatMap({ Int($0) }) else {
        return line + ",WT[kg],SEX"
      }
      return "\(line),\(50 + 4 * id),\(id % 2 == 0 ? "male" : "female")"
    }.joined(separator: "\n") + "\n"
  }
}
