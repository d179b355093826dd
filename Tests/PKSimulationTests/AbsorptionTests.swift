import Foundation
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Doses that enter by a profile: transit compartments, Weibull's, and what can be made of routes beside them.
@Suite struct AbsorptionTests {
  static let times = [0.5, 1, 2, 4, 8, 12.5, 14, 20, 26, 36]
  private let tight = settings(relative: 1e-10, absolute: 1e-12)

  private func check(_ actual: [Double], _ expected: [Double], relative: Double = 2e-8) {
    #expect(actual.count == expected.count)
    for (index, (value, reference)) in zip(actual, expected).enumerated() {
      let close = closeness(value, reference, relative: relative, absolute: 1e-9)
      #expect(close.holds, "at \(index): \(close)")
    }
  }

  /// Expected: convolution of the density with the response of depot and central compartment, mpmath 1.3 `quad` with
  /// 25 digits, added up over the doses, which overlap.
  @Test func transitCompartments() async throws {
    let model = try TestModel.absorption("input = transit(N, MTT)", into: "depot").compiled()
    #expect(!model.isLinear)
    let result = try await simulate(
      model, ["100 mg oral every 12 h x 3"], times: Self.times, until: 36, settings: tight)
    check(
      result.profile(),
      [
        0.07404141285065, 2.120642914223, 24.44180505719, 67.46926022539, 46.68919867845, 23.94090429912,
        43.50042298016, 54.43791177924, 46.65081467176, 30.68060903448,
      ])
  }

  /// Expected: as above, shape 1.7, scale 3 h, with a lag of half an hour and F = 0.6.
  @Test func weibull() async throws {
    let model = try TestModel.absorption("F = 0.6, lag = 0.5[h], input = weibull(1.7, 3[h])").compiled()
    let result = try await simulate(
      model, ["100 mg oral every 12 h x 3"], times: Self.times, until: 36, settings: tight)
    check(
      result.profile(),
      [
        0, 2.709644279783, 14.57564861827, 34.52683410509, 29.44478613611, 15.29427250724, 26.78958863541,
        34.41067075161, 28.80856665475, 19.65952497184,
      ])
  }

  /// A shape below 1, whose rate is infinite at the start.
  ///
  /// Expected: as above, integrated over (τ/α)^β.
  @Test func weibullWithAnInfiniteRate() async throws {
    let model = try TestModel.absorption("input = weibull(0.6, 3[h])").compiled()
    let result = try await simulate(
      model, ["100 mg oral every 12 h x 3"], times: Self.times, until: 36, settings: tight)
    check(
      result.profile(),
      [
        27.53710066252, 36.56885832183, 44.34998953509, 45.75321305606, 35.15466621953, 50.33143764924,
        63.84461589026, 45.34875466052, 69.13340754478, 32.40280993727,
      ])
  }

  /// Without a compartment the profile is first-order absorption with ka = 1/MTT, and so is Weibull's of shape 1.
  @Test(arguments: ["transit(0, 2[h])", "weibull(1, 2[h])"]) func firstOrder(_ profile: String) async throws {
    let model = try TestModel.absorption("input = \(profile)").compiled()
    let result = try await simulate(model, ["100 mg oral once"], times: Self.times, until: 36, settings: tight)
    let bateman = Self.times.map { 100 * 0.5 / (0.5 - 0.15) * (exp(-0.15 * $0) - exp(-0.5 * $0)) }
    check(result.profile(), bateman)
  }

  /// All of a dose enters, whatever the profile: after a long time everything has left, and the area is D/k.
  @Test(arguments: [
    "transit(0, 2[h])", "transit(60, 2[h])", "transit(4.3, 0.01[h])", "weibull(0.4, 1[h])", "weibull(9, 5[h])",
  ])
  func wholeDosesEnter(_ profile: String) async throws {
    let model = try TestModel.absorption("input = \(profile)").compiled()
    let result = try await simulate(
      model, ["100 mg oral every 2000 h x 2"], times: [], settings: settings(relative: 1e-9, absolute: 1e-12))
    #expect(result.failures.isEmpty)
    for cycle in 0..<2 {
      let close = closeness(result.exposure(cycle: cycle).auc, 100 / 0.15, relative: 1e-7)
      #expect(close.holds, "\(profile), cycle \(cycle): \(close)")
    }
  }

  /// A subcutaneous antibody with MTT 10/3 days, CL 0.2 L/day, V 3.6 L, 100 mg: Tmax and Cmax from the closed forms,
  /// 6.90 days and 18.934 mg/L for n = 0, 6.83 days and 20.440 mg/L for n = 1.
  @Test(arguments: [("0", 6.90, 18.934), ("1", 6.83, 20.440)])
  func subcutaneousAntibody(_ n: String, _ tmax: Double, _ cmax: Double) async throws {
    let text = """
      model sc {
        units {
          time = day
          amount = mg
          volume = L
        }
        compartments {
          central : mg
        }
        doses {
          sc -> central (input = transit(\(n), 3.3333333333333333[day]))
        }
        dynamics {
          central' = -0.2[L/day] * central / 3.6[L]
        }
        observations {
          serum : mg/L = central / 3.6[L]
        }
      }
      """
    let exposure = try await simulate(try TestModel(name: "sc", text).compiled(), ["100 mg sc every 100 days x 1"])
      .exposure()
    #expect(abs(exposure.tmax - tmax) < 0.005)
    #expect(abs(exposure.cmax - cmax) < 0.0005)
  }

