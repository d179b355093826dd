/// A checked expression: names are resolved, units are gone, conversions are factors.
public indirect enum Expression: Hashable, Sendable {
  /// A constant.
  case number(Double)
  /// A named quantity.
  case reference(Reference)
  /// −x.
  case negate(Expression)
  /// x ∘ y.
  case binary(BinaryOperator, Expression, Expression)
  /// A function of one or two arguments.
  case call(Function, [Expression])
  /// One of two values.
  case conditional(Condition, then: Expression, else: Expression)
}

/// A named quantity in a checked expression, by its index among the declarations of its kind.
public enum Reference: Hashable, Sendable {
  /// A typical value.
  case theta(Int)
  /// A residual error parameter.
  case sigma(Int)
  /// A covariate; a category is its code.
  case covariate(Int)
  /// An individual parameter.
  case individual(Int)
  /// A compartment's state.
  case compartment(Int)
  /// A local of the dynamics.
  case local(Int)
  /// Time, as the table or the simulation counts it.
  case time
  /// Time since the last dose was given; 0 before the first.
  case timeAfterDose
  /// The number of the current occasion: how many doses have been given, at least 1.
  case occasion
  /// 1 once an event has happened, else 0.
  case event(Int)
  /// Time since an event happened; 0 before.
  case timeSince(event: Int)
}

/// An operator between two numbers.
public enum BinaryOperator: String, Hashable, Sendable {
  case add = "+", subtract = "-", multiply = "*", divide = "/", power = "^"
}

/// A function of numbers.
public enum Function: String, Hashable, Sendable, CaseIterable {
  case exp, log, sqrt, abs, min, max
  /// The logarithm of the gamma function.
  case lgamma

  /// How many arguments the function takes.
  public var arity: Int { self == .min || self == .max ? 2 : 1 }
}

/// Something that is true or false.
public indirect enum Condition: Hashable, Sendable {
  /// A comparison of two numbers.
  case compare(Comparison, Expression, Expression)
  /// Both.
  case and(Condition, Condition)
  /// Either.
  case or(Condition, Condition)
  /// Not.
  case not(Condition)
}

/// A comparison of two numbers.
public enum Comparison: String, Hashable, Sendable {
  case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "==", notEqual = "!="
}
