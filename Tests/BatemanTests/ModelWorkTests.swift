import Bateman
import Foundation
import Testing

/// The work that every model of the project takes: a number that changes by more than 2 % is a silent slowdown, or
/// a speed-up worth knowing.
///
/// Typical patient and 16 virtual ones, a fixed regimen, default tolerances. After a change that is meant, write the
/// snapshot anew and look at its difference: `BATEMAN_UPDATE_SNAPSHOTS=1 swift test --filter ModelWorkTests`.
@Suite struct ModelWorkTests {
  static let methods: [SimulationSettings.Method] = [.automatic, .switching]
  static let updates = ProcessInfo.processInfo.environment["BATEMAN_UPDATE_SNAPSHOTS"] == "1"
  static let snapshot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots/model-work.csv")
  static let header = "model,method,patients,steps,rejected,evaluations,jacobians,factorizations"

  /// In debug, models from publications and templates are left to the typical patient: the work is the same in release.
  private static func patients(of path: String) -> [Int?] {
    #if DEBUG
      if !updates, ["adc/", "antibody/", "template/"].contains(where: path.hasPrefix) { return [nil] }
    #endif
    return [nil, 16]
  }

  @Test func everyModelTakesTheWorkOfItsSnapshot() async throws {
    var rows: [String: [Int]] = [:]
    var lines: [String] = []
    for path in ModelCatalogueTests.paths {
      for method in Self.methods {
        for patients in Self.patients(of: path) {
          let key = "\(path.dropLast(4)),\(method.rawValue),\(patients.map(String.init) ?? "typical")"
          let numbers = try await Self.work(path, method, patients)
          rows[key] = numbers
          lines.append(([key] + numbers.map(String.init)).joined(separator: ","))
        }
      }
    }
    if Self.updates {
      try ([Self.header] + lines).map { $0 + "\n" }.joined().write(to: Self.snapshot, atomically: true, encoding: .utf8)
    }
    let expected = try Self.read()
    let models = Set(expected.keys.compactMap { $0.split(separator: ",").first })
    #expect(models == Set(ModelCatalogueTests.paths.map { $0.dropLast(4) }), "see how to update the snapshot")
    for (key, numbers) in rows {
      let before = try #require(expected[key])
      for (name, (now, then)) in zip(Self.header.split(separator: ",").dropFirst(3), zip(numbers, before)) {
        #expect(abs(now - then) * 50 <= then, "\(key): \(name) \(now), the snapshot has \(then)")
      }
    }
  }

  /// Six doses, three weeks apart, by the first route of the model.
  private static func regimen(of model: CheckedModel) throws -> Regimen {
    let route = try #require(model.routes.first).name
    let duration = route == "iv" ? " over 60 min" : ""
    return try Regimen(parsing: SourceText(name: "regimen", "300 mg \(route)\(duration) every 21 days x 6"))
  }

  /// Steps, rejected steps, evaluations, Jacobians, factorisations.
  private static func work(
    _ path: String, _ method: SimulationSettings.Method, _ patients: Int?
  ) async throws -> [Int] {
    let text = try String(contentsOf: modelFolder.appendingPathComponent(path), encoding: .utf8)
    let model = try Model(compiling: CheckedModel(parsing: SourceText(name: path, text)))
    var settings = SimulationSettings()
    settings.method = method
    let simulation = try PopulationSimulation(
      of: model, arms: [Arm(try regimen(of: model.source))], subjects: patients, settings: settings)
    var work = SolverStatistics()
    try await simulation.run {
      work = work + $0.statistics
      #expect($0.failures.isEmpty)
    }
    return [work.steps, work.rejected, work.evaluations, work.jacobians, work.factorizations]
  }

  private static func read() throws -> [String: [Int]] {
    let text = try String(contentsOf: snapshot, encoding: .utf8)
    return Dictionary(
      try text.split(separator: "\n").dropFirst().map { line in
        let cells = line.split(separator: ",").map(String.init)
        try #require(cells.count == 8)
        return (cells[0..<3].joined(separator: ","), cells[3...].compactMap { Int($0) })
      }, uniquingKeysWith: { first, _ in first })
  }
}
