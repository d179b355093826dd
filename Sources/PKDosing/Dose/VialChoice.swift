import BigInt

/// The vials that a dose is drawn from: least waste, then fewest vials, then one strength.
package struct VialChoice {
  /// How many strengths a product may have.
  package static let mostStrengths = 3
  /// How many vials a dose may take.
  package static let mostVials = 200

  /// A number of vials of each strength.
  package struct Combination: Sendable {
    /// Largest strength first.
    package let counts: [(strength: Rational, count: Int)]
    package var total: Rational { counts.reduce(.zero) { $0 + $1.strength * Rational($1.count) } }
    package var vials: Int { counts.reduce(0) { $0 + $1.count } }
    package var strengthsUsed: Int { counts.count { $0.count > 0 } }
  }

  private let strengths: [Rational]

  package init(strengths: [Rational]) {
    self.strengths = Array(strengths.filter { $0 > .zero }.sorted(by: >).prefix(Self.mostStrengths))
  }

  /// The best combination that holds at least a dose; nil when it would take more than 200 vials.
  package func smallest(atLeast dose: Rational) -> Combination? {
    var best: Combination?
    enumerate(dose, roundingUp: true) { candidate in
      guard let known = best else { return best = candidate }
      let isBetter =
        candidate.total != known.total
        ? candidate.total < known.total
        : (candidate.vials, candidate.strengthsUsed) < (known.vials, known.strengthsUsed)
      if isBetter { best = candidate }
    }
    return best
  }

  /// The largest content of whole vials that is not above a dose; zero when not even one fits.
  package func largestTotal(atMost dose: Rational) -> Rational? {
    var best: Rational?
    enumerate(dose, roundingUp: false) { candidate in
      let total = candidate.total
      if total <= dose, total > best ?? -Rational.one { best = total }
    }
    return best
  }

  /// Every choice of counts for all strengths but the last, which takes what is left.
  private func enumerate(_ dose: Rational, roundingUp: Bool, _ visit: (Combination) -> Void) {
    guard let last = strengths.last else { return }
    func go(_ index: Int, _ counts: [Int], _ rest: Rational) {
      if index == strengths.count - 1 {
        let needed = rest.divided(by: last) ?? .zero
        let room = Self.mostVials - counts.reduce(0, +)
        var count = Self.count(roundingUp ? needed.ceiling : needed.floor)
        if !roundingUp { count = min(count, room) }
        guard count >= 0, count <= room else { return }
        return visit(Combination(counts: Array(zip(strengths, counts + [count]))))
      }
      let strength = strengths[index]
      let most = Self.count((rest.divided(by: strength) ?? .zero).ceiling)
      for count in 0...most {
        go(index + 1, counts + [count], rest - strength * Rational(count))
      }
    }
    go(0, [], dose)
  }

  /// A count held between 0 and one more than may be.
  private static func count(_ number: BigInt) -> Int {
    number <= 0 ? 0 : number > BigInt(mostVials) ? mostVials + 1 : Int(number)
  }
}
