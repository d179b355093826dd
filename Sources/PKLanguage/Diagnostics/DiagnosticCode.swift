/// The stable codes of the model language's diagnostics.
///
/// `PK1xxx` is about syntax, `PK2xxx` about names, units and meaning, `PK3xxx` about the model's structure.
public enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
  // MARK: Syntax

  /// The text is empty, or has nothing but comments.
  case noText = "PK1001"
  /// The bytes are no text.
  case notText = "PK1002"
  /// The text is longer than any model.
  case textTooLong = "PK1003"
  /// The text does not begin with a model.
  case noModel = "PK1004"
  /// A character or a number that the language does not contain.
  case unreadable = "PK1005"
  /// Something else was expected.
  case unexpected = "PK1006"
  /// A bracket or brace is not closed.
  case unclosed = "PK1007"
  /// A brace closes nothing, or too much.
  case strayBrace = "PK1008"
  /// A second model in a file.
  case secondModel = "PK1009"
  /// No section has this name.
  case unknownSection = "PK1010"
  /// A section, or a line of which there is one, is given twice.
  case repeatedSection = "PK1011"
  /// A section has no lines.
  case emptySection = "PK1012"
  /// Brackets or chains of operators are too deep.
  case tooDeep = "PK1013"
  /// A part of a statement that has no meaning in its section.
  case misplacedPart = "PK1014"
  /// A part of a statement without which it says nothing.
  case missingPart = "PK1015"
  /// A derivative on the right of `=`.
  case derivativeInExpression = "PK1016"
  /// There are more diagnostics than are shown.
  case tooManyDiagnostics = "PK1017"

  // MARK: Names, units and meaning

  /// Nothing has this name.
  case unknownName = "PK2001"
  /// Two things have one name.
  case duplicateName = "PK2002"
  /// `+`, `-`, a comparison or the branches of a choice have different units.
  case unitMismatch = "PK2003"
  /// A name that the language keeps for itself.
  case reservedName = "PK2004"
  /// Something declared is never used.
  case unusedName = "PK2005"
  /// A name is used before the line that defines it.
  case definedLater = "PK2006"
  /// Things are defined by each other, or by themselves.
  case circularDefinition = "PK2007"
  /// A name stands where its value is not known.
  case unavailableName = "PK2008"
  /// A text that is no unit.
  case invalidUnit = "PK2009"
  /// A function or an exponent needs a pure number.
  case pureNumberNeeded = "PK2010"
  /// A quantity with a unit is raised to a power that is not constant, or too large.
  case variablePower = "PK2011"
  /// A value's unit is not the declared one.
  case declaredUnitMismatch = "PK2012"
  /// A declared unit is of the wrong kind.
  case wrongKindOfUnit = "PK2013"
  /// No function has this name.
  case unknownFunction = "PK2014"
  /// A function, route, distribution or error model has the wrong arguments.
  case wrongArguments = "PK2015"
  /// A condition where a number is needed, or the reverse.
  case conditionMismatch = "PK2016"
  /// A category is used as a number, or a number as a category.
  case categoryMismatch = "PK2017"
  /// A value lies outside its own range.
  case valueOutsideRange = "PK2018"
  /// A range that contains nothing.
  case emptyRange = "PK2019"
  /// A value that must be positive is not.
  case notPositive = "PK2020"
  /// A value that must be a number uses names.
  case notConstant = "PK2021"
  /// A number that is not finite, such as a division by zero.
  case notFinite = "PK2022"
  /// No distribution or error model has this name.
  case unknownDistribution = "PK2023"
  /// No standing has this name.
  case unknownStatus = "PK2024"

  // MARK: Structure

  /// A section that every model has is missing.
  case missingSection = "PK3001"
  /// A compartment has no equation.
  case missingEquation = "PK3002"
  /// A compartment has two equations.
  case repeatedEquation = "PK3003"
  /// A derivative of something that is no compartment.
  case derivativeOfNothing = "PK3004"
  /// A variance of something without a random effect.
  case varianceWithoutEffect = "PK3005"
  /// A random effect without a variance.
  case effectWithoutVariance = "PK3006"
  /// A block that is no covariance matrix.
  case notPositiveDefinite = "PK3007"
  /// A block with the wrong number of entries.
  case wrongTriangle = "PK3008"
  /// A variance below zero.
  case negativeVariance = "PK3009"
  /// `cv`, `sd` or `corr` where it has no meaning.
  case invalidSpread = "PK3010"
  /// Two variances for one random effect.
  case repeatedVariance = "PK3011"
  /// Distributions or error models that do not go together.
  case incompatibleTerms = "PK3012"
  /// A hazard that can be negative.
  case negativeHazard = "PK3013"
  /// The model observes nothing.
  case noObservations = "PK3014"
  /// The model takes no doses.
  case noDoses = "PK3015"
  /// A typical value that its distribution cannot have.
  case impossibleTypicalValue = "PK3016"

  /// Whether the model can be used all the same.
  public var isWarning: Bool {
    switch self {
    case .unusedName, .noObservations, .noDoses: true
    default: false
    }
  }
}
