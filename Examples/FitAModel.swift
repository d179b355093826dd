// Population parameters of theophylline by FOCEI, with standard errors.
import Bateman

let model = try CheckedModel(contentsOf: "Validation/Fits/theophylline.pkm")
let dataset = try Dataset(contentsOf: "Validation/PQ/theophylline/theophylline.csv")

let problem = try FitProblem(model: model, dataset: dataset)
let fit = try await ApproximateLikelihood(.conditionalInteraction, covariance: .sandwich).fit(problem)

print("OFV \(fit.objective), \(fit.termination.message)")
for parameter in PopulationParameter.all(of: model) {
  let name = parameter.name(in: model)
  let error = fit.uncertainty.flatMap { known in known.names.firstIndex(of: name).map { known.standardErrors[$0] } }
  print("\(name) = \(fit.estimates[parameter])" + (error.map { " ± \($0)" } ?? ""))
}
