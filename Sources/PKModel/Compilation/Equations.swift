import PKLanguage

/// A model's equations as nodes of one graph: everything that a program is cut from.
struct Equations: Sendable {
  var graph = ExpressionGraph()
  var individuals: [NodeID] = []
  var initialStates: [NodeID] = []
  var derivatives: [NodeID] = []
  /// The hazard of each event that happens once: 0 from when it has happened.
  var hazards: [NodeID] = []
  var outputs: [NodeID] = []
  /// The outputs as they are integrated and differentiated, with comparisons of time decided once an interval.
  var integrands: [NodeID] = []
  /// When comparisons of time in derivatives, hazards and integrands switch, or quantities have a kink.
  var switches: [NodeID] = []
  /// Whether something may jump at a time that depends on the states.
  var jumpsByState = false
  /// Bioavailability, lag, duration and rate of each route; nil where the model does not declare it.
  var routes: [RouteNodes] = []
  /// For each direction of differentiation, the derivatives of the routes' attributes.
  var routeSensitivities: [[RouteNodes]] = []
  /// For each direction of differentiation, the derivatives of `switches`.
  var switchSensitivities: [[NodeID]] = []
  /// The arguments of each output's error terms, in order.
  var errors: [[NodeID]] = []

  struct RouteNodes: Sendable {
    var bioavailability: NodeID?, lag: NodeID?, duration: NodeID?, rate: NodeID?
    /// The profile of its input, if it has one.
    var shape: (kind: Program.ShapeSlots.Kind, first: NodeID, second: NodeID)?
  }

  /// The equations of a model.
  ///
  /// Covariates that are said to move change linearly between two events; individual parameters, initial states,
  /// attributes of routes and of errors are then those of the moment at which they are asked for.
  init(of model: CheckedModel, moving covariates: Set<Int> = []) {
    let bindings = self.bindings(of: model, moving: [])
    let moving = covariates.isEmpty ? bindings : self.bindings(of: model, moving: covariates)
    let zero = graph.constant(0)
    individuals = bindings.individuals
    initialStates = model.compartments.map { $0.initial.map { graph.node(of: $0, in: bindings) } ?? zero }
    derivatives = model.derivatives.map { graph.node(of: $0, in: moving) }
    hazards = model.events.enumerated().map { index, event in
      let hazard = graph.node(of: event.hazard, in: moving)
      let hasHappened = graph.input(.event(index))
      return graph.select(hasHappened, zero, hazard)
    }
    outputs = model.outputs.map { graph.node(of: $0.prediction, in: moving) }
    locateSwitches()
    routes = model.routes.map { route in
      RouteNodes(
        bioavailability: route.bioavailability.map { graph.node(of: $0, in: bindings) },
        lag: route.lag.map { graph.node(of: $0, in: bindings) },
        duration: route.duration.map { graph.node(of: $0, in: bindings) },
        rate: route.rate.map { graph.node(of: $0, in: bindings) }, shape: shape(of: route.input, in: bindings))
    }
    errors = model.outputs.map { $0.error.flatMap(\.arguments).map { graph.node(of: $0, in: bindings) } }
  }

  private mutating func bindings(of model: CheckedModel, moving covariates: Set<Int>) -> Bindings {
    var bindings = Bindings()
    bindings.moving = covariates
    for parameter in model.individuals {
      let node = individual(parameter, in: bindings)
      bindings.individuals.append(node)
    }
    for local in model.locals {
      let node = graph.node(of: local.value, in: bindings)
      bindings.locals.append(node)
    }
    return bindings
  }

  private mutating func shape(
    of profile: InputProfile?, in bindings: Bindings
  ) -> (kind: Program.ShapeSlots.Kind, first: NodeID, second: NodeID)? {
    guard let profile else { return nil }
    let nodes = profile.arguments.map { graph.node(of: $0, in: bindings) }
    let kind: Program.ShapeSlots.Kind = if case .transit = profile { .transit } else { .weibull }
    return (kind, nodes[0], nodes[1])
  }

  private mutating func locateSwitches() {
    jumpsByState = graph.comparesStates(derivatives + hazards)
    let located = graph.locatingSwitches(of: derivatives + hazards + outputs)
    derivatives = Array(located.roots.prefix(derivatives.count))
    hazards = Array(located.roots.dropFirst(derivatives.count).prefix(hazards.count))
    integrands = Array(located.roots.suffix(outputs.count))
    switches = located.times
  }

  private mutating func individual(_ parameter: IndividualParameter, in bindings: Bindings) -> NodeID {
    let typical = graph.node(of: parameter.typical, in: bindings)
    guard let transform = parameter.transform, !parameter.effects.isEmpty else { return typical }
    var eta = graph.constant(0)
    for effect in parameter.effects {
      let next = graph.input(.eta(effect.eta))
      eta = graph.binary(.add, eta, next)
    }
    return graph.individual(typical, transform, eta: eta)
  }
}
