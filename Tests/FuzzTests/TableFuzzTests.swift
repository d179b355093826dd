import PKData
import PKText
import Testing

@Suite("Fuzz: tables")
struct TableFuzzTests {
  static let corpus = [
    "ID,TIME,AMT,RATE,EVID,MDV,CMT,ADDL,II,DV,WT\n1,0,175,175,1,1,1,5,504,.,70\n1,2,.,.,0,0,1,.,.,41.5,70\n2,0,200,.,1,1,1,.,.,.,80\n",
    "id;Time[h];Amt[mg];Dur[min];cmt;SEX;\"WT [kg]\"\r\n# note\r\n1;0;250;60;central;male;70.5\r\n1;1;.;.;2;male;NA\r\n",
    "ID\tTIME\tDV\tDVID\n1\t0.5\t3.2\tpayload\n1\t1\t.\t2\n",
    "C,ID,TIME,AMT,RATE,ROUTE\nC,1,0,5,-2,sc\n.,1,0,5,-1,iv\n",
    "\u{FEFF}ID,TIME,AMT[mg],RATE[ug/min],II[day],ADDL,TIME2\n\"a,\"\"b\"\"\",0,5,1000,21,3,x\n",
  ]
  static let dictionary = [
    "ID", "TIME", "AMT", "EVID", "RATE", "ADDL", "II", "SS", "MDV", "CMT", "DVID", "DATE", "[h]", "[mg]", "[", "\n1,0,",
    ",,",
    "NA", "-2", "4", "2024-01-01", "08:30", "1,5", "\"\"", "male", "1e18", "C", "@", "\r",
  ]

  @Test("Any bytes are a data set in order, or errors with places in the table", arguments: Fuzzing.seeds)
  func tables(_ seed: UInt64) {
    var mutator = Mutator(corpus: Self.corpus, dictionary: Self.dictionary, seed: seed)
    var (good, bad) = (0, 0)
    for _ in 0..<Fuzzing.mutantsPerChunk {
      let bytes = mutator.next()
      do {
        check(try Dataset(table: bytes, name: "fuzz.csv"), of: bytes)
        good += 1
      } catch {
        check(error, of: bytes)
        bad += 1
      }
    }
    #expect(good > Fuzzing.mutantsPerChunk / 50 && bad > Fuzzing.mutantsPerChunk / 4)
  }

  @Test("Any bytes can be reviewed under any rules, and what cannot be read is an error", arguments: Fuzzing.seeds)
  func reviews(_ seed: UInt64) throws {
    var mutator = Mutator(corpus: Self.corpus, dictionary: Self.dictionary, seed: seed)
    var rules = TableRules()
    rules.columns = ["DV": "WT"]
    rules.missing = ["70", "male"]
    rules.filters = [try RowFilter(parsing: SourceText(name: "f", "TIME > 1 or not ID < 2"))]
    for (index, rules) in [TableRules(), rules].enumerated() {
      for _ in 0..<Fuzzing.mutantsPerChunk / 2 {
        let bytes = mutator.next()
        let review = DataReview(table: bytes, name: "fuzz.csv", rules: rules)
        if index == 0, (try? Dataset(table: bytes, name: "fuzz.csv")) == nil, !review.hasErrors {
          Issue.record("no error in the review of \(shown(bytes))")
        }
      }
    }
  }

  @Test("Any text is a filter, or errors with places in it", arguments: Fuzzing.seeds)
  func filters(_ seed: UInt64) {
    let corpus = ["SD == 0 and TIME > 24", "(DOSE.EQ.0,SEX.NE.'M')", "not (A < -1e3 || B >= NA)", "@", "IGNORE=#"]
    let words = [
      "==", ".EQ.", ".", "(", ")", "not ", " and ", "\"", "'", ",", "NA", "ACCEPT=", "#", "@", "1e999", "||",
    ]
    var mutator = Mutator(corpus: corpus, dictionary: words, seed: seed)
    for _ in 0..<Fuzzing.mutantsPerChunk {
      let bytes = mutator.next()
      do throws(DiagnosticList) {
        let filter = try RowFilter(parsing: SourceText(name: "f", bytes: bytes))
        var rules = TableRules()
        rules.filters = [filter]
        _ = try? Dataset(table: Array(Self.corpus[0].utf8), name: "t", rules: rules)
      } catch {
        let isSound = error.diagnostics.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound <= bytes.count }
        if error.diagnostics.isEmpty || !isSound { Issue.record("unsound errors of \(shown(bytes)): \(error)") }
      }
    }
  }

  private func check(_ data: Dataset, of bytes: [UInt8]) {
    var isSound = !data.subjects.isEmpty && Set(data.subjects.map(\.id)).count == data.subjects.count
    for subject in data.subjects {
      var last = -Double.infinity
      for record in subject.records {
        isSound =
          isSound && record.time >= last && record.time.isFinite && record.covariates.count == data.covariates.count
        last = record.time
        if case .dose(let dose) = record.action { isSound = isSound && dose.amount > 0 && dose.amount.isFinite }
      }
    }
    if !isSound { Issue.record("unsound data set of \(shown(bytes)): \(data)") }
  }

  private func check(_ errors: DatasetErrors, of bytes: [UInt8]) {
    let rows = bytes.reduce(1) { $0 + ($1 == 10 || $1 == 13 ? 1 : 0) }
    let isSound =
      !errors.errors.isEmpty && errors.errors.count <= DatasetErrors.limit && !errors.description.isEmpty
      && errors.errors.allSatisfy { error in
        (1...rows).contains(error.row ?? 1) && (error.column ?? 1) >= 1 && !error.message.isEmpty
      }
    if !isSound { Issue.record("unsound errors of \(shown(bytes)): \(errors)") }
  }
}
