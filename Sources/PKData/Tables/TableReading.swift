/// A table as far as it could be read.
struct TableReading {
  let header: TableHeader
  /// The records with which nothing is wrong.
  let dataset: Dataset
  let errors: [DatasetError]
  let remarks: [RowRemark]
  /// How many rows were read; those that filters leave out are not among them.
  let rowCount: Int
  /// How many rows each filter left out.
  let filterCounts: [Int]
}

/// What is worth a word in a row that can be read.
struct RowRemark {
  enum Kind: Hashable {
    /// EVID is missing, and was inferred from the rest of the row.
    case eventInferred
    /// DV has a value other than 0, which is not used: the record is no observation, or MDV is 1.
    case valueUnused
    /// MDV is 0 and DV missing.
    case valueMissing
    /// A dose has an interval, and neither repeats nor a steady state.
    case intervalUnused
    /// CENS marks a row without a measured value.
    case censoringUnused
    /// LIMIT stands in a row of a measured value that CENS does not mark.
    case limitUnused
  }

  let kind: Kind
  let row: Int
}

extension TableReader {
  /// Tells a review what the row leaves out or contradicts.
  mutating func remarkAction(_ kind: TableEvent.Kind) {
    guard remarks != nil else { return }
    if header[.event] != nil, event[.event].isNaN { remark(.eventInferred) }
    let isObserved = kind == .observation && event.isValueMissing == false
    if !isObserved, !event[.value].isNaN, event[.value] != 0 { remark(.valueUnused) }
    if isObserved, header[.value] != nil, event[.missingDV] == 0, event[.value].isNaN { remark(.valueMissing) }
    if kind.isDose, has(.interval), !has(.additional), !has(.steadyState) { remark(.intervalUnused) }
    if has(.censored), !isObserved || event[.value].isNaN { remark(.censoringUnused) }
    if isObserved, !event[.limit].isNaN, !has(.censored) { remark(.limitUnused) }
  }

  private func has(_ role: ColumnRole) -> Bool { !event[role].isNaN && event[role] != 0 }

  private mutating func remark(_ kind: RowRemark.Kind) { remarks?.append(RowRemark(kind: kind, row: text.row)) }
}
