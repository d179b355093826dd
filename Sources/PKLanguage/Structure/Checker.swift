package import PKText
import PKUnits

/// Turns a model as written into a checked one, section by section.
///
/// An erroneous part gets an unknown unit or no value, which suppresses whatever would follow from it, so that
/// one mistake gives one diagnostic. The model that comes out is used only when there were no errors.
package struct Checker {
  let source: SourceText
  let syntax: ModelSyntax
  let hasSyntaxErrors: Bool
  var symbols: SymbolTable
  var diagnostics: [Diagnostic]
  /// What the expression that is being checked may use.
  var scope = Scope.constant("a number")
  /// Names that something uses.
  var used: Set<String> = []
  var usedMolecules: Set<String> = []
  var timeUnit = UnitState.unknown
  /// Names in circles of definitions that have been reported.
  var circular: Set<String> = []
  /// Random effects by name, such as `CL` or `CL(per: OCC)`.
  var effects: [String: DeclaredEffect] = [:]
  /// The values that individual parameters and locals can have, for the signs of hazards.
  var individualIntervals: [Interval] = []
  var localIntervals: [Interval] = []
  var model: CheckedModel

  /// Starts from a model as written, which may have had errors of syntax.
  package init(_ syntax: ModelSyntax, in source: SourceText, hasSyntaxErrors: Bool = false) {
    self.source = source
    self.hasSyntaxErrors = hasSyntaxErrors
    self.syntax = syntax
    symbols = SymbolTable(of: syntax)
    diagnostics = symbols.diagnostics
    model = CheckedModel(name: syntax.name.text, timeUnit: .one)
  }

  /// Checks everything, in an order in which each thing finds what it needs.
  package mutating func check() -> (model: CheckedModel, diagnostics: [Diagnostic]) {
    checkSections()
    checkHeader()
    checkUnits()
    checkMolecules()
    checkCovariates()
    checkThetas()
    checkSigmas()
    checkIndividuals()
    checkOmega()
    checkCompartments()
    checkRoutes()
    checkDynamics()
    checkEvents()
    checkObservations()
    checkUse()
    return (model, diagnostics)
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, notes: [Diagnostic.Note] = [], help: [String] = []
  ) {
    guard !isFull else { return }
    diagnostics.append(Diagnostic(code, message, at: range, notes: notes, help: help))
  }

  /// Whether there are more diagnostics than are shown, so that none need be made.
  var isFull: Bool { diagnostics.count > Parser.diagnosticLimit }

  var hasErrors: Bool { hasSyntaxErrors || diagnostics.contains { $0.severity == .error } }

  private mutating func checkHeader() {
    model.about = syntax.about?.text
    model.references = syntax.references.map(\.text)
    guard let status = syntax.status else { return }
    if let known = ModelStatus(rawValue: status.text) {
      model.status = known
    } else {
      let all = ModelStatus.allCases.map(\.rawValue)
      report(
        .unknownStatus, "'\(status.text)' is no status", at: status.range,
        help: [didYouMean(status.text, among: all) ?? "a status is one of \(all.joined(separator: ", "))"])
    }
  }

  /// Sections without which there is no model, and those without which it is of little use.
  private mutating func checkSections() {
    guard !syntax.isIncomplete else { return }
    for kind in [SectionKind.units, .compartments, .dynamics] where syntax.section(kind) == nil {
      report(
        .missingSection, "the model has no section '\(kind.rawValue)'", at: syntax.name.range,
        help: ["a line of it reads: \(kind.example)"])
    }
    if syntax.section(.doses) == nil {
      report(
        .noDoses, "the model takes no doses", at: syntax.name.range,
        help: ["routes stand in 'doses': \(SectionKind.doses.example)"])
    }
    if syntax.section(.observations) == nil {
      report(
        .noObservations, "the model observes nothing", at: syntax.name.range,
        help: ["outputs stand in 'observations': \(SectionKind.observations.example)"])
    }
  }
}
