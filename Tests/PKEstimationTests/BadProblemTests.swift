import PKData
import PKEstimation
import PKLanguage
import PKText
import Testing

/// What a bad model or bad data end in: a message that names the parameter or subject, and a way out.
struct BadProblemTests {
  private static func observation(_ value: Double?, at time: Double, row: Int) -> Record {
    Record(time: time, action: .observation(Observation(value: value)), row: row)
  }

  @Test func allCensored() throws {
    var dataset = Wang.dataset()
    for subject in dataset.subjects.indices {
      for record in 1...2 {
        let below = Observation(value: 20, censoring: .below(downTo: nil))
        dataset.subjects[subject].records[record].action = .observation(below)
      }
    }
    let model = try Wang.model(error: "additive(a)", sigmas: [("a", 1)])
    #expect(throws: FitProblemError.allCensored(count: 20)) { try FitProblem(model: model, dataset: dataset) }
  }

  @Test func noObservations() throws {
    let dataset = Dataset(subjects: Wang.dataset().subjects.map { Subject(id: $0.id, records: [$0.records[0]]) })
    let model = try Wang.model(error: "additive(a)", sigmas: [("a", 1)])
    #expect(throws: FitProblemError.noObservations) { try FitProblem(model: model, dataset: dataset) }
  }

  @Test func valueWithoutLogarithm() throws {
    var dataset = Wang.dataset()
    dataset.subjects[3].records[2] = Self.observation(0, at: 1, row: 12)
    let model = try Wang.model(error: "logNormal(s)", sigmas: [("s", 1)])
    let expected = FitProblemError.valueOffScale(subject: "4", row: 12, output: "y", scale: .logarithm)
    #expect(throws: expected) { try FitProblem(model: model, dataset: dataset) }
    #expect("\(expected)".contains("subject 4") && expected.help[0].contains("CENS"))
  }

  @Test func everythingFixed() async throws {
    var model = try Wang.model(error: "additive(1)")
    model.thetas[0].isFixed = true
    model.omega[0].isFixed = true
    let problem = try FitProblem(model: model, dataset: Wang.dataset())
    await #expect(throws: FitProblemError.nothingFree(model: "wang")) { try await ApproximateLikelihood().fit(problem) }
  }

