/// What a design does at a level in the middle for every number of patients and DLTs: the table of a protocol.
public struct DecisionGrid: Hashable, Sendable {
  /// What happens to the dose.
  public enum Move: String, Hashable, Sendable, CaseIterable {
    /// Up.
    case escalate = "E"
    /// The same level, with more patients.
    case stay = "S"
    /// Down; the level may be given again.
    case deescalate = "D"
    /// Down; the level and all above are closed.
    case eliminate = "U"

    /// What the letter stands for.
    public var words: String {
      switch self {
      case .escalate: "escalate"
      case .stay: "stay"
      case .deescalate: "de-escalate"
      case .eliminate: "de-escalate, and never give this level again"
      }
    }
  }

  /// One cell.
  public struct Cell: Hashable, Sendable {
    /// How many patients the level has, and how many of them had a DLT.
    public var patients: Int
    /// The DLTs.
    public var dlts: Int
    /// What follows.
    public var move: Move
    /// The rule that decided.
    public var rule: String
  }

  /// The cells, by patients and then DLTs.
  public let cells: [Cell]
  /// The numbers of patients, ascending.
  public var patients: [Int] { Array(Set(cells.map(\.patients))).sorted() }

  /// Asks a design what it does at a level between two others, of which the lower was tolerated.
  ///
  /// - Parameters:
  ///   - design: the design, for at least three levels.
  ///   - patients: the numbers of patients of interest.
  public init(_ design: some EscalationDesign, patients: [Int]) {
    let level = min(max(1, design.moderateLevels + 1), design.levelCount - 1)
    var cells: [Cell] = []
    for n in patients {
      for x in 0...n {
        var history = CohortHistory(levelCount: design.levelCount)
        for lower in 0..<level { history.add(level: lower, LevelTally(treated: 6)) }
        history.add(level: level, LevelTally(treated: n, dlts: x))
        let decision = design.recommend(from: history)
        let move = Self.move(decision, level, isClosed: design.isClosed(level: level, in: history))
        cells.append(Cell(patients: n, dlts: x, move: move, rule: decision.rule))
      }
    }
    self.cells = cells
  }

  private static func move(_ decision: Decision, _ level: Int, isClosed: Bool) -> Move {
    if isClosed { return .eliminate }
    guard let next = decision.nextLevel ?? decision.conclusion?.level else { return .deescalate }
    return next > level ? .escalate : next == level ? .stay : .deescalate
  }

  /// The move for a number of patients and DLTs, if the table has it.
  public func move(patients: Int, dlts: Int) -> Move? {
    cells.first { $0.patients == patients && $0.dlts == dlts }?.move
  }
}
