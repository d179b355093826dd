import PKDosing
import Testing

/// Tables of patients: columns, units, and rows that are refused without stopping the others.
@Suite struct PatientTableTests {
  private func table(_ text: String, _ common: [DoseRequest.Field: String] = [:]) throws(Refusal) -> PatientTable {
    try PatientTable(Array(text.utf8), common: DoseRequest(common))
  }

  @Test("cells with the unit of their column, or their own; empty ones are left out") func cells() throws {
    let rows = try table(
      "subject,weight[kg],height,set:dose[mg/kg],set:other\nA,62.4,168 cm,3,x\nB,,170 cm,,\n", [.arm: "2.0"]
    ).rows
    #expect(rows.map(\.number) == [2, 3] && rows.allSatisfy { $0.refusal == nil })
    let (first, second) = (rows[0].request, rows[1].request)
    #expect(first[.subject] == "A" && first[.weight] == "62.4 kg" && first[.height] == "168 cm")
    #expect(first[.arm] == "2.0" && first.parameters == ["dose": "3 mg/kg", "other": "x"])
    #expect(second[.weight] == nil && second[.height] == "170 cm" && second.parameters.isEmpty)
  }

  @Test("a row with more or fewer cells is refused by its number, and the next is read") func ragged() throws {
    let rows = try table("subject,weight[kg]\nA,62,4\n\nB\nC,60\n").rows
    #expect(rows.map(\.number) == [2, 4, 5])
    #expect(rows.map { $0.refusal != nil } == [true, true, false])
    #expect(
      rows[0].refusal?.value == "2" && rows[0].refusal?.rule.hasPrefix("it has 3 cells, and the header has 2") == true)
    #expect(rows[2].request[.weight] == "60 kg")
  }

  @Test("a quotation mark that is not closed ends the table with a refused row") func openQuote() throws {
    let rows = try table("subject,arm\nA,\"one, two\"\nB,\"x\nC,y\n").rows
    #expect(rows.count == 2 && rows[0].request[.arm] == "one, two")
    #expect(rows[1].refusal?.rule.contains("quotation mark") == true)
  }

  @Test(
    "headers that are refused",
    arguments: [
      ("", [:], RefusalCode.missingInput, "no header"),
      ("subject,wieght\n", [:], .unknownName, "did you mean 'weight'?"),
      ("subject,subject\n", [:], .unknownName, "twice"),
      ("weight,weight[kg]\n", [:], .unknownName, "twice"),
      ("set:a,set:a[mg]\n", [:], .unknownName, "twice"),
      ("subject,arm\n", [.arm: "A"], .unusedInput, "command line too"),
      ("subject,weight]\n", [:], .unknownName, "there is no such input"),
    ] as [(String, [DoseRequest.Field: String], RefusalCode, String)])
  func headers(text: String, common: [DoseRequest.Field: String], code: RefusalCode, words: String) {
    let refusal = #expect(throws: Refusal.self) { try table(text, common) }
    #expect(refusal?.code == code)
    #expect("\(refusal?.rule ?? "") \(refusal?.action ?? "")".contains(words), "\(refusal?.message ?? "")")
  }

  @Test("bytes that are no text are refused") func bytes() {
    let refusal = #expect(throws: Refusal.self) {
      try PatientTable(Array("subject\n".utf8) + [0xFF, 0xFE], common: DoseRequest())
    }
    #expect(refusal?.rule.contains("UTF-8") == true)
  }

  #if !DEBUG
    @Test("boundary: 100,000 rows are read, one more is not") func mostRows() throws {
      let rows = String(repeating: "a\n", count: PatientTable.mostRows)
      #expect(try table("subject\n" + rows).rows.count == 100_000)
      #expect(throws: Refusal.self) { try table("subject\n" + rows + "a\n") }
    }
  #endif
}
