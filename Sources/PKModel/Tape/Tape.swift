package import PKNumerics

/// A straight line of instructions over a file of registers, eight subjects at a time.
///
/// Registers `0..<inputCount` are given by the caller; `constants` are written once by `prepare`; the rest is
/// scratch. All register numbers were checked when the tape was built, so `run` does not check them.
package struct Tape: Sendable {
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
      for step in program { Self.execute(step, r) }
    }
  }

  @inline(__always)
  private static func execute(_ step: Instruction, _ r: UnsafeMutablePointer<Lanes>) {
    let (d, a, b, c) = (Int(step.destination), Int(step.a), Int(step.b), Int(step.c))
    let one = Lanes(repeating: 1)
    let zero = Lanes(repeating: 0)
    switch step.operation {
    case .copy: r[d] = r[a]
    case .negate: r[d] = r[a].negated
    case .add: r[d] = r[a] + r[b]
    case .subtract: r[d] = r[a] - r[b]
    case .multiply: r[d] = r[a] * r[b]
    case .divide: r[d] = r[a] / r[b]
    case .multiplyAdd: r[d] = r[a] * r[b] + r[c]
    case .multiplySubtract: r[d] = r[a] * r[b] - r[c]
    case .subtractProduct: r[d] = r[c] - r[a] * r[b]
    case .exp: r[d] = LaneMath.exp(r[a])
    case .log: r[d] = LaneMath.log(r[a])
    case .power: r[d] = LaneMath.pow(r[a], r[b])
    case .squareRoot: r[d] = r[a].squareRoot()
    case .absolute: r[d] = r[a].absolute
    case .minimum: r[d] = r[a].blended(with: r[b], where: r[b] .< r[a])
    case .maximum: r[d] = r[a].blended(with: r[b], where: r[a] .< r[b])
    case .logGamma: r[d] = LogGamma.value(at: r[a])
    case .polygamma: r[d] = PolyGamma.value(order: b, at: r[a])
    case .less: r[d] = zero.blended(with: one, where: r[a] .< r[b])
    case .lessOrEqual: r[d] = zero.blended(with: one, where: r[a] .<= r[b])
    case .equal: r[d] = zero.blended(with: one, where: r[a] .== r[b])
    case .select: r[d] = r[c].blended(with: r[b], where: r[a] .!= zero)
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

extension Instruction {
  /// The registers that the step reads.
  var sources: [UInt16] {
    switch operation {
    case .copy, .negate, .exp, .log, .squareRoot, .absolute, .logGamma, .polygamma: [a]
    case .multiplyAdd, .multiplySubtract, .subtractProduct, .select: [a, b, c]
    default: [a, b]
    }
  }
}
