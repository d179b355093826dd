public import PKSimulation

/// What some patients of a study come to, in every arm.
public struct StudyChunk: Sendable {
  /// A sample as it was drawn: what was there, and what the laboratory says.
  public struct Sample: Hashable, Sendable {
    /// The patient, by number.
    public var subject: Int
    /// The schedule, by index.
    public var plan: Int
    /// The entry of the schedule, by index.
    public var entry: Int
    /// The cycle, from 0.
    public var cycle: Int
    /// The time since the first dose, and since the dose of the cycle.
    public var time: Double, timeAfterDose: Double
    /// The output, by index.
    public var output: Int
    /// The concentration that is there.
    public var truth: Double
    /// With residual error.
    public var observed: Double
  }

  /// A patient's treatment in one arm.
  public struct Treatment: Hashable, Sendable {
    /// How many cycles began, and how many doses were given, missed, delayed and reduced.
    public var cycles: Int, doses: Int, missed: Int, delayed: Int, reduced: Int
    /// The relative dose intensity: dose per time given, relative to that planned.
    public var intensity: Double
    /// When the last cycle ended.
    public var end: Double
    /// When antibodies appeared; infinite when they did not.
    public var onset: Double
    /// When they were gone.
    public var recovery: Double
    /// Their titre.
    public var titre: Double
  }

  /// One arm of the patients.
  public struct Arm: Sendable {
    /// How many cycles the arm has.
    public var cycles: Int
    /// For each patient, cycle, output of the model and metric, in this order; NaN where there is none.
    public var exposures: [Double]
    /// The treatment of each patient.
    public var treatments: [Treatment]
    /// The amount given in each patient's cycles, in the compartment's unit; NaN where none began.
    public var doses: [Double]
    /// When each of them began.
    public var starts: [Double]
    /// All samples.
    public var samples: [Sample]
    /// For each patient and cycle whether a sample before its dose was found positive; nil when none was tested.
    public var found: [Bool?]
    /// Patients whose equations could not be solved to the end.
    public var failures: [SubjectFailure]

    /// A patient's exposure.
    public func exposure(slot: Int, cycle: Int, output: Int, outputs: Int, _ metric: ExposureMetric) -> Double {
      guard cycle < cycles else { return .nan }
      return exposures[((slot * cycles + cycle) * outputs + output) * ExposureMetric.allCases.count + metric.index]
    }
  }

  /// The patients, by number.
  public var subjects: Range<Int>
  /// Who they are.
  public var patients: [VirtualPatient]
  /// What they come to in each arm.
  public var arms: [Arm]
}

extension ExposureMetric {
  /// Its place among all.
  var index: Int {
    switch self {
    case .Cmax: 0
    case .Ctrough: 1
    case .AUC: 2
    case .Cavg: 3
    case .timeAbove: 4
    }
  }
}
