extension DatasetError {
  /// What is wrong, in one line without a full stop.
  public var message: String {
    switch reason {
    case .empty: "the table is empty"
    case .noRows: "the table has a header and no rows"
    case .allFiltered(let count): "the filters leave out every one of \(count) rows"
    case .notText(let kind): "the file is \(kind.rawValue), not a text table"
    case .rowTooLong(let limit): "the row is longer than \(limit) bytes, so this is no table"
    case .openQuote: "a quotation mark is never closed"
    case .missingColumn(let name, _): "the table has no \(name) column"
    case .duplicateColumn(let name, let first): "the name \(name) is that of column \(first) already"
    case .unnamedColumn: "the column has no name"
    case .badUnit(let unit, let message): "'\(unit)' is no unit: \(message)"
    case .wrongUnit(let unit, let wanted): "'\(unit)' is no unit of \(wanted)"
    case .unitWithout(let unit, let column): "the unit '\(unit)' says nothing while \(column) has no unit"
    case .needlessUnit(let unit): "the column has no unit, but '\(unit)' is given"
    case .secondDate(let first): "the date is in column \(first) already"
    case .noColumnToKeep(let name, _): "the table has no column '\(name)' to keep"
    case .noColumn(let name, let purpose, _): "the table has no column '\(name)', which \(purpose.rawValue) names"
    case .unitDiffers(let unit, let header): "the unit is '\(header)' in the header and '\(unit)' by an option"
    case .rxodeEvent(let event): event.message
    case .fieldCount(let found, let expected):
      "the row has \(found) \(found == 1 ? "field" : "fields"), the header \(expected)"
    case .missingValue: "the value is missing"
    case .notANumber(let text): "'\(text)' is no number"
    case .decimalComma(let text): "'\(text)' has a decimal comma"
    case .notFinite(let text): "'\(text)' is no finite number"
    case .clockTime(let text): "'\(text)' is no time of day, nor a date with one"
    case .badDate(let text, let order): "'\(text)' is no date (\(order))"
    case .mixedTimes(let text, true): "'\(text)' is a number, but the rows above have clock times"
    case .mixedTimes(let text, false): "'\(text)' is a clock time, but the rows above have numbers"
    case .limitBeyondValue(let text): "the limit '\(text)' is not on the side of DV where the censored value lies"
    case .mixedColumn(let text, true): "'\(text)' is no number, but the rows above have numbers"
    case .mixedColumn(let text, false): "'\(text)' is a number, but the rows above have words"
    case .unknownCode(let text, _): "'\(text)' is no code of this column"
    case .steadyStateWithoutInterval: "a steady state (SS) of doses has no interval (II)"
    case .steadyStateWithoutDose: "a steady state (SS) has neither an amount nor a rate"
    case .steadyInfusionRepeats: "a steady state of an infusion without end (SS with AMT 0) is repeated"
    case .negative(let text): "'\(text)' is negative"
    case .timeDecreases(let text): "time goes back to '\(text)' within a subject"
    case .idReturns(let id, let row): "the subject '\(id)' had its rows up to row \(row) and appears again"
    case .doseWithoutAmount: "a dose record has no amount"
    case .notADose: "the record is no dose (EVID is not 1 or 4), but has a value here"
    case .additionalWithoutInterval: "additional doses (ADDL) have no interval (II)"
    case .rateAndDuration: "a dose has both a RATE and a DUR"
    case .unknownConcentration(let text, _): "'\(text)' is no concentration"
    case .unitInCell(let text): "'\(text)' has a unit in the cell"
    case .mixedUnits(let unit, let first, let row): "the unit is '\(unit)' here and '\(first)' in row \(row)"
    case .changes(let text, let first, let row): "'\(text)' differs from '\(first)' in row \(row) of the same subject"
    case .duplicateTime(let time, let row): "the time \(time) has another value in row \(row)"
    case .unknownLimit: "the value is below a limit that is not given"
    case .endBeforeStart: "the interval does not end after its start"
    }
  }

  /// How to put it right.
  public var help: String? {
    switch reason {
    case .empty, .noRows: "it needs a header with at least ID and TIME, and a row for each record"
    case .allFiltered: "look at what the conditions say of the first rows"
    case .notText(.utf16): "save it as CSV in UTF-8"
    case .notText(.gzip): "decompress it first"
    case .notText: "export it as CSV"
    case .rowTooLong: "check the line ends and the quotation marks"
    case .openQuote: "close it, or double it if it belongs to the text"
    case .missingColumn(let name, let near): near.map { "rename '\($0)' to \(name)" } ?? Self.separators
    case .duplicateColumn: "rename or remove one of the two"
    case .unnamedColumn: "name it, or remove the separator"
    case .badUnit, .wrongUnit: "write it as in TIME[h], AMT[mg], WT[kg]"
    case .unitWithout(_, let column): "give \(column) a unit as well"
    case .needlessUnit: "remove the brackets"
    case .secondDate: "remove one of the two"
    case .noColumnToKeep(_, let near), .noColumn(_, _, let near): near.map { "did you mean '\($0)'?" }
    case .unitDiffers: "leave one of the two out"
    case .rxodeEvent(let event): event.help
    case .clockTime: "write HH:MM, HH:MM:SS or YYYY-MM-DD HH:MM"
    case .badDate:
      "write YYYY-MM-DD, or name the column DATE (month-day-year), DAT1 (day-month-year), DAT2 (year-month-day) or DAT3 "
        + "(year-day-month)"
    case .mixedTimes: "write all of them in one way"
    case .limitBeyondValue:
      "with CENS 1 it is the lower end of the interval below DV, with CENS -1 the upper end above it"
    case .fieldCount: "put fields that contain the separator between quotation marks"
    case .notANumber: "write a number, or '.' when it is missing"
    case .decimalComma: "write decimals with a point"
    case .notFinite: "write '.' when the value is missing"
    case .mixedColumn: "a covariate has either numbers or words; drop the column when it is no covariate"
    case .unknownCode(_, let allowed): "it takes \(allowed)"
    case .steadyStateWithoutInterval: "give II a number above 0"
    case .steadyStateWithoutDose: "give AMT a number above 0 for doses, or RATE for an infusion without end"
    case .steadyInfusionRepeats: "write 0 or '.' here, or give AMT a number above 0"
    case .timeDecreases: "sort each subject's rows by TIME"
    case .idReturns:
      "sort the table by ID and TIME, or take the later rows for another subject, as NONMEM does: --returning-ids new"
    case .doseWithoutAmount: "give AMT a number above 0, or the record EVID 2"
    case .notADose: "write 0 or '.', or give the record EVID 1"
    case .additionalWithoutInterval: "give II a number above 0"
    case .rateAndDuration: "give one of the two"
    case .unknownConcentration(_, let near?): "did you mean '\(near)'?"
    case .unknownConcentration:
      "write a number, '<0.5', BLQ, ND, NS or '.', or name the word with --blq-text or --missing-text"
    case .unitInCell: "put the unit into the header, as in conc[mg/L]"
    case .mixedUnits: "convert the values to one unit"
    case .changes: "give it the same in every row of the subject, or make it a --group"
    case .duplicateTime: "choose with --duplicates mean, first, last or maximum"
    case .unknownLimit: "write it as '<0.5', or give --lloq"
    case .endBeforeStart: nil
    case .missingValue: "every row needs one"
    case .negative: "write it without the sign, or '.' when there is none"
    }
  }

  private static let separators = "the first row names the columns, and ',', ';' or tabs separate them"
}
