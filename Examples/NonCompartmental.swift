// Non-compartmental parameters of one measured profile; what is absent or doubtful says why.
import Bateman

let profile = ConcentrationProfile(
  times: [0, 0.5, 1, 2, 4, 8, 12, 24], concentrations: [0, 3.9, 6.1, 7.2, 5.8, 3.1, 1.7, 0.28],
  doses: [NCADose(amount: 100, route: .extravascular)])
let analysis = NCAAnalysis(
  [.cmax, .tmax, .auclst, .aucifo, .aucpeo, .lamzhl, .ctrough], rules: NCARules(method: .linearUpLogDown))

for (parameter, value) in try analysis.result(for: profile).entries {
  switch value {
  case .value(let number): print("\(parameter.code) \(number)")
  case .flagged(let number, let reason): print("\(parameter.code) \(number), doubtful: \(reason)")
  case .notCalculable(let reason): print("\(parameter.code) none: \(reason)")
  }
}
