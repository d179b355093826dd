import Foundation
import Testing

/// A patient with what NONMEM, Monolix or an independent computation found.
struct EstimateCase: Sendable, CustomTestStringConvertible {
  let name: String
  let model: String
  let table: String
  /// The random effects in the order of the model; those of occasions behind the subject's own of the same parameter.
  let effects: [Double]
  /// O at the optimum, to the digits given; nil where only parameters are published.
  let objective: Double?

  var testDescription: String { name }

  init(_ name: String, _ model: String, _ table: String, _ effects: [Double], _ objective: Double?) {
    (self.name, self.model, self.table, self.effects, self.objective) = (name, model, table, effects, objective)
  }

  /// A table of one dose of 10,000 mg at 0, and again at 72, 96 … 216 h where samples are that late.
  private static func table(
    _ samples: [(Double, Double)], doses: [String] = ["1,10000,1,0"], columns: String = "EVID,AMT,CMT,RATE"
  ) -> String {
    var lines = ["ID,TIME,\(columns),DV"]
    let isLate = (samples.last?.0 ?? 0) > 72
    var events = doses.map { (0.0, "1,0,\($0),.") }
    if isLate {
      events += stride(from: 72.0, through: 216, by: 24).flatMap { t in doses.map { (t, "1,\(t),\($0),.") } }
    }
    events += samples.map { ($0.0, "1,\($0.0),0,0,2,0,\($0.1)") }
    lines += events.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    return lines.joined(separator: "\n") + "\n"
  }

  /// NONMEM's objective is of the logarithms; that of the values has the change of variables, 2·Σ ln y, beside it.
  private static func logarithms(_ samples: [(Double, Double)]) -> Double {
    2 * samples.reduce(0) { $0 + log($1.1) }
  }

  private static let first = [(1.5, 91.2904), (4.4, 110.826), (7.1, 79.384), (24.6, 20.6671)]

