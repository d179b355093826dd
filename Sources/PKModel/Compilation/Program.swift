import PKLanguage
import PKNumerics

/// What runs: a prologue for what keeps still between events, and tapes for what moves.
///
/// The moving tapes share one register file: the prologue's `hoisted` values first, then time, then the states,
/// then the states' derivatives (read by `slopes` only), then scratch. Constants are among the hoisted values, so the
/// moving tapes have none of their own and need no `prepare`. A class, so that engines read what is in it without
/// copying all of it; it never changes.
package final class Program: Sendable {
  /// Where the prologue's inputs are in its own register file.
  package let parameters: ParameterLayout
  /// Computes `hoisted`, `individuals`, `initialStates`, `routes` and `errors`, one after another, as its outputs.
  package let prologue: Tape
  /// The derivatives of the states, per time unit.
  package let dynamics: Tape
  /// The predictions of the model's outputs.
  package let outputs: Tape
  /// The derivatives of the predictions with respect to time, along the trajectory.
  package let slopes: Tape
  /// The derivatives of the dynamics; nil where they are linear, since `linear` has them.
  package let jacobian: JacobianTape?

  /// The borders at which a solver has to stop; nil when there are none.
  package let borders: BorderTape?

  /// The weights of the states in each of the outputs, where these are sums of states and nothing else; row: the output.
  package let outputSums: [LinearSlots.Entry]?

  /// How many values the prologue hands to the moving tapes.
  package let hoistedCount: Int
  /// The states: the model's compartments, then an area under each output when the program integrates them, then
  /// the cumulative hazard of each event.
  package let dimension: Int
  /// How many of the states are the model's own.
  package let compartmentCount: Int
  /// The states that are areas under the outputs; none when the program does not integrate them.
  package let areas: Range<Int>
  /// The states that are cumulative hazards.
  package let hazards: Range<Int>
  /// The states that some output reads.
  package let observedStates: [Int]
  /// Of what keeps still, the registers that the outputs read.
  package let observedConstants: [Int]
  /// Whether the outputs read time.
  package let observesTime: Bool
  /// Where the coefficients are when the dynamics, and the areas if there are any, are linear; else nil.
  package let linear: LinearSlots?
  /// The registers that the moving tapes need.
  package let registerCount: Int

  /// Whether what keeps still depends on how many doses were given, or when the last one was.
  package let readsDoseClock: Bool

  /// The outputs of the prologue that are times at which the solver must stop.
  package let switches: Range<Int>

  /// For each direction of differentiation, the derivatives of those times.
  package let switchSensitivities: [Range<Int>]

  /// The outputs of the prologue that are individual parameters.
  package let individuals: Range<Int>
  /// The outputs of the prologue that are initial states.
  package let initialStates: Range<Int>
  /// The outputs of the prologue that describe routes.
  package let routes: [RouteSlots]
  /// For each direction of differentiation, the derivatives of the routes' attributes.
  package let routeSensitivities: [[RouteSlots]]
  /// The outputs of the prologue that are arguments of the error terms, by model output.
  package let errors: [Range<Int>]

  /// Where the attributes of a route are among the prologue's outputs; nil where not declared.
  package struct RouteSlots: Sendable {
    package var bioavailability: Int?, lag: Int?, duration: Int?, rate: Int?
    /// The profile by which doses enter.
    package var shape: ShapeSlots?
  }

  /// Where the parameters of a profile are among the prologue's outputs, in the order written.
  package struct ShapeSlots: Sendable {
    package enum Kind: Sendable { case transit, weibull }
    package let kind: Kind
    package let first: Int, second: Int
  }

  /// The register of time, of the first state, and of the first derivative.
  package var timeRegister: Int { hoistedCount }
  package var stateRegister: Int { hoistedCount + 1 }
  package var derivativeRegister: Int { hoistedCount + 1 + dimension }

  /// Cuts a program from a model's equations.
  init(_ equations: Equations, of model: CheckedModel, integratingOutputs: Bool) throws(TapeBuilder.TooLarge) {
    var graph = equations.graph
    let states = equations.derivatives.count
    let derivatives = equations.derivatives + (integratingOutputs ? equations.integrands : []) + equations.hazards
    let slopes = Self.slopes(of: equations.integrands, states: states, in: &graph)
    // Areas and hazards have no derivatives by the directions, which a linear structure would ask for.
    let isClosed = equations.routeSensitivities.isEmpty || derivatives.count == states
    let isLinear = isClosed && graph.areAffine(derivatives) && !equations.hasProfiles && equations.borders.isEmpty
    // Linear dynamics have their coefficients among the prologue's outputs instead.
    let partials = isLinear ? nil : JacobianNodes(of: derivatives, states: states, in: &graph)
    let heights = BorderTape.nodes(of: equations.borders)
    let moving = derivatives + equations.outputs + slopes + (partials?.nodes ?? []) + heights

    var prologueRoots = Self.frontier(of: moving, in: graph)
    let hoisted = prologueRoots
    func add(_ nodes: [NodeID]) -> Range<Int> {
      prologueRoots += nodes
      return (prologueRoots.count - nodes.count)..<prologueRoots.count
    }
    func add(_ node: NodeID?) -> Int? { node.map { add([$0]).lowerBound } }
    individuals = add(equations.individuals)
    initialStates = add(equations.initialStates)
    func slots(_ nodes: Equations.RouteNodes) -> RouteSlots {
      RouteSlots(
        bioavailability: add(nodes.bioavailability), lag: add(nodes.lag), duration: add(nodes.duration),
        rate: add(nodes.rate),
        shape: nodes.shape.map { shape in
          let slots = add([shape.first, shape.second])
          return ShapeSlots(kind: shape.kind, first: slots.lowerBound, second: slots.lowerBound + 1)
        })
    }
    routes = equations.routes.map { slots($0) }
    routeSensitivities = equations.routeSensitivities.map { $0.map { slots($0) } }
    errors = equations.errors.map { add($0) }
    switches = add(equations.switches)
    switchSensitivities = equations.switchSensitivities.map { add($0) }

    func entries(of matrix: [[NodeID]]) -> [LinearSlots.Entry] {
      matrix.enumerated().flatMap { row, nodes in
        nodes.enumerated().compactMap { column, node in
          graph.constantValue(node) == 0 ? nil : add(node).map { .init(row: row, column: column, slot: $0) }
        }
      }
    }
    outputSums =
      graph.areWeightedSums(equations.outputs)
      ? entries(of: graph.coefficients(of: equations.outputs, states: states).matrix) : nil
    if isLinear {
      let (matrix, input) = graph.coefficients(of: derivatives, states: states)
      let directions = equations.routeSensitivities.count
      let all = entries(of: matrix)
      let base = derivatives.count / (directions + 1)
      linear = LinearSlots(
        matrix: all, leading: all.filter { $0.column < base },
        input: input.enumerated().compactMap { row, node in
          graph.constantValue(node) == 0 ? nil : add(node).map { (row, $0) }
        },
        structure: LinearStructure(dimension: derivatives.count, directions: directions) { row, column in
          column < states && graph.constantValue(matrix[row][column]) != 0
        })
    } else {
      linear = nil
    }

    parameters = ParameterLayout(of: model, borders: equations.borders.count)
    hoistedCount = hoisted.count
    compartmentCount = states
    areas = states..<(derivatives.count - equations.hazards.count)
    hazards = areas.upperBound..<derivatives.count
    dimension = derivatives.count
    var given: [NodeID: Int] = [:]
    for (input, register) in parameters.inputs { given[graph.input(input)] = register }
    prologue = try TapeBuilder.tape(computing: prologueRoots, in: graph, from: given, inputCount: parameters.count)

    readsDoseClock = prologue.reads(parameters.occasion) || prologue.reads(parameters.doseTime)

    var file: [NodeID: Int] = [:]
    for (register, node) in hoisted.enumerated() { file[node] = register }
    file[graph.input(.time)] = hoisted.count
    for i in 0..<states {
      file[graph.input(.state(i))] = hoisted.count + 1 + i
      file[graph.input(.stateDerivative(i))] = hoisted.count + 1 + derivatives.count + i
    }
    let inputCount = hoisted.count + 1 + 2 * derivatives.count
    dynamics = try TapeBuilder.tape(computing: derivatives, in: graph, from: file, inputCount: inputCount)
    outputs = try TapeBuilder.tape(computing: equations.outputs, in: graph, from: file, inputCount: inputCount)
    self.slopes = try TapeBuilder.tape(computing: slopes, in: graph, from: file, inputCount: inputCount)
    jacobian = try partials.map { nodes throws(TapeBuilder.TooLarge) in
      JacobianTape(
        tape: try TapeBuilder.tape(computing: nodes.nodes, in: graph, from: file, inputCount: inputCount),
        entries: nodes.entries, timeRows: nodes.timeRows)
    }
    borders =
      heights.isEmpty
      ? nil
      : BorderTape(
        tape: try TapeBuilder.tape(computing: heights, in: graph, from: file, inputCount: inputCount),
        includesZero: equations.borders.map(\.includesZero))
    let reads = outputs
    let firstState = hoisted.count + 1
    observedStates = (0..<states).filter { reads.reads(firstState + $0) }
    observesTime = reads.reads(hoisted.count)
    observedConstants = hoisted.indices.filter { reads.reads($0) }
    registerCount = max(
      dynamics.registerCount, outputs.registerCount, self.slopes.registerCount, jacobian?.tape.registerCount ?? 0,
      borders?.tape.registerCount ?? 0)
  }

  /// dy/dt of each output along the trajectory: ∂y/∂t + Σ ∂y/∂xᵢ·xᵢ'.
  private static func slopes(of outputs: [NodeID], states: Int, in graph: inout ExpressionGraph) -> [NodeID] {
    var slopes = graph.derivatives(of: outputs, by: .time)
    for state in 0..<states {
      let speed = graph.input(.stateDerivative(state))
      for (i, partial) in graph.derivatives(of: outputs, by: .state(state)).enumerated() {
        let term = graph.binary(.multiply, partial, speed)
        slopes[i] = graph.binary(.add, slopes[i], term)
      }
    }
    return slopes
  }

  /// What keeps still and is read by something that moves (or is wanted itself), ascending.
  private static func frontier(of roots: [NodeID], in graph: ExpressionGraph) -> [NodeID] {
    var still = Set<NodeID>()
    for id in graph.order(of: roots) where !graph.isPiecewiseConstant(id) {
      for operand in graph.operands(of: id) where graph.isPiecewiseConstant(operand) { still.insert(operand) }
    }
    for root in roots where graph.isPiecewiseConstant(root) { still.insert(root) }
    return still.sorted()
  }
}
