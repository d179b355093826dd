import Bateman

/// What `bateman data check` found, the same for people and for programs.
struct DataReport: Encodable {
  struct Range: Encodable {
    var min: Double
    var max: Double
  }

  struct Doses: Encodable {
    var records: Int
    var doses: Int
    var infusions: Int
    var steadyStates: Int
    var amount: Range?
    var dosesPerSubject: Range
    var unit: String?
  }

  struct Output: Encodable {
    var output: String?
    var observations: Int
    var censored: Int
    var withoutValue: Int
    var subjects: Int
    var observationsPerSubject: Range?
    var values: Range?
    var median: Double?
    var unit: String?
  }

  struct Covariate: Encodable {
    struct Count: Encodable {
      var value: String
      var subjects: Int
    }

    var name: String
    var unit: String?
    var missingRecords: Int
    var missingSubjects: Int
    var changingSubjects: Int
    var values: Range?
    var median: Double?
    var counts: [Count]
  }

  struct Summary: Encodable {
    var subjects: Int
    var rows: Int
    var filteredRows: Int
    var resets: Int
    var others: Int
    var times: Range?
    var timeUnit: String?
    var doses: Doses
    var outputColumn: String?
    var outputs: [Output]
    var covariates: [Covariate]
    var droppedColumns: [String]
  }

  struct Finding: Encodable {
    struct Place: Encodable {
      var row: Int?
      var subject: String?
      var detail: String?
    }

    var severity: String
    var kind: String
    var column: String?
    var message: String
    var help: String?
    var places: [Place]
  }

  var schema = 1
  var table: String
  var model: String?
  var summary: Summary?
  var findings: [Finding]

  init(_ review: DataReview, model: CheckedModel?) {
    table = review.name
    self.model = model?.name
    summary = review.summary.map { Summary($0, model: model) }
    findings = review.findings.map(Finding.init)
  }

  /// How many findings there are of a severity.
  func count(_ severity: DataFinding.Severity) -> Int { findings.count { $0.severity == severity.rawValue } }
}

extension DataReport.Summary {
  fileprivate init(_ summary: DataSummary, model: CheckedModel?) {
    subjects = summary.subjects
    rows = summary.rows
    filteredRows = summary.filteredRows
    resets = summary.resets
    others = summary.others
    times = summary.times.map { .init($0) }
    timeUnit = summary.timeUnit.map { "\($0)" }
    let amounts = summary.doses
    doses = DataReport.Doses(
      records: amounts.records, doses: amounts.doses, infusions: amounts.infusions, steadyStates: amounts.steadyStates,
      amount: amounts.amounts.map { .init($0) },
      dosesPerSubject: .init(min: Double(amounts.perSubject.lowerBound), max: Double(amounts.perSubject.upperBound)),
      unit: summary.amountUnit.map { "\($0)" })
    outputColumn = summary.outputColumn
    outputs = summary.outputs.map { .init($0, unit: summary.valueUnit, model: model) }
    covariates = summary.covariates.map { .init($0) }
    droppedColumns = summary.droppedColumns
  }
}

extension DataReport.Output {
  fileprivate init(_ output: DataSummary.Output, unit: Unit?, model: CheckedModel?) {
    switch output.output {
    case .name(let name): self.output = name
    case .number(let number):
      let name = model.flatMap { $0.outputs.indices.contains(number - 1) ? $0.outputs[number - 1].name : nil }
      self.output = name.map { "\(number) (\($0))" } ?? "\(number)"
    case nil: self.output = nil
    }
    observations = output.observations
    censored = output.censored
    withoutValue = output.withoutValue
    subjects = output.subjects
    observationsPerSubject = output.perSubject.map { .init(min: Double($0.lowerBound), max: Double($0.upperBound)) }
    values = output.values.map { .init($0) }
    median = output.median.isNaN ? nil : output.median
    self.unit = unit.map { "\($0)" }
  }
}

extension DataReport.Covariate {
  fileprivate init(_ covariate: DataSummary.Covariate) {
    name = covariate.column.name
    unit = covariate.column.unit.map { "\($0)" }
    missingRecords = covariate.missingRecords
    missingSubjects = covariate.missingSubjects
    changingSubjects = covariate.changingSubjects
    values = covariate.range.map { .init($0) }
    median = covariate.median.isNaN ? nil : covariate.median
    counts = covariate.counts.map { Count(value: $0.value, subjects: $0.subjects) }
  }
}

extension DataReport.Finding {
  fileprivate init(_ finding: DataFinding) {
    severity = finding.severity.rawValue
    kind = finding.kind
    column = finding.column
    message = finding.message
    help = finding.help
    places = finding.places.map { Place(row: $0.row, subject: $0.subject, detail: $0.detail) }
  }
}

extension DataReport.Range {
  init(_ range: ClosedRange<Double>) { self.init(min: range.lowerBound, max: range.upperBound) }
}
