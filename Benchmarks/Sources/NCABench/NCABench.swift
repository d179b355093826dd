import Bateman
import Foundation

/// Times all parameters of the registry on profiles of 20 samples, on one thread: `NCABench [subjects …]`.
@main
struct NCABench {
  static func main() throws {
    let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    for count in counts.isEmpty ? [2_500, 5_000, 10_000, 20_000] : counts {
      let profiles = (0..<count).map(profile)
      let analysis = NCAAnalysis(rules: NCARules(method: .linearUpLogDown))
      var best = Double.infinity
      var sum = 0.0
      for _ in 0..<5 {
        let start = ContinuousClock.now
        sum = 0
        for profile in profiles { sum += try analysis.result(for: profile)[.aucifo]?.number ?? 0 }
        best = min(best, (ContinuousClock.now - start) / .seconds(1))
      }
      let parameters = try analysis.result(for: profiles[0]).entries.count
      print(
        "subjects=\(count) parameters=\(parameters) seconds=\(String(format: "%.3f", best))",
        "microseconds=\(String(format: "%.1f", 1e6 * best / Double(count))) mean=\(sum / Double(count))")
    }
  }

  /// The Bateman function with parameters that differ from subject to subject, and four digits as an assay gives.
  private static func profile(_ subject: Int) -> ConcentrationProfile {
    let times = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 30, 36, 48]
    let (ka, k) = (0.8 + Double(subject % 17) / 20, 0.06 + Double(subject % 23) / 400)
    let values = times.map { time in
      let value = 10 * ka / (ka - k) * (exp(-k * time) - exp(-ka * time))
      return (value * (1 + 0.05 * sin(Double(subject) + 7 * time)) * 1000).rounded() / 1000
    }
    return ConcentrationProfile(
      times: times, concentrations: values, doses: [NCADose(amount: 100, route: .extravascular)])
  }
}
