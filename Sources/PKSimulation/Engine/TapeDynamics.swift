import PKModel
import PKNumerics

/// The dynamics of a program, with the infusions that run in each lane.
struct TapeDynamics: LaneDynamics, ~Copyable {
  let dimension: Int
  /// The model's own compartments where derivatives by parameters follow them, else all states.
  let leadingDimension: Int
  /// The register file of the moving tapes.
  let registers: LaneBuffer
  /// The rate of infusion into each compartment.
  let rates: LaneBuffer
  private let tape: Tape
  private let time: Int
  private let states: Int
  private let compartments: Int
  private let linear: LinearSlots?
  /// Where the constant parts of a linear input are, and which states they enter.
  private let inputRows: IndexList
  private let inputSlots: IndexList
  private let jacobian: JacobianTape?
  /// Doses that enter by a profile.
  var profiles: ShapedInputs
  /// Where a compartment is switched off: it stays empty; no lanes at all while nothing is.
  private var switchedOff: [LaneMask] = []
  /// The prologue's outputs in each lane.
  ///
  /// Linear dynamics have their coefficients there.
  private let constants: LaneBuffer
  /// By lane the version of the linear system's matrix.
  private var versions: [Int]
  private var lastVersion = 0

  init(_ program: Program) {
    tape = program.dynamics
    profiles = ShapedInputs(program)
    dimension = program.dimension
    compartments = program.compartmentCount
    let directions = program.routeSensitivities.count
    leadingDimension = directions == 0 ? dimension : compartments / (directions + 1)
    linear = program.linear
    inputRows = IndexList((program.linear?.input ?? []).map(\.row))
    inputSlots = IndexList((program.linear?.input ?? []).map(\.slot))
    jacobian = program.jacobian
    time = program.timeRegister
    states = program.stateRegister
    registers = LaneBuffer(count: program.registerCount)
    rates = LaneBuffer(count: program.compartmentCount)
    versions = Array(repeating: 0, count: Lanes.scalarCount)
    constants = LaneBuffer(count: program.linear == nil ? 0 : program.prologue.outputs.count)
  }

