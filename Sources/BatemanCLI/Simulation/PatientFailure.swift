import Bateman

/// A patient whose equations could not be solved, as a person and a program are told.
struct PatientFailure: Encodable {
  /// A quantity of the patient when the solver stopped; nil where it is no finite number.
  struct Quantity: Encodable {
    var name: String
    var unit: String
    var value: Double?
  }

  /// The arm, where there are arms.
  var arm: String?
  /// The patient: the identifier of the table, or the number in the arm.
  var patient: String
  /// Which of the patients that a row of the table stands for; nil where it stands for one.
  var replicate: Int?
  /// When it happened, in the model's unit of time.
  var time: Double
  var message: String
  var parameters: [Quantity]
  /// What the compartments held.
  var amounts: [Quantity]

  init(_ failure: SubjectFailure, patient: String, arm: String? = nil, replicate: Int? = nil, in model: CheckedModel) {
    self.arm = arm
    self.patient = patient
    self.replicate = replicate
    time = failure.time
    message = failure.message
    parameters = zip(model.individuals, failure.parameters).map { parameter, value in
      Quantity(name: parameter.name, unit: "\(parameter.unit)", value: value.isFinite ? value : nil)
    }
    amounts = zip(model.compartments, failure.amounts).map { compartment, value in
      Quantity(name: compartment.name, unit: "\(compartment.unit)", value: value.isFinite ? value : nil)
    }
  }

  /// What happened to whom, in one line.
  var line: String {
    let copy = replicate.map { " (replicate \($0))" } ?? ""
    let place = arm.map { " of arm '\($0)'" } ?? ""
    return "patient \(patient)\(copy)\(place): \(message)"
  }

  /// The patient's parameters and amounts, a line each.
  var details: [String] {
    [("parameters", parameters), ("amounts at time \(time.shortText)", amounts)].compactMap { title, quantities in
      guard !quantities.isEmpty else { return nil }
      let values = quantities.map { quantity in
        let unit = quantity.unit == "1" ? "" : " \(quantity.unit)"
        return "\(quantity.name) \(quantity.value.map { $0.shortText + unit } ?? "not a finite number")"
      }
      return "  \(title): \(values.joined(separator: ", "))"
    }
  }
}
