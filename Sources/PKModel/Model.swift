public import PKLanguage

/// A compiled model: immutable, and ready to be run by any number of tasks at once.
public struct Model: Sendable {
  /// The checked model it was compiled from: names, units, typical values.
  public let source: CheckedModel
  /// Whether the dynamics are linear with coefficients that keep still between two events.
  public let isLinear: Bool
  /// How many instructions one evaluation of the dynamics takes.
  public let instructionCount: Int
  private let equations: Equations
  /// Runs the model's compartments.
  package let plain: Program
  /// Runs the compartments and, as further states, the area under each output.
  package let integrating: Program

  /// Why a checked model could not be compiled.
  public enum CompilationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Its equations need more registers than an instruction can name.
    case tooLarge(model: String)

    /// What happened, in one line.
    public var description: String {
      switch self {
      case .tooLarge(let model): "the equations of '\(model)' are too large to compile: split the model"
      }
    }
  }

  /// Compiles a checked model.
  ///
  /// - Throws: `CompilationError.tooLarge` for equations of more than about 60,000 distinct subexpressions.
  public init(compiling source: CheckedModel) throws(CompilationError) {
    let equations = Equations(of: source)
    self.source = source
    self.equations = equations
    isLinear = equations.isLinear
    do {
      plain = try Program(equations, of: source, integratingOutputs: false)
      integrating = try Program(equations, of: source, integratingOutputs: true)
    } catch {
      throw .tooLarge(model: source.name)
    }
    instructionCount = plain.dynamics.count
  }

  /// A program in which some covariates move, and which may also follow the derivatives of states and outputs by some
  /// directions: compartments and outputs come first, then their derivatives by the first direction, and so on.
  ///
  /// - Parameters:
  ///   - directions: what to differentiate by.
  ///   - covariates: the covariates that change linearly between two events.
  ///   - integratingOutputs: whether the area under each output is a further state.
  /// - Returns: the program.
  /// - Throws: `CompilationError.tooLarge`.
  package func program(
    differentiatedBy directions: [Direction] = [], moving covariates: Set<Int> = [],
    integratingOutputs: Bool = false
  ) throws(CompilationError) -> Program {
    if directions.isEmpty, covariates.isEmpty { return integratingOutputs ? integrating : plain }
    do {
      let equations = covariates.isEmpty ? equations : Equations(of: source, moving: covariates)
      return try Program(equations.differentiated(by: directions), of: source, integratingOutputs: integratingOutputs)
    } catch {
      throw .tooLarge(model: source.name)
    }
  }

  /// The model's name.
  public var name: String { source.name }
}
