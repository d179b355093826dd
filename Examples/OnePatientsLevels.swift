// What two levels say of one patient, and the concentrations that follow.
import Bateman

let model = try CheckedModel(contentsOf: "Models/teaching/iv2.pkm")
let soFar = """
  ID,TIME[h],AMT[mg],RATE[mg/h],EVID,WT[kg],DV[mg/L]
  1,0,100,100,1,62,.
  1,2,.,.,0,62,2.9
  1,23.5,.,.,0,62,0.61
  """
let next = soFar + "\n1,24,100,100,1,62,.\n1,47.5,.,.,0,62,.\n"

let estimate = try SubjectEstimation(model: model).estimate(Dataset(table: Array(soFar.utf8), name: "levels"))
print("random effect of CL: \(estimate[effect: "CL"] ?? 0)")
for prediction in try estimate.predictions(of: Dataset(table: Array(next.utf8), name: "next")) {
  print("\(prediction.time) h: \(prediction.individual) ± \(prediction.standardError) mg/L")
}
