import PKDosing
import PKText
import Testing

/// Random damage to protocols, tables and inputs: always a result or a refusal, never a trap, and
/// never a dose without its record.
@Suite struct DosingFuzzTests {
  #if DEBUG
    static let mutants = 60
  #else
    static let mutants = 12_500
  #endif

  /// Whether an outcome has its record, and the record can be recomputed.
  private static func check(_ record: DoseRecord, recompute: Bool) {
    let outcome = record["outcome"]
    #expect(record["inputHash"]?.hasPrefix("sha256:") == true)
    switch record.outcome {
    case .dose(let result, _):
      #expect(outcome == "dose" && record["result.dose"] == result.dose.value.recordText)
    case .refused(let refusal):
      #expect(outcome == "refused" && record["refusal.code"] == refusal.code.rawValue)
      #expect(!refusal.rule.isEmpty)
    }
    if recompute {
      let report = RecordVerification(RecordForgery.single(record))
      #expect(report.mismatch == nil, "\(report.mismatch?.message ?? "")")
    }
  }

  @Test("mutated protocols", arguments: [1, 2, 3, 4] as [UInt64]) func protocols(seed: UInt64) throws {
    let names = ["hlx43_escc", "enfortumab_vedotin", "bat6021", "sys6043"]
    var mutation = Mutation(texts: try names.map(TestFiles.text) + [TestProtocol().text], seed: seed)
    let request = DoseRequest([.arm: "A", .cycle: "1", .weight: "60 kg", .date: "2026-03-02"])
    for round in 0..<Self.mutants {
      let source = SourceText(name: "mutant.yaml", bytes: mutation.next())
      Self.check(DoseRecord(request, protocol: source), recompute: round % 50 == 0)
    }
  }

  @Test("mutated inputs", arguments: [5, 6] as [UInt64]) func inputs(seed: UInt64) throws {
    let file = try TestFiles.shipped("trastuzumab_deruxtecan")
    let good: [(DoseRequest.Field, String)] = [
      (.arm, "breast"), (.cycle, "2"), (.level, "-1"), (.previousLevel, "0"), (.date, "2026-03-23"),
      (.weight, "2026-03-22 63.5 kg"), (.weightSource, "measured"), (.referenceWeight, "62 kg"), (.height, "168 cm"),
      (.sex, "female"), (.birthDate, "1960-03-02"), (.creatinine, "0.9 mg/dL"), (.lvef, "60 %"),
      (.lastDose, "2026-03-02 300 mg"), (.firstDose, "2026-03-02"), (.vials, "100 mg"), (.concentration, "20 mg/mL"),
      (.bag, "100 mL"), (.priorHalfLife, "3 d"), (.day, "1"), (.qtcf, "440 ms"), (.cumulative, "300 mg"),
    ]
    var mutation = Mutation(texts: good.map(\.1), seed: seed)
    for round in 0..<Self.mutants {
      var request = DoseRequest(Dictionary(uniqueKeysWithValues: good))
      for _ in 0...mutation.below(3) {
        request[good[mutation.below(good.count)].0] = String(decoding: mutation.next(), as: UTF8.self)
      }
      Self.check(DoseRecord(request, file: file), recompute: round % 50 == 0)
    }
  }

  @Test("mutated tables", arguments: [7, 8] as [UInt64]) func tables(seed: UInt64) throws {
    let file = try TestProtocol().file()
    let table = #"""
      subject,arm,cycle,date,weight[kg],height[cm],last-dose
      S-001,A,1,2026-03-02,62.4,168,
      "S-""002""",A,2,2026-03-23,"70.5",181.5,2026-03-02 352.5 mg

      """#
    var mutation = Mutation(texts: [table], seed: seed)
    for _ in 0..<Self.mutants {
      guard let rows = try? PatientTable(mutation.next(), common: DoseRequest()).rows else { continue }
      for row in rows where row.refusal == nil { Self.check(DoseRecord(row.request, file: file), recompute: false) }
    }
  }

  @Test("mutated record files") func records() throws {
    let record = RecordForgery.single(dose(try TestProtocol().file(), [.weight: "60 kg"]))
    var mutation = Mutation(texts: [String(decoding: record, as: UTF8.self)], seed: 9)
    for _ in 0..<Self.mutants {
      let bytes = mutation.next()
      let report = RecordVerification(bytes)
      let isWhole =
        bytes == record || bytes.isEmpty || bytes.allSatisfy { $0 == 10 } || Array(record.dropLast()) == bytes
      if !isWhole { #expect(report.mismatch != nil || report.endsTorn || report.records == 0) }
    }
  }

  @Test("mutated inputs of formulas") func calculations() throws {
    let good = [
      "weight": "60 kg", "height": "168 cm", "sex": "male", "age": "60 years", "creatinine": "0.9 mg/dL",
      "gfr": "90 mL/min", "auc": "5 mg*min/mL", "qt": "440 ms", "rr": "857 ms", "half-life": "5.7 d", "days": "21 days",
      "half-lives": "5", "whichever": "shorter", "interval": "21 d", "percent": "90 %", "factor": "0.4",
      "dose": "156 mg", "concentration": "20 mg/mL", "volume": "100 mL", "time": "30 min", "pounds": "150 lb",
    ]
    let names = good.keys.sorted()
    var mutation = Mutation(texts: names.map { good[$0] ?? "" }, seed: 10)
    for _ in 0..<Self.mutants {
      let calculation = Calculation.all[mutation.below(Calculation.all.count)]
      var inputs = good.filter { calculation.inputs.contains($0.key) }
      if let key = inputs.keys.sorted().first { inputs[key] = String(decoding: mutation.next(), as: UTF8.self) }
      _ = try? calculation.answer(method: calculation.methods.first, inputs: inputs)
    }
  }
}

/// Texts with random damage: bytes flipped, removed, doubled, and troublemakers put in.
struct Mutation {
  private let texts: [[UInt8]]
  private var state: UInt64
  private static let troublemakers = [
    "0", "-1", "1e9", "999999", "0.0001", "999999.9999", "NaN", "\"", "'", "\n", "\r", "\t", "\0", "[", "{", "}", ",",
    ":",
    "$", "&", "*", "#", "%", "é", "µ", "🙂", "５", "\u{FEFF}", "none", "placeholder", "yes", " kg", " mg/kg",
    "2199-12-31",
    "1900-01-01", "0000-00-00",
  ].map { Array($0.utf8) }

  init(texts: [String], seed: UInt64) {
    self.texts = texts.map { Array($0.utf8) }
    state = (seed &+ 1) &* 0xD1B5_4A32_D192_ED03
  }

  /// The next damaged text.
  mutating func next() -> [UInt8] {
    var text = texts[below(texts.count)]
    for _ in 0...below(4) {
      let place = below(text.count + 1)
      let piece = place..<min(text.count, place + 1 + below(12))
      switch below(6) {
      case 0: if place < text.count { text[place] ^= 1 << UInt8(below(8)) }
      case 1: if place < text.count { text[place] = UInt8(below(256)) }
      case 2: text.removeSubrange(piece)
      case 3: text.insert(contentsOf: text[piece], at: below(text.count + 1))
      default: text.replaceSubrange(piece, with: Self.troublemakers[below(Self.troublemakers.count)])
      }
    }
    return text
  }

  /// A whole number from 0 to below a limit (SplitMix64).
  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return limit > 0 ? Int(z % UInt64(limit)) : 0
  }
}
