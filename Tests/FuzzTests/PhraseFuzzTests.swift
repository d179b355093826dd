import PKData
import PKText
import PKUnits
import Testing

@Suite("Fuzz: phrases")
struct PhraseFuzzTests {
  static let regimens = [
    "2.5 mg/kg iv over 60 min every 21 days x 6",
    "load: 3.0 mg/kg iv over 60 min once, then 2.0 mg/kg every 21 days x 5",
    "600 mg sc every 3 weeks x 6", "BAT: 300 mg every 21 d x 6", "300 mg Q3W x 6",
    "5 µg/kg q21d x2 then 7 µg/kg bid for 3 days",
    "75 mg/m2 iv over 1 h max 150 mg weekly until 52 wk; 10 nmol bolus once",
  ]
  static let regimenWords = [
    "every", "over", "once", "then", "x", "x 6", "for", "until", "max", "bolus", "Q3W", "qd", "bid", "mg/kg", "mg",
    "21 days",
    "60 min", "iv", "sc", "2,5", "month", ": ",
  ]
  static let covariates = [
    "WT = 65 kg", "SEX = male, AGE = 64.5", "WT ~ lognormal(65 kg, cv 20%) in 35...150 kg",
    "AGE ~ uniform(18 yr, 75 yr)",
    "ALB ~ normal(40 g/L, sd 4 g/L) in 20...60 g/L; SEX ~ categorical(male 60%, female 40%)", "X ~ normal(-3, cv 0.1)",
  ]
  static let covariateWords = [
    "lognormal(", "normal(", "uniform(", "categorical(", "cv", "sd", "in", "20%", "kg", "g/L", "male 60%", "~", "=",
    "WT", "35...150",
  ]
  static let times = [
    "0,1h,6h,1day,21day", "0...24h by 6h", "every 6h until 2 day, 3 wk", "0.5; 1; 2...4 by 0.25", "every 12 h",
  ]
  static let timeWords = ["every", "until", "by", "...", "1h", "day", "wk", "mg", "0", "1e9", "1e-9"]

  @Test("Any text is a regimen that reads back, or diagnostics inside it", arguments: Fuzzing.seeds)
  func regimens(_ seed: UInt64) throws {
    let hours = try Unit("h")
    let good = fuzz(Self.regimens, Self.regimenWords, seed) { source throws(DiagnosticList) in
      let regimen = try Regimen(parsing: source)
      let again = try Regimen(parsing: SourceText(name: "again", regimen.description))
      if again != regimen { Issue.record("'\(regimen)' reads as '\(again)'") }
      let doses = regimen.doses(in: hours)?.count
      if doses != regimen.phases.reduce(0, { $0 + $1.count }) { Issue.record("'\(regimen)' has \(doses ?? -1) doses") }
    }
    #expect(good > Fuzzing.mutantsPerChunk / 50)
  }

  @Test("Any text is a list of covariates that reads back, or diagnostics inside it", arguments: Fuzzing.seeds)
  func covariates(_ seed: UInt64) {
    let good = fuzz(Self.covariates, Self.covariateWords, seed) { source throws(DiagnosticList) in
      for specification in try CovariateSpecification.list(parsing: source) {
        let again = try CovariateSpecification.list(parsing: SourceText(name: "again", specification.description))
        if again.first?.name != specification.name { Issue.record("'\(specification)' reads as \(again)") }
        _ = specification.value(uniform: 0.3, normalQuantile: { $0 - 0.5 }, normalCDF: { min(max($0, 0), 1) })
      }
    }
    #expect(good > Fuzzing.mutantsPerChunk / 50)
  }

  @Test("Any text is a list of times, or diagnostics inside it", arguments: Fuzzing.seeds)
  func times(_ seed: UInt64) throws {
    let day = try Unit("day")
    let good = fuzz(Self.times, Self.timeWords, seed) { source throws(DiagnosticList) in
      let schedule = try SamplingSchedule(parsing: source, timeUnit: day)
      if schedule.count(until: 42) > 100_000 { return }
      let times = schedule.times(until: 42) ?? []
      if times != times.sorted() || times.contains(where: { !($0 >= 0 && $0 <= 42.001) }) { Issue.record("\(times)") }
    }
    #expect(good > Fuzzing.mutantsPerChunk / 50)
  }

  /// Reads mutants; how many could be read.
  private func fuzz(
    _ corpus: [String], _ dictionary: [String], _ seed: UInt64,
    _ read: (SourceText) throws(DiagnosticList) -> Void
  ) -> Int {
    var mutator = Mutator(corpus: corpus, dictionary: dictionary, seed: seed)
    var good = 0
    for _ in 0..<Fuzzing.mutantsPerChunk {
      let text = mutator.next()
      do {
        try read(SourceText(name: "fuzz", bytes: text))
        good += 1
      } catch {
        if error.source.name == "again" {
          Issue.record("the description of \(shown(text)) is bad: \(error.rendered())")
        }
        check(error, of: error.source.bytes)
      }
    }
    return good
  }
}
