package import PKText
import PKUnits

/// A statement that declares something, with its unit read.
package struct Declaration: Hashable, Sendable {
  package var statement: StatementSyntax
  package var name: NameSyntax
  package var unit: UnitState

  /// Where the value may use what stands before.
  var start: Int { statement.range.lowerBound }
}

/// Every name of a model: what it stands for, where, and in which unit.
///
/// Thetas, sigmas, covariates, individual parameters, compartments, locals and events share one namespace
/// without shadowing; molecules, routes and outputs have one each.
package struct SymbolTable: Sendable {
  package private(set) var symbols: [String: Symbol] = [:]
  /// Molecules by name: their index and the bytes of the name.
  package private(set) var molecules: [String: (index: Int, range: Range<Int>)] = [:]
  /// What each section declares; of `dynamics`, the locals.
  package private(set) var declarations: [SectionKind: [Declaration]] = [:]
  /// The statements `state' = …`.
  package private(set) var derivatives: [Declaration] = []
  package private(set) var derivativeNames: Set<String> = []
  package private(set) var diagnostics: [Diagnostic] = []
  /// The names of routes and of outputs, where they are declared.
  private var outside: [SectionKind: [String: Range<Int>]] = [:]
  private let lost: Set<String>
  /// The line of `units` that says the unit of amounts, and whether its absence has been reported.
  private let amount: StatementSyntax?
  private var needsAmount: Bool

  /// Collects the names of a model and reads the units they are declared in.
  package init(of model: ModelSyntax) {
    lost = model.lostNames
    amount = model.statements(.units).first { $0.name?.text == "amount" }
    // Without the whole section, that is what is reported.
    needsAmount = amount == nil && model.section(.units) == nil
    for kind in SectionKind.allCases where kind != .units && kind != .omega {
      for statement in model.statements(kind) {
        guard let name = statement.name else { continue }
        var unit = read(statement.unit)
        if kind == .compartments, statement.unit == nil { unit = defaultAmount(for: name) }
        declare(Declaration(statement: statement, name: name, unit: unit), in: kind)
      }
    }
  }

  /// Whether a name may have been declared on a line that could not be read.
  package func isLost(_ name: String) -> Bool { lost.contains(name) }

  /// What each section declares, in the order of the text.
  package subscript(kind: SectionKind) -> [Declaration] { declarations[kind] ?? [] }

  package subscript(name: String) -> Symbol? { symbols[name] }

  /// Sets the unit that a local turned out to have.
  mutating func setUnit(_ unit: UnitState, of name: NameSyntax) {
    guard symbols[name.text]?.range == name.range else { return }
    symbols[name.text]?.unit = unit
  }

  /// A unit's meaning; nothing written is unknown.
  private mutating func read(_ unit: UnitSyntax?) -> UnitState {
    guard let unit, diagnostics.count <= Parser.diagnosticLimit else { return .unknown }
    do {
      return .known(try Unit(unit.text))
    } catch {
      diagnostics.append(error.diagnostic(DiagnosticCode.invalidUnit.rawValue, offset: unit.range.lowerBound))
      return .unknown
    }
  }

  private mutating func defaultAmount(for name: NameSyntax) -> UnitState {
    guard let amount else {
      guard !needsAmount else { return .unknown }
      needsAmount = true
      report(
        Diagnostic(
          .missingPart, "'\(name.text)' needs a unit", at: name.range,
          help: ["write it after the name, or say 'amount = nmol' in 'units'"]))
      return .unknown
    }
    // A unit that cannot be read, or is none of amounts, is reported where `units` is checked.
    guard case .unit(let syntax) = amount.value, let unit = try? Unit(syntax.text), unit.isAmount else {
      return .unknown
    }
    return .known(unit)
  }
}

// MARK: - Declaring

extension SymbolTable {
  private mutating func declare(_ declaration: Declaration, in section: SectionKind) {
    if section == .dynamics, declaration.statement.has(.derivative) {
      derivatives.append(declaration)
      derivativeNames.insert(declaration.name.text)
      return
    }
    let index = declarations[section, default: []].count
    declarations[section, default: []].append(declaration)
    switch section {
    case .molecules: declareMolecule(declaration, index)
    case .doses, .observations: checkUnique(declaration.name, in: section)
    default:
      guard let kind = Symbol.Kind(section) else { return }
      declare(
        Symbol(
          kind: kind, index: index, range: declaration.name.range, unit: declaration.unit,
          categories: declaration.statement.categories?.map(\.name.text)), as: declaration.name)
    }
  }

  private mutating func declare(_ symbol: Symbol, as name: NameSyntax) {
    checkFree(name)
    if let first = symbols[name.text] {
      reportDuplicate(name, first: first.range, detail: ", as \(first.kind.phrase)")
    } else {
      symbols[name.text] = symbol
    }
  }

  private mutating func declareMolecule(_ declaration: Declaration, _ index: Int) {
    checkFree(declaration.name)
    if let first = molecules[declaration.name.text] {
      reportDuplicate(declaration.name, first: first.range)
    } else {
      molecules[declaration.name.text] = (index, declaration.name.range)
    }
  }

  /// Routes and outputs: nothing in the model refers to them, but regimens and tables do.
  private mutating func checkUnique(_ name: NameSyntax, in section: SectionKind) {
    checkFree(name)
    if let first = outside[section, default: [:]][name.text] {
      reportDuplicate(name, first: first)
    } else {
      outside[section, default: [:]][name.text] = name.range
    }
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    guard diagnostics.count <= Parser.diagnosticLimit else { return }
    diagnostics.append(diagnostic)
  }

  private mutating func checkFree(_ name: NameSyntax) {
    guard let meaning = ReservedNames.meaning(of: name.text) else { return }
    report(
      Diagnostic(.reservedName, "'\(name.text)' is \(meaning)", at: name.range, help: ["choose another name"]))
  }

  private mutating func reportDuplicate(_ name: NameSyntax, first: Range<Int>, detail: String = "") {
    report(
      Diagnostic(
        .duplicateName, "'\(name.text)' is declared twice", at: name.range,
        notes: [.init("it is first declared here" + detail, at: first)]))
  }
}

extension Unit {
  /// Whether the unit can count what is in a compartment.
  var isAmount: Bool { dimension != .time && dimension != .volume }
}

extension Symbol.Kind {
  /// What the names of a section are; nil for sections with names of their own.
  init?(_ section: SectionKind) {
    switch section {
    case .theta: self = .theta
    case .sigma: self = .sigma
    case .covariates: self = .covariate
    case .individual: self = .individual
    case .compartments: self = .compartment
    case .dynamics: self = .local
    case .events: self = .event
    case .units, .molecules, .omega, .doses, .observations: return nil
    }
  }
}
