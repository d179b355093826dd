import PKText
import PKUnits
import PKYAML

extension PopulationReader {
  /// Where the inputs of computed covariates are; what is missing is reported.
  func computed(
    _ covariates: [ComputedCovariate], from variables: [PopulationVariable], _ nodes: [YAMLNode]
  ) -> ComputedVariables {
    var result = ComputedVariables(covariates: covariates)
    for covariate in covariates {
      let node = nodes.first { $0.text?.hasPrefix(covariate.rawValue) ?? false }
      for input in covariate.inputs {
        guard let index = variables.firstIndex(where: { $0.name == input }) else {
          report("'\(covariate)' needs '\(input)', which is not among the covariates", at: node)
          continue
        }
        if input == "SEX" {
          let words = (variables[index].categories ?? []).map { $0.lowercased() }
          if let female = words.firstIndex(where: { ["female", "f", "woman", "2"].contains($0) }) {
            result.sex = (index, female)
          } else if words.isEmpty || !words.contains(where: { ["male", "m", "man", "1"].contains($0) }) {
            report("'SEX' has the categories male and female", at: node)
          } else {
            result.sex = (index, -1)
          }
        } else if let factor = variables[index].unit.flatMap({ BodyMeasures.factor(of: input, from: $0) }) {
          if !result.inputs.contains(where: { $0.name == input }) {
            result.inputs.append(.init(name: input, variable: index, factor: factor))
          }
        } else {
          let unit = variables[index].unit.map { "in \($0)" } ?? "of categories"
          report(
            "'\(covariate)' needs '\(input)' in a unit such as \(BodyMeasures.unit(of: input).text), and it is \(unit)",
            at: node)
        }
      }
    }
    return result
  }

  /// A criterion; nil when it is wrong, which has been reported.
  func criterion(_ node: YAMLNode, among variables: [PopulationVariable]) -> EligibilityCriterion? {
    do throws(CriterionFault) {
      return try criterion(node.text ?? "", among: variables)
    } catch {
      let range = error.part.map { node.range(ofPart: $0) } ?? node.range
      fields.faults.add(Diagnostic(fields.faults.codes.sense, error.message, at: range, help: error.help))
      return nil
    }
  }

  private func criterion(
    _ text: String, among variables: [PopulationVariable]
  ) throws(CriterionFault) -> EligibilityCriterion {
    let parts = try CriterionText(text)
    guard let index = variables.firstIndex(where: { $0.name == parts.name.text }) else {
      let names = variables.map(\.name) + ComputedCovariate.allCases.map(\.rawValue)
      throw CriterionFault(
        message: "no covariate is called '\(parts.name.text)'", part: parts.name.range,
        help: [didYouMean(parts.name.text, among: names) ?? "there are \(names.joined(separator: ", "))"])
    }
    let variable = variables[index]
    if let categories = variable.categories {
      return try category(text, parts, index, categories)
    }
    let numbers = parts.operands.compactMap { Double($0.text) }
    guard numbers.count == parts.operands.count, let own = variable.unit else {
      throw CriterionFault(message: "'\(variable.name)' is a number", part: parts.operands[0].range)
    }
    let factor = try self.factor(from: parts.unit, to: own, of: variable.name, text)
    let values = numbers.map { $0 * factor }
    let condition: EligibilityCriterion.Condition =
      switch parts.sign {
      case "in": .range(lower: values[0], upper: values[1])
      case ">=": .range(lower: values[0], upper: .infinity)
      case ">": .range(lower: values[0].nextUp, upper: .infinity)
      case "<": .range(lower: -.infinity, upper: values[0].nextDown)
      case "<=": .range(lower: -.infinity, upper: values[0])
      default: .range(lower: values[0], upper: values[0])
      }
    if case .range(let lower, let upper) = condition, lower > upper {
      throw CriterionFault(message: "the range ends before it begins", part: parts.operands[0].range)
    }
    return EligibilityCriterion(text: text, variable: index, condition: condition)
  }

  private func category(
    _ text: String, _ parts: CriterionText, _ index: Int, _ categories: [String]
  ) throws(CriterionFault) -> EligibilityCriterion {
    let wanted = parts.operands[0]
    guard parts.sign == "=", let category = categories.firstIndex(of: wanted.text) else {
      throw CriterionFault(
        message: "'\(parts.name.text)' is one of \(categories.joined(separator: ", "))", part: wanted.range,
        help: didYouMean(wanted.text, among: categories).map { [$0] } ?? [])
    }
    return EligibilityCriterion(text: text, variable: index, condition: .categories([category]))
  }

  private func factor(
    from unit: (text: String, range: Range<Int>)?, to own: Unit, of name: String, _ text: String
  ) throws(CriterionFault) -> Double {
    guard let unit else {
      if own.isPureNumber { return 1 }
      throw CriterionFault(message: "the unit of '\(name)' is missing", help: ["write '\(text) \(own)'"])
    }
    if let factor = (try? Unit(unit.text))?.factor(to: own) { return factor }
    throw CriterionFault(
      message: "'\(unit.text)' is no unit of '\(name)', which is in \(own)", part: unit.range)
  }

  private func report(_ message: String, at node: YAMLNode?) {
    fields.faults.report(fields.faults.codes.sense, message, at: node ?? fields.node)
  }
}
