import PKData
import PKLanguage

/// The occasions of a data set: which there are, and which of them each subject has.
struct OccasionTable {
  /// More occasions than this make too many random effects.
  static let limit = 40

  /// For each covariate of the model that counts occasions, those of the data, ascending.
  let values: [Int: [Int]]
  private let bySubject: [Int: [Set<Int>]]
  private let covariates: [Int: Int]

  init(_ model: CheckedModel, _ dataset: Dataset) throws(FitProblemError) {
    var covariates: [Int: Int] = [:]
    for effect in model.individuals.flatMap(\.effects) {
      if case .occasion(let covariate) = effect.level { covariates[effect.eta] = covariate }
    }
    var values: [Int: [Int]] = [:]
    var bySubject: [Int: [Set<Int>]] = [:]
    for covariate in Set(covariates.values).sorted() {
      let name = model.covariates[covariate].name
      let column = dataset.covariates.firstIndex { $0.name.lowercased() == name.lowercased() }
      guard let column, dataset.covariates[column].categories == nil else {
        // That the column is missing is said by whoever binds the covariates.
        values[covariate] = []
        bySubject[covariate] = dataset.subjects.map { _ in [] }
        continue
      }
      var sets: [Set<Int>] = []
      for subject in dataset.subjects { sets.append(try Self.occasions(of: subject, in: column, name)) }
      bySubject[covariate] = sets
      let all = sets.reduce(into: Set<Int>()) { $0.formUnion($1) }.sorted()
      guard all.count <= Self.limit else { throw .tooManyOccasions(all.count, limit: Self.limit) }
      values[covariate] = all
    }
    self.values = values
    self.bySubject = bySubject
    self.covariates = covariates
  }

  private static func occasions(
    of subject: Subject, in column: Int, _ name: String
  ) throws(FitProblemError) -> Set<Int> {
    var found: Set<Int> = []
    for record in subject.records {
      let value = record.covariates[column]
      if value.isNaN, !found.isEmpty { continue }
      guard let occasion = Int(exactly: value) else {
        throw .badOccasion(covariate: name, subject: subject.id, row: record.row)
      }
      found.insert(occasion)
    }
    return found
  }

  /// Whether a subject has an occasion, of those that a random effect is drawn on.
  func contains(_ occasion: Int, of eta: Int, subject: Int) -> Bool {
    guard let covariate = covariates[eta] else { return false }
    return bySubject[covariate]?[subject].contains(occasion) ?? false
  }
}
