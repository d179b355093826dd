import PKNumerics

/// An instruction as it is run: registers are the places of their values in bytes, which saves computing them each time.
struct TapeStep {
  private let operation: Instruction.Operation
  let destination: UInt32
  private let a: UInt32, b: UInt32, c: UInt32

  init(_ step: Instruction) {
    func place(_ register: UInt16) -> UInt32 { UInt32(register) * UInt32(MemoryLayout<Lanes>.stride) }
    operation = step.operation
    destination = place(step.destination)
    a = place(step.a)
    // The order of a polygamma function is no register.
    b = step.operation == .polygamma ? UInt32(step.b) : place(step.b)
    c = place(step.c)
  }

  /// What a step computes from the registers and what the step before computed.
  @inline(__always)
  func value(_ file: UnsafeRawPointer, _ last: Lanes) -> Lanes {
    @inline(__always)
    func at(_ place: UInt32) -> Lanes { file.load(fromByteOffset: Int(place), as: Lanes.self) }
    let one = Lanes(repeating: 1)
    let zero = Lanes(repeating: 0)
    return switch operation {
    case .copy: at(a)
    case .negate: at(a).negated
    case .add: at(a) + at(b)
    case .subtract: at(a) - at(b)
    case .multiply: at(a) * at(b)
    case .divide: at(a) / at(b)
    case .multiplyAdd: at(a) * at(b) + at(c)
    case .multiplySubtract: at(a) * at(b) - at(c)
    case .subtractProduct: at(c) - at(a) * at(b)
    case .exp: LaneMath.exp(at(a))
    case .log: LaneMath.log(at(a))
    case .power: LaneMath.pow(at(a), at(b))
    case .squareRoot: at(a).squareRoot()
    case .absolute: at(a).absolute
    case .minimum: at(a).orSmaller(at(b))
    case .maximum: at(a).orLarger(at(b))
    case .logGamma: LogGamma.value(at: at(a))
    case .polygamma: PolyGamma.value(order: Int(b), at: at(a))
    case .less: zero.blended(with: one, where: at(a) .< at(b))
    case .lessOrEqual: zero.blended(with: one, where: at(a) .<= at(b))
    case .equal: zero.blended(with: one, where: at(a) .== at(b))
    case .select: at(c).blended(with: at(b), where: at(a) .!= zero)
    case .negateLast: last.negated
    case .lastAdd: last + at(b)
    case .lastSubtract: last - at(b)
    case .subtractLast: at(a) - last
    case .lastMultiply: last * at(b)
    case .lastDivide: last / at(b)
    case .divideLast: at(a) / last
    case .lastMultiplyAdd: last * at(b) + at(c)
    case .multiplyAddLast: at(a) * at(b) + last
    case .lastMultiplySubtract: last * at(b) - at(c)
    case .multiplySubtractLast: at(a) * at(b) - last
    case .subtractLastProduct: at(c) - last * at(b)
    case .lastSubtractProduct: last - at(a) * at(b)
    }
  }
}
