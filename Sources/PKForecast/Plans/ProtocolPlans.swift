public import PKDosing

/// A protocol's dose for a patient, and the other dose levels that a forecast compares it with.
///
/// All doses are the protocol's own, computed exactly by ``DoseCalculator``; a forecast reads them and changes none.
public struct ProtocolPlans: Sendable {
  /// The protocol's dose, or why it has none.
  public enum Prescription: Sendable {
    case dose(DoseResult)
    case refused(Refusal)
  }

  /// A dose level.
  public struct Level: Sendable {
    /// The arm and the level in it.
    public var arm: String, level: String
    /// Whether it is the level of the request.
    public var isRequested: Bool
    /// For each of the next cycles the dose, in mg.
    public var doses: [Measure<DoseMass>]
    /// Why it cannot be computed; then there are no doses.
    public var refusal: Refusal?
    /// What the plan is called: `arm 2.5, level 0 (2.5 mg/kg): 156 mg`.
    public var name: String
  }

  /// The weight of the request, in kg; nil when there is none that can be read.
  public let weight: Double?
  /// The protocol.
  public let file: ProtocolFile
  /// The dose of the request as `bateman dose` gives it.
  public let prescription: Prescription
  /// The levels of the patient's arm, from the highest, then the starting levels of the other arms.
  public let levels: [Level]
  /// How long a cycle lasts, in days.
  public var cycleDays: Int { file.rules.schedule.cycleDays }
  /// The days of a cycle on which doses are given, from the first one on.
  public var dayOffsets: [Int] { file.rules.schedule.days.map { $0 - (file.rules.schedule.days.first ?? 1) } }
  /// Which doses a delay moves by the protocol's calendar.
  public var delayRule: FuturePlan.DelayRule { file.rules.schedule.anchor == .lastDose ? .all : .first }
  /// What the protocol says of a missed dose and of a delay.
  public var rules: (missed: String, delay: String) { (file.rules.schedule.missedRule, file.rules.schedule.delayRule) }

  /// Computes the dose of a request and the doses of all levels.
  ///
  /// - Parameters:
  ///   - request: the inputs, as for `bateman dose`.
  ///   - file: the protocol.
  ///   - cycles: how many cycles lie ahead, the one of the request included.
  public init(_ request: DoseRequest, by file: ProtocolFile, cycles: Int) {
    self.file = file
    weight = (try? DoseInputs(request, file.rules.schedule))?.weight?.measure.value.double
    do {
      prescription = .dose(try DoseCalculator.dose(request, by: file.rules))
    } catch {
      prescription = .refused(error)
    }
    let chosen = request[.arm] ?? file.rules.arms.first?.name ?? ""
    let own = file.rules.arms.filter { $0.name == chosen }
    var levels: [Level] = []
    for arm in own + file.rules.arms.filter({ $0.name != chosen }) {
      for level in arm.name == chosen ? arm.levels : Array(arm.levels.prefix(1)) {
        levels.append(Self.level(level, of: arm, request, file, cycles, isOwn: arm.name == chosen))
      }
    }
    self.levels = levels
  }

  private static func level(
    _ level: Arm.Level, of arm: Arm, _ request: DoseRequest, _ file: ProtocolFile, _ cycles: Int, isOwn: Bool
  ) -> Level {
    let first = arm.levels.first?.name
    let wanted = request[.level]
    var result = Level(
      arm: arm.name, level: level.name, isRequested: isOwn && (wanted ?? first) == level.name, doses: [],
      name: "arm \(arm.name), level \(level.name)")
    let start = request[.cycle].flatMap { Int($0) } ?? 1
    let last = min(start + max(1, cycles) - 1, file.rules.schedule.maximumCycles ?? .max)
    do {
      for cycle in start...max(start, last) {
        let dose = try DoseCalculator.dose(hypothetical(request, arm, level, cycle: cycle), by: file.rules)
        result.doses.append(dose.dose)
        guard cycle == start else { continue }
        let place = dose.isLoading ? "loading" : "level \(level.name)"
        result.name = "arm \(arm.name), \(place) (\(dose.amount)): \(dose.dose.text)"
      }
    } catch {
      result.refusal = error
      result.doses = []
    }
    return result
  }

  /// The request for another level: without what ties a dose to the calendar and to the dose before it.
  private static func hypothetical(
    _ request: DoseRequest, _ arm: Arm, _ level: Arm.Level, cycle: Int
  ) -> DoseRequest {
    var other = request
    other[.arm] = arm.name
    other[.level] = level.name == arm.levels.first?.name ? nil : level.name
    other[.cycle] = "\(cycle)"
    for field in [DoseRequest.Field.previousLevel, .lastDose, .firstDose, .cumulative] { other[field] = nil }
    return other
  }

  /// The dose of the level below the requested one, for what a reduction does; nil when there is none.
  public var reduced: Level? {
    guard let index = levels.firstIndex(where: \.isRequested) else { return nil }
    return levels[(index + 1)...].first { $0.arm == levels[index].arm && $0.refusal == nil }
  }

  /// How long the infusion of the n-th dose lasts, in hours; nil where the protocol does not say.
  public func infusionHours(dose: Int) -> Double? {
    file.rules.infusion.last { $0.fromDose <= dose }.map { $0.hours.double }
  }
}
