import PKStudies
import PKText
import Testing

/// Bad studies are refused with line, column and a way out.
@Suite struct StudyMessageTests {
  static let good = """
    study: test
    model: m
    population:
      size: 100
      covariates:
        - WT ~ lognormal(70 kg, cv 20%)
        - ALB ~ normal(40 g/L, sd 4 g/L)
        - AGE ~ normal(60 yr, sd 9 yr)
      correlations:
        - {between: [WT, ALB], is: 0.2}
        - {between: [WT, AGE], is: 0.2}
        - {between: [ALB, AGE], is: 0.2}
      eligibility:
        - AGE in 18...75 yr
    conduct:
      window: {plus or minus: 3 days, distribution: uniform}
    arms:
      - name: A
        regimen: 2 mg/kg iv every 21 days x 6
    sampling:
      - {name: s, times: [pre, 4 h ± 1 h, day 3 ± 1 day]}
    targets:
      - {name: t, metric: AUC, of: serum, cycle: 1, at least: 30 mg*day/L}
    antibodies:
      onset: {hazard: 0.01 1/day}
      effect: {on: CL, change: 20 %}

    """

  static let changes: [(from: String, to: String, place: String, words: String)] = [
    ("conduct:", "condukt:", "15:1", "did you mean 'conduct'?"),
    ("size: 100", "siz: 100", "4:3", "did you mean 'size'?"),
    ("name: A", "nam: A", "18:5", "unknown key 'nam' in an arm"),
    ("at least: 30 mg*day/L", "at least: 30 mg/L", "23:59", "AUC of 'serum' is in mg*day/L"),
    ("at least: 30 mg*day/L", "at leest: 30 mg*day/L", "23:49", "did you mean 'at least'?"),
    ("of: serum", "of: serun", "23:32", "did you mean 'serum'?"),
    ("metric: AUC", "metric: AUCC", "23:23", "did you mean 'AUC'?"),
    ("plus or minus: 3 days", "plus or minus: 11 days", "19:14", "the windows of two doses overlap"),
    ("distribution: uniform", "distribution: gauss", "16:49", "it is one of uniform, triangular, normal"),
    ("4 h ± 1 h, day 3 ± 1 day", "day 3 ± 1 day, day 4 ± 1 day", "21:43", "overlap"),
    ("4 h ± 1 h, day 3", "day 4, day 3", "21:35", "'day 3' is not after 'day 4'"),
    ("pre, 4 h", "-1 h, 4 h", "21:23", "a sample is drawn before the first dose"),
    ("pre, 4 h", "prr, 4 h", "21:23", "'prr' is no moment of a cycle"),
    (
      "[WT, ALB], is: 0.2}", "[WT, ALB], is: 0.99}\n    - {between: [WT, AGE], is: -0.99}", "10:5",
      "not positive definite"
    ),
    ("AGE in 18...75 yr", "AGE in 118...175 yr", "14:5", "fewer than 1 in 1,000 patients are eligible"),
    ("AGE in 18...75 yr", "AGE in 18...75 kg", "14:22", "'kg' is no unit of 'AGE'"),
    ("AGE in 18...75 yr", "AGE in 18...75", "14:7", "the unit of 'AGE' is missing"),
    ("AGE in 18...75 yr", "AGG in 18...75 yr", "14:7", "did you mean 'AGE'?"),
    ("AGE in 18...75 yr", "CrCl >= 50 mL/min", "14:7", "'CrCl' needs 'SCR'"),
    ("every 21 days x 6", "once", "19:14", "the last dose has no interval"),
    ("2 mg/kg iv", "2 mg/kg im", "19:22", "im"),
    ("2 mg/kg iv", "$x mg/kg iv", "", "'$x' is not among the parameters"),
    ("on: CL", "on: CLL", "26:16", "did you mean 'CL'?"),
    ("on: CL", "on: V", "26:16", "'V' is not log-normal in the model"),
    ("hazard: 0.01 1/day", "hazard: 0.01 day", "25:19", "is a hazard, not negative and per time"),
    ("hazard: 0.01 1/day", "share: 20 %", "25:10", "'onset' has no 'at'"),
    ("size: 100", "size: 0", "4:9", "whole number from 1"),
    ("model: m", "model: m\nseed: -1", "3:7", "whole number"),
  ]

  @Test("message", arguments: changes.indices) func message(index: Int) throws {
    let change = Self.changes[index]
    // Two correlations of the same pair: the later one counts, so that the third makes the matrix impossible.
    var text = Self.good.replacing(change.from, with: change.to, maxReplacements: 1)
    if change.words.contains("positive definite") {
      text = text.replacing("    - {between: [WT, AGE], is: 0.2}\n", with: "")
        .replacing("[ALB, AGE], is: 0.2", with: "[ALB, AGE], is: 0.9")
    }
    #expect(text != Self.good, "the change did not apply")
    let model = try TestStudy.model()
    let list = #expect(throws: DiagnosticList.self) { try TestStudy.study(text, model: model) }
    let rendered = list?.rendered() ?? ""
    #expect(rendered.contains(change.words), "\(rendered)")
    #expect(rendered.contains("--> s.yaml:\(change.place)"), "\(rendered)")
  }

  @Test("the study before the changes is good") func unchanged() throws {
    let study = try TestStudy.study(Self.good, model: try TestStudy.model())
    #expect(study.arms.count == 1)
    #expect(study.population.criteria.count == 1)
  }

  @Test("two errors are told together") func several() throws {
    let text = Self.good.replacing("size: 100", with: "siz: 100").replacing("on: CL", with: "on: CLL")
    let list = #expect(throws: DiagnosticList.self) { try TestStudy.study(text, model: try TestStudy.model()) }
    #expect((list?.diagnostics.count ?? 0) >= 2)
  }
}