  /// A dose split over two routes, first order and zero order at once: fractions, a duration and a lag.
  ///
  /// Expected: the sum of Bateman's function and of an infusion that starts late.
  @Test func parallelFirstAndZeroOrder() async throws {
    let text = TestModel.absorption("F = 0.7", into: "depot").text
      .replacingOccurrences(of: "iv -> central", with: "slow -> central (F = 0.3, lag = 1[h], duration = 4[h])")
    let model = try TestModel(name: "parallel", text).compiled()
    #expect(model.isLinear)
    let table =
      "ID,TIME,AMT,CMT,RATE,EVID\n1,0,100,1,0,1\n1,0,100,2,-2,1\n"
      + Self.times.map { "1,\($0),.,1,.,0" }.joined(separator: "\n")
    let result = try await simulate(model, table: table, settings: tight)
    let expected = Self.times.map { time in
      let first = 70 * 1.2 / 1.05 * (exp(-0.15 * time) - exp(-1.2 * time))
      let running = min(max(0, time - 1), 4)
      return first + 7.5 / 0.15 * (1 - exp(-0.15 * running)) * exp(-0.15 * max(0, time - 5))
    }
    check(Array(result.profile().dropFirst(2)), expected)
  }

  /// The same written out by hand: Savic's formula with the logarithm of the gamma function.
  @Test func savicWrittenOut() async throws {
    let text = TestModel.absorption("F = 0").text
      .replacingOccurrences(
        of: "depot' = -ka",
        with: "kt : 1/h = (N + 1) / MTT\n x = kt * timeAfterDose\n"
          + "rate : mg/h = 100[mg] * kt * exp(N * log(x) - x - lgamma(N + 1))\n depot' = rate - ka")
    let times = [0.0, 0.5, 1, 2, 4, 8, 11.5, 12.5, 14, 20, 23]
    let tables = [("oral", text), ("oral", TestModel.absorption("input = transit(N, MTT)", into: "depot").text)]
    var profiles: [[Double]] = []
    for (route, text) in tables {
      let model = try TestModel(name: "written", text).compiled()
      profiles.append(
        try await simulate(model, ["100 mg \(route) once"], times: times, until: 24, settings: tight).profile())
    }
    check(profiles[0], profiles[1], relative: 1e-8)
  }

  /// A reset, or switching the compartment off, ends what is still to enter.
  @Test(arguments: ["3,1", "2,-2"]) func resetsEndProfiles(_ action: String) async throws {
    let parts = action.split(separator: ",")
    let model = try TestModel.absorption("input = transit(N, MTT)").compiled()
    let table = "ID,TIME,AMT,CMT,EVID\n1,0,100,2,1\n1,1,.,\(parts[1]),\(parts[0])\n1,5,.,2,0\n"
    let result = try await simulate(model, table: table)
    #expect(result.profile()[2] == 0)
  }

  @Test func neighboursDoNotMatter() async throws {
    for profile in ["transit(N, MTT)", "weibull(0.7, MTT)"] {
      let model = try TestModel.absorption("input = \(profile)").compiled()
      func run(_ chunkSize: Int, _ threads: Int) async throws -> [UInt64] {
        try await simulate(
          model, ["a: 100 mg oral every 6 h x 4", "b: 30 mg oral every 12 h x 2"], subjects: 12, times: Self.times,
          until: 36, settings: settings(threads: threads, chunkSize: chunkSize)
        ).bits
      }
      let alone = try await run(1, 1)
      #expect(try await run(64, 1) == alone)
      #expect(try await run(5, 2) == alone)
    }
  }

  @Test func whatProfilesDoNotGoWith() async throws {
    let model = try TestModel.absorption("input = transit(N, MTT)").compiled()
    await #expect(throws: SetupError.infusionByProfile(route: "oral")) {
      try await simulate(model, ["100 mg oral over 1 h once"], until: 10)
    }
    await #expect(throws: SetupError.infusionByProfile(route: "oral")) {
      try await simulate(model, table: "ID,TIME,AMT,CMT,RATE,EVID\n1,0,100,2,50,1\n")
    }
  }

  /// A number of compartments that a patient cannot have fails that patient, by name.
  @Test func impossibleProfiles() async throws {
    let text = TestModel.absorption("input = transit(N, MTT)").text
      .replacingOccurrences(of: "N : 1 = n", with: "N : 1 = n - 5")
    let result = try await simulate(try TestModel(name: "m", text).compiled(), ["100 mg oral once"], until: 10)
    #expect(result.failures.map(\.message).allSatisfy { $0.hasPrefix("'central' cannot be computed from time 0") })
    #expect(result.failures.count == 1)
  }
}
