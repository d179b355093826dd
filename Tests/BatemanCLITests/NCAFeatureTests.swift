import Foundation
import Testing

/// What `bateman nca` does beyond one profile after one dose, through the command.
@Suite struct NCAFeatureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func json(_ arguments: String...) throws -> [String: Any] { try json(arguments) }

  private func json(_ arguments: [String]) throws -> [String: Any] {
    let run = try CommandRun(arguments: ["nca"] + arguments + ["--json", "--quiet"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  /// Values of findings by code, those of one interval or of all.
  private func findings(_ object: [String: Any], from start: Double? = nil, to end: Double? = nil) throws -> [String:
    Double]
  {
    var values: [String: Double] = [:]
    for case let finding as [String: Any] in try #require(object["findings"] as? [Any]) {
      if let start, finding["start"] as? Double != start { continue }
      if let end, finding["end"] as? Double != end { continue }
      let value = try #require(finding["value"] as? [String: Any])
      if let code = value["code"] as? String, let number = value["value"] as? Double { values[code] = number }
    }
    return values
  }

  /// Values of parameters and ratios by code of one profile.
  private func values(_ object: [String: Any], profile: Int = 0) throws -> [String: Double] {
    let profiles = try #require(object["profiles"] as? [[String: Any]])
    var values: [String: Double] = [:]
    for key in ["parameters", "ratios"] {
      for item in try #require(profiles[profile][key] as? [[String: Any]]) {
        if let code = item["code"] as? String, let number = item["value"] as? Double { values[code] = number }
      }
    }
    return values
  }

  private func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    a.map { abs($0 - b) <= tolerance * abs(b) } ?? false
  }

  /// One exponential, 2 exp(−0.1 t) mg/L after 100 mg, of which 30 % leaves by the kidneys: everything is known.
  @Test func urineOfOneCompartment() throws {
    let times = [0.0, 1, 2, 4, 8, 12, 24]
    try folder.file(
      "plasma.csv", "id,time[h],conc[mg/L]\n" + times.map { "1,\($0),\(2 * exp(-0.1 * $0))\n" }.joined())
    var urine = "id,start[h],end[h],volume[mL],conc[ug/mL]\n"
    for (start, end) in [(0.0, 2.0), (2, 4), (4, 6), (6, 8)] {
      let amount = 30 * (exp(-0.1 * start) - exp(-0.1 * end))
      urine += "1,\(start),\(end),250,\(amount / 250 * 1000)\n"
    }
    try folder.file("urine.csv", urine)
    let object = try json(
      "plasma.csv", "--dose", "100 mg", "--route", "iv-bolus", "--method", "lin-up-log-down", "--urine", "urine.csv")
    let total = try findings(object, from: 0, to: 8)
    let excreted = 30 * (1 - exp(-0.8))
    #expect(isClose(total["RCAMINT"], excreted) && isClose(total["FREXINT"], excreted / 100))
    #expect(isClose(total["RCPCINT"], excreted))
    // CL = 100 mg/20 mg·h/L = 5 L/h, of which 30 % is renal; rates fall as the plasma does.
    #expect(isClose(total["RENALCL"], 1.5, 1e-9), "\(total)")
    #expect(isClose(total["ERMAX"], 15 * (1 - exp(-0.2))) && total["ERTMAX"] == 1)
    #expect(isClose(total["LAMZ"], 0.1, 1e-9) && total["ERTLST"] == 7)
    #expect(isClose(try findings(object, from: 2, to: 4)["ERINT"], 15 * (exp(-0.2) - exp(-0.4))))
  }

  @Test func urineAloneAndSummarised() throws {
    try folder.file("u.csv", "id,arm,start,end,amount\n1,a,0,4,3\n2,a,0,4,5\n")
    let run = try CommandRun("nca", "--urine", "u.csv", "--dose", "10", "--group", "arm", "--summary", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("urine, a, from 0–4"))
    let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("RCAMINT") })
    #expect(line.split(separator: " ").prefix(4) == ["RCAMINT", "2", "4.00", "1.41"])
    #expect(try CommandRun("nca", "--urine", "u.csv", "--dose", "10", "--output", "o.csv", in: folder.url).status == 0)
    #expect(try folder.text("o.csv").contains("1,,RCAMINT,Amt Rec from T1 to T2,3,,0,4,,,,,,,,,URINE"))
  }

  /// The numbers of SparseAndUrineTests.serialSampling, from NumPy, as a table.
  @Test func sparseSampling() throws {
    let values: [(Double, [String])] = [
      (0, ["BLQ", "0", "ND"]), (1, ["4.1", "5.3", "3.9"]), (2, ["7.7", "6.1", "8.2"]), (4, ["5.0", "4.4", "6.3"]),
      (8, ["1.9", "2.6", "1.4"]),
    ]
    var (table, id) = ("id,dose,time,conc\n", 0)
    for (time, row) in values {
      for value in row {
        id += 1
        table += "\(id),low,\(time),\(value)\n"
      }
    }
    try folder.file("mice.csv", table)
    let object = try json("mice.csv", "--sparse", "--group", "dose")
    let found = try findings(object)
    #expect(isClose(found["AUCLST"], 35.06666666666666) && isClose(found["AUCLSTSE"], 2.0995369859937107))
    #expect(isClose(found["AUCLSTDF"], 4.273067386352622) && found["NSUBJ"] == 15)
    let finding = try #require((object["findings"] as? [[String: Any]])?.first)
    #expect((finding["notes"] as? [String])?.contains { $0.hasPrefix("3 below the limit") } ?? false, "\(finding)")
  }

  /// One exponential every 12 h: accumulation, intervals cut from a long profile, and steady state are exact,
  /// whether samples at the times of doses were taken before them or after them.
  @Test(arguments: [true, false])
  func longProfile(_ isBefore: Bool) throws {
    var table = "id,time[h],conc[mg/L]\n"
    for dose in 0..<20 {
      for after in (isBefore ? [] : [0.0]) + [1.0, 2, 4, 8] + (isBefore ? [12.0] : []) {
        let level = (0...dose).reduce(0.0) { $0 + 2 * exp(-0.1 * (12 * Double($1) + after)) }
        table += "1,\(12 * Double(dose) + after),\(level)\n"
      }
    }
    try folder.file("long.csv", table)
    try folder.file("intervals.csv", "start,end,steady_state\n0,12,no\n216,228,yes\n")
    let object = try json(
      "long.csv", "--dose", "100 mg", "--route", "iv-bolus", "--every", "12h", "--doses", "20", "--intervals",
      "intervals.csv", "--method", "lin-up-log-down")
    let (first, last) = (try values(object, profile: 0), try values(object, profile: 1))
    #expect(isClose(first["AUCTAU"], 20 * (1 - exp(-1.2)), 1e-9) && isClose(last["AUCTAU"], 20, 1e-8), "\(last)")
    #expect(isClose(last["ARAUC"], 1 / (1 - exp(-1.2)), 1e-8) && isClose(last["SRAUC"], 1, 1e-8))
    #expect(isClose(last["CLTAU"], 5, 1e-8) && isClose(last["CAVG"], 20 / 12, 1e-8))
    #expect(isClose(last["CTROUGH"], 2 * exp(-1.2) / (1 - exp(-1.2)), 1e-8) == isBefore)
    #expect(isClose(last["C0"], 2 / (1 - exp(-1.2)), 1e-8))
    #expect(isClose(first["AILAMZ"], 1 / (1 - exp(-1.2)), 1e-8))
  }

  /// Doses at 0, 12 and 30 h: three intervals, each with its own dose.
  @Test func unevenDoses() throws {
    try folder.file("t.csv", "id,time[h],conc\n" + (0...40).map { "1,\($0),\($0 % 7)\n" }.joined())
    let object = try json("t.csv", "--dose", "5", "--dose-times", "0, 0.5, 1.25 day", "--parameters", "AUCTAU")
    let starts = try #require(object["profiles"] as? [[String: Any]]).map {
      ($0["interval"] as? [String: Any])?["start"] as? Double
    }
    #expect(starts == [0, 12, 30], "\(starts)")
    #expect(
      try CommandRun("nca", "t.csv", "--dose", "5", "--dose-times", "0, 12, 9", in: folder.url).status == 64)
  }

  /// Every number of WinNonlin's tables through the command, in every setting.
  @Test(arguments: [
    ("theophylline", "extravascular", "linear", ["--dose", "320 mg"]),
    ("indomethacin", "bolus", "linear", ["--dose", "25 mg", "--route", "iv-bolus"]),
    ("indomethacin", "infusion", "linear", ["--dose", "25 mg", "--route", "infusion", "--duration", "15min"]),
    ("indomethacin", "extravascular", "linear", ["--dose", "25 mg"]),
    ("indomethacin", "extravascular", "lin-up-log-down", ["--dose", "25 mg", "--method", "lin-up-log-down"]),
  ])
  func winNonlin(_ data: String, _ route: String, _ method: String, _ options: [String]) throws {
    let validation = projectRoot.appendingPathComponent("Validation/nca")
    let object = try json([validation.appendingPathComponent("\(data).csv").path] + options)
    var found: [String: [String: Double]] = [:]
    for (index, profile) in try #require(object["profiles"] as? [[String: Any]]).enumerated() {
      found[try #require(profile["subject"] as? String)] = try values(object, profile: index)
    }
    let reference = try String(contentsOf: validation.appendingPathComponent("winnonlin.csv"), encoding: .utf8)
    var compared = 0
    for line in reference.split(separator: "\n") {
      let cells = line.split(separator: ",").map(String.init)
      guard cells.count == 6, Array(cells[0..<3]) == [data, route, method] else { continue }
      let (value, expected) = (try #require(found[cells[3]]?[cells[4]], "\(line)"), try #require(Double(cells[5])))
      let digits = cells[5].split(separator: ".").dropFirst().first?.count ?? 0
      #expect(abs(value - expected) <= 0.501 * pow(10, -Double(digits)) + 1e-13 * abs(expected), "\(line): \(value)")
      compared += 1
    }
    #expect(compared >= 204)
  }

  @Test func steadyStateIsFound() throws {
    var table = "id,time,conc\n1,0,0\n"
    for (index, trough) in [3.1, 4.9, 5.6, 5.7, 6.0, 5.8].enumerated() { table += "1,\(24 * (index + 1)),\(trough)\n" }
    try folder.file("troughs.csv", table)
    let object = try json(
      "troughs.csv", "--dose", "10", "--every", "24", "--doses", "6", "--tau", "24", "--find-steady-state")
    let found = try findings(object)
    // As in SparseAndUrineTests.steadyState, from SciPy.
    #expect(found["TSSTREND"] == 72 && isClose(found["TSSEXPON"], 70.1718279396967, 1e-7) && found["NTROUGH"] == 6)
  }

  /// F of 0.6 in every subject, from oral 200 mg and intravenous 100 mg.
  @Test func bioavailability() throws {
    var table = "id,period,trt,time[h],conc[mg/L]\n"
    for id in 1...6 {
      let k = 0.1 + 0.01 * Double(id)
      for (period, treatment) in [(1, id % 2 == 0 ? "iv" : "oral"), (2, id % 2 == 0 ? "oral" : "iv")] {
        for step in 0...400 {
          let time = 0.2 * Double(step)
          let oral = 0.6 * 4 * 1.2 / (1.2 - k) * (exp(-k * time) - exp(-1.2 * time))
          table += "\(id),\(period),\(treatment),\(time),\(treatment == "iv" ? 2 * exp(-k * time) : oral)\n"
        }
      }
    }
    try folder.file("study.csv", table)
    let arguments = [
      "study.csv", "--treatment-column", "trt", "--period-column", "period", "--bioavailability", "oral/iv", "--design",
      "crossover", "--dose", "iv=100 mg, oral=200 mg", "--route", "iv=iv-bolus, oral=extravascular", "--method",
      "lin-up-log-down", "--parameters", "CMAX",
    ]
    let run = try CommandRun(arguments: ["nca"] + arguments, in: folder.url)
    #expect(run.status == 0 && run.output.contains("FABS"), "\(run.errors)")
    let object = try json(arguments)
    for profile in 0..<12 {
      guard let f = try values(object, profile: profile)["FABS"] else { continue }
      #expect(isClose(f, 0.6, 1e-3), "\(f)")
    }
    let line = try #require((object["comparisons"] as? [[String: Any]])?.first)
    #expect(isClose(line["estimate"] as? Double, 0.6, 1e-3) && line["parameter"] as? String == "AUCIFOD")
  }

  @Test func ratiosOfAnalytes() throws {
    try folder.file(
      "adc.csv",
      "id,time,analyte,conc\n1,0,ADC,10\n1,1,ADC,8\n1,2,ADC,6.4\n1,0,payload,1\n1,1,payload,0.8\n1,2,payload,0.64\n")
    let run = try CommandRun(
      "nca", "adc.csv", "--analyte-column", "analyte", "--route", "iv-bolus", "--ratio", "payload/ADC", in: folder.url)
    let line = try #require(run.output.split(separator: "\n").first { $0.contains("payload") })
    #expect(line.contains("0.1000"), "\(run.output)")
  }

  /// Analytes in their own units: a ratio is a pure number where the units convert, else it has one.
  @Test(arguments: [("ug/L", 0.001 * 0.2, "1"), ("nmol/L", 0.2, "nmol/mg")])
  func ratiosOfUnits(_ unit: String, _ expected: Double, _ told: String) throws {
    try folder.file("adc.csv", "id,time[h],ADC[mg/L],payload[\(unit)]\n1,0,10,2\n1,1,8,1.6\n1,2,6.4,1.28\n")
    let arguments = [
      "adc.csv", "--conc-column", "ADC", "--conc-column", "payload", "--route", "iv-bolus", "--ratio", "payload/ADC",
      "--parameters", "CMAX", "--wide", "wide.csv",
    ]
    let profiles = try #require(json(arguments)["profiles"] as? [[String: Any]])
    let ratio = try #require((profiles[1]["ratios"] as? [[String: Any]])?.first)
    #expect(isClose(ratio["value"] as? Double, expected) && ratio["unit"] as? String == told, "\(ratio)")
    #expect(try folder.text("wide.csv").hasPrefix("subject,analyte,start,end,CMAX[mg/L],CMAX[\(unit)],RACMAX"))
    let text = try CommandRun(arguments: ["nca"] + arguments.dropLast(2), in: folder.url).output
    #expect(text.contains("CMAX[mg/L]") && text.contains("CMAX[\(unit)]"), "\(text)")
  }

  /// A triangle 0, 10, 0 over 2 h: above 5 for 1 h, with an area of 2.5, or of 5 when samples are taken for it.
  @Test func areaAndTimeAbove() throws {
    try folder.file("t.csv", "id,time,conc\n1,0,0\n1,1,10\n1,2,0\n")
    let arguments = ["t.csv", "--auc-above", "5", "--time-above", "5", "--parameters", "AUCALL"]
    let interpolated = try values(json(arguments))
    #expect(interpolated["AUCAT_5"] == 2.5 && interpolated["TAT_5"] == 1)
    let sampled = try values(json(arguments + ["--crossings", "sampled"]))
    #expect(sampled["AUCAT_5"] == 5 && sampled["AUCALL"] == 10)
  }

  @Test func samplesAmongDoses() throws {
    try folder.file("t.csv", "id,time,conc\n1,-1,BLQ\n1,0,9\n1,1,8\n1,2,7\n1,12,3\n1,13,9\n")
    let run = try CommandRun(
      "nca", "t.csv", "--every", "12", "--doses", "2", "--samples", "s.csv", "--lambda-z", "last 3", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let rows = try folder.text("s.csv").split(separator: "\n")
    #expect(rows[1] == "1,conc,2,-1,,,below the limit,,,1,-1,-1,", "\(rows)")
    #expect(rows[3] == "1,conc,4,1,,8,measured,1,1,2,-11,1,Y" && rows[6] == "1,conc,7,13,,9,measured,2,1,,,13,")
  }

  /// Each choice of points, weights and exclusions through the options.
  @Test(arguments: [
    (["--lambda-z", "last 3"], 3.0, 4.0), (["--lambda-z", "2...12"], 4, 2), (["--lambda-z", "at 2, 8"], 2, 2),
    (["--lambda-z", "last 3", "--exclude-times", "8"], 3, 2), (["--cmax-in-lambda-z", "always"], 5, 1),
    (["--exclude-column", "x"], 3, 2), (["--lambda-z", "last 4", "--lambda-z-weights", "1/y2"], 4, 2),
  ])
  func pointsOfLambdaZ(_ options: [String], _ count: Double, _ first: Double) throws {
    try folder.file(
      "t.csv", "id,time,conc,x\n1,0,0,\n1,1,10,\n1,2,8,\n1,4,5.12,Y\n1,8,2.097152,\n1,12,0.858993,\n")
    let run = try CommandRun(
      arguments: ["nca", "t.csv", "--parameters", "LAMZNPT,LAMZLL,LAMZ", "--json", "--quiet"] + options, in: folder.url)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let values = try values(object)
    #expect(values["LAMZNPT"] == count && values["LAMZLL"] == first, "\(values)")
    // 0.8 an hour, whatever the points and the weights.
    #expect(isClose(values["LAMZ"], -log(0.8), 1e-5))
  }

  @Test(arguments: [("observed,log-slope", 10.0), ("first", 8), ("zero", 0), ("minimum", 6.4)])
  func initialConcentration(_ methods: String, _ expected: Double) throws {
    try folder.file("t.csv", "id,time,conc\n1,1,8\n1,2,6.4\n")
    let found = try values(json("t.csv", "--route", "iv-bolus", "--c0", methods, "--parameters", "C0"))
    #expect(found["C0"].map { abs($0 - expected) < 1e-12 } ?? false, "\(found)")
  }

  /// The route of each profile from its column, and the rate of elimination from its mean residence time.
  @Test func routeByColumn() throws {
    var table = "id,route,dur[h],time[h],conc[mg/L]\n"
    for time in [0.0, 1, 2, 4, 8, 16] { table += "1,iv bolus,,\(time),\(2 * exp(-0.1 * time))\n" }
    for time in [0.0, 1, 2, 4, 8, 16] { table += "2,oral,,\(time),\(exp(-0.1 * time) - exp(-2 * time))\n" }
    try folder.file("t.csv", table)
    let object = try json(
      "t.csv", "--dose", "100 mg", "--route-column", "route", "--duration-column", "dur", "--method", "lin-up-log-down")
    let (bolus, oral) = (try values(object, profile: 0), try values(object, profile: 1))
    #expect(isClose(bolus["CLO"], 5, 1e-9) && isClose(bolus["KELO"], 0.1, 1e-9) && bolus["CLFO"] == nil)
    #expect(oral["CLFO"] != nil && oral["CLO"] == nil)
  }

  /// Every example of the help runs on a table of its kind.
  @Test func examplesOfTheHelpRun() throws {
    let samples = [0.0, 1, 2, 4, 8, 12].map { "1,\($0),\(5 * exp(-0.2 * $0)),100,a,1,iv\n" }.joined()
    let other = [0.0, 1, 2, 4, 8, 12].map { "1,\($0),\(3 * exp(-0.2 * $0)),100,a,2,oral\n" }.joined()
    let header = "id,time[h],conc[mg/L],dose,cohort,period,trt\n"
    for name in ["samples.csv", "long.csv", "plasma.csv"] { try folder.file(name, header + samples) }
    try folder.file("mice.csv", header + samples)
    try folder.file("study.csv", header + samples + other)
    try folder.file("urine.csv", "id,start[h],end[h],volume[mL],conc[ug/mL]\n1,0,4,200,50\n")
    try folder.file("intervals.csv", "start,end,steady_state\n0,12,no\n")
    let model = try String(
      contentsOf: projectRoot.appendingPathComponent("Models/teaching/iv1.pkm"), encoding: .utf8)
    try folder.file("drug.pkm", model)
    let help = try CommandRun("nca", "--help", environment: ["COLUMNS": "400"]).output
    let text = help.replacingOccurrences(of: "\\\n", with: " ")
    let commands = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("bateman ") }
    #expect(commands.count == 10, "\(help)")
    for command in commands {
      let words = Self.words(command)
      let run = try CommandRun(arguments: Array(words.dropFirst()), in: folder.url)
      #expect(run.status == 0, "\(command): \(run.errors)")
    }
  }

  /// Words as a shell splits them.
  private static func words(_ line: String) -> [String] {
    var (words, word, isQuoted, hasWord) = ([String](), "", false, false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        hasWord = true
      } else if character == " ", !isQuoted {
        if hasWord { words.append(word) }
        (word, hasWord) = ("", false)
      } else {
        word.append(character)
        hasWord = true
      }
    }
    return hasWord ? words + [word] : words
  }
}
