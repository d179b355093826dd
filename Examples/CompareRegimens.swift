// Two regimens in the same virtual patients: the ratio within each of them, so chance between arms cancels.
import Bateman

let model = try Model(contentsOf: "Models/oncology/hlx43_surrogate.pkm")  // a surrogate: no drug's numbers
let arms = [
  Arm(try Regimen("constant: 2.5 mg/kg iv over 60 min every 21 days x 6")),
  Arm(try Regimen("loaded: 3.0 mg/kg iv over 60 min once, then 2.0 mg/kg iv over 60 min every 21 days x 5")),
]
let simulation = try PopulationSimulation(of: model, arms: arms, subjects: 200)

var troughs: [[Int: Double]] = [[:], [:]]
try await simulation.run { chunk in
  for subject in chunk.subjects {
    troughs[chunk.arm][subject] = chunk.exposure(subject: subject, cycle: 0, output: 0).ctrough
  }
}
var ratios = QuantileAccumulator()
for (subject, constant) in troughs[0] { if let loaded = troughs[1][subject] { ratios.add(loaded / constant) } }
print("trough after the first dose, loaded to constant: \(ratios.quantile(0.5))")
