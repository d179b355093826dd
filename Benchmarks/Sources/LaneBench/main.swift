import Bateman
import Glibc
func n(_ x: Double) -> Expression { .number(x) }
func b(_ op: BinaryOperator, _ x: Expression, _ y: Expression) -> Expression { .binary(op, x, y) }
let L = try Unit("L"), mg = try Unit("mg"), day = try Unit("day"), mgL = try Unit("mg/L"), Lday = try Unit("L/day"), mgday = try Unit("mg/day")
let th: [(String, Unit, Double)] = [("tvCL", Lday, 0.342), ("tvV1", L, 2.943), ("Q", Lday, 0.443), ("V2", L, 5.369), ("VMAX", mgday, 4.352), ("KM", mgL, 0.5759)]
let C1 = Expression.reference(.local(0)), C2 = Expression.reference(.local(1))
func t(_ i: Int) -> Expression { .reference(.theta(i)) }
let ex = b(.multiply, t(2), b(.subtract, C1, C2))
let el = b(.divide, b(.multiply, t(4), C1), b(.add, t(5), C1))
let model = try Model(compiling: CheckedModel(name: "bench", timeUnit: day, amountUnit: mg, volumeUnit: L,
  thetas: th.map { Theta(name: $0.0, unit: $0.1, value: $0.2) },
  individuals: [IndividualParameter(name: "CL", unit: Lday, typical: t(0), transform: .logNormal, effects: [RandomEffect(eta: 0)]),
    IndividualParameter(name: "V1", unit: L, typical: t(1), transform: .logNormal, effects: [RandomEffect(eta: 1)])],
  etaNames: ["CL", "V1"], omega: [OmegaBlock(etas: [0], lowerTriangle: [0.215]), OmegaBlock(etas: [1], lowerTriangle: [0.023])],
  compartments: [Compartment(name: "central", unit: mg), Compartment(name: "peripheral", unit: mg)],
  routes: [Route(name: "iv", compartment: 0)],
  locals: [Local(name: "C1", unit: mgL, value: b(.divide, .reference(.compartment(0)), .reference(.individual(1)))),
    Local(name: "C2", unit: mgL, value: b(.divide, .reference(.compartment(1)), t(3)))],
  derivatives: [b(.subtract, b(.subtract, b(.multiply, .negate(.reference(.individual(0))), C1), el), ex), ex],
  outputs: [Output(name: "serum", unit: mgL, prediction: C1)]))
let times = (0..<505).map { 0.25 * Double($0) }
let regimen = try Regimen(parsing: SourceText(name: "bench", "150 mg iv over 1 h every 21 days x 6"))
let a = CommandLine.arguments
for subjects in [nil, Int(a[1])!] as [Int?] {
  var settings = SimulationSettings()
  settings.threads = Int(a[2])!
  let follows = a.count > 3 ? a[3] == "cycles" : true
  let s = try PopulationSimulation(of: model, arms: [Arm(regimen)], subjects: subjects, times: times, until: 126, followsCycles: follows, settings: settings)
  var sum = 0.0, stats = SolverStatistics(), area = 0.0
  let clock = ContinuousClock()
  let start = clock.now
  try await s.run { chunk in
    for i in chunk.subjects { for t in times.indices { sum += chunk.prediction(subject: i, time: t, output: 0) } }
    if follows { for c in 0..<chunk.cycleCount { area += chunk.exposure(subject: chunk.subjects.lowerBound, cycle: c, output: 0).auc } }
    stats = stats + chunk.statistics
  }
  let d = clock.now - start
  let us = (Double(d.components.seconds) * 1e6 + Double(d.components.attoseconds) * 1e-12) / Double(subjects ?? 1)
  print("us/subject", us, "mean", sum / Double(505 * (subjects ?? 1)), "sum", sum, "area", area, "steps", Double(stats.steps) / Double(subjects ?? 1), Double(stats.rejected) / Double(subjects ?? 1), Double(stats.evaluations) / Double(subjects ?? 1))
}
