import Bateman

/// An output's name and the units of what is told of it.
struct OutputLabels: Hashable, Sendable {
  /// The output's name.
  var name: String
  /// The unit of Cmax and Ctrough.
  var unit: String
  /// The unit of the AUC, such as `mg*day/L`.
  var areaUnit: String

  /// The labels of a model's outputs, in its order.
  static func all(of model: CheckedModel) -> [OutputLabels] {
    model.outputs.map { output in
      OutputLabels(
        name: output.name, unit: output.unit.description, areaUnit: (output.unit * model.timeUnit).description)
    }
  }
}
