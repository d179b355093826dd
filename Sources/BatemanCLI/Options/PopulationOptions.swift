import ArgumentParser
import Bateman

/// To whom it is given.
struct PopulationOptions: ParsableArguments {
  /// The most patients an arm may have.
  private static let mostSubjects = 100_000_000

  @Option(help: ArgumentHelp("How many virtual patients each arm has (default: 1000).", valueName: "number"))
  var subjects: Int?

  @Flag(help: "One typical patient an arm: no random effects.")
  var typical = false

  @Option(
    name: .customLong("covariate"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A covariate that all patients share, such as WT=65kg.", valueName: "name=value"))
  var fixed: [String] = []

  @Option(
    name: .customLong("covariates"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Covariates and how they are distributed.",
      discussion: """
        For instance "WT ~ lognormal(65 kg, cv 20%) in 35...150 kg, SEX ~ categorical(male 60%, female 40%)". Also \
        normal(mean, sd …) and uniform(lower, upper). Without it, every patient has the model's reference values.
        """,
      valueName: "text"))
  var distributed: [String] = []

  @Option(help: ArgumentHelp("The seed of all randomness; one seed, one result, to the last bit.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    if typical, subjects != nil {
      throw ValidationError("--typical is one patient an arm: leave --subjects out, or --typical.")
    }
    if let subjects, !(1...Self.mostSubjects).contains(subjects) {
      throw ValidationError("--subjects takes a number from 1 to \(Self.mostSubjects).")
    }
  }

  /// How many patients an arm has.
  var subjectCount: Int { typical ? 1 : subjects ?? 1000 }

  /// The covariates given, in their order.
  func covariates(known names: [String]) throws(CommandError) -> [CovariateSpecification] {
    var specifications: [CovariateSpecification] = []
    for (option, texts) in [("--covariate", fixed), ("--covariates", distributed)] {
      for text in texts {
        let source = SourceText(name: option, text)
        specifications += try rethrowing { () throws(DiagnosticList) in
          try CovariateSpecification.list(parsing: source, names: names)
        }
      }
    }
    return specifications
  }
}
