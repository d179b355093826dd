import PKTestSupport

/// The theophylline data and their 100 simulations of the package npde 3.5, where the shared folder is at hand.
struct TheophyllineReference {
  /// The subjects' measured times and values, without the missing ones before the dose.
  var times: [[Double]] = []
  var values: [[Double]] = []
  /// Replicate by replicate, subject by subject.
  var simulated: [[[Double]]] = []

  init() throws {
    let rows = try SharedData.rows("diagnostics/theopp.csv")
    let drawn = try SharedData.rows("diagnostics/simtheopp.csv").map { Double($0["ysim"] ?? "") ?? .nan }
    var ids: [String] = []
    for row in rows where !ids.contains(row["ID"] ?? "") { ids.append(row["ID"] ?? "") }
    times = ids.map { _ in [] }
    values = times
    let replicates = drawn.count / rows.count
    simulated = Array(repeating: times, count: replicates)
    for (index, row) in rows.enumerated() {
      guard let value = Double(row["Conc"] ?? ""), let time = Double(row["Time"] ?? ""),
        let subject = ids.firstIndex(of: row["ID"] ?? "")
      else { continue }
      times[subject].append(time)
      values[subject].append(value)
      for replicate in 0..<replicates { simulated[replicate][subject].append(drawn[replicate * rows.count + index]) }
    }
  }
}
