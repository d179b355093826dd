import PKModel
import PKNumerics

/// The dynamics of a program, with the infusions that run in each lane.
struct TapeDynamics: LaneDynamics, ~Copyable {
  let dimension: Int
  /// The register file of the moving tapes.
  let registers: LaneBuffer
  /// The rate of infusion into each compartment.
  let rates: LaneBuffer
  private let tape: Tape
  private let time: Int
  private let states: Int
  private let compartments: Int

  init(_ program: Program) {
    tape = program.dynamics
    dimension = program.dimension
    compartments = program.compartmentCount
    time = program.timeRegister
    states = program.stateRegister
    registers = LaneBuffer(count: program.registerCount)
    rates = LaneBuffer(count: program.compartmentCount)
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
  }

  /// Writes time and the model's states where the tapes read them.
  func load(_ time: Lanes, _ state: UnsafePointer<Lanes>) {
    let r = registers.base
    r[self.time] = time
    for i in 0..<compartments { r[states + i] = state[i] }
  }
}
