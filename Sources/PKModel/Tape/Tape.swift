package import PKNumerics

/// A straight line of instructions over a file of registers, eight subjects at a time.
///
/// Registers `0..<inputCount` are given by the caller; `constants` are written once by `prepare`; the rest is
/// scratch. All register numbers were checked when the tape was built, so `run` does not check them. A class, so that
/// whoever runs it counts one reference and not those of all its arrays; it never changes.
package final class Tape: Sendable {
  /// The steps, in order, and as they are run.
  let instructions: [Instruction]
  private let steps: [TapeStep]
  /// How many registers the caller fills before each run.
  package let inputCount: Int
  /// How many registers the tape uses in all.
  package let registerCount: Int
  /// Registers that hold a constant, and its value.
  let constants: [(register: Int, value: Double)]
  /// The registers that hold the results after a run.
  package let outputs: [Int]

  init(
    instructions: [Instruction], inputCount: Int, registerCount: Int, constants: [(register: Int, value: Double)],
    outputs: [Int]
  ) {
    self.instructions = instructions
    steps = instructions.map { TapeStep($0) }
    self.inputCount = inputCount
    self.registerCount = registerCount
    self.constants = constants
    self.outputs = outputs
  }

  /// How many instructions a run takes.
  package var count: Int { instructions.count }

  /// Writes the tape's constants into a register file; once for each file.
  package func prepare(_ registers: borrowing LaneBuffer) {
    for constant in constants { registers[constant.register] = Lanes(repeating: constant.value) }
  }

  /// Runs the tape over a register file of at least `registerCount` values.
  package func run(_ registers: borrowing LaneBuffer) {
    precondition(registers.count >= registerCount, "the register file is too small")
    let file = UnsafeMutableRawPointer(registers.base)
    steps.withUnsafeBufferPointer { program in
      var last = Lanes(repeating: 0)
      for step in program {
        last = step.value(file, last)
        file.storeBytes(of: last, toByteOffset: Int(step.destination), as: Lanes.self)
      }
    }
  }
}

extension Tape {
  /// Whether a register is read by an instruction, or is a result.
  package func reads(_ register: Int) -> Bool {
    let wanted = UInt16(truncatingIfNeeded: register)
    return outputs.contains(register) || instructions.contains { $0.sources.contains(wanted) }
  }
}
