import PKData
import PKUnits
import Testing

@Suite("NONMEM-style tables")
struct DatasetTableTests {
  static func dataset(_ text: String) throws -> Dataset { try Dataset(table: Array(text.utf8), name: "events.csv") }

  static func actions(_ text: String) throws -> [Action] {
    try dataset(text).subjects.flatMap { $0.records.map(\.action) }
  }

  @Test("Doses, observations and covariates of two subjects")
  func basic() throws {
    let data = try Self.dataset(
      """
      ID,TIME[h],AMT[mg],RATE,EVID,MDV,CMT,ADDL,II,DV[mg/L],WT[kg],SEX
      1,0,175,175,1,1,1,5,504,.,70,male
      1,2,.,.,0,0,1,.,.,41.5,70,male
      2,1.5,200,.,1,1,.,.,.,.,80,female
      2,24,.,.,0,1,.,.,.,3,.,female

      """)
    #expect(try data.timeUnit == Unit("h"))
    #expect(try data.amountUnit == Unit("mg"))
    #expect(try data.valueUnit == Unit("mg/L"))
    #expect(data.subjects.map(\.id) == ["1", "2"])
    let kilograms = try Unit("kg")
    #expect(
      data.covariates == [.init(name: "WT", unit: kilograms), .init(name: "SEX", categories: ["male", "female"])])
    let first = data.subjects[0].records
    let infusion = Dose(
      amount: 175, site: .compartment(.number(1)), administration: .rate(175),
      repeats: .init(additional: 5, interval: 504))
    #expect(first[0] == Record(time: 0, action: .dose(infusion), covariates: [70, 0], row: 2))
    let seen = Observation(output: .number(1), compartment: .number(1), value: 41.5)
    #expect(first[1] == Record(time: 2, action: .observation(seen), covariates: [70, 0], row: 3))
    let second = data.subjects[1].records
    #expect(second[0].action == .dose(Dose(amount: 200)))
    #expect(second[0].time == 1.5)
    #expect(second[1].action == .observation(Observation()))
    #expect(second[1].covariates[0].isNaN && second[1].covariates[1] == 1)
  }

  @Test("Separators, line ends, quotation marks, byte order mark, comments, blank lines, lower case")
  func dialects() throws {
    let plain = try Self.dataset("ID,TIME,AMT,WT\n1,0,5,70\n1,2,.,71.5\n")
    let same = [
      "id;Time;amt;WT\r\n1;0;5;70\r\n1;2;NA;71.5\r\n", "ID\tTIME\tAMT\tWT\r1\t0\t5\t70\r1\t2\t\t71.5",
      "\u{FEFF}\"ID\",\"TIME\",\"AMT\",\"WT\"\n\"1\",0,5,70\n1 , 2 ,\"\", 71.5 \n",
    ]
    for text in same {
      let data = try Self.dataset(text)
      #expect(data.subjects == plain.subjects)
      #expect(data.covariates == plain.covariates)
    }
    let rows = try Self.dataset("# a comment, with commas\n\nID,TIME\n@ignored\n1,0\n\n#x\n1,1").subjects[0].records
      .map(\.row)
    #expect(rows == [5, 8])
    let ids = try Self.dataset("ID,TIME\n\"a,\"\"b\"\"\",0\n\"line\nbreak\",0\n").subjects.map(\.id)
    #expect(ids == ["a,\"b\"", "line\nbreak"])
  }

  @Test("A header that begins with #ID is no comment")
  func markedHeader() throws {
    let data = try Self.dataset("# a comment\n#ID;TIME\n1;0\n#ID;9\n1;1\n")
    #expect(data.subjects.map(\.id) == ["1"] && data.subjects[0].records.map(\.row) == [3, 5])
  }

  @Test("Rows with a C in the first column are passed over only when it is named C")
  func commentColumn() throws {
    #expect(try Self.dataset("C,ID,TIME\nC,1,0\n.,1,1\n,1,2\n").subjects[0].records.map(\.time) == [1, 2])
    #expect(try Self.dataset("ID,TIME,C\n1,0,C\n").covariates.map(\.name) == ["C"])
  }

  @Test("Without EVID, doses are known by their amounts, as in NONMEM")
  func derivedEvents() throws {
    let actions = try Self.actions("ID,TIME,AMT,DV,MDV\n1,0,5,.,1\n1,1,.,3,0\n1,2,0,.,1\n1,3,0,.,.\n")
    #expect(
      actions == [.dose(Dose(amount: 5)), .observation(Observation(value: 3)), .other, .observation(Observation())])
  }

  @Test("EVID 2, 3 and 4 are other, reset, and reset with dose")
  func events() throws {
    let actions = try Self.actions("ID,TIME,EVID,AMT\n1,0,4,5\n1,1,3,.\n1,2,2,0\n1,3,0,.\n")
    #expect(actions == [.resetAndDose(Dose(amount: 5)), .reset, .other, .observation(Observation())])
  }

  static let administrations: [(String, Dose.Administration)] = [
    ("RATE\n1,0,5,0", .bolus), ("RATE\n1,0,5,.", .bolus), ("RATE\n1,0,5,2.5", .rate(2.5)),
    ("RATE\n1,0,5,-1", .modelledRate), ("RATE\n1,0,5,-2", .modelledDuration), ("DUR\n1,0,5,2", .duration(2)),
    ("DUR\n1,0,5,0", .bolus), ("DUR,RATE\n1,0,5,2,0", .duration(2)),
  ]

  @Test("A dose enters at once, at a rate, over a time, or as the model says", arguments: administrations)
  func administration(_ text: String, _ expected: Dose.Administration) throws {
    #expect(try Self.actions("ID,TIME,AMT," + text) == [.dose(Dose(amount: 5, administration: expected))])
  }

  static let sites: [(String, Dose.Site)] = [
    ("CMT\n1,0,5,2", .compartment(.number(2))), ("CMT\n1,0,5,depot", .compartment(.name("depot"))),
    ("CMT\n1,0,5,0", .standard), ("CMT\n1,0,5,.", .standard), ("ROUTE\n1,0,5,sc", .route("sc")),
    ("ROUTE,CMT\n1,0,5,sc,2", .route("sc")), ("ROUTE,CMT\n1,0,5,.,2", .compartment(.number(2))),
  ]

  @Test("A dose goes by its route or into its compartment", arguments: sites)
  func site(_ text: String, _ expected: Dose.Site) throws {
    #expect(try Self.actions("ID,TIME,AMT," + text) == [.dose(Dose(amount: 5, site: expected))])
  }

  @Test("DVID names the output; without it CMT does")
  func outputs() throws {
    let both = try Self.actions("ID,TIME,DVID,CMT\n1,0,payload,2\n1,1,2,.\n1,2,.,3\n")
    #expect(
      both == [
        .observation(Observation(output: .name("payload"), compartment: .number(2))),
        .observation(Observation(output: .number(2))), .observation(Observation(compartment: .number(3))),
      ])
    let only = try Self.actions("ID,TIME,CMT\n1,0,2\n1,1,central\n1,2,0\n")
    #expect(
      only == [
        .observation(Observation(output: .number(2), compartment: .number(2))),
        .observation(Observation(output: .name("central"), compartment: .name("central"))), .observation(Observation()),
      ])
  }

  @Test("Rates, durations and intervals in units of their own are converted")
  func units() throws {
    let data = try Self.dataset("ID,TIME[h],AMT[mg],RATE[ug/min],II[day],ADDL\n1,0,5,1000,21,3\n")
    let expected = Dose(amount: 5, administration: .rate(60), repeats: .init(additional: 3, interval: 504))
    #expect(data.subjects[0].records[0].action == .dose(expected))
    let infusion = try Self.actions("ID,TIME[day],AMT[mg],DUR[min]\n1,0,5,60\n")
    #expect(infusion == [.dose(Dose(amount: 5, administration: .duration(1.0 / 24)))])
  }

  static let numbers: [(String, Double)] = [
    ("0", 0), ("-0.5", -0.5), ("+7", 7), (".5", 0.5), ("5.", 5), ("1e3", 1000), ("1.5E-3", 0.0015), ("0.1", 0.1),
    ("123456789012345678901234567890", 1.2345678901234568e29), ("2.2250738585072014e-308", 2.2250738585072014e-308),
    ("9007199254740993", 9007199254740992), ("0.30000000000000004", 0.30000000000000004), ("1e-400", 0),
    ("00000000000000000000000000012.5", 12.5), ("1e22", 1e22), ("1e23", 1e23), ("8.41e21", 8.41e21),
  ]

  @Test("Numbers are correctly rounded", arguments: numbers)
  func number(_ text: String, _ expected: Double) throws {
    #expect(try Self.dataset("ID,TIME,X\n1,0,\(text)\n").subjects[0].records[0].covariates == [expected])
  }

  @Test("Random numbers read as the standard library reads them")
  func randomNumbers() throws {
    var state: UInt64 = 7
    var lines = "ID,TIME,X\n"
    var values: [Double] = []
    for index in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state & 0x7FEF_FFFF_FFFF_FFFF)
      let short = Double(Int(state >> 40)) / 1000
      let chosen = index % 2 == 0 ? value : short
      values.append(chosen)
      lines += "1,0,\(chosen)\n"
    }
    #expect(try Self.dataset(lines).subjects[0].records.map { $0.covariates[0] } == values)
  }

  @Test("A large table is read in the order of the file")
  func large() throws {
    #if DEBUG
      let subjects = 200
    #else
      let subjects = 10_000
    #endif
    var text = "ID,TIME,AMT,RATE,EVID,MDV,CMT,DV,WT,ALB\n"
    for subject in 1...subjects {
      text += "\(subject),0,175,175,1,1,1,.,70,41\n"
      for row in 1..<100 { text += "\(subject),\(row),.,.,0,0,1,\(row).25,70,41\n" }
    }
    let data = try Self.dataset(text)
    #expect(data.subjects.count == subjects)
    #expect(data.subjects.allSatisfy { $0.records.count == 100 })
    #expect(data.subjects.last?.records.last?.row == subjects * 100 + 1)
  }

  static let clocks: [(String, [Double])] = [
    ("ID,TIME\n1,8:00\n1,9:30\n1,24:00", [0, 1.5, 16]),
    ("ID,TIME\n1,2024-02-28 22:15\n1,2024-03-01 06:15:36\n2,2024-03-05T06:00\n2,2024-03-06", [0, 32.01, 0, 18]),
    ("ID,DATE,TIME\n1,12-31-1999,23:00\n1,1/1/00,1:00", [0, 2]),
    ("ID,DAT1,TIME\n1,28/02/2023,12:00\n1,01/03/23,0:00", [0, 12]),
    ("ID,DAT2,TIME\n1,99-12-31,12:00\n1,00-01-01,0:00", [0, 12]),
    ("ID,DAT3,TIME\n1,2024-31-01,12\n1,2024-01-02,12.5", [0, 24.5]),
    ("ID,DATE,TIME\n1,2024-10-26,8:00\n1,2024-10-28,8:00", [0, 48]), ("ID,DATE,TIME\n1,3,8:00\n1,4,9:00", [0, 25]),
    ("ID,DATE,TIME[day]\n1,3,8:00\n1,4,20:00", [0, 1.5]),
  ]

  @Test("Clock times and dates become the time since the subject's first record", arguments: clocks)
  func clock(_ text: String, _ times: [Double]) throws {
    let data = try Self.dataset(text)
    #expect(data.subjects.flatMap { $0.records.map(\.time) } == times)
    let unit = try Unit(text.contains("day") ? "day" : "h")
    #expect(data.timeUnit == unit)
    #expect(data.covariates.isEmpty)
  }

  @Test("Every day follows the one before it, by the calendar's rules")
  func days() throws {
    var rows = "ID,DAT2,TIME"
    var count = 0
    for year in [1899, 1900, 1999, 2000, 2024] {
      for month in 1...12 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        for day in 1...length {
          rows += "\n\(year),\(year)-\(month)-\(day),0:00"
          count += 1
        }
      }
    }
    let data = try Self.dataset(rows)
    #expect(data.subjects.count == 5)
    for subject in data.subjects {
      #expect(subject.records.map(\.time) == subject.records.indices.map { 24 * Double($0) })
    }
    #expect(count == 365 * 5 + 2)
  }

  @Test("Censored values say on which side the true ones lie")
  func censoring() throws {
    let actions = try Self.actions(
      "ID,TIME,DV[ug/L],CENS,LIMIT[mg/L],EVID\n1,0,5,0,.,0\n1,1,5,1,.,0\n1,2,5,1,0.001,0\n1,3,5,-1,.,0\n1,4,.,1,.,0\n")
    let values: [Observation.Censoring] = [.none, .below(downTo: nil), .below(downTo: 1), .above(upTo: nil), .none]
    #expect(
      actions
        == zip(values, [5, 5, 5, 5, nil] as [Double?]).map { .observation(Observation(value: $1, censoring: $0)) })
  }

  @Test("EVID 2 with a negative CMT switches a compartment off, and with its CMT on again")
  func switches() throws {
    let actions = try Self.actions("ID,TIME,EVID,CMT\n1,0,2,2\n1,1,2,-2\n1,2,2,2\n1,3,2,2\n1,4,2,.\n")
    #expect(actions == [.other, .switchOff(.number(2)), .switchOn(.number(2)), .other, .other])
  }

  static let steady: [(String, Dose.SteadyState)] = [
    ("5,0,24,1", .init(.doses(interval: 24))), ("5,2,24,2", .init(.doses(interval: 24), effect: .adds)),
    ("5,.,24,3", .init(.doses(interval: 24))), ("0,2,0,1", .init(.infusion)),
    (".,-1,.,2", .init(.infusion, effect: .adds)),
  ]

  @Test("SS is a steady state of doses, or of an infusion where there is no amount", arguments: steady)
  func steadyStates(_ text: String, _ expected: Dose.SteadyState) throws {
    let actions = try Self.actions("ID,TIME,AMT,RATE,II,SS\n1,0,\(text)")
    guard case .dose(let dose)? = actions.first else {
      Issue.record("no dose")
      return
    }
    #expect(dose.steadyState == expected)
  }

  @Test("Columns that are kept keep their texts, words and numbers mixed")
  func kept() throws {
    let bytes = Array("ID,TIME,VISIT,NOTE\n1,0,1,late\n1,1,2b,\"a, b\"\n".utf8)
    let data = try Dataset(table: bytes, name: "t", keeping: ["note", "VISIT", "TIME"])
    #expect(data.keptColumns == ["NOTE", "VISIT", "TIME"])
    #expect(data.subjects[0].records.map(\.kept) == [["late", "1", "0"], ["a, b", "2b", "1"]])
    let error = #expect(throws: DatasetErrors.self) { try Dataset(table: bytes, name: "t", keeping: ["NOTES"]) }
    #expect(
      error?.errors.map(\.description) == ["row 1: the table has no column 'NOTES' to keep; did you mean 'NOTE'?"])
  }
}
