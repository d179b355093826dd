package import PKNumerics

/// A straight line of instructions over a file of registers, eight subjects at a time.
///
/// Registers `0..<inputCount` are given by the caller; `constants` are written once by `prepare`; the rest is
/// scratch. All register numbers were checked when the tape was built, so `run` does not check them. A class, so that
/// whoever runs it counts one reference and not those of all its arrays; it never changes.
package final class Tape: Sendable {
  /// The steps, in order.
  let instructions: [Instruction]
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
    let r = registers.base
    instructions.withUnsafeBufferPointer { program in
      var last = Lanes(repeating: 0)
      for step in program {
        last = Self.value(of: step, r, last)
        r[Int(step.destination)] = last
      }
    }
  }

  /// What a step computes from the registers and what the step before computed.
  @inline(__always)
  private static func value(of step: Instruction, _ r: UnsafePointer<Lanes>, _ last: Lanes) -> Lanes {
    let (a, b, c) = (Int(step.a), Int(step.b), Int(step.c))
    let one = Lanes(repeating: 1)
    let zero = Lanes(repeating: 0)
    return switch step.operation {
    case .copy: r[a]
    case .negate: r[a].negated
    case .add: r[a] + r[b]
    case .subtract: r[a] - r[b]
    case .multiply: r[a] * r[b]
    case .divide: r[a] / r[b]
    case .multiplyAdd: r[a] * r[b] + r[c]
    case .multiplySubtract: r[a] * r[b] - r[c]
    case .subtractProduct: r[c] - r[a] * r[b]
    case .exp: LaneMath.exp(r[a])
    case .log: LaneMath.log(r[a])
    case .power: LaneMath.pow(r[a], r[b])
    case .squareRoot: r[a].squareRoot()
    case .absolute: r[a].absolute
    case .minimum: r[a].orSmaller(r[b])
    case .maximum: r[a].orLarger(r[b])
    case .logGamma: LogGamma.value(at: r[a])
    case .polygamma: PolyGamma.value(order: b, at: r[a])
    case .less: zero.blended(with: one, where: r[a] .< r[b])
    case .lessOrEqual: zero.blended(with: one, where: r[a] .<= r[b])
    case .equal: zero.blended(with: one, where: r[a] .== r[b])
    case .select: r[c].blended(with: r[b], where: r[a] .!= zero)
    case .negateLast: last.negated
    case .lastAdd: last + r[b]
    case .lastSubtract: last - r[b]
    case .subtractLast: r[a] - last
    case .lastMultiply: last * r[b]
    case .lastDivide: last / r[b]
    case .divideLast: r[a] / last
    case .lastMultiplyAdd: last * r[b] + r[c]
    case .multiplyAddLast: r[a] * r[b] + last
    case .lastMultiplySubtract: last * r[b] - r[c]
    case .multiplySubtractLast: r[a] * r[b] - last
    case .subtractLastProduct: r[c] - last * r[b]
    case .lastSubtractProduct: last - r[a] * r[b]
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
