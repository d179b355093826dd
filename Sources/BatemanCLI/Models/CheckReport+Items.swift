import Bateman

extension CheckReport.Item {
  init(_ covariate: Covariate) {
    switch covariate.kind {
    case .continuous(let unit, let reference, let range):
      let words = [
        reference.map { "reference \($0.plainText)" },
        range.map { "in \($0.lowerBound.plainText)...\($0.upperBound.plainText)" },
      ]
      self.init(
        name: covariate.name, unit: unit.description, value: words.compactMap(\.self).joined(separator: ", "),
        label: covariate.label)
    case .categorical(let names, _, let reference):
      let usual = reference.flatMap { names.indices.contains($0) ? ", reference \(names[$0])" : nil } ?? ""
      let value = names.joined(separator: " or ") + usual
      self.init(name: covariate.name, unit: nil, value: value, label: covariate.label)
    }
  }

  init(_ theta: Theta) {
    let isBounded = theta.lower > -.infinity || theta.upper < .infinity
    let bounds = isBounded ? ", in \(theta.lower.plainText)...\(theta.upper.plainText)" : ""
    let value = theta.value.plainText + (theta.isFixed ? ", fixed" : bounds)
    self.init(name: theta.name, unit: theta.unit.description, value: value, label: theta.label)
  }

  init(_ parameter: IndividualParameter, in model: CheckedModel) {
    let value = parameter.transform.map { transform in
      let names = parameter.effects.map { model.etaNames.indices.contains($0.eta) ? model.etaNames[$0.eta] : "?" }
      return "\(transform.words), random effect \(names.joined(separator: " and "))"
    }
    self.init(
      name: parameter.name, unit: parameter.unit.description, value: value ?? "no random effect",
      label: parameter.label)
  }

  init(_ compartment: Compartment, number: Int) {
    let start = compartment.initial == nil ? "" : ", with an initial amount"
    self.init(
      name: compartment.name, unit: compartment.unit.description, value: "CMT \(number)\(start)",
      label: compartment.label)
  }

  init(_ route: Route, in model: CheckedModel) {
    let target =
      model.compartments.indices.contains(route.compartment) ? model.compartments[route.compartment].name : "?"
    let attributes: [(String, Expression?)] = [
      ("bioavailability", route.bioavailability), ("lag", route.lag), ("duration", route.duration),
      ("rate", route.rate), ("a profile", route.input?.arguments.first),
    ]
    let words = attributes.filter { $0.1 != nil }.map(\.0)
    let with = words.isEmpty ? "" : ", with " + words.joined(separator: " and ")
    let molecule = route.molecule.map { " of \(model.molecules[$0].name)" } ?? ""
    self.init(name: route.name, unit: nil, value: "into \(target)\(molecule)\(with)", label: route.label)
  }

  init(_ output: Output) {
    let value =
      output.outcome.map { "\($0.words) (\($0.valueWords))" }
      ?? (output.error.isEmpty ? "no residual error" : output.errorWords + " error")
    self.init(name: output.name, unit: output.unit.description, value: value, label: output.label)
  }
}

extension Transform {
  /// The distribution as pharmacologists name it.
  var words: String {
    switch self {
    case .normal: "normal"
    case .logNormal: "log-normal"
    case .logitNormal(let lower, let upper): "logit-normal in \(lower.plainText)...\(upper.plainText)"
    case .boxCox(let lambda): "Box-Cox with λ \(lambda.plainText)"
    }
  }
}

extension Output {
  /// The kind of residual error in words.
  var errorWords: String {
    if errorScale == .logarithm, error.count == 1, case .additive = error[0] { return "log-normal" }
    return error.map(\.words).joined(separator: " + ") + errorScale.suffix
  }
}

extension OutcomeDistribution {
  /// The distribution in a word.
  var words: String {
    switch self {
    case .bernoulli: "Bernoulli"
    case .poisson: "Poisson"
    }
  }
}

extension ErrorScale {
  /// The scale as it is said behind the kind of error.
  fileprivate var suffix: String {
    switch self {
    case .identity: ""
    case .logarithm: " log-scale"
    case .boxCox(let lambda): " Box-Cox-scale (λ \(lambda.plainText))"
    case .yeoJohnson(let lambda): " Yeo-Johnson-scale (λ \(lambda.plainText))"
    case .logit(let lower, let upper): " logit-scale (\(lower.plainText)...\(upper.plainText))"
    case .probit(let lower, let upper): " probit-scale (\(lower.plainText)...\(upper.plainText))"
    }
  }
}

extension ErrorTerm {
  /// The kind of error in a word.
  var words: String {
    switch self {
    case .additive: "additive"
    case .proportional: "proportional"
    case .combined1: "combined (standard deviations add)"
    case .power: "power"
    }
  }
}
