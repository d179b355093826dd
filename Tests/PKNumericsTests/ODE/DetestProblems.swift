import Foundation
import PKNumerics

/// DETEST: the nonstiff problems on which methods are compared, each to t = 20.
///
/// Source: T. E. Hull, W. H. Enright, B. M. Fellen, A. E. Sedgwick, Comparing numerical methods for ordinary
/// differential equations, SIAM J. Numer. Anal. 9 (1972) 603–637, classes A (single equations), B (small systems),
/// D (orbits) and E (equations of higher order). The values at the end are from extrapolation of the modified
/// midpoint rule (Gragg, Bulirsch, Stoer; 16 orders) in 25 digits, with two numbers of steps that agree to 16.
enum Detest {
  static let problems = singleEquations + smallSystems + orbits + higherOrder

  static let singleEquations = [
    InitialValueProblem("A1", from: [1], [2.0611536224385578e-9]) { _, y, f in f[0] = -1 * y[0] },
    InitialValueProblem("A2", from: [1], [0.21821789023599238]) { _, y, f in f[0] = -0.5 * (y[0] * y[0] * y[0]) },
    InitialValueProblem("A3", from: [1], [2.4916502718504145]) { t, y, f in f[0] = y[0] * t.map(cos) },
    InitialValueProblem("A4", from: [1], [17.73016648131484]) { _, y, f in f[0] = 0.25 * y[0] * (1 - 0.05 * y[0]) },
    InitialValueProblem("A5", from: [4], [-0.78878266889640142]) { t, y, f in f[0] = (y[0] - t) / (y[0] + t) },
  ]

  static let smallSystems = [
    InitialValueProblem("B1", from: [1, 3], [0.67618760085766066, 0.18608160996400298]) { _, y, f in
      f[0] = 2 * (y[0] - y[0] * y[1])
      f[1] = y[0] * y[1] - y[1]
    },
    InitialValueProblem("B2", from: [2, 0, 1], [1.0000000010305768, 1, 0.99999999896942319]) { _, y, f in
      f[0] = y[1] - y[0]
      f[1] = y[0] - 2 * y[1] + y[2]
      f[2] = y[1] - y[2]
    },
    InitialValueProblem(
      "B3", from: [1, 0, 0], [2.0611536224385578e-9, 0.052572280220485125, 0.94742771771836125]
    ) { _, y, f in
      f[0] = -1 * y[0]
      f[1] = y[0] - y[1] * y[1]
      f[2] = y[1] * y[1]
    },
    InitialValueProblem(
      "B4", from: [3, 0, 0], [0.98269509280065305, 2.1984470816949297, 0.91294525072762765]
    ) { _, y, f in
      let radius = (y[0] * y[0] + y[1] * y[1]).squareRoot()
      f[0] = -1 * y[1] - y[0] * y[2] / radius
      f[1] = y[0] - y[1] * y[2] / radius
      f[2] = y[0] / radius
    },
    InitialValueProblem(
      "B5", from: [0, 1, 1], [-0.9396570798729204, -0.34211777540007491, 0.7414126596199953]
    ) { _, y, f in
      f[0] = y[1] * y[2]
      f[1] = -1 * (y[0] * y[2])
      f[2] = -0.51 * (y[0] * y[1])
    },
  ]

  static let orbits = [
    orbit("D1", 0.1, [0.21988353520083966, 0.94270768463418131, -0.97876598410581765, 0.32879779909620361]),
    orbit("D2", 0.3, [-0.17770273571404117, 0.94677847199058926, -1.0302941631929696, 0.12110748900539522]),
    orbit("D3", 0.5, [-0.57804329530353612, 0.86338400091941928, -0.95950837303807274, -0.065049151267120902]),
    orbit("D4", 0.7, [-0.95389902934163944, 0.69074090242194315, -0.82126742708774331, -0.15395742591258247]),
    orbit("D5", 0.9, [-1.2952662509875744, 0.40039389637923215, -0.67753909247075659, -0.12708381542786862]),
  ]

  static let higherOrder = [
    InitialValueProblem(
      "E1", from: [0.6713967071418030, 0.09540051444747446], [0.14567236007282465, -0.098835001955745781]
    ) { t, y, f in
      let s = t + 1
      f[0] = y[1]
      f[1] = -1 * (y[1] / s + (1 - 0.25 / (s * s)) * y[0])
    },
    InitialValueProblem("E2", from: [2, 0], [2.0081497621749486, -0.042508875273202147]) { _, y, f in
      f[0] = y[1]
      f[1] = (1 - y[0] * y[0]) * y[1] - y[0]
    },
    InitialValueProblem("E3", from: [0, 0], [-0.10041788586472407, 0.24114001320959556]) { t, y, f in
      f[0] = y[1]
      f[1] = y[0] * y[0] * y[0] / 6 - y[0] + 2 * t.map { sin(2.78535 * $0) }
    },
    InitialValueProblem("E4", from: [30, 0], [33.950914446465564, 0.27678226596728678]) { _, y, f in
      f[0] = y[1]
      f[1] = 0.032 - 0.4 * (y[1] * y[1])
    },
    InitialValueProblem("E5", from: [0, 0], [14.117973905426255, 2.4]) { t, y, f in
      f[0] = y[1]
      f[1] = (1 + y[1] * y[1]).squareRoot() / (25 - t)
    },
  ]

  /// Two bodies on an ellipse.
  private static func orbit(_ name: String, _ eccentricity: Double, _ end: [Double]) -> InitialValueProblem {
    let speed = ((1 + eccentricity) / (1 - eccentricity)).squareRoot()
    return InitialValueProblem(name, from: [1 - eccentricity, 0, 0, speed], end) { _, y, f in
      let square = y[0] * y[0] + y[1] * y[1]
      let cube = square * square.squareRoot()
      f[0] = y[2]
      f[1] = y[3]
      f[2] = -1 * y[0] / cube
      f[3] = -1 * y[1] / cube
    }
  }
}
