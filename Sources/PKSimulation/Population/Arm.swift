public import PKData

/// A group of patients who are given one regimen.
public struct Arm: Hashable, Sendable {
  /// What is given.
  public var regimen: Regimen

  /// What the arm is called.
  public var name: String { regimen.name }

  /// Creates an arm.
  public init(_ regimen: Regimen) { self.regimen = regimen }
}
