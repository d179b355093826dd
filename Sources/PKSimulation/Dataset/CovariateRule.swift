/// How covariates that change over time are known between two records of a table.
public enum CovariateRule: String, Hashable, Sendable, CaseIterable {
  /// Next observation carried backward: a record's values hold from the record before it on, as in NONMEM.
  case nocb
  /// Last observation carried forward: a record's values hold until the next record.
  case locf
  /// Continuous covariates change along straight lines from record to record, inside the equations too; categories and
  /// the numbers of occasions are carried forward.
  case linear
}
