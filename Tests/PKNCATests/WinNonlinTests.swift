import PKNCA
import Testing

/// Every number of WinNonlin's reference tables (provenance: Validation/nca/README.md).
@Suite struct WinNonlinTests {
  /// One way in which the reference tables were calculated.
  struct Setting: CustomTestStringConvertible, Sendable {
    var data: String
    var routeName: String
    var route: NCARoute
    var method: AreaMethod
    var dose: Double
    var numbers: Int
    var testDescription: String { "\(data), \(routeName), \(method.rawValue)" }
  }

  static let settings = [
    Setting(
      data: "theophylline", routeName: "extravascular", route: .extravascular, method: .linear, dose: 320,
      numbers: 408),
    Setting(data: "indomethacin", routeName: "bolus", route: .bolus, method: .linear, dose: 25, numbers: 228),
    Setting(
      data: "indomethacin", routeName: "infusion", route: .infusion(duration: 0.25), method: .linear, dose: 25,
      numbers: 210),
    Setting(
      data: "indomethacin", routeName: "extravascular", route: .extravascular, method: .linear, dose: 25, numbers: 204),
    Setting(
      data: "indomethacin", routeName: "extravascular", route: .extravascular, method: .linearUpLogDown, dose: 25,
      numbers: 204),
  ]

  @Test(arguments: settings)
  func agreesToTheDigitsGiven(_ setting: Setting) throws {
    let profiles = try profiles(of: setting)
    let reference = try Table(validation: "winnonlin.csv")
    let analysis = NCAAnalysis(rules: NCARules(method: setting.method))
    let results = try profiles.mapValues { try analysis.result(for: $0) }
    var compared = 0
    for row in reference.rows where Array(row[0..<3]) == [setting.data, setting.routeName, setting.method.rawValue] {
      let parameter = try NCARegistry.standard.parameter(named: row[4])
      let value = try #require(results[row[3]]?[parameter]?.number, "\(row)")
      let expected = try #require(Double(row[5]))
      #expect((value - expected).magnitude <= tolerance(row[5]), "\(row): \(value)")
      compared += 1
    }
    #expect(compared == setting.numbers)
  }

  /// Half a unit in the last digit given (and a thousandth, since decimals are not doubles), and a part in 1e13:
  /// numbers given to 16 digits carry the rounding of WinNonlin's own sums, and so do ours.
  private func tolerance(_ text: String) -> Double {
    let digits = text.drop { $0 == "-" }
    let decimals = digits.split(separator: ".").dropFirst().first?.count ?? 0
    let lastDigit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
    return lastDigit * 0.501 + (Double(text) ?? 0).magnitude * 1e-13
  }

  private func profiles(of setting: Setting) throws -> [String: ConcentrationProfile] {
    let table = try Table(validation: "\(setting.data).csv")
    let (subjects, times) = (table.texts("subject"), table.numbers("time[h]"))
    let concentrations = table.numbers("conc[mg/L]")
    var profiles: [String: ConcentrationProfile] = [:]
    for index in subjects.indices {
      let sample = ConcentrationSample(time: times[index], value: .measured(concentrations[index]), row: index + 2)
      let empty = ConcentrationProfile(samples: [], doses: [NCADose(amount: setting.dose, route: setting.route)])
      profiles[subjects[index], default: empty].samples.append(sample)
    }
    return profiles
  }
}
