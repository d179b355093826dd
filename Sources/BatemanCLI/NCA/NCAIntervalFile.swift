import Bateman

/// Reads `--intervals`: a table with `start`, `end` and, where wanted, `steady_state`.
struct NCAIntervalFile {
  /// The intervals, in the table's time unit; an empty end means "as long as there are samples".
  static func read(_ path: String, units: NCAUnits) throws -> [NCAInterval] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.bytes(at: path, limit: InputFile.textLimit)
    } catch {
      throw CommandError.file(error)
    }
    return try IntervalTable(bytes, name: path, timeUnit: units.time).intervals
  }
}
