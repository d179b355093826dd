import PKNumerics

/// Stiff problems of the field with solutions to twelve digits or more.
///
/// Van der Pol (μ = 10³), Robertson, HIRES, Oregonator and their values at the end: F. Mazzia, C. Magherini, Test Set
/// for Initial Value Problem Solvers, release 2.4, University of Bari (2008), computed there with RADAU5. Van der Pol
/// with larger μ: Radau IIA of order 5 with extrapolation in quadruple precision, at tolerances of 10⁻¹³ and 10⁻¹⁵,
/// which agree to 14 digits. Drug and target: Radau IIA (SciPy 1.17) at 2·10⁻¹³, which agrees to 12 digits with
/// DOP853 at 10⁻¹³.
enum StiffProblems {
  static let all = vanDerPol + [robertson, hires, oregonator] + drugsAndTargets

  /// y'' = ((1 − y²)·y' − y)/ε with ε = μ⁻², which is the equation with μ in the time t/μ.
  static let vanDerPol = [
    vanDerPol("van der Pol μ = 1e3", epsilon: 1e-6, [1.706167732170483, -0.8928097010247975]),
    vanDerPol("van der Pol μ = 1e4", epsilon: 1e-8, [1.70557518118170712, -0.89344528843112664]),
    vanDerPol("van der Pol μ = 1e5", epsilon: 1e-10, [1.70554750432131374, -0.89347498211917871]),
    vanDerPol("van der Pol μ = 1e6", epsilon: 1e-12, [1.70554621753537869, -0.89347636254652787]),
  ]

  private static func vanDerPol(_ name: String, epsilon: Double, _ solution: [Double]) -> StiffProblem {
    let rate = 1 / epsilon
    return StiffProblem(name, from: [2, 0], to: 2, solution, floor: 1e-3) { _, y, f in
      f[0] = y[1]
      f[1] = rate * ((1 - y[0] * y[0]) * y[1] - y[0])
    } jacobian: { _, y, j in
      j[2] = Lanes(repeating: 1)
      j[1] = rate * (-2 * (y[0] * y[1]) - 1)
      j[3] = rate * (1 - y[0] * y[0])
    }
  }

  /// Three reactions whose rates lie nine powers of ten apart, over eleven powers of ten of time.
  static let robertson = StiffProblem(
    "Robertson", from: [1, 0, 0], to: 1e11, [2.083340149701255e-8, 8.333360770334713e-14, 0.9999999791665050],
    floor: 1e-16
  ) { _, y, f in
    let (slow, fast, back) = (0.04 * y[0], 3e7 * (y[1] * y[1]), 1e4 * (y[1] * y[2]))
    f[0] = back - slow
    f[1] = slow - back - fast
    f[2] = fast
  } jacobian: { _, y, j in
    j[0] = Lanes(repeating: -0.04)
    j[1] = Lanes(repeating: 0.04)
    j[3] = 1e4 * y[2]
    j[5] = 6e7 * y[1]
    j[4] = Lanes(repeating: 0) - j[3] - j[5]
    j[6] = 1e4 * y[1]
    j[7] = -1e4 * y[1]
  }