  mutating func evaluate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
  ) {
    load(time, state)
    tape.run(registers)
    let r = registers.base
    tape.outputs.withUnsafeBufferPointer { outputs in
      for i in 0..<compartments { derivative[i] = r[outputs[i]] + rates.base[i] }
      for i in compartments..<dimension { derivative[i] = r[outputs[i]] }
    }
    if !profiles.isEmpty { profiles.addRates(at: time, to: derivative) }
    guard !switchedOff.isEmpty else { return }
    let zero = Lanes(repeating: 0)
    for (i, off) in switchedOff.enumerated() { derivative[i] = derivative[i].blended(with: zero, where: off) }
  }

  /// Whether a compartment is switched off in a lane.
  func isOff(_ compartment: Int, _ lane: Int) -> Bool {
    !switchedOff.isEmpty && switchedOff[compartment][lane]
  }

  /// Switches a compartment off or on in a lane.
  mutating func setOff(_ compartment: Int, _ lane: Int, _ isOff: Bool) {
    if switchedOff.isEmpty {
      guard isOff else { return }
      switchedOff = Array(repeating: LaneMask(repeating: false), count: compartments)
    }
    switchedOff[compartment][lane] = isOff
    changeVersion(of: lane)
    if !switchedOff.contains(where: \.holdsSomewhere) { switchedOff = [] }
  }

  var isDifferentiable: Bool { jacobian != nil || linear != nil }

  /// The areas under the outputs feed nothing.
  var coupledDimension: Int { compartments }

  /// Infusions do not depend on time or state, so that they leave no trace here.
  mutating func differentiate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into matrix: UnsafeMutablePointer<Lanes>,
    _ timeDerivative: UnsafeMutablePointer<Lanes>
  ) {
    matrix.update(repeating: Lanes(repeating: 0), count: dimension * compartments)
    timeDerivative.update(repeating: Lanes(repeating: 0), count: dimension)
    if let jacobian {
      load(time, state)
      jacobian.tape.run(registers)
      let (r, outputs) = (registers.base, jacobian.tape.outputs)
      for (place, entry) in jacobian.entries.enumerated() {
        matrix[entry.row + entry.column * dimension] = r[outputs[place]]
      }
      for (place, row) in jacobian.timeRows.enumerated() {
        timeDerivative[row] = r[outputs[jacobian.entries.count + place]]
      }
    } else if let linear {
      for entry in linear.matrix { matrix[entry.row + entry.column * dimension] = constants.base[entry.slot] }
    }
    if !profiles.isEmpty { profiles.addSlopes(at: time, to: timeDerivative) }
    clearRows(of: matrix, timeDerivative)
  }

  /// What is switched off depends on nothing.
  private mutating func clearRows(
    of matrix: UnsafeMutablePointer<Lanes>, _ timeDerivative: UnsafeMutablePointer<Lanes>
  ) {
    let zero = Lanes(repeating: 0)
    for (row, off) in switchedOff.enumerated() where off.holdsSomewhere {
      for column in 0..<compartments {
        let place = row + column * dimension
        matrix[place] = matrix[place].blended(with: zero, where: off)
      }
      timeDerivative[row] = timeDerivative[row].blended(with: zero, where: off)
    }
  }

  /// Writes time and the model's states where the tapes read them.
  mutating func load(_ time: Lanes, _ state: UnsafePointer<Lanes>) {
    let r = registers.base
    r[self.time] = time
    for i in 0..<compartments { r[states + i] = state[i] }
  }

  /// Takes a lane's parameters: the outputs of the program's prologue, of which the first are the hoisted values.
  mutating func setParameters(_ constants: [Double], of lane: Int, hoisted: Int) {
    for register in 0..<hoisted { registers.setScalar(register, lane: lane, to: constants[register]) }
    guard linear != nil else { return }
    changeVersion(of: lane)
    for (slot, value) in constants.enumerated() { self.constants.setScalar(slot, lane: lane, to: value) }
  }

  private mutating func changeVersion(of lane: Int) {
    lastVersion += 1
    versions[lane] = lastVersion
  }

  func linearVersion(of lane: Int) -> Int { versions[lane] }

  mutating func writeLinearInput(of lane: Int, input: inout [Double]) {
    for row in 0..<dimension { input[row] = row < compartments ? rates.scalar(row, lane: lane) : 0 }
    for (row, slot) in linear?.input ?? [] { input[row] += constants.scalar(slot, lane: lane) }
    for (row, off) in switchedOff.enumerated() where off[lane] { input[row] = 0 }
  }

  mutating func writeLinearInputs(into target: UnsafeMutablePointer<Lanes>) {
    for row in 0..<compartments { target[row] = rates.base[row] }
    for row in compartments..<dimension { target[row] = Lanes(repeating: 0) }
    for place in 0..<inputRows.count { target[inputRows[place]] += constants.base[inputSlots[place]] }
    guard !switchedOff.isEmpty else { return }
    let zero = Lanes(repeating: 0)
    for (row, off) in switchedOff.enumerated() { target[row] = target[row].blended(with: zero, where: off) }
  }

  mutating func writeLinearSystem(of lane: Int, matrix: inout [Double], input: inout [Double]) {
    guard let linear else { preconditionFailure("a program that is not linear has no coefficients") }
    for index in matrix.indices { matrix[index] = 0 }
    for entry in linear.leading {
      matrix[entry.row + entry.column * dimension] = constants.scalar(entry.slot, lane: lane)
    }
    writeLinearInput(of: lane, input: &input)
    for (row, off) in switchedOff.enumerated() where off[lane] {
      for place in stride(from: row, to: matrix.count, by: dimension) { matrix[place] = 0 }
    }
  }
}
