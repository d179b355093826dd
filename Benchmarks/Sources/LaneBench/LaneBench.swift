import Bateman
import Foundation

/// Times the library on the problem of a reference program and prints key=value pairs.
@main
struct LaneBench {
  static func main() async {
    do {
      try await run(Options(Array(CommandLine.arguments.dropFirst())))
    } catch {
      FileHandle.standardError.write(Data("LaneBench: \(error)\n".utf8))
      exit(error is Options.UsageError ? 64 : 65)
    }
  }

  private static func run(_ options: Options) async throws {
    let problem = try Problem(options)
    var best: Outcome?
    for _ in 0..<options.repetitions {
      let outcome = try await problem.run(subjects: options.subjects)
      if outcome.seconds < best?.seconds ?? .infinity { best = outcome }
    }
    // Once more, not timed, for all bits; few subjects will do.
    let bits = try await problem.run(subjects: min(options.subjects, 1_000), keepsBits: true).bits
    let typical = try await problem.run(subjects: nil)
    if let best { report(best, typical: typical, bits: bits, problem) }
  }

  private static func report(_ outcome: Outcome, typical: Outcome, bits: UInt64, _ problem: Problem) {
    let subjects = Double(problem.options.subjects)
    let points = Double(problem.times.count)
    let mean = outcome.sums.reduce(0, +) / (subjects * points * Double(problem.measures))
    var pairs: [(String, String)] = [
      ("outputs", "\(problem.times.count * problem.measures)"),
      ("microseconds", rounded(1e6 * outcome.seconds / subjects, 3)),
      ("steps", rounded(Double(outcome.statistics.steps) / subjects, 1)),
      ("rejected", rounded(Double(outcome.statistics.rejected) / subjects, 1)),
      ("evaluations", rounded(Double(outcome.statistics.evaluations) / subjects, 0)),
      ("jacobians", rounded(Double(outcome.statistics.jacobians) / subjects, 0)),
      ("mean", String(format: "%.6g", mean)),
    ]
    for (measure, sum) in typical.sums.enumerated() {
      pairs.append(("typical\(measure)", String(format: "%.10g", sum / points)))
    }
    // All bits: equal for every number of threads and every instruction set.
    pairs.append(("bits", String(bits, radix: 16)))
    pairs += [("failures", "\(outcome.failures)"), ("megabytes", "\(peakMegabytes)")]
    print(pairs.map { "\($0.0)=\($0.1)" }.joined(separator: " "))
  }

  private static func rounded(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  /// The most memory the process has had resident, as the kernel counts it; 0 where there is no /proc.
  private static var peakMegabytes: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) / 1024
  }
}
