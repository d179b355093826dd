import Foundation
import PKData
import PKText
import PKUnits
import Testing

@Suite("Covariates of virtual patients")
struct CovariateSpecificationTests {
  static func list(_ text: String) throws -> [CovariateSpecification] {
    try CovariateSpecification.list(parsing: SourceText(name: "--covariates", text))
  }

  @Test(
    "A specification prints as a text that reads back as the same",
    arguments: [
      ("WT=65kg", "WT = 65 kg"), ("SEX = male", "SEX = male"), ("AGE=64.5", "AGE = 64.5"),
      ("X = -5 mg/L", "X = -5 mg/L"),
      ("WT ~ lognormal(65 kg, cv 20%) in 35...150 kg", "WT ~ lognormal(65 kg, cv 0.2) in 35...150 kg"),
      ("WT ~ logNormal( 65 kg , CV 0.2 ) in 35000 g...150 kg", "WT ~ lognormal(65 kg, cv 0.2) in 35...150 kg"),
      ("ALB ~ normal(40 g/L, sd 400 mg/dL) in 20...60 g/L", "ALB ~ normal(40 g/L, sd 4 g/L) in 20...60 g/L"),
      ("ALB ~ normal(40 g/L, cv 10%)", "ALB ~ normal(40 g/L, sd 4 g/L)"),
      ("AGE ~ uniform(18 yr, 75 yr)", "AGE ~ uniform(18 yr, 75 yr)"),
      ("AGE ~ uniform(18,75 yr)", "AGE ~ uniform(18 yr, 75 yr)"),
      ("SEX ~ categorical(male 60%, female 40%)", "SEX ~ categorical(male 0.6, female 0.4)"),
      ("R ~ categorical(a 1)", "R ~ categorical(a 1)"),
      ("WT ~ lognormal(65, cv 20%) in 35...150", "WT ~ lognormal(65, cv 0.2) in 35...150"),
    ])
  func prints(_ text: String, _ expected: String) throws {
    let list = try Self.list(text)
    #expect(list.map(\.description) == [expected])
    #expect(try Self.list(expected) == list)
  }

  @Test("Several are separated by commas or semicolons")
  func several() throws {
    let list = try Self.list("WT = 65 kg, SEX = male; ALB ~ normal(40 g/L, sd 4 g/L) in 20...60 g/L")
    #expect(list.map(\.name) == ["WT", "SEX", "ALB"])
    #expect(list[1].kind == .category("male"))
    #expect(list[2].range == 20...60)
  }

  @Test("Numbers convert to the model's unit")
  func conversion() throws {
    let weight = try #require(
      try Self.list("WT ~ normal(65 kg, sd 5 kg) in 50...80 kg").first?.converted(to: Unit("g")))
    #expect(weight.kind == .normal(mean: 65_000, sd: 5_000))
    #expect(weight.range == 50_000...80_000)
    #expect(try Self.list("WT = 65").first?.converted(to: Unit("kg"))?.unit?.description == "kg")
    #expect(try Self.list("WT = 65 kg").first?.converted(to: Unit("cm")) == nil)
  }

  // MARK: - Sampling

  /// Φ and its inverse, by erfc and bisection: slow, but independent of the library's.
  static func cdf(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }
  static func quantile(_ p: Double) -> Double {
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if cdf(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  static func sample(_ text: String, _ u: Double) throws -> Double {
    let specification = try #require(try list(text).first)
    return specification.value(uniform: u, normalQuantile: quantile, normalCDF: cdf)
  }

  @Test("Medians and quantiles are those of the distributions")
  func quantiles() throws {
    let omega = log(1.04).squareRoot()
    #expect(abs(try Self.sample("W ~ lognormal(65, cv 20%)", 0.5) - 65) < 1e-9)
    #expect(abs(try Self.sample("W ~ lognormal(65, cv 20%)", Self.cdf(1)) - 65 * exp(omega)) < 1e-9)
    #expect(abs(try Self.sample("W ~ normal(40, sd 4)", Self.cdf(-2)) - 32) < 1e-9)
    #expect(try Self.sample("W ~ uniform(18, 75)", 0.5) == 46.5)
    #expect(try Self.sample("W = 65", 0.9) == 65)
    #expect(try Self.sample("W ~ normal(40, sd 0)", 0.9) == 40)
  }

  @Test("Truncated values rise with u from bound to bound, with the truncated median")
  func truncation() throws {
    let text = "W ~ lognormal(65, cv 20%) in 60...80"
    let omega = log(1.04).squareRoot()
    let (low, high) = (Self.cdf(log(60.0 / 65) / omega), Self.cdf(log(80.0 / 65) / omega))
    #expect(abs(try Self.sample(text, 0) - 60) < 1e-9)
    #expect(abs(try Self.sample(text, 1) - 80) < 1e-9)
    #expect(abs(try Self.sample(text, 0.5) - 65 * exp(omega * Self.quantile((low + high) / 2))) < 1e-9)
    let values = try stride(from: 0, through: 1, by: 0.01).map { try Self.sample(text, $0) }
    #expect(values == values.sorted())
  }

  @Test("Categories come with their probabilities")
  func categories() throws {
    let text = "SEX ~ categorical(male 60%, none 0, female 40%)"
    #expect(try Self.list(text).first?.categories == ["male", "none", "female"])
    #expect(try Self.sample(text, 0) == 0)
    #expect(try Self.sample(text, 0.5999) == 0)
    #expect(try Self.sample(text, 0.6) == 2)
    #expect(try Self.sample(text, 1) == 2)
  }
}
