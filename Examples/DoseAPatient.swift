// An exact dose by a protocol, or the reason why there is none. The protocols that ship are for training.
import Bateman

let rules = try SourceText(contentsOf: "Protocols/hlx43_escc.yaml")
for weight in ["62.4 kg", "62,4 kg", "160 kg"] {
  let request = DoseRequest([.arm: "3.0", .cycle: "1", .weight: weight])
  switch DoseRecord(request, protocol: rules).outcome {
  case .dose(let result, _): print("\(weight): \(result.dose.text)")
  case .refused(let refusal): print("\(weight): refused, \(refusal.message)")
  }
}
