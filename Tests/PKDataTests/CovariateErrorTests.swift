import PKData
import PKText
import Testing

@Suite("Errors in covariates")
struct CovariateErrorTests {
  static let table: [PhraseCase] = [
    PhraseCase("", "PK4301 no covariates are given |  | write for instance 'WT = 65 kg'"),
    PhraseCase(
      "WT",
      "PK4301 '=' or '~' is missing after 'WT' | WT | write 'WT = 65 kg' for a value, 'WT ~ lognormal(65 kg, cv 20%)' for a distribution"
    ),
    PhraseCase("WT=", "PK4301 a value is missing after '=' |  | write a number with its unit, or a category"),
    PhraseCase("=65", "PK4301 a covariate's name is missing | = | write for instance 'WT = 65 kg'"),
    PhraseCase("WT = 65,5 kg", "PK4301 a covariate's name is missing | 5 | write decimals with a point, such as 65.5"),
    PhraseCase("WT = 65 kgg", "PK4006 unknown unit 'kgg' | kgg | did you mean 'kg'?"),
    PhraseCase("WT = 1e999 kg", "PK4004 the number is too large | 1e999"),
    PhraseCase("WTT = 70 kg", "PK4306 the model has no covariate 'WTT' | WTT | did you mean 'WT'?"),
    PhraseCase("HEIGHT = 170 cm", "PK4306 the model has no covariate 'HEIGHT' | HEIGHT | it has WT, ALB, AGE, SEX"),
    PhraseCase("WT=65kg, WT=70kg", "PK4305 'WT' is given twice | WT | remove one of the two"),
    PhraseCase("WT=65kg AGE=3", "PK4301 'AGE=3' was not expected here | AGE=3 | a comma stands between two covariates"),
    PhraseCase("WT=65 kg,", "PK4301 no covariate follows the last separator | ,"),
    PhraseCase(
      "WT ~ ", "PK4306 a distribution is missing after '~' |  | write lognormal, normal, uniform, categorical"),
    PhraseCase(
      "WT ~ lgnormal(65 kg, cv 20%)", "PK4306 unknown distribution 'lgnormal' | lgnormal | did you mean 'lognormal'?"),
    PhraseCase(
      "WT ~ foo(1)", "PK4306 unknown distribution 'foo' | foo | there are lognormal, normal, uniform, categorical"),
    PhraseCase("WT ~ lognormal 65 kg", "PK4301 '(' is missing after 'lognormal' | lognormal"),
    PhraseCase("WT ~ lognormal(65 kg, 20%)", "PK4303 'cv' is missing | 2 | write for instance 'cv 20%'"),
    PhraseCase("WT ~ lognormal(65 kg, sd 2 kg)", "PK4303 'cv' is missing | sd | write for instance 'cv 20%'"),
    PhraseCase(
      "WT ~ normal(65,5 kg, sd 2 kg)", "PK4303 'sd' or 'cv' is missing | 5 | write decimals with a point, such as 65.5"),
    PhraseCase(
      "WT ~ lognormal(65 kg, cv 20)",
      "PK4303 '20' cannot be the coefficient of variation | 20 | write '20%' if percent are meant"),
    PhraseCase(
      "WT ~ lognormal(65 kg, cv -20%)",
      "PK4303 '-20' cannot be the coefficient of variation | -20 | write a number from 0% to 500%"),
    PhraseCase(
      "WT ~ lognormal(0 kg, cv 20%)", "PK4303 the median of a lognormal distribution is more than nothing | 0 kg"),
    PhraseCase("WT ~ lognormal(65 kg cv 20%)", "PK4301 ',' is missing | c"),
    PhraseCase("WT ~ lognormal(65 kg, cv 20%", "PK4301 ')' is missing | "),
    PhraseCase(
      "WT ~ lognormal(65 kg, cv 20%) in 150...35 kg", "PK4304 the range ends before it begins | in 150...35 kg"),
    PhraseCase(
      "WT ~ lognormal(65 kg, cv 20%) in 70...150 kg",
      "PK4304 the range excludes the middle of the distribution | in 70...150 kg"),
    PhraseCase(
      "WT ~ lognormal(65 kg, cv 20%) in 35-150 kg",
      "PK4304 '...' is missing in the range | - | write for instance 'in 35...150 kg'"),
    PhraseCase(
      "WT ~ lognormal(65 kg, cv 20%) in 35...150 cm",
      "PK4302 'cm' does not measure the same as 'kg' | 35 | cm is length, kg is mass"),
    PhraseCase("AGE ~ uniform(75 yr, 18 yr)", "PK4303 the upper bound is not above the lower one | 75 yr, 18 yr"),
    PhraseCase(
      "AGE ~ uniform(75 yr, 180 kg)", "PK4302 'kg' does not measure the same as 'yr' | 180 kg | kg is mass, yr is time"),
    PhraseCase(
      "AGE ~ uniform(18 yr, 75 yr) in 3...4 yr",
      "PK4304 only normal and lognormal distributions take a range | in 3...4 yr"),
    PhraseCase("WT ~ normal(65 kg, sd -2 kg)", "PK4303 a standard deviation is not negative | -2 kg"),
    PhraseCase(
      "SEX ~ categorical(male 60%, female 30%)",
      "PK4303 the probabilities sum to 90.0%, not to 100% | male 60%, female 30% | give every category, and what is left to the last"
    ),
    PhraseCase("SEX ~ categorical(male 60%, male 40%)", "PK4305 the category 'male' is given twice | male"),
    PhraseCase(
      "SEX ~ categorical(male, female)", "PK4303 a number is missing after 'male' | , | write for instance 'male 20%'"),
    PhraseCase(
      "SEX ~ categorical()", "PK4301 a category's name is missing | ) | write for instance 'male 60%, female 40%'"),
    PhraseCase(
      "XX ~ foo(3, 4), WT = 65 kgg; AGE ~ uniform(3",
      "PK4306 the model has no covariate 'XX' | XX | it has WT, ALB, AGE, SEX",
      "PK4306 unknown distribution 'foo' | foo | there are lognormal, normal, uniform, categorical",
      "PK4006 unknown unit 'kgg' | kgg | did you mean 'kg'?",
      "PK4301 ',' is missing | "),
  ]

  @Test("A mistake is told with its place and the way out", arguments: table)
  func message(_ expected: PhraseCase) {
    expected.check { source throws(DiagnosticList) in
      _ = try CovariateSpecification.list(parsing: source, names: ["WT", "ALB", "AGE", "SEX"])
    }
  }
}
