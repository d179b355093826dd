import PKData
import PKLanguage
package import PKModel
public import PKStudies

/// The kinetics of a trial's patients: a model, who they are, how doses are given, what is sampled.
public struct TrialPharmacology: Sendable {
  /// What is sampled, cycle by cycle.
  public struct Sampling: Hashable, Sendable {
    /// The cycles in which samples are drawn, from 1 on.
    public var cycles: Set<Int>
    /// How long after the end of the infusion (after the dose, where there is none) the sample is drawn that is to catch
    /// the peak; in the model's time unit.
    public var afterDose: Double
  }

  /// The model.
  package let model: Model
  /// What the model's file is called.
  public let modelName: String
  /// The output that is reported, and tested for the peak; an index.
  public let output: Int
  /// Who the patients are.
  public let population: VirtualPopulation
  /// Antibodies against the drug; nil when they are not simulated.
  public let antibodies: AntibodyModel?
  /// What is sampled.
  public let sampling: Sampling
  /// How the doses of each level are given: a phase for each.
  let phases: [Regimen.Phase]
  let patients: PatientBinding
  /// What the doses of each level go by; nil for flat doses.
  let sizes: [BodySize?]
  /// How many of the model's time units a day is.
  let day: Double

  init(
    model: Model, modelName: String, output: Int, population: VirtualPopulation, antibodies: AntibodyModel?,
    sampling: Sampling, phases: [Regimen.Phase], patients: PatientBinding, sizes: [BodySize?], day: Double
  ) {
    (self.model, self.modelName, self.output) = (model, modelName, output)
    (self.population, self.antibodies, self.sampling) = (population, antibodies, sampling)
    (self.phases, self.patients, self.sizes, self.day) = (phases, patients, sizes, day)
  }

  /// Whether the model stands in for a drug whose own is not published.
  public var isSurrogate: Bool { model.source.status == .surrogate }
  /// The name and unit of the output that is reported.
  public var outputName: String { model.source.outputs[output].name }
  /// The unit of the output, as text.
  public var outputUnit: String { "\(model.source.outputs[output].unit)" }
  /// The model's time unit, as text.
  public var timeUnit: String { "\(model.source.timeUnit)" }
}
