import PKLanguage

/// Where the inputs of a program's prologue are: one register each, in this order.
package struct ParameterLayout: Sendable {
  package let thetas, sigmas, covariates, etas: Range<Int>
  /// The registers of the occasion's number and of the last dose's time (∞ before the first).
  package let occasion, doseTime: Int
  /// For each event: whether it has happened, and when.
  package let events, eventTimes: Range<Int>
  /// The register of a time inside the present interval.
  package let interval: Int
  /// For each border whether its comparison holds.
  package let truths: Range<Int>
  /// How fast each covariate changes, and the register of the time at which `covariates` hold.
  package let covariateSlopes: Range<Int>
  package let covariateTime: Int
  /// How many registers there are.
  package let count: Int

  init(of model: CheckedModel, borders: Int = 0) {
    thetas = 0..<model.thetas.count
    sigmas = thetas.upperBound..<(thetas.upperBound + model.sigmas.count)
    covariates = sigmas.upperBound..<(sigmas.upperBound + model.covariates.count)
    etas = covariates.upperBound..<(covariates.upperBound + model.etaNames.count)
    occasion = etas.upperBound
    doseTime = occasion + 1
    events = (doseTime + 1)..<(doseTime + 1 + model.events.count)
    eventTimes = events.upperBound..<(events.upperBound + model.events.count)
    interval = eventTimes.upperBound
    covariateTime = interval + 1
    covariateSlopes = (covariateTime + 1)..<(covariateTime + 1 + model.covariates.count)
    truths = covariateSlopes.upperBound..<(covariateSlopes.upperBound + borders)
    count = truths.upperBound
  }

  /// Every input with its register.
  var inputs: [(input: Input, register: Int)] {
    var all: [(Input, Int)] = [(.occasion, occasion), (.doseTime, doseTime), (.interval, interval)]
    all.append((.covariateTime, covariateTime))
    all += covariateSlopes.enumerated().map { (.covariateSlope($0.offset), $0.element) }
    all += truths.enumerated().map { (.truth($0.offset), $0.element) }
    all += thetas.enumerated().map { (.theta($0.offset), $0.element) }
    all += sigmas.enumerated().map { (.sigma($0.offset), $0.element) }
    all += covariates.enumerated().map { (.covariate($0.offset), $0.element) }
    all += etas.enumerated().map { (.eta($0.offset), $0.element) }
    all += events.enumerated().map { (.event($0.offset), $0.element) }
    all += eventTimes.enumerated().map { (.eventTime($0.offset), $0.element) }
    return all
  }
}
