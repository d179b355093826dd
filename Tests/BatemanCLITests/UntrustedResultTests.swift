import Foundation
import Testing

/// Runs whose answer must not be trusted: the code 1, and NA where there is no number.
@Suite struct UntrustedResultTests {
  /// dA/dt = k·A²: with k·A(0) = 1/h the amount grows without bound at 1 h, and no solver gets past that.
  static let exploding = """
    model exploding {
      about "an amount that feeds on itself"
      status illustrative
      units { time = h
        amount = mg
        volume = L }
      theta { k : 1/mg/h = 0.01 }
      individual { K : 1/mg/h = k }
      compartments { a : mg }
      doses { iv -> a }
      dynamics { a' = K * a * a }
      observations { amount : mg = a }
    }
    """

  @Test func aPatientThatCannotBeSolvedIsToldAndIsNA() throws {
    let folder = try TemporaryFolder()
    try folder.file("exploding.pkm", Self.exploding)
    let run = try CommandRun(
      "simulate", "exploding.pkm", "--regimen", "100 mg every 4 h x 1", "--typical", "--every", "0.4h",
      "--output", "p.csv", "--exposure", "e.csv", in: folder.url)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("1 patient could not be simulated to the end"))
    #expect(run.errors.contains("patient 1 of arm"))
    let profile = table(try folder.text("p.csv"))
    // A(t) = A(0)/(1 − t/h) before, to ten times the tolerance of 1e-6.
    for (row, expected) in zip(profile.rows, [100, 100 / 0.6, 100 / 0.2]) {
      let amount = try #require(Double(row[3]))
      #expect(abs(amount / expected - 1) < 1e-5)
    }
    #expect(profile.rows.dropFirst(3).map { $0[3] } == Array(repeating: "NA", count: 8))
    #expect(table(try folder.text("e.csv")).rows.first?[7] == "NA")
  }
}
