import PKData
import Testing

/// What `data check` finds in tables.
@Suite struct DataReviewTests {
  private func review(_ text: String, _ change: (inout TableRules) -> Void = { _ in }) -> DataReview {
    var rules = TableRules()
    change(&rules)
    return DataReview(table: Array(text.utf8), name: "t", rules: rules)
  }

  private func finding(_ kind: String, in review: DataReview) -> DataFinding? {
    review.findings.first { $0.kind == kind }
  }

  static let clean = """
    ID,TIME[h],AMT[mg],DV[mg/L],EVID,WT[kg]
    1,0,100,.,1,70
    1,1,.,5,0,70
    1,2,.,4,0,70
    2,0,100,.,1,60
    2,1,.,6,0,60
    2,2,.,5,0,60
    """

  @Test func aCleanTableHasNoFindings() throws {
    let review = review(Self.clean)
    #expect(review.findings.isEmpty, "\(review.findings.map(\.message))")
    let summary = try #require(review.summary)
    #expect(summary.subjects == 2 && summary.rows == 6 && summary.times == 0...2)
    #expect(summary.doses.records == 2 && summary.doses.amounts == 100...100 && summary.doses.perSubject == 1...1)
    #expect(summary.outputs.count == 1)
    #expect(summary.outputs[0].observations == 4 && summary.outputs[0].median == 5)
    #expect(summary.covariates[0].range == 60...70 && summary.covariates[0].median == 65)
  }

  @Test func errorsOfOneKindAreOneFindingWithAllRows() throws {
    let review = review("ID,TIME,AMT,EVID\n1,0,10,101\n1,1,.,0\n2,0,10,101\n2,1,.,0\n3,0,10,201\n")
    let error = try #require(finding("unreadable", in: review))
    #expect(review.hasErrors)
    #expect(error.places.map(\.row) == [2, 4])
    #expect(finding("no-doses", in: review) == nil, "the rows that could not be read are what the subjects lack")
    #expect(review.summary?.outputs.first?.withoutValue == 2)
  }

  @Test func moreErrorsAreFoundThanAReaderThrows() throws {
    let rows = (0..<500).map { "\($0),x,1" }.joined(separator: "\n")
    let error = try #require(finding("unreadable", in: review("ID,TIME,DV\n" + rows + "\n")))
    #expect(error.places.count == 500)
  }

  @Test func repeatedRowsDosesAndValuesAreFound() throws {
    let review = review(
      """
      ID,TIME,AMT,DV,EVID
      1,0,100,.,1
      1,0,100,.,1
      1,1,.,5,0
      1,1,.,5,0
      1,2,.,4,0
      1,2,.,3,0
      1,3,50,.,1
      1,3,60,.,1
      1,4,.,3,0
      """)
    #expect(finding("duplicate-row", in: review)?.places.map(\.row) == [3, 5])
    #expect(finding("values-at-one-time", in: review)?.places.map(\.row) == [7])
    #expect(finding("doses-at-one-time", in: review)?.places.map(\.row) == [9])
    #expect(finding("duplicate-row", in: review)?.places.first?.detail == "as row 2")
  }

  @Test func subjectsWithoutDosesOrObservationsAreFound() throws {
    let review = review(
      """
      ID,TIME,AMT,DV,EVID
      1,0,100,.,1
      1,1,.,5,0
      2,0,100,.,1
      3,0,.,4,0
      3,1,.,4,0
      4,0,.,4,0
      4,5,10,.,1
      1b,0,100,.,1
      1b,1,.,5,0
      1b,2,100,.,1
      """)
    #expect(finding("no-observations", in: review)?.places.map(\.subject) == ["2"])
    #expect(finding("no-doses", in: review)?.places.map(\.subject) == ["3"])
    #expect(finding("doses-after-observations", in: review)?.places.map(\.row) == [8])
    #expect(finding("late-doses", in: review)?.places.map(\.row) == [11])
  }

  @Test func valuesThatNobodyMeasuresAreFound() throws {
    let review = review(
      """
      ID,TIME,AMT,DV,EVID
      1,0,.,0,0
      1,0,100,.,1
      1,1,.,50,0
      1,2,.,40,0
      1,3,.,0.3,0
      1,4,.,25,0
      1,5,.,400,0
      1,6,.,15,0
      1,7,.,-1,0
      1,8,.,0,0
      """)
    #expect(finding("zero-before-dose", in: review)?.places.map(\.row) == [2])
    #expect(finding("zero-values", in: review)?.places.map(\.row) == [11])
    #expect(finding("negative-values", in: review)?.places.map(\.row) == [10])
    #expect(finding("outlier", in: review)?.places.map(\.row) == [6, 8])
    #expect(finding("outlier", in: review)?.places.first?.detail == "0.3 between 40 and 25")
  }

