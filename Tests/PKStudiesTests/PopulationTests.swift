import Foundation
import PKStudies
import PKText
import PKYAML
import Testing

/// Virtual populations: distributions, correlations, formulas, eligibility.
@Suite struct PopulationTests {
  static func population(_ text: String, file: String? = nil) throws -> VirtualPopulation {
    let faults = try YAMLFaults(SourceText(name: "p.yaml", text), codes: YAMLCodes(from: 5001))
    let fields = YAMLFields(faults.root, "population", keys: PopulationReader.keys, in: faults)
    let population = fields.flatMap { fields in
      PopulationReader(fields) { _ in file.map { Array($0.utf8) } }.population(
        wanted: ComputedCovariate.allCases, seed: 3)
    }
    try faults.check()
    return try #require(population)
  }

  @Test("agreement: the share with CrCl of at least 50 mL/min, against numerical integration") func clearance() throws {
    let population = try Self.population(
      """
      size: 1000
      covariates:
        - AGE ~ normal(65 yr, sd 10 yr)
        - WT ~ lognormal(60 kg, cv 20%)
        - SCR ~ lognormal(1 mg/dL, cv 30%)
        - SEX ~ categorical(male 50%, female 50%)
      eligibility: [CrCl >= 50 mL/min]
      """)
    // ln(WT/SCR) is normal; the share is an integral over age, for each sex.
    let sd = (log(1.04) + log(1.09)).squareRoot()
    var exact = 0.0
    let steps = 4000
    for step in 0..<steps {
      let z = -8 + 16 * (Double(step) + 0.5) / Double(steps)
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot() * 16 / Double(steps)
      for factor in [1, 0.85] where 140 - (65 + 10 * z) > 0 {
        let needed = log(50 * 72 / factor / (140 - (65 + 10 * z)))
        exact += 0.5 * density * 0.5 * erfc((needed - log(60)) / sd / 2.0.squareRoot())
      }
    }
    var drawn = 0
    for number in 0..<4000 {
      let patient = try #require(population.patient(number, seed: 3))
      drawn += 1 + patient.rejected
      let values = patient.values
      let female = values[3] == 1
      let own = (140 - values[0]) * values[1] / (72 * values[2]) * (female ? 0.85 : 1)
      #expect(own >= 50)
      #expect(abs(values[try #require(population.index(of: "CrCl"))] - own) < 1e-9)
      #expect(patient.rejectedBy == [patient.rejected])
    }
    let share = 4000.0 / Double(drawn)
    // Four standard errors of a share of so many draws.
    #expect(abs(share - exact) < 4 * (exact * (1 - exact) / Double(drawn)).squareRoot(), "\(share) and \(exact)")
  }

  @Test("correlations are those of the logarithms; truncation cuts") func correlation() throws {
    let population = try Self.population(
      """
      covariates: ["WT ~ lognormal(60 kg, cv 20%)", "HT ~ normal(165 cm, sd 8 cm)", "ALB ~ normal(40 g/L, sd 5 g/L) in 30...50 g/L"]
      correlations: [{between: [WT, HT], is: 0.6}]
      """)
    let patients = try (0..<4000).map { try #require(population.patient($0, seed: 3)).values }
    let x = patients.map { log($0[0]) }
    let y = patients.map { $0[1] }
    func mean(_ v: [Double]) -> Double { v.reduce(0, +) / Double(v.count) }
    func product(_ a: [Double], _ b: [Double]) -> Double { mean(zip(a, b).map { ($0 - mean(a)) * ($1 - mean(b)) }) }
    let r = product(x, y) / (product(x, x) * product(y, y)).squareRoot()
    // The standard error of a correlation is (1 − ρ²)/√n = 0.010.
    #expect(abs(r - 0.6) < 0.04, "\(r)")
    #expect(patients.allSatisfy { (30...50).contains($0[2]) })
    #expect(abs(product(x, x) / log(1.04) - 1) < 0.1)
  }

  @Test("golden: formulas of the body") func formulas() throws {
    let population = try Self.population(
      "covariates: [\"WT = 80 kg, HT = 180 cm, AGE = 40 yr, SCR = 88.402 umol/L, SEX = male\"]")
    let values = try #require(population.patient(0, seed: 1)).values
    func value(_ name: String) throws -> Double { values[try #require(population.index(of: name))] }
    #expect(abs(try value("BMI") - 80 / 3.24) < 1e-9)
    #expect(abs(try value("BSA") - 2) < 1e-9)  // √(180 · 80/3600)
    #expect(abs(try value("IBW") - (50 + 2.3 * (180 / 2.54 - 60))) < 1e-9)
    #expect(abs(try value("AIBW") - (try value("IBW") + 0.4 * (80 - (try value("IBW"))))) < 1e-9)
    #expect(abs(try value("LBM") - 9270 * 80 / (6680 + 216 * 80 / 3.24)) < 1e-9)
    // 88.402 µmol/L of creatinine (113.12 g/mol) is 1.00000 mg/dL: 100 · 80/72.
    #expect(abs(try value("CrCl") - 111.111) < 1e-2)
  }

  @Test("rows of a table are drawn; those that lack a value are left out") func table() throws {
    let population = try Self.population(
      "table: {file: t.csv, columns: {WT: WEIGHT, SEX: sex}, units: {WT: kg}}",
      file: "ID,WEIGHT,sex\n1,60,male\n2,70,female\n3,,male\n4,80,female\n")
    let drawn = try (0..<600).map { try #require(population.patient($0, seed: 1)).values }
    #expect(Set(drawn.map { $0[0] }) == [60, 70, 80])
    let heavy = drawn.filter { $0[0] == 80 }.count
    // A third of 600, four standard errors of 11.5.
    #expect(abs(heavy - 200) < 46)
    #expect(drawn.allSatisfy { ($0[0] == 60) == ($0[1] == 1) })
  }
}
