/// The place of a node in its graph.
package struct NodeID: Hashable, Sendable, Comparable {
  let index: Int32

  package static func < (a: NodeID, b: NodeID) -> Bool { a.index < b.index }
}

/// What a node of an expression graph computes.
enum Node: Hashable, Sendable {
  /// A constant, by its bits so that −0 and 0 stay apart.
  case constant(UInt64)
  /// A value given from outside.
  case input(Input)
  /// A function of one value.
  case unary(UnaryOperation, NodeID)
  /// A function of two values.
  case binary(BinaryOperation, NodeID, NodeID)
  /// The second value where the first is not 0, else the third.
  case select(NodeID, NodeID, NodeID)
}

/// A value that a model's equations are given from outside.
package enum Input: Hashable, Sendable {
  /// A typical value, a residual error parameter, a covariate, a random effect: constant between events.
  case theta(Int), sigma(Int), covariate(Int), eta(Int)
  /// The number of the current occasion, and the time of the last dose (∞ before the first).
  case occasion, doseTime
  /// 1 once an event has happened, and when it happened (∞ before).
  case event(Int), eventTime(Int)
  /// A time inside the interval between two stops of the solver.
  case interval
  /// Whether a comparison of states holds in that interval, as 1 or 0: see `Border`.
  case truth(Int)
  /// How fast a covariate changes that moves between two records, and since when it has had the value of `covariate`.
  case covariateSlope(Int), covariateTime
  /// Time.
  case time
  /// A state, and its derivative where slopes are computed.
  case state(Int), stateDerivative(Int)

  /// Whether the value keeps still between two events.
  var isPiecewiseConstant: Bool {
    switch self {
    case .time, .state, .stateDerivative: false
    default: true
    }
  }
}

/// A function of one value.
enum UnaryOperation: Hashable, Sendable {
  case negate, exp, log, squareRoot, absolute
  /// The logarithm of the gamma function, and its derivative of an order above the first (0: digamma).
  case logGamma
  case polygamma(order: Int)
}

/// A function of two values; comparisons give 1 or 0.
enum BinaryOperation: Hashable, Sendable {
  case add, subtract, multiply, divide, power, minimum, maximum, less, lessOrEqual, equal

  var isCommutative: Bool { self == .add || self == .multiply || self == .equal }
}
