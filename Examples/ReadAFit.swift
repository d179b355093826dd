// Whether a fit is any good: how it ended, what it warns of, shrinkage, and residuals.
import Bateman

let model = try CheckedModel(contentsOf: "Validation/Fits/theophylline.pkm")
let dataset = try Dataset(contentsOf: "Validation/PQ/theophylline/theophylline.csv")
let fit = try await ApproximateLikelihood().fit(try FitProblem(model: model, dataset: dataset))

guard fit.termination.isConverged else { fatalError(fit.termination.message) }
for warning in fit.warnings { print("warning: \(warning.message)") }
for effect in fit.shrinkage.effects { print("shrinkage of \(effect.name): \(effect.percent) %") }

let residuals = fit.individuals.flatMap(\.residuals).map(\.cwres).filter(\.isFinite)
let outside = residuals.filter { $0.magnitude > 1.96 }.count
print("\(outside) of \(residuals.count) CWRES are beyond ±1.96, where 5 % are expected")
