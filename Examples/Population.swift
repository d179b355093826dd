// Percentiles of exposure in 1,000 virtual patients whose weight varies.
import Bateman

let model = try Model(contentsOf: "Models/teaching/iv2.pkm")
let regimen = try Regimen("100 mg iv over 1 h every 24 h x 3")
let weights = try CovariateSpecification.list("WT ~ lognormal(70 kg, cv 20%) in 40...120 kg")

var settings = SimulationSettings()
settings.seed = 1
settings.threads = 2  // results do not depend on it
let simulation = try PopulationSimulation(
  of: model, arms: [Arm(regimen)], subjects: 1_000, covariates: weights, settings: settings)

var areas = QuantileAccumulator()
try await simulation.run { chunk in
  for subject in chunk.subjects { areas.add(chunk.exposure(subject: subject, cycle: 0, output: 0).auc) }
}
let percentiles = areas.quantiles([0.05, 0.5, 0.95])
print("AUC of the first day, 5th, 50th and 95th percentile: \(percentiles) mg*h/L")