  @Test func aPeakAfterADoseIsNoOutlier() {
    let review = review(
      "ID,TIME,AMT,DV,EVID\n1,0,100,.,1\n1,1,.,50,0\n1,24,.,1,0\n1,24,100,.,1\n1,25,.,50,0\n1,48,.,1,0\n")
    #expect(finding("outlier", in: review) == nil)
  }

  @Test func aFloorLooksLikeALimitOfQuantification() throws {
    let values = (1...40).map { $0 % 5 == 0 ? 0.05 : 1 + Double($0) / 7 }
    let rows = values.enumerated().map { "1,\($0.offset + 1),.,\($0.element)" }.joined(separator: "\n")
    let review = review("ID,TIME,AMT,DV\n1,0,10,.\n" + rows)
    #expect(finding("floor", in: review)?.places.count == 8)
  }

  @Test func covariatesThatChangeOrLackOrCannotBeAreFound() throws {
    var rows = (1...12).flatMap { ["\($0),0,70,\($0 % 2),40,x", "\($0),1,70,\($0 % 2),40,x"] }
    rows += ["13,0,70,0,.,x", "13,1,70,1,40,x", "14,0,7000,1,-99,.", "14,1,7000,1,-99,."]
    let review = review("ID,TIME,WT,SEX,AGE,ARM\n" + rows.joined(separator: "\n"))
    #expect(finding("covariate-changes", in: review)?.places.map(\.row) == [27])
    #expect(finding("covariate-missing", in: review)?.places.map(\.subject) == ["14"])
    #expect(finding("covariate-missing-first", in: review)?.places.map(\.row) == [26])
    #expect(finding("missing-code", in: review)?.places.map(\.row) == [28, 29])
    let implausible = review.findings.filter { $0.kind == "implausible" }
    #expect(implausible.map(\.column) == ["WT", "AGE"])
    let counts = review.summary?.covariates[3].counts
    #expect(counts?.map(\.value) == ["x"] && counts?.map(\.subjects) == [13])
  }

  @Test func valuesInAnotherUnitAreFound() throws {
    let rows = (1...8).flatMap { id in
      ["\(id),0,100,.", "\(id),1,.,\(id == 5 ? 5000 : 5)", "\(id),2,.,\(id == 5 ? 4000 : 4)"]
    }
    let review = review("ID,TIME,AMT,DV\n" + rows.joined(separator: "\n"))
    #expect(finding("scale", in: review)?.places.map(\.subject) == ["5"])
    let wrong = Self.clean.replacing("DV[mg/L]", with: "DV[ng/L]")
    #expect(finding("volume", in: self.review(wrong)) != nil)
  }

  @Test func whatWasUnderstoodIsSaid() throws {
    let review = review("ID,TIME,AMT,DV,MDV\n1,0,10,7,1\n1,1,.,5,0\n1,2,.,.,0\n") {
      $0.filters = [RowFilter(.ignore, .cell(column: "TIME", .greater, .number(9)), text: "TIME > 9")]
    }
    #expect(finding("no-event-column", in: review)?.message.contains("1 rows with an amount") == true)
    #expect(finding("value-unused", in: review)?.places.map(\.row) == [2])
    #expect(finding("value-missing", in: review)?.places.map(\.row) == [4])
    #expect(finding("idle-filter", in: review) != nil)
    #expect(finding("no-unit", in: review)?.message == "TIME, AMT, DV have no unit")
    #expect(!review.hasErrors)
  }

  @Test func aTableWithoutMeasurementsIsSaidOnce() {
    let review = review("ID,Time,Y\n1,0,1\n1,1,2\n")
    #expect(finding("no-value-column", in: review)?.help == "--column DV=Y reads them from 'Y'")
    #expect(finding("no-observations", in: review) == nil)
  }

  @Test func whatIsNoTableIsAnError() {
    #expect(review("").findings.map(\.message) == ["the table is empty"])
    #expect(review("TIME,AMT\n0,1\n").summary == nil)
    #expect(review("TIME,AMT\n0,1\n").hasErrors)
  }

