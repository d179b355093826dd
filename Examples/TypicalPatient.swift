// Concentrations of the typical patient, every 6 hours.
import Bateman

let model = try Model(contentsOf: "Models/teaching/iv2.pkm")
let regimen = try Regimen("100 mg iv over 1 h every 24 h x 3")
let times = stride(from: 0.0, through: 72, by: 6).map { $0 }

let simulation = try PopulationSimulation(of: model, arms: [Arm(regimen)], subjects: nil, times: times)
try await simulation.run { chunk in
  for (index, time) in times.enumerated() {
    print("\(time) h: \(chunk.prediction(subject: 0, time: index, output: 0)) mg/L")
  }
}
