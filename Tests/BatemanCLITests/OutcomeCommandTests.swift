import Foundation
import Testing

/// A yes-or-no outcome beside concentrations, from the table to the drawn outcome.
@Suite struct OutcomeCommandTests {
  static let model = """
    model response {
      about "concentrations and a response"
      status teaching
      units {
        time = h
        amount = mg
        volume = L
      }
      theta {
        tvCL : L/h = 3 in 0...100
        tvV : L = 30 in 0...1000
        intercept : 1 = -1
        slope : L/mg = 1
      }
      omega { CL = 0.09 }
      sigma { b : 1 = 0.1 in 0...1 }
      individual {
        CL : L/h = tvCL ~ logNormal
        V : L = tvV
      }
      compartments { central : mg }
      doses { iv -> central }
      dynamics {
        C : mg/L = central / V
        central' = -CL * C
      }
      observations {
        plasma : mg/L = C ~ proportional(b)
        pain : 1 = 1 / (1 + exp(-(intercept + slope * C))) ~ bernoulli
      }
    }
    """

  /// Eight subjects with four concentrations and three outcomes each.
  static func study(outcome: (Int, Int) -> String = { ($0 + $1) % 3 == 0 ? "0" : "1" }) -> String {
    var rows = ["ID,TIME[h],AMT[mg],DV[mg/L],EVID,DVID"]
    for id in 1...8 {
      rows.append("\(id),0,100,.,1,.")
      for (index, time) in [0.5, 2, 4, 8].enumerated() {
        let own = 0.1 * (1 + 0.1 * sin(Double(id * 7)))
        let value = 100.0 / 30 * exp(-own * time) * (1 + 0.08 * sin(Double(index * 5 + id * 3)))
        rows.append("\(id),\(time),.,\(value),0,1")
        if index < 3 { rows.append("\(id),\(time),.,\(outcome(id, index)),0,2") }
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private func folder(_ table: String = Self.study()) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file("m.pkm", Self.model)
    try folder.file("d.csv", table)
    return folder
  }

  @Test func theDefaultMethodSaysWhatToUse() throws {
    let folder = try folder()
    let run = try CommandRun("fit", "m.pkm", "--data", "d.csv", in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("FOCEI needs a residual error, which 'pain' has not"), "\(run.errors)")
    #expect(run.errors.contains("--method laplace"))
    let start = try CommandRun(
      "fit", "m.pkm", "--data", "d.csv", "--method", "laplace", "--init", "auto", in: folder.url)
    #expect(start.status == 65 && start.errors.contains("least squares, which the outcome 'pain'"), "\(start.errors)")
  }

  @Test func laplaceFitsBoth() throws {
    let folder = try folder()
    let run = try CommandRun(
      "fit", "m.pkm", "--data", "d.csv", "--method", "laplace", "--out", "run", "--covariance", "none", in: folder.url)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let rows = table(try folder.text("run/residuals.csv")).rows
    #expect(rows.count == 56)
    let outcomes = rows.filter { $0[3] == "pain" }
    #expect(outcomes.count == 24 && outcomes.allSatisfy { $0[12] == "NA" && $0[7] != "NA" }, "\(outcomes.first ?? [])")
    for command in ["vpc", "npde"] {
      let check = try CommandRun(command, "run", "--replicates", "60", "--json", in: folder.url)
      #expect(check.status == 0 && !check.output.contains("pain"), "\(check.errors)")
    }
  }

  @Test func valuesThatAreNoOutcomes() throws {
    let folder = try folder(Self.study { id, index in id == 3 && index == 1 ? "2" : "1" })
    let run = try CommandRun("fit", "m.pkm", "--data", "d.csv", "--method", "laplace", in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("subject 3 has 2.0 for 'pain', which is 0 or 1 (bernoulli)"), "\(run.errors)")
    let check = try CommandRun("data", "check", "d.csv", "--model", "m.pkm", in: folder.url)
    #expect(check.status == 65)
    #expect((check.output + check.errors).contains("values of 'pain' are not 0 or 1"), "\(check.output)")
  }

  @Test func simulationsDrawTheOutcome() throws {
    let folder = try folder()
    func simulated(_ name: String, _ more: [String]) throws -> [[String]] {
      let run = try CommandRun(
        arguments: [
          "simulate", "m.pkm", "--regimen", "100 mg once", "--until", "1h", "--subjects", "200", "--times", "1h",
          "--output", name,
        ] + more, in: folder.url)
      #expect(run.status == 0, "\(run.errors)")
      return table(try folder.text(name)).rows
    }
    let drawn = try simulated("a.csv", ["--residual-error", "--seed", "4"])
    let last = (drawn.first?.count ?? 1) - 1
    #expect(Set(drawn.map { $0[last] }).isSubset(of: ["0", "1"]), "\(drawn.prefix(2))")
    #expect(try simulated("b.csv", ["--residual-error", "--seed", "4", "--threads", "1"]) == drawn)
    let expected = try simulated("c.csv", ["--seed", "4"]).compactMap { Double($0[last]) }
    let mean = expected.reduce(0, +) / 200
    let share = Double(drawn.count { $0[last] == "1" }) / 200
    // 5 standard errors of a share of 200.
    #expect(
      mean > 0.5 && mean < 1 && abs(share - mean) < 5 * (mean * (1 - mean) / 200).squareRoot(), "\(share) \(mean)")
  }
}
