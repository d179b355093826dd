import Bateman

/// Reads the candidates of a covariate search from YAML.
///
/// ```yaml
/// candidates:
///   - {parameter: CL, covariate: WT, form: power}
///   - {parameter: [CL, V], covariate: SEX, form: categorical}
///   - {parameter: CL, covariate: AGE, form: [linear, exponential]}
/// ```
///
/// Unknown keys are errors.
enum CandidateFile {
  static let codes = YAMLCodes(from: 4951)

  /// - Throws: everything that is wrong with the file, with line and column.
  static func relations(in source: SourceText) throws(DiagnosticList) -> [CovariateRelation] {
    let faults = try YAMLFaults(source, codes: codes)
    var relations: [CovariateRelation] = []
    if let root = YAMLFields(faults.root, "candidates", keys: ["candidates"], in: faults) {
      for fields in root.list("candidates", keys: ["parameter", "covariate", "form"]) {
        let parameters = texts(fields, "parameter")
        let covariates = texts(fields, "covariate")
        let forms = texts(fields, "form").compactMap { node -> CovariateRelation.Form? in
          if let form = CovariateRelation.Form(rawValue: node.text ?? "") { return form }
          let known = CovariateRelation.Form.allCases.map(\.rawValue)
          faults.report(
            codes.value, "'\(node.text ?? "")' is no form of an effect", at: node,
            help: [didYouMean(node.text ?? "", among: known) ?? "the forms are \(known.joined(separator: ", "))"])
          return nil
        }
        for parameter in parameters {
          for covariate in covariates {
            for form in forms {
              relations.append(
                CovariateRelation(parameter: parameter.text ?? "", covariate: covariate.text ?? "", form: form))
            }
          }
        }
      }
    }
    try faults.check()
    return relations
  }

  /// A text, or a list of texts.
  private static func texts(_ fields: YAMLFields, _ key: String) -> [YAMLNode] {
    guard let node = fields.required(key) else { return [] }
    if node.text != nil { return [node] }
    guard let list = node.list, list.allSatisfy({ $0.text != nil }) else {
      fields.report("'\(key)' takes a text or a list of texts", at: key)
      return []
    }
    return list
  }
}