  @Test func startOutsideBounds() throws {
    var model = try Wang.model(error: "additive(1)")
    model.thetas[0].lower = 0.5
    #expect(throws: FitProblemError.startOutsideBounds("tvK", value: 0.5, lower: 0.5, upper: .infinity)) {
      try FitProblem(model: model, dataset: Wang.dataset())
    }
  }

  /// Before the dose the prediction is 0, and so is a proportional error's variance.
  @Test func infiniteStart() async throws {
    var dataset = Wang.dataset()
    dataset.subjects[5].records.insert(Self.observation(0.1, at: 0, row: 17), at: 0)
    let model = try Wang.model(error: "proportional(b)", sigmas: [("b", 0.3)])
    let result = try await ApproximateLikelihood().fit(FitProblem(model: model, dataset: dataset))
    #expect(result.termination == .infiniteStart(subject: "6", .noVariance(row: 17)))
    #expect(result.termination.message.contains("subject 6") && result.termination.message.contains("row 17"))
    #expect(!result.termination.isConverged)
  }

  /// Subjects who are all alike show no variability.
  @Test func collapsingVariance() async throws {
    var dataset = Wang.dataset()
    for subject in dataset.subjects.indices {
      dataset.subjects[subject].records = dataset.subjects[subject % 2].records
      dataset.subjects[subject].records[2] = Self.observation(subject % 2 == 0 ? 6 : 6.1, at: 1, row: 4)
    }
    let model = try Wang.model(error: "additive(a)", sigmas: [("a", 0.5)])
    let result = try await ApproximateLikelihood(covariance: .sandwich).fit(
      FitProblem(model: model, dataset: dataset))
    #expect(result.termination == .collapsed(parameter: "omega(K)"), "\(result.termination)")
    #expect(result.warnings.contains(.collapsedVariance("omega(K)")))
  }

  /// A dose whose bioavailability and volume cannot be told apart.
  @Test func unidentifiable() async throws {
    let text = """
      model flat {
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          tvK : 1/h = 0.5 in 0...10
          F : 1 = 0.9 in 0...10
          S : 1 = 1 in 0...10
        }
        omega { K = 0.04 }
        sigma { a : 1 = 0.3 }
        individual { K : 1/h = tvK ~ logNormal }
        compartments { central : 1 }
        doses { iv -> central (F = F) }
        dynamics { central' = -K * central }
        observations { y : 1 = central / S ~ additive(a) }
      }
      """
    let model = try CheckedModel(parsing: SourceText(name: "flat.pkm", text))
    let result = try await ApproximateLikelihood(covariance: .sandwich).fit(
      FitProblem(model: model, dataset: Wang.dataset()))
    let direction = try #require(result.uncertainty?.flatDirections.first)
    #expect(Set(direction.prefix(2).map(\.parameter)) == ["F", "S"])
    #expect(result.uncertainty?.basis != .sandwich)
    #expect(result.warnings.contains { $0.message.contains("F") && $0.message.contains("S") })
  }

  /// A random effect that no equation feels: its variance could be anything, and no standard error says otherwise.
  @Test func variabilityWithoutEffect() async throws {
    let text = """
      model silent {
        units {
          time = h
          amount = mg
        }
        theta { tvK : 1/h = 0.5 }
        omega {
          K = 0.04
          Z = 0.1
        }
        sigma { a : 1 = 0.3 }
        individual {
          K : 1/h = tvK ~ logNormal
          Z : 1 = 1 ~ logNormal
        }
        compartments { central : 1 }
        doses { iv -> central }
        dynamics { central' = -K * central }
        observations { y : 1 = central * (1 + 0 * Z) ~ additive(a) }
      }
      """
    let model = try CheckedModel(parsing: SourceText(name: "silent.pkm", text))
    let result = try await ApproximateLikelihood(covariance: .sandwich).fit(
      FitProblem(model: model, dataset: Wang.dataset()))
    #expect(result.uncertainty?.flatDirections.map { $0.map(\.parameter) } == [["omega(Z)"]])
    #expect(result.warnings.contains { $0.message.contains("the data say nothing of omega(Z)") }, "\(result.warnings)")
    let place = try #require(result.uncertainty?.names.firstIndex(of: "omega(Z)"))
    #expect(result.uncertainty?.relativeStandardErrors[place] ?? 0 > 1000)
  }

  @Test(arguments: [1, 2]) func fewData(_ subjects: Int) async throws {
    var dataset = Wang.dataset()
    dataset.subjects = Array(dataset.subjects.prefix(subjects))
    dataset.subjects[0].records.removeLast(1)
    let model = try Wang.model(error: "additive(a)", sigmas: [("a", 0.5)])
    let result = try await ApproximateLikelihood(covariance: .sandwich).fit(
      FitProblem(model: model, dataset: dataset))
    #expect(result.warnings.contains(.fewSubjects(subjects)))
    #expect(result.warnings.contains { if case .fewObservations = $0 { true } else { false } })
  }

  @Test func subjectWithoutObservations() async throws {
    var dataset = Wang.dataset()
    dataset.subjects[2].records.removeLast(2)
    let model = try Wang.model(error: "additive(a)", sigmas: [("a", 0.5)])
    let estimator = ApproximateLikelihood()
    let with = try await estimator.evaluate(FitProblem(model: model, dataset: dataset))
    #expect(with.warnings.contains(.withoutObservations(["3"])))
    #expect(abs(with.individuals[2].objective) < 1e-12)
    dataset.subjects.remove(at: 2)
    let without = try await estimator.evaluate(FitProblem(model: model, dataset: dataset))
    #expect(abs(with.objective - without.objective) < 1e-9)
  }

  @Test func firstOrderKnowsNoCensoring() async throws {
    var dataset = Wang.dataset()
    dataset.subjects[0].records[2].action = .observation(
      Observation(value: 5, censoring: .below(downTo: nil)))
    let model = try Wang.model(error: "additive(a)", sigmas: [("a", 1)])
    let problem = try FitProblem(model: model, dataset: dataset)
    await #expect(throws: FitProblemError.censoringUnsupported(method: "FO", subject: "1", row: 4)) {
      try await ApproximateLikelihood(.firstOrder).evaluate(problem)
    }
    var options = FitProblem.Options()
    options.censoring = .leaveOut
    let without = try FitProblem(model: model, dataset: dataset, options: options)
    #expect(without.observationCount == 19)
  }
}
