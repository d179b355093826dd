import Bateman

/// A trial's decision table, as JSON and as text.
struct TrialTableReport: Codable {
  struct Level: Codable {
    var number: Int
    var name: String
  }
  struct Rule: Codable {
    var name: String
    var statement: String
  }
  struct Cell: Codable {
    var patients: Int
    var dlts: Int
    var decision: String
    var rule: String
  }
  struct BoundaryRow: Codable {
    var patients: Int
    var escalateAtMost: Int
    var deescalateAtLeast: Int
    var eliminateAtLeast: Int?
    var stopAtLeast: Int?
  }
  struct Lambdas: Codable {
    var escalation: Double
    var deescalation: Double
  }

  var schema = 1
  var trial: String
  var title: String
  var notes: [String]
  var design: String
  var levels: [Level]
  var windowDays: Double
  var rules: [Rule]
  var cells: [Cell]
  var boundaries: [BoundaryRow]?
  var lambdas: Lambdas?
  var dlt: [String]

  init(_ trial: Trial) {
    self.trial = trial.name
    (title, notes, design, windowDays) = (trial.title, trial.notes, trial.design.name, trial.window)
    levels = trial.levelNames.enumerated().map { Level(number: $0 + 1, name: $1) }
    rules = trial.design.rules.map { Rule(name: $0.name, statement: $0.statement) }
    dlt = trial.definition?.rules.map { "\($0.name): \($0.words)" } ?? []
    let boin = trial.design as? BOIN
    let patients = boin.map { Array(1...min(30, $0.settings.maximum)) } ?? [1, 2, 3, 4, 5, 6]
    cells = Self.grid(of: trial.design, patients).map {
      Cell(patients: $0.patients, dlts: $0.dlts, decision: $0.move.words, rule: $0.rule)
    }
    boundaries = boin?.boundaries.rows.prefix(patients.count).map {
      BoundaryRow(
        patients: $0.patients, escalateAtMost: $0.escalate, deescalateAtLeast: $0.deescalate,
        eliminateAtLeast: $0.eliminate, stopAtLeast: $0.stop)
    }
    lambdas = boin.map {
      Lambdas(escalation: $0.boundaries.escalation, deescalation: $0.boundaries.deescalation)
    }
  }

  private static func grid(of design: any EscalationDesign, _ patients: [Int]) -> [DecisionGrid.Cell] {
    guard let boin = design as? BOIN else { return DecisionGrid(design, patients: patients).cells }
    // What happens at a level, not when the trial has enough patients.
    var settings = boin.settings
    settings.maximum = 100
    settings.enoughAtLevel = nil
    return DecisionGrid(BOIN(levelCount: max(3, boin.levelCount), settings: settings), patients: patients).cells
  }

  var text: String {
    var lines = ["\(trial)\(title.isEmpty ? "" : ": \(title)")", "design: \(design)"]
    lines.append("levels: " + levels.map { "\($0.number) = \($0.name)" }.joined(separator: ", "))
    lines += notes.map { "note: \($0)" } + [""]
    lines += boundaries == nil ? grid : boundaryTable
    lines += ["", "Rules, in the order in which they are tried:"]
    for (number, rule) in rules.enumerated() { lines.append("  \(number + 1). \(rule.name): \(rule.statement)") }
    if !dlt.isEmpty {
      lines += ["", "A DLT, within \(windowDays.plainText) days of the first dose:"] + dlt.map { "  - \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  /// Patients down, DLTs across.
  private var grid: [String] {
    let counts = Array(Set(cells.map(\.patients))).sorted()
    let most = counts.last ?? 0
    var columns: [(title: String, alignment: TextTable.Alignment)] = [("patients", .right)]
    for dlts in 0...most { columns.append(("\(dlts) DLT\(dlts == 1 ? "" : "s")", .left)) }
    var table = TextTable(columns)
    for n in counts {
      let row = cells.filter { $0.patients == n }
      table.append(["\(n)"] + row.map { short($0) })
    }
    return ["At a level between a tolerated one and one that is still open:"] + table.linesWithHeader
  }

  private func short(_ cell: Cell) -> String {
    switch cell.decision {
    case DecisionGrid.Move.eliminate.words: "not tolerated"
    case DecisionGrid.Move.stay.words: "more at this level"
    default: cell.decision
    }
  }

  private var boundaryTable: [String] {
    let hasStop = boundaries?.contains { $0.stopAtLeast != nil } ?? false
    var table = TextTable([
      ("patients", .right), ("escalate if DLTs ≤", .right), ("de-escalate if ≥", .right), ("eliminate if ≥", .right),
      (hasStop ? "stop at level 1 if ≥" : "", .right),
    ])
    for row in boundaries ?? [] {
      table.append([
        "\(row.patients)", "\(row.escalateAtMost)", "\(row.deescalateAtLeast)",
        row.eliminateAtLeast.map { "\($0)" } ?? "–", hasStop ? row.stopAtLeast.map { "\($0)" } ?? "–" : "",
      ])
    }
    let rates = lambdas.map { "λe = \($0.escalation.shortText), λd = \($0.deescalation.shortText)" } ?? ""
    return ["Boundaries at the current level (\(rates)):"] + table.linesWithHeader
  }
}
