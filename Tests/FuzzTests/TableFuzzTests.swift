import PKData
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
