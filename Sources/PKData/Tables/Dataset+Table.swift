extension Dataset {
  /// Reads a NONMEM-style table.
  ///
  /// The first row names the columns, in any case and order; they are separated by commas,
  /// semicolons or tabs, whichever the first row has most of. `ID` and `TIME` must be there; `AMT
  /// RATE DUR EVID MDV CMT ADDL II SS DV DVID ROUTE` mean what they do in NONMEM (`ROUTE` is a
  /// route's name, `DVID` an output's name or number); every other column, `OCC` too, is a
  /// covariate, of numbers or of words.
  ///
  /// - Units stand in brackets behind a name: `TIME[h]`, `AMT[mg]`, `WT[kg]`. `RATE`, `DUR` and
  ///   `II` in units of their own are converted.
  /// - `TIME` may be a clock time (`8:30`), with the day in a date column or before it (`2024-01-03 08:30`): then
  ///   times are those since the subject's first record, in the unit of `TIME`, or in hours.
  /// - An empty cell, `.` and `NA` are missing values.
  /// - Empty lines and lines that begin with `#` or `@` are passed over, and rows with a `C` in the
  ///   first column when that is named `C`. A header that begins with `#ID` and a separator is one
  ///   all the same.
  /// - Each subject's rows stand together, in order of time.
  /// - Without `EVID`, a record with an amount, rate, duration or additional doses is a dose, one
  ///   with `MDV` 1 is other, and every other one an observation.
  ///
  /// - Parameters:
  ///   - bytes: the table in UTF-8, with or without byte order mark.
  ///   - name: what messages call the table.
  ///   - columns: the columns whose texts are kept with each record, in any case.
  ///   - rules: which column is what, in which unit, and which rows are left out.
  /// - Throws: up to 20 errors with their rows and columns.
  public init(
    table bytes: [UInt8], name: String, keeping columns: [String] = [], rules: TableRules = TableRules()
  ) throws(DatasetErrors) {
    self = try TableReader.read(bytes, name: name, keeping: columns, rules: rules)
  }
}