  static let all: [EstimateCase] = [
    .init("001/1", WorkedModels.base(), table(first), [0.405058, 0.072851, -0.074954], 22.293513),
    .init("001/2", WorkedModels.base(), table([(25.9, 45.1629)]), [-0.145365, 0.024059, -0.006188], 4.701124),
    .init(
      "001/3", WorkedModels.base(), table([(215, 7.79911), (216, 6.7926), (221, 96.7771), (222.6, 72.8342)]),
      [0.767681, -0.139207, 0.082154], 16.791589),
    .init(
      "002/1", WorkedModels.base(),
      table([(1.5, 114.476), (4.4, 108.242), (7.1, 76.5433), (24.6, 19.9078)], doses: ["1,10000,2,10000"]),
      [0.403991, 0.089507, 0], 22.652004),
    .init(
      "002/2", WorkedModels.base(), table([(25.9, 45.0984)], doses: ["1,10000,2,10000"]), [-0.162387, 0.027139, 0],
      4.728660),
    .init(
      "003/1", WorkedModels.lag, table([(1.5, 67.4275), (4.4, 115.449), (7.1, 83.7768), (24.6, 21.8323)]),
      [0.396186, 0.037017, 0.082508, -0.096760], 21.929914),
    .init(
      "003/2", WorkedModels.lag, table([(25.9, 47.0803)]), [-0.140090, 0.019448, -0.006219, 0.005912], 4.775765),
    .init(
      "004/1", WorkedModels.zeroOrder,
      table([(1.5, 41.6242), (4.4, 123.033), (7.1, 87.0034), (24.6, 22.6284)], doses: ["1,10000,1,-2"])
        .replacing(",0,0,2,0,", with: ",0,0,1,0,"), [0.406655, 0.082136, 0.095310], 21.311028),
    .init(
      "004/2", WorkedModels.zeroOrder,
      table([(25.9, 48.3172)], doses: ["1,10000,1,-2"]).replacing(",0,0,2,0,", with: ",0,0,1,0,"),
      [-0.158429, 0.019315, 0.013933], 4.860409),
    .init(
      "006/1", WorkedModels.mixedOrder,
      table(
        [(1.5, 79.9945), (4.4, 100.453), (7.1, 82.2128), (24.6, 24.5911)], doses: ["1,10000,1,0", "1,10000,2,-2"]),
      [0.336276, 0.088746, 0.045913, -0.332188], 22.657345),
    .init(
      "006/2", WorkedModels.mixedOrder, table([(25.9, 61.4868)], doses: ["1,10000,1,0", "1,10000,2,-2"]),
      [-0.355893, -0.010652, -0.002996, 0.025218], 5.958557),
    .init(
      "007/1", WorkedModels.dualFirstOrder,
      table([(1.5, 47.3517), (4.4, 65.1258), (7.1, 69.3776), (24.6, 33.5005)], doses: ["1,10000,1,0", "1,10000,3,0"]),
      [0.282694, 0.238586, 0.053559, -0.056978], 20.539923),
    .init(
      "007/2", WorkedModels.dualFirstOrder, table([(25.9, 59.7341)], doses: ["1,10000,1,0", "1,10000,3,0"]),
      [-0.259696, -0.009966, -0.002224, -0.041791], 5.554118),
    .init(
      "101/1", WorkedModels.twoCompartments, table([(1.5, 87.38), (4.4, 96.6044), (7.1, 65), (24.6, 20.9004)]),
      [0.325988, 0.084396, -0.070364, 0.075588], 21.288073),
    .init(
      "101/2", WorkedModels.twoCompartments, table([(25.9, 29.1973)]), [0.020552, -0.003626, 0.000734, 0.006294],
      3.707537),
    .init(
      "201/1", WorkedModels.michaelisMenten, table([(1.5, 89.0049), (4.4, 101.25), (7.1, 67.5111), (24.6, 10.4361)]),
      [0.380211, 0.069481, -0.076272, -0.367663], 20.931096),
    .init(
      "201/2", WorkedModels.michaelisMenten, table([(25.9, 58.9854)]), [-0.179462, -0.007493, -0.007399, 0.174250],
      5.458008),
    .init(
      "301/1 NOCB", WorkedModels.covariates,
      """
      ID,TIME,EVID,AMT,CMT,DV,BW,SEX
      1,0,1,10000,1,.,77,0
      1,1.5,0,0,2,85.9347,113,0
      1,4.4,0,0,2,105.344,92,1
      1,7.1,0,0,2,57.2184,132,0
      1,24.6,0,0,2,6.32941,126,1

      """, [0.397633, 0.063225, -0.081599], 18.991259),
    .init(
      "301/2 NOCB", WorkedModels.covariates,
      "ID,TIME,EVID,AMT,CMT,DV,BW,SEX\n1,0,1,10000,1,.,133,1\n1,25.9,0,0,2,27.3622,125,0\n",
      [-0.480539, 0.176591, -0.021163], 4.977089),
    .init(
      "401/1", WorkedModels.metabolite,
      metabolites([(1.5, 91.2904, 4.67756), (4.4, 96.5573, 16.8367), (7.1, 92.3478, 27.3965), (24.6, 17.8222, 43.7723)]
      ),
      [0.443262, 0.075242, -0.073926, 0.091522, 0.391194], 34.396395),
    .init(
      "401/2", WorkedModels.metabolite, metabolites([(25.9, 53.5641, 17.6787)]),
      [-0.480669, 0.485503, -0.008178, 0.306584, 0.374163], 11.862721),
    .init(
      "403",
      WorkedModels.base(sigma: "a : mg/L = 70.71067811865476", observations: "C : mg/L = central / V ~ additive(a)"),
      table(first), [0.049610, 0.058087, -0.008486], 34.206233),
    .init(
      "407/1",
      WorkedModels.base(sigma: "s : 1 = 0.22360679774997896", observations: "C : mg/L = central / V ~ logNormal(s)"),
      table(first), [0.363194, 0.038465, -0.062887], -11.004309 + logarithms(first)),
    .init(
      "407/2",
      WorkedModels.base(sigma: "s : 1 = 0.22360679774997896", observations: "C : mg/L = central / V ~ logNormal(s)"),
      table([(25.9, 45.1629)]), [-0.174525, 0.024509, -0.007428], -2.812027 + logarithms([(25.9, 45.1629)])),
    .init(
      "901/1", WorkedModels.carboplatin, infusion(500, [(1.05, 25.418), (2, 14.331), (5.3, 5.29149)]),
      [-0.103696, 0.004843, -0.006328], 5.646181),
    .init(
      "901/2", WorkedModels.carboplatin, infusion(750, [(0.95, 26.1277), (1.8, 22.6185), (5.1, 8.17867)]),
      [-0.042603, 0.155022, -0.004648], 8.588787),
    .init(
      "901/3", WorkedModels.carboplatin, infusion(1000, [(0.95, 37.6687), (2.1, 22.2443), (5.2, 6.89875)]),
      [0.208031, 0.093962, 0.003180], 8.592064),
    .init(
      "951/1", WorkedModels.methotrexate,
      occasions("2000000", "333333", [(22.2, 8257.51), (45.9, 681.105)], [(1021.5, 3152.43), (1048.5, 141.437)]),
      [-0.250474, -0.168715, 0.142954, 0.139848, 0.145013, 0.040656], 52.973867),
    .init(
      "951/2", WorkedModels.methotrexate,
      occasions("5000000", "833333", [(25.7, 140.225), (49.9, 21.7273)], [(1021, 5851.32), (1051, 84.4235)]),
      [0.348460, 0.238134, -0.202757, 0.243351, -0.242006, -0.617967], 43.933936),
    .init(
      "951/3", WorkedModels.methotrexate,
      occasions("8000000", "1333333", [(25.3, 2204.25), (48.9, 440.188)], [(1026.5, 4702.15), (1050.8, 785.125)]),
      [-0.096248, 0.095174, -0.104948, -0.065231, -0.000070, 0.172560], 51.974793),
    .init(
      "README of mapbayr", WorkedModels.readme,
      "ID,TIME,EVID,AMT,RATE,DV,BW\n1,0,1,100,20,.,90\n1,6,0,0,0,3.9,90\n1,15,0,0,0,1.1,90\n",
      [0.3872104, 0.1569604], -1.218798),
    .init(
      "gentamicin", WorkedModels.gentamicin, Self.gentamicin, [0.03701064, 0.001447308, 0.08904703, -0.04838898], nil),
  ]