  /// High irradiance responses of plants: eight substances.
  static let hires = StiffProblem(
    "HIRES", from: [1, 0, 0, 0, 0, 0, 0, 0.0057], to: 321.8122,
    [
      0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2,
      0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2,
    ]
  ) { _, y, f in
    let bound = 280 * (y[5] * y[7])
    f[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007
    f[1] = 1.71 * y[0] - 8.75 * y[1]
    f[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4]
    f[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3]
    f[4] = -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6]
    f[5] = 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6] - bound
    f[6] = bound - 1.81 * y[6]
    f[7] = 1.81 * y[6] - bound
  } jacobian: { _, y, j in
    func set(_ row: Int, _ entries: [(Int, Double)]) {
      for (column, value) in entries { j[row + 8 * column] = Lanes(repeating: value) }
    }
    set(0, [(0, -1.71), (1, 0.43), (2, 8.32)])
    set(1, [(0, 1.71), (1, -8.75)])
    set(2, [(2, -10.03), (3, 0.43), (4, 0.035)])
    set(3, [(1, 8.32), (2, 1.71), (3, -1.12)])
    set(4, [(4, -1.745), (5, 0.43), (6, 0.43)])
    set(5, [(3, 0.69), (4, 1.71), (6, 0.69)])
    set(6, [(6, -1.81)])
    set(7, [(6, 1.81)])
    let (byFifth, bySeventh) = (280 * y[7], 280 * y[5])
    j[5 + 40] = -0.43 - byFifth
    j[5 + 56] = Lanes(repeating: 0) - bySeventh
    j[6 + 40] = byFifth
    j[6 + 56] = bySeventh
    j[7 + 40] = Lanes(repeating: 0) - byFifth
    j[7 + 56] = Lanes(repeating: 0) - bySeventh
  }

  /// The Belousov–Zhabotinskii reaction: a limit cycle with sudden jumps.
  static let oregonator = StiffProblem(
    "Oregonator", from: [1, 2, 3], to: 360, [1.000814870318523, 1228.178521549917, 132.0554942846706]
  ) { _, y, f in
    f[0] = 77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1]))
    f[1] = (y[2] - (1 + y[0]) * y[1]) / 77.27
    f[2] = 0.161 * (y[0] - y[2])
  } jacobian: { _, y, j in
    j[0] = 77.27 * (1 - 1.675e-5 * y[0] - y[1])
    j[1] = y[1] / -77.27
    j[2] = Lanes(repeating: 0.161)
    j[3] = 77.27 * (1 - y[0])
    j[4] = (1 + y[0]) / -77.27
    j[7] = Lanes(repeating: 1 / 77.27)
    j[8] = Lanes(repeating: -0.161)
  }

  /// Target-mediated disposition in full: drug in two compartments (nmol), free target and complex (nM) with turnover,
  /// after a bolus of 10 nmol, over 28 days.
  static let drugsAndTargets = [
    drugAndTarget(
      "drug and target", association: 14.4, dissociation: 1.44,
      [0.0604108791795195, 0.387788546363415, 0.203686974779463, 0.0256679983178509]),
    drugAndTarget(
      "drug and target, binding a thousand times as fast", association: 14_400, dissociation: 1_440,
      [0.0366035178452010, 0.350596687650961, 0.196667427460013, 0.0239816959366324]),
  ]

  private static func drugAndTarget(
    _ name: String, association: Double, dissociation: Double, _ solution: [Double]
  ) -> StiffProblem {
    let (clearance, central, exchange, peripheral) = (0.2, 3.0, 0.5, 3.0)
    let (degradation, internalization, synthesis) = (0.1, 1.0, 0.0667)
    return StiffProblem(name, from: [10, 0, 0.667, 0], to: 28, solution) { _, y, f in
      let concentration = y[0] / central
      let binding = association * (concentration * y[2]) - dissociation * y[3]
      let across = exchange * concentration - exchange / peripheral * y[1]
      f[0] = -clearance * concentration - across - central * binding
      f[1] = across
      f[2] = synthesis - degradation * y[2] - binding
      f[3] = binding - internalization * y[3]
    } jacobian: { _, y, j in
      let (byDrug, byTarget) = (association / central * y[2], association / central * y[0])
      j[0] = -(clearance + exchange) / central - central * byDrug
      j[1] = Lanes(repeating: exchange / central)
      j[2] = Lanes(repeating: 0) - byDrug
      j[3] = byDrug
      j[4] = Lanes(repeating: exchange / peripheral)
      j[5] = Lanes(repeating: -exchange / peripheral)
      j[8] = -central * byTarget
      j[10] = -degradation - byTarget
      j[11] = byTarget
      j[12] = Lanes(repeating: central * dissociation)
      j[14] = Lanes(repeating: dissociation)
      j[15] = Lanes(repeating: -dissociation - internalization)
    }
  }
}
