import Bateman
import Foundation

/// Times the library on the problem of `CReference/two_compartment_mm.c` and prints key=value pairs.
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
    let bytes = try Data(contentsOf: URL(fileURLWithPath: options.model))
    let problem = try Problem(model: SourceText(name: options.model, bytes: Array(bytes)))
    var best: Problem.Outcome?
    for _ in 0..<options.repetitions {
      let outcome = try await problem.run(
        subjects: options.subjects, threads: options.threads, followsCycles: options.followsCycles)
      if outcome.seconds < best?.seconds ?? .infinity { best = outcome }
    }
    let typical = try await problem.run(subjects: nil, threads: 1, followsCycles: options.followsCycles)
    if let best { report(best, typical: typical, options) }
  }

  private static func report(_ outcome: Problem.Outcome, typical: Problem.Outcome, _ options: Options) {
    let subjects = Double(options.subjects)
    let points = Double(Problem.times.count)
    let pairs: [(String, String)] = [
      ("microseconds", rounded(1e6 * outcome.seconds / subjects, 2)),
      ("steps", rounded(Double(outcome.statistics.steps) / subjects, 1)),
      ("rejected", rounded(Double(outcome.statistics.rejected) / subjects, 1)),
      ("evaluations", rounded(Double(outcome.statistics.evaluations) / subjects, 0)),
      ("mean", String(format: "%.6g", outcome.sum / (subjects * points))),
      ("typical", String(format: "%.10g", typical.sum / points)),
      ("area", String(format: "%.10g", typical.area)),
      // All bits: equal for every number of threads and every instruction set.
      ("bits", String(outcome.sum.bitPattern ^ outcome.area.bitPattern, radix: 16)),
      ("failures", "\(outcome.failures)"), ("megabytes", "\(peakMegabytes)"),
    ]
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
