/// A row of `Validation/Requirements.md`.
struct Requirement: Encodable {
  /// Such as `R-SIM-1`.
  var id: String
  var statement: String
  /// What happens when it is not met: high, medium or low, and why.
  var risk: String
  /// The checks that are evidence for it.
  var checks: [String]
  /// The line of the file.
  var line: Int
}

/// The requirements, and what is wrong between them and the checks.
struct RequirementTable {
  let requirements: [Requirement]
  /// What is wrong with the table itself.
  let faults: [String]

  /// Reads the tables of a Markdown text: rows of four cells, the first of which is an id.
  init(_ text: String) {
    var requirements: [Requirement] = []
    var faults: [String] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard line.hasPrefix("| R-") else { continue }
      let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
      guard cells.count == 5, cells[4].isEmpty, !cells[1].isEmpty, !cells[2].isEmpty else {
        faults.append("Requirements.md:\(number + 1): a row has an id, a statement, a risk and checks")
        continue
      }
      let checks = cells[3].split(separator: ",").map(\.trimmed)
      if requirements.contains(where: { $0.id == cells[0] }) {
        faults.append("Requirements.md:\(number + 1): \(cells[0]) is there twice")
      }
      requirements.append(
        Requirement(id: cells[0], statement: cells[1], risk: cells[2], checks: checks, line: number + 1))
    }
    if requirements.isEmpty { faults.append("Requirements.md has no requirement") }
    self.requirements = requirements
    self.faults = faults
  }

  /// Requirements without checks, checks without requirements, and names that do not exist.
  func faults(with checks: [ValidationCheck]) -> [String] {
    var faults = self.faults
    for requirement in requirements {
      let place = "Requirements.md:\(requirement.line): \(requirement.id)"
      if requirement.checks.isEmpty { faults.append("\(place) has no check") }
      for id in requirement.checks {
        guard let check = checks.first(where: { $0.id == id }) else {
          faults.append("\(place) names the check '\(id)', which is not there")
          continue
        }
        if !check.requirements.contains(requirement.id) {
          faults.append("\(place) names \(id), which does not name \(requirement.id) as its requirement")
        }
      }
    }
    for check in checks {
      for id in check.requirements {
        guard let requirement = requirements.first(where: { $0.id == id }) else {
          faults.append("\(check.id) is for the requirement '\(id)', which is not there")
          continue
        }
        if !requirement.checks.contains(check.id) { faults.append("\(check.id) is for \(id), which does not name it") }
      }
    }
    let ids = checks.map(\.id)
    for id in Set(ids).sorted() where ids.filter({ $0 == id }).count > 1 { faults.append("\(id) is there twice") }
    return faults
  }
}
