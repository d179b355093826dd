import PKNumerics

/// Outputs of any lanes that wait until there are eight: then their tape is run once for all of them.
///
/// Steps end at other times in each lane, and few of them have an output inside at once. What an output is computed
/// from is copied into a column of a register file, so its lane may move on before it is computed.
struct OutputQueue: ~Copyable {
  /// Whose output waits in a column, which of the subject's, and where it is to be written.
  struct Item {
    var lane = 0, output = 0, place = 0
  }

  /// The register file of the outputs' tape.
  let registers: LaneBuffer
  let items = LaneArray(repeating: Item())
  /// How many wait.
  private(set) var count = 0
  /// The register of time; nil where no output reads it.
  private let time: Int?

  init(registerCount: Int, time: Int?) {
    registers = LaneBuffer(count: registerCount)
    self.time = time
  }

  /// How many more there is room for.
  var room: Int { Lanes.scalarCount - count }

  /// Adds an output whose states are in the next column already, with the constants that it reads.
  mutating func add(
    _ time: Double, lane: Int, output: Int, place: Int, _ constants: [Int], of lanes: borrowing LaneBuffer
  ) {
    for register in constants { registers.setScalar(register, lane: count, to: lanes.scalar(register, lane: lane)) }
    if let register = self.time { registers.setScalar(register, lane: count, to: time) }
    items[count] = Item(lane: lane, output: output, place: place)
    count += 1
  }

  mutating func removeAll() { count = 0 }
}