  static let gentamicin = "ID,TIME,EVID,AMT,RATE,DV\n1,0,1,180,360,.\n1,1,0,0,0,9\n1,11,0,0,0,2\n"

  private static func metabolites(_ samples: [(Double, Double, Double)]) -> String {
    "ID,TIME,EVID,AMT,CMT,DVID,DV\n1,0,1,10000,1,.,.\n"
      + samples.map { "1,\($0.0),0,0,2,parent,\($0.1)\n1,\($0.0),0,0,3,metab,\($0.2)\n" }.joined()
  }

  private static func infusion(_ amount: Int, _ samples: [(Double, Double)]) -> String {
    "ID,TIME,EVID,AMT,RATE,DV\n1,0,1,\(amount),\(amount),.\n"
      + samples.map { "1,\($0.0),0,0,0,\($0.1)\n" }.joined()
  }

  private static func occasions(
    _ amount: String, _ rate: String, _ first: [(Double, Double)], _ second: [(Double, Double)]
  ) -> String {
    func samples(_ list: [(Double, Double)], _ occasion: Int) -> String {
      list.map { "1,\($0.0),0,0,0,\($0.1),\(occasion),62,67\n" }.joined()
    }
    return "ID,TIME,EVID,AMT,RATE,DV,OCC,AGE,SCR\n1,0,1,\(amount),\(rate),.,1,62,67\n" + samples(first, 1)
      + "1,1000,4,\(amount),\(rate),.,2,62,67\n" + samples(second, 2)
  }
}
