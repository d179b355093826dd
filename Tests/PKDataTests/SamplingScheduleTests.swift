import PKData
import PKText
import PKUnits
import Testing

@Suite("Sampling times")
struct SamplingScheduleTests {
  static func schedule(_ text: String, unit: String = "day") throws -> SamplingSchedule {
    try SamplingSchedule(parsing: SourceText(name: "--times", text), timeUnit: Unit(unit))
  }

  static let table: [(String, [Double])] = [
    ("0,1h,6h,1day,21day", [0, 1.0 / 24, 0.25, 1, 21]),
    ("21 day, 1 day, 24 h, 0", [0, 1, 21]),
    ("0...24h by 6h", [0, 0.25, 0.5, 0.75, 1]),
    ("0 h...1 day by 10 h", [0, 10.0 / 24, 20.0 / 24]),
    ("1...2 by 0.5, 3 wk", [1, 1.5, 2, 21]),
    ("every 12 h until 1 day", [0, 0.5, 1]),
    ("every 30 day", [0, 30]),
    ("5;60", [5]),
    ("2, 2, 2", [2]),
    ("5...5 by 1", [5]),
  ]

  @Test("Times come in the schedule's unit, in order, each once", arguments: table)
  func times(_ text: String, _ expected: [Double]) throws {
    #expect(try Self.schedule(text).times(until: 42) == expected)
  }

  @Test("A grid is k·step and ends with its end")
  func grid() throws {
    let step = SourceText(name: "--every", "6h")
    let schedule = try SamplingSchedule(parsingStep: step, timeUnit: Unit("day"))
    let times = try #require(schedule.times(until: 126))
    #expect(times.count == 505)
    #expect(times.last == 126)
    let tenths = try #require(try Self.schedule("0...1 by 0.1", unit: "h").times(until: 10))
    #expect(tenths == (0...10).map { Double($0) * 0.1 })
  }

  @Test("A grid without end or with too many times is refused")
  func limits() throws {
    #expect(try Self.schedule("every 6h").times(until: .infinity) == nil)
    #expect(try Self.schedule("every 6h").times(until: .nan) == nil)
    #expect(try Self.schedule("0...1e9 by 1e-9").times(until: 1e9) == nil)
    #expect(try Self.schedule("every 6h").times(until: -1) == [])
    #expect(try Self.schedule("every 1e-300 h").times(until: 1e300) == nil)
  }

  static let errors: [PhraseCase] = [
    PhraseCase("", "PK4201 no times are given |  | write for instance '0, 1h, 6h, 1day'"),
    PhraseCase("1 mg", "PK4202 'mg' is no unit of time: it measures mass | mg | write min, h, day or wk"),
    PhraseCase("-1 h", "PK4202 times count from the first record and are not negative | -1 h"),
    PhraseCase(
      "1h...2h", "PK4204 nothing says how far apart the times of the range are | 1h...2h | add for instance 'by 6h'"),
    PhraseCase("3h...2h by 1h", "PK4204 the range ends before it begins | 3h...2h"),
    PhraseCase("every 0 h", "PK4202 the step must be more than nothing | 0 h"),
    PhraseCase("every", "PK4201 a time is missing after 'every' |  | write a number and a unit, such as 6h"),
    PhraseCase("0,,1", "PK4201 a time is missing | , | write a number and a unit, such as 6h"),
    PhraseCase("1 h 2 h", "PK4203 this is no time | 2 h | a comma stands between two times"),
    PhraseCase("1h,", "PK4201 no time follows the last comma | 1h,"),
    PhraseCase("1e308 yr", "PK4202 the time is too long | 1e308 yr"),
    PhraseCase("1e400", "PK4004 the number is too large | 1e400"),
    PhraseCase(
      "6hh, 1 mon",
      "PK4006 unknown unit 'hh' | hh",
      "PK4006 'mon' is no unit, because months differ in length | mon | write '4 wk' or '30 day', whichever is meant"),
  ]

  @Test("A mistake is told with its place and the way out", arguments: errors)
  func message(_ expected: PhraseCase) throws {
    let day = try Unit("day")
    expected.check { source throws(DiagnosticList) in _ = try SamplingSchedule(parsing: source, timeUnit: day) }
  }
}
