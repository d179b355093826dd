/// How the two computations of a problem stand to each other.
package enum ArithmeticAgreement: Hashable, Sendable {
  case agree
  case disagree
  /// The formula has no size for this patient, in both.
  case withoutSize

  /// Solves a problem in both arithmetics and compares.
  package init(_ problem: DoseProblem) { self.init(problem, against: problem) }

  /// Solves one problem in fractions and another in decimals, to see that a difference is found.
  package init(_ problem: DoseProblem, against other: DoseProblem) {
    guard let solution = FractionSolution(problem), solution.size > .zero else {
      self = .withoutSize
      return
    }
    self = DecimalSolution(other)?.agrees(with: solution) == true ? .agree : .disagree
  }
}
