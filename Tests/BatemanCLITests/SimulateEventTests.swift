import Foundation
import Testing

/// `bateman simulate` with events that happen once: shares, and their file.
@Suite struct SimulateEventTests {
  private static let model = """
    model ada {
      status teaching
      units {
        time = day
        amount = mg
        volume = L
      }
      theta {
        CL : L/day = 0.2 in 0...
        V : L = 3 in 0...
        k : 1/day = 0.00265647 in 0...
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        C = central / V
        central' = -CL * (1 + 0.159 * ADA) * C
      }
      events {
        ADA : 1/day = k ~ once "treatment-emergent ADA"
      }
      observations {
        serum : mg/L = C
      }
    }
    """

  private func run(_ options: [String], in folder: TemporaryFolder) throws -> CommandRun {
    try folder.file("ada.pkm", Self.model)
    return try CommandRun(
      arguments: ["simulate", "ada.pkm", "--regimen", "300 mg iv every 21 days x 4"] + options, in: folder.url)
  }

  /// A hazard of −ln(0.8)/84 a day: a fifth of the patients by day 84, the end of the fourth cycle.
  @Test func writesWhoHadTheEventAndWhen() throws {
    let folder = try TemporaryFolder()
    let run = try run(["--subjects", "400", "--events", "e.csv", "--quiet"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let lines = try folder.text("e.csv").split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(lines[0] == ["arm", "id", "event", "time[day]"])
    #expect(lines.count == 401)
    let times = lines.dropFirst().compactMap { Double($0[3]) }
    #expect(times.allSatisfy { $0 > 0 && $0 <= 84 })
    #expect(lines.dropFirst().allSatisfy { $0[2] == "ADA" && ($0[3] == "NA" || Double($0[3]) != nil) })
    // Binomial, five standard deviations of 0.02.
    #expect(abs(Double(times.count) / 400 - 0.2) < 0.1)
    let percent = (Double(times.count) / 4 * 10).rounded() / 10
    let shown = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
    #expect(run.output.contains("% of patients with the event by the end (90 % interval)"))
    #expect(run.output.contains("300 mg iv every 21 days x 4  \(shown) ("), "\(run.output)")
  }

  @Test func reportsSharesAsJSON() throws {
    let folder = try TemporaryFolder()
    let run = try run(["--subjects", "50", "--json", "--quiet"], in: folder)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let arms = try #require(json["arms"] as? [[String: Any]])
    let event = try #require((arms[0]["events"] as? [[String: Any]])?.first)
    let patients = try #require(event["patients"] as? Int)
    let fraction = try #require(event["fraction"] as? Double)
    let (low, high) = (try #require(event["p05"] as? Double), try #require(event["p95"] as? Double))
    #expect(event["event"] as? String == "ADA")
    #expect(event["of"] as? Int == 50)
    #expect(fraction == Double(patients) / 50)
    #expect(low < fraction && fraction < high)
    // Wilson's interval has its bounds where the normal approximation at the bound itself puts the share.
    for bound in [low, high] {
      #expect(abs(abs(fraction - bound) - 1.6448536269514722 * (bound * (1 - bound) / 50).squareRoot()) < 1e-12)
    }
  }

  @Test func aTypicalPatientHasNoEvent() throws {
    let folder = try TemporaryFolder()
    let run = try run(["--typical", "--events", "e.csv"], in: folder)
    #expect(run.output.contains("A typical patient never has ADA."))
    #expect(try folder.text("e.csv") == "arm,id,event,time[day]\n300 mg iv every 21 days x 4,1,ADA,NA\n")
  }

  @Test func filesAreKeptApart() throws {
    let folder = try TemporaryFolder()
    let run = try run(["--output", "e.csv", "--events", "e.csv"], in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains("--output and --events name the same file"))
  }
}
