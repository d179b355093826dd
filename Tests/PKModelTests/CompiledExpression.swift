import PKLanguage
import PKModel
import PKNumerics
import PKUnits

/// Expressions as the outputs of a model, so that they go the whole way: graph, prologue, tape.
///
/// They may use time, `states` compartments, `covariates` covariates and `thetas` thetas, by index.
struct CompiledExpression {
  let model: Model

  init(_ expressions: [Expression], states: Int = 3, covariates: Int = 3) throws {
    let zero = Expression.number(0)
    let source = CheckedModel(
      name: "expressions", timeUnit: .one,
      covariates: (0..<covariates).map {
        Covariate(name: "x\($0)", kind: .continuous(unit: .one, reference: nil, range: nil))
      },
      compartments: (0..<states).map { Compartment(name: "s\($0)", unit: .one) },
      derivatives: Array(repeating: zero, count: states),
      outputs: expressions.enumerated().map { Output(name: "y\($0.offset)", unit: .one, prediction: $0.element) })
    model = try Model(compiling: source)
  }

  /// The register file of the moving tapes for the given inputs.
  private func file(_ inputs: Inputs) -> LaneBuffer {
    let program = model.plain
    let parameters = LaneBuffer(count: program.prologue.registerCount)
    program.prologue.prepare(parameters)
    for (register, value) in zip(program.parameters.covariates, inputs.covariates) { parameters[register] = value }
    program.prologue.run(parameters)
    let registers = LaneBuffer(count: program.registerCount)
    for (index, register) in program.prologue.outputs.prefix(program.hoistedCount).enumerated() {
      registers[index] = parameters[register]
    }
    registers[program.timeRegister] = inputs.time
    for (index, value) in inputs.states.enumerated() { registers[program.stateRegister + index] = value }
    return registers
  }

  /// The expressions' values.
  func values(_ inputs: Inputs) -> [Lanes] {
    let registers = file(inputs)
    model.plain.outputs.run(registers)
    return model.plain.outputs.outputs.map { registers[$0] }
  }

  /// The expressions' derivatives by time, where states change at the given speeds.
  func slopes(_ inputs: Inputs, speeds: [Lanes]) -> [Lanes] {
    let registers = file(inputs)
    for (index, value) in speeds.enumerated() { registers[model.plain.derivativeRegister + index] = value }
    model.plain.slopes.run(registers)
    return model.plain.slopes.outputs.map { registers[$0] }
  }
}

/// Values of everything that an expression may use.
struct Inputs {
  var time: Lanes
  var states: [Lanes]
  var covariates: [Lanes]

  /// Seeded values between `range`, all of them different.
  init(seed: UInt64, in range: ClosedRange<Double> = 0.2...2) {
    let stream = RandomStream(seed: seed, stream: 1, subject: 0)
    func draw(_ index: Int) -> Lanes {
      var lanes = Lanes()
      for lane in 0..<8 {
        lanes[lane] = range.lowerBound + stream.uniform(8 * index + lane) * (range.upperBound - range.lowerBound)
      }
      return lanes
    }
    time = draw(0)
    states = (1...3).map(draw)
    covariates = (4...6).map(draw)
  }
}

/// What an expression means: a walk over its tree, one number at a time.
struct TreeWalk {
  let inputs: Inputs
  let lane: Int

  func value(_ expression: Expression) -> Double {
    switch expression {
    case .number(let value): value
    case .reference(let reference): value(reference)
    case .negate(let a): -value(a)
    case .binary(let operation, let a, let b): binary(operation, a, b)
    case .call(let function, let arguments): call(function, arguments.map(value))
    case .conditional(let condition, let a, let b): holds(condition) ? value(a) : value(b)
    }
  }

  private func value(_ reference: Reference) -> Double {
    switch reference {
    case .time: inputs.time[lane]
    case .compartment(let index): inputs.states[index][lane]
    case .covariate(let index): inputs.covariates[index][lane]
    default: .nan
    }
  }

  private func binary(_ operation: BinaryOperator, _ a: Expression, _ b: Expression) -> Double {
    let (x, y) = (value(a), value(b))
    switch operation {
    case .add: return x + y
    case .subtract: return x - y
    case .multiply: return x * y
    case .divide: return x / y
    case .power:
      // Small whole exponents and ½ are products and roots.
      switch b {
      case .number(2): return x * x
      case .number(3): return x * x * x
      case .number(0.5): return x.squareRoot()
      case .number(-1): return 1 / x
      default: return LaneMath.pow(x, y)
      }
    }
  }

  private func call(_ function: Function, _ x: [Double]) -> Double {
    switch function {
    case .exp: LaneMath.exp(x[0])
    case .log: LaneMath.log(x[0])
    case .sqrt: x[0].squareRoot()
    case .abs: x[0].magnitude
    case .lgamma: LogGamma.value(at: x[0])
    case .min: x[1] < x[0] ? x[1] : x[0]
    case .max: x[0] < x[1] ? x[1] : x[0]
    }
  }

  private func holds(_ condition: Condition) -> Bool {
    switch condition {
    case .and(let a, let b): return holds(a) && holds(b)
    case .or(let a, let b): return holds(a) || holds(b)
    case .not(let a): return !holds(a)
    case .compare(let comparison, let a, let b):
      let (x, y) = (value(a), value(b))
      switch comparison {
      case .less: return x < y
      case .lessOrEqual: return x <= y
      case .greater: return x > y
      case .greaterOrEqual: return x >= y
      case .equal: return x == y
      case .notEqual: return x != y
      }
    }
  }
}
