public import PKData
public import PKText

extension Dataset {
  /// Reads a NONMEM-style table from a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - rules: which column is what, in which unit, and which rows are left out.
  /// - Throws: `UnreadableFile`, or `DatasetErrors` with rows and columns.
  public init(contentsOf path: String, rules: TableRules = TableRules()) throws {
    try self.init(table: SourceText(contentsOf: path).bytes, name: path, rules: rules)
  }
}

extension Regimen {
  /// Reads a regimen from a line, such as `2.5 mg/kg iv over 60 min every 21 days x 6`.
  ///
  /// - Throws: `DiagnosticList` with everything that is wrong with the line.
  public init(_ line: String) throws(DiagnosticList) {
    try self.init(parsing: SourceText(name: "regimen", line))
  }
}

extension CovariateSpecification {
  /// Reads how covariates are distributed, such as `WT ~ lognormal(65 kg, cv 20%)`.
  ///
  /// - Throws: `DiagnosticList` with everything that is wrong with the text.
  public static func list(_ text: String) throws(DiagnosticList) -> [CovariateSpecification] {
    try list(parsing: SourceText(name: "covariates", text))
  }
}