  /// One defect each in a table that is clean but for it: what is said of it, and where.
  @Test(arguments: [
    ("1,0,100,.,1,0,0,.,70", "1,0,100,.,1,12,0,.,70", "interval-unused", 2),
    ("1,0,100,.,1,0,0,.,70", "1,0,100,.,1,0,1,.,70", "censoring-unused", 2),
    ("1,2,.,4,0,0,0,.,71", "1,2,.,.,0,0,1,.,71", "censoring-unused", 4),
    ("1,2,.,4,0,0,0,.,71", "1,2,.,4,0,0,0,0.5,71", "limit-unused", 4),
    ("1,2,.,4,0,0,0,.,71", "1,2,.,5.5,0,0,1,.,71", "measured-below-limit", 3),
    ("1,2,.,4,0,0,0,.,71", "1,2,.,4,0,0,0,.,.", "covariate-gaps", 4),
    ("1,4,.,3,0,0,0,.,72", "1,4,.,300,0,0,0,.,72", "extreme", 5),
    ("1,1,.,5,0,0,0,.,70", "1,1,.,0.05,0,0,0,.,70", "extreme", 3),
    ("1,2,.,4,0,0,0,.,71", "1,2,.,400,0,0,0,.,71", "outlier", 4),
  ])
  func oneDefectIsSaidWithItsRow(old: String, new: String, kind: String, row: Int) throws {
    let text = """
      ID,TIME[h],AMT[mg],DV[mg/L],EVID,II[h],CENS,LIMIT[mg/L],WT[kg]
      1,0,100,.,1,0,0,.,70
      1,1,.,5,0,0,0,.,70
      1,2,.,4,0,0,0,.,71
      1,4,.,3,0,0,0,.,72
      2,0,100,.,1,0,0,.,60
      2,1,.,6,0,0,0,.,61
      2,2,.,5,0,0,0,.,61
      2,4,.,2.5,0,0,0,.,61
      3,0,100,.,1,0,0,.,60
      """
    let ignored: Set = ["time-varying", "no-observations", "late-doses"]
    let clean = review(text).findings.filter { !ignored.contains($0.kind) }
    #expect(clean.isEmpty, "\(clean)")
    let findings = review(text.replacing(old, with: new)).findings.filter { !ignored.contains($0.kind) }
    let finding = try #require(findings.first { $0.kind == kind }, "\(findings)")
    #expect(finding.places.contains { $0.row == row }, "\(finding)")
    #expect(!(kind == "outlier" && findings.contains { $0.kind == "extreme" }), "said twice")
  }

  @Test func wholeTablesAreSuspiciousToo() {
    let censored = review("ID,TIME,DV,CENS\n1,1,1,1\n1,2,1,1\n2,1,1,1\n")
    #expect(finding("all-censored", in: censored)?.message.contains("all 3 values") == true)
    let rows = (1...3).map { "\($0),0,100,1,70\n\($0),1,.,0,70\n" }.joined()
    let constant = finding("covariate-constant", in: review("ID,TIME,AMT,EVID,WT\n" + rows))
    #expect(constant?.message.hasSuffix("no effect can be estimated: WT") == true)
    let changing = finding("time-varying", in: review("ID,TIME,AMT,EVID,WT\n" + rows + "4,0,1,1,50\n4,1,.,0,60\n"))
    #expect(changing?.message.hasSuffix("WT (in 1 of 4 subjects)") == true, "\(changing?.message ?? "")")
    let named = finding("similar-name", in: review("ID,TIME,AMT,EVD,DV\n" + rows))
    #expect(named?.column == "EVD" && named?.help == "if so, --column EVID=EVD")
    #expect(finding("similar-name", in: review("ID,TIME,AMT,EVID,RACE\n" + rows)) == nil)
    let unnamed = review("ID,TIME,AMT,\n1,0,100,\n")
    #expect(finding("unreadable", in: unnamed)?.message == "the column has no name")
    #expect(finding("unreadable", in: unnamed)?.column == "column 4")
  }

  /// Zeros of a yes-or-no outcome are no concentrations below a limit.
  @Test func outcomesMayBeZero() {
    let rows = (1...4).map { "\($0),0,100,.,1,1\n\($0),1,.,\($0).5,0,1\n\($0),2,.,\($0 % 2),0,2\n" }.joined()
    let review = review("ID,TIME,AMT,DV,EVID,DVID\n" + rows)
    #expect(finding("zero-values", in: review) == nil, "\(review.findings)")
  }
}
