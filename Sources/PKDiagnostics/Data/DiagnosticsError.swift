public import PKEstimation
public import PKSimulation
import PKText

/// Why a diagnostic cannot be made: facts, and the way out.
public enum DiagnosticsError: Error, Hashable, Sendable {
  /// The data set and the model do not fit together.
  case setup(SetupError)
  /// The measurements do not fit the model's outputs.
  case data(FitProblemError)
  /// Nothing but these outcomes was observed, and the diagnostic is of measured values.
  case onlyOutcomes([String])
  /// Subjects are to be told apart by a covariate that the data have not.
  case unknownStratifier(String, known: [String])
  /// A stratum has no measurement of an output.
  case emptyStratum(String, output: String)
  /// More strata than a figure can show.
  case tooManyStrata(Int, by: String, limit: Int)
  /// Bins are given by edges that are not ascending, or fewer than two.
  case badBinEdges
  /// No measurement lies in any bin.
  case nothingInBins
  /// Covariances of so many measurements in one subject cannot be estimated from so few replicates.
  case tooFewReplicates(Int, subject: String, observations: Int)
  /// The time after dose is asked for, and a measurement has no dose before it.
  case noDoses
  /// Every virtual patient of a subject failed.
  case unsolved(subject: String)
}

extension DiagnosticsError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .setup(let error): "\(error)"
    case .data(let error): "\(error)"
    case .onlyOutcomes(let names):
      "only outcomes were observed (\(names.joined(separator: ", "))), and this diagnostic is of measured values"
    case .unknownStratifier(let name, _): "the data have no covariate '\(name)' to tell subjects apart by"
    case .emptyStratum(let stratum, let output): "no subject with \(stratum) has a measurement of '\(output)'"
    case .tooManyStrata(let count, let name, let limit): "'\(name)' makes \(count) strata; up to \(limit) can be shown"
    case .badBinEdges: "the edges of bins must ascend, and there must be two at least"
    case .nothingInBins: "no measurement lies in any of the bins"
    case .tooFewReplicates(let count, let subject, let observations):
      "\(count) replicates are too few for the \(observations) measurements of subject \(subject)"
    case .noDoses: "no measurement has a dose before it: there is no time after dose"
    case .unsolved(let subject): "no virtual patient in place of subject \(subject) could be simulated"
    }
  }

  /// What to do about it, a line each.
  public var help: [String] {
    switch self {
    case .setup(let error): return error.help
    case .data(let error): return error.help
    case .onlyOutcomes:
      return ["compare proportions yourself: bateman simulate --data TABLE --residual-error draws the outcomes"]
    case .unknownStratifier(let name, let known):
      return [didYouMean(name, among: known) ?? "there are \(known.joined(separator: ", "))"]
    case .emptyStratum: return ["leave out the stratification, or the rows of that stratum with --ignore"]
    case .tooManyStrata: return ["stratify by what has few values"]
    case .badBinEdges: return ["give them as 0, 1, 2, 4, 8, 24"]
    case .nothingInBins: return ["the bins and the times must be in the same unit"]
    case .tooFewReplicates(_, _, let observations):
      return ["ask for more than \(observations); 1000 is usual (--replicates 1000)"]
    case .noDoses: return ["draw against time (--x time)"]
    case .unsolved: return ["look at the estimates: a parameter may be near 0, or infinite"]
    }
  }
}
