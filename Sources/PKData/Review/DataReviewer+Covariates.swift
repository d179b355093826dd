import PKUnits

extension DataReviewer {
  /// Missing, changing and impossible covariates.
  mutating func reviewCovariates() {
    for (index, covariate) in summary.covariates.enumerated() {
      if covariate.missingSubjects == summary.subjects {
        findings.append(
          DataFinding(
            .warning, "covariate-missing", column: covariate.column.name,
            "\(covariate.column.name) is missing in every row", help: "leave the column out with --drop"))
        continue
      }
      reviewMissing(of: covariate, at: index)
      reviewChanges(of: covariate, at: index)
      reviewCodes(of: covariate, at: index)
      reviewPlausibility(of: covariate, at: index)
    }
    reviewCourses()
  }

  /// Covariates that change in many subjects, and those that are the same in all: a note for each kind.
  private mutating func reviewCourses() {
    let present = summary.covariates.filter { $0.missingSubjects < summary.subjects }
    let changing = present.filter { covariate in
      covariate.changingSubjects > 0
        && !findings.contains {
          $0.kind == "covariate-changes" && $0.column == covariate.column.name
        }
    }
    let names = changing.map { "\($0.column.name) (in \($0.changingSubjects) of \(summary.subjects) subjects)" }
    if !names.isEmpty {
      findings.append(
        DataFinding(.note, "time-varying", "columns change within subjects: \(names.joined(separator: ", "))"))
    }
    let same = present.filter { covariate in
      let isOneNumber = covariate.range.map { $0.lowerBound == $0.upperBound } ?? (covariate.counts.count == 1)
      return covariate.changingSubjects == 0 && isOneNumber && summary.subjects - covariate.missingSubjects >= 3
    }
    guard !same.isEmpty else { return }
    findings.append(
      DataFinding(
        .note, "covariate-constant",
        "columns are the same in all subjects, so that no effect can be estimated: "
          + same.map(\.column.name).joined(separator: ", ")))
  }

  private func values(_ index: Int, _ subject: Subject) -> [(row: Int, value: Double)] {
    subject.records.map { ($0.row, $0.covariates.indices.contains(index) ? $0.covariates[index] : .nan) }
  }

  private mutating func reviewMissing(of covariate: DataSummary.Covariate, at index: Int) {
    var (lacking, late, gaps): ([DataFinding.Place], [DataFinding.Place], [DataFinding.Place]) = ([], [], [])
    for subject in dataset.subjects {
      let values = values(index, subject)
      if values.allSatisfy(\.value.isNaN) {
        lacking.append(.init(subject: subject.id))
      } else if let first = values.first, first.value.isNaN {
        late.append(.init(row: first.row, subject: subject.id))
      } else if let gap = values.first(where: \.value.isNaN) {
        gaps.append(.init(row: gap.row, subject: subject.id))
      }
    }
    let name = covariate.column.name
    add(
      .warning, "covariate-missing", column: name, "\(name) is missing in every row of subjects",
      help: "a model that uses it cannot predict for them: fill it in", at: lacking)
    add(
      .warning, "covariate-missing-first", column: name, "\(name) is missing in the first row of subjects",
      help: "later values are carried forward, never back: fill in the first", at: late)
    add(
      .note, "covariate-gaps", column: name,
      "\(name) is missing in later rows of subjects, where the value before it counts", at: gaps)
  }

  /// A covariate that hardly ever changes, and does here.
  private mutating func reviewChanges(of covariate: DataSummary.Covariate, at index: Int) {
    let changing = covariate.changingSubjects
    let isExpected = changing * 5 > summary.subjects && covariate.column.categories == nil
    let isFixed = Self.fixedNames.contains(covariate.column.name.uppercased())
    guard changing > 0, isFixed || !isExpected else { return }
    let places = dataset.subjects.compactMap { subject -> DataFinding.Place? in
      let present = values(index, subject).filter { !$0.value.isNaN }
      guard let first = present.first, let other = present.first(where: { $0.value != first.value }) else { return nil }
      let texts = [first.value, other.value].map { text($0, covariate.column) }
      return .init(row: other.row, subject: subject.id, detail: "\(texts[0]), then \(texts[1])")
    }
    let name = covariate.column.name
    add(
      .warning, "covariate-changes", column: name,
      "\(name) changes within \(changing) of \(summary.subjects) subjects", help: "check that it does", at: places)
  }

  /// What nobody changes within a study.
  private static let fixedNames: Set = ["SEX", "GENDER", "RACE", "ETHNICITY", "STUDY", "COUNTRY"]

  private func text(_ value: Double, _ column: Dataset.Column) -> String {
    guard let categories = column.categories else { return Self.text(value) }
    return Int(exactly: value).flatMap { categories.indices.contains($0) ? categories[$0] : nil } ?? "?"
  }

  /// Numbers that stand for missing values in many tables.
  private mutating func reviewCodes(of covariate: DataSummary.Covariate, at index: Int) {
    guard covariate.column.categories == nil else { return }
    for code in [-99.0, -999, -9999, -9, 999, 9999] {
      let isApart = code > 0 ? covariate.median < code / 4 : covariate.median > 0
      guard isApart else { continue }
      let places = dataset.subjects.flatMap { subject in
        values(index, subject).filter { $0.value == code }.map { DataFinding.Place(row: $0.row, subject: subject.id) }
      }
      add(
        .warning, "missing-code", column: covariate.column.name,
        "\(covariate.column.name) is \(Self.text(code)) in some rows: does this mean that it is missing?",
        help: "if so, say --missing-text \(Self.text(code))", at: places)
    }
  }

  /// Values that no patient has.
  private mutating func reviewPlausibility(of covariate: DataSummary.Covariate, at index: Int) {
    let column = covariate.column
    guard let known = Self.bodyRanges[column.name.uppercased()], column.categories == nil else { return }
    let factor = column.unit.flatMap { $0.factor(to: known.unit) } ?? 1
    let places = dataset.subjects.compactMap { subject -> DataFinding.Place? in
      guard
        let far = values(index, subject).first(where: { !$0.value.isNaN && !known.range.contains($0.value * factor) })
      else { return nil }
      return .init(row: far.row, subject: subject.id, detail: Self.text(far.value))
    }
    let bounds = "\(Self.text(known.range.lowerBound)) to \(Self.text(known.range.upperBound)) \(known.unit)"
    add(
      .warning, "implausible", column: column.name, "\(column.name) lies outside \(bounds)",
      help: "check the values and their unit", at: places)
  }

  /// What patients can be, from a preterm infant to the heaviest and oldest people on record.
  private static let bodyRanges: [String: (range: ClosedRange<Double>, unit: Unit)] = {
    let known: [([String], ClosedRange<Double>, String)] = [
      (["WT", "WGT", "WEIGHT", "BW", "LBM", "FFM", "IBW"], 0.3...450, "kg"), (["AGE"], 0...125, "yr"),
      (["HT", "HGT", "HEIGHT"], 20...260, "cm"), (["BSA"], 0.05...4, "m2"), (["BMI"], 5...150, "kg/m2"),
      (["ALB"], 5...80, "g/L"),
    ]
    var ranges: [String: (range: ClosedRange<Double>, unit: Unit)] = [:]
    for (names, range, text) in known {
      guard let unit = try? Unit(text) else { continue }
      for name in names { ranges[name] = (range, unit) }
    }
    return ranges
  }()
}
