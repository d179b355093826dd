import PKNCA

extension FunctionAnswer {
  static func parameters(_ item: FunctionCase) -> FunctionAnswer? {
    observed(item) ?? initial(item) ?? derived(item)
  }

  /// Parameters that are read off samples.
  private static func observed(_ item: FunctionCase) -> FunctionAnswer? {
    let found: [String: NCAParameter] = [
      "pk.calc.cmax": .cmax, "pk.calc.cmin": .cmin, "pk.calc.tmax": .tmax, "pk.calc.tlast": .tlst,
      "pk.calc.tfirst": .tfirst, "pk.calc.clast.obs": .clst, "pk.calc.tlag": .tlag,
      "pk.calc.count_conc": .concentrationCount, "pk.calc.count_conc_measured": .measurableCount,
      "pk.calc.ctrough": .ctrough, "pk.calc.cstart": .cstart, "pk.calc.ceoi": .ceoi,
    ]
    guard let parameter = found[item.function] else { return nil }
    var rules = item.rules()
    rules.tlag = .beforeFirstRise
    var (start, end, dose): (Double?, Double?, NCADose?) = (item.samples().map(\.time).min() ?? 0, nil, nil)
    switch parameter {
    case .ctrough: (start, end) = ((item.number("end", 3) ?? 0) - 1, item.number("end", 3))
    case .cstart: start = item.number("start", 3)
    case .ceoi:
      dose = NCADose(amount: nil, at: 0, route: .infusion(duration: item.number("duration.dose")))
    default: break
    }
    guard let result = item.result(rules, start: start, end: end, dose: dose), let value = result[parameter] else {
      return .value(.withoutReason)
    }
    // Times count from the start of the interval.
    return number([.tmax, .tlst, .tfirst, .tlag].contains(parameter) ? value.map { $0 + (start ?? 0) } : value)
  }

  private static func initial(_ item: FunctionCase) -> FunctionAnswer? {
    let methods: [String: [InitialConcentrationMethod]] = [
      "pk.calc.c0": [.observed, .logSlope, .first, .minimum, .zero], "pk.calc.c0.method.logslope": [.logSlope],
      "pk.calc.c0.method.c0": [.observed], "pk.calc.c0.method.c1": [.first], "pk.calc.c0.method.cmin": [.minimum],
      "pk.calc.c0.method.set0": [.zero],
    ]
    guard let methods = methods[item.function] else { return nil }
    let time: Double? = item.arguments["time.dose"].map { $0.number } ?? 0
    guard let curve = item.curve(item.rules()) else { return .value(.withoutReason) }
    return number(InitialConcentration.value(of: curve, doseTime: time, methods: methods))
  }

  /// Parameters that are calculated from others.
  private static func derived(_ item: FunctionCase) -> FunctionAnswer? {
    switch item.function {
    case "pk.calc.cl": clearance(item)
    case "pk.calc.dn": perDose(item)
    case "pk.calc.f": bioavailability(item)
    case "pk.calc.totdose": totalDose(item)
    case "pk.calc.aucpext": vector(item, .aucpeo, ["auclast": .auclst, "aucinf": .aucifo])
    case "pk.calc.mrt": vector(item, .mrtevifo, ["auc": .aucifo, "aumc": .aumcifo])
    case "pk.calc.mrt.iv": infusionResidence(item)
    case "pk.calc.mrt.md": steadyResidence(item)
    case "pk.calc.vz": vector(item, .vzo, ["cl": .clo, "lambda.z": .lamz])
    case "pk.calc.vss": vector(item, .vsso, ["cl": .clo, "mrt": .mrtibifo])
    case "pk.calc.kel": vector(item, .kelo, ["mrt": .mrtibifo])
    case "pk.calc.thalf.eff": vector(item, .effhl, ["mrt": .mrtibifo])
    case "pk.calc.ptr": vector(item, .ptroughr, ["cmax": .cmax, "ctrough": .ctrough])
    case "pk.calc.deg.fluc": vector(item, .flucp, ["cmax": .cmax, "cmin": .cmin, "cav": .cavg])
    case "pk.calc.cav": average(item)
    case "pk.calc.swing": swing(item)
    default: nil
    }
  }

  private static func evaluate(
    _ parameter: NCAParameter, _ known: [NCAParameter: Double?], dose: NCADose? = nil,
    in interval: NCAInterval = NCAInterval(from: 0, to: 1)
  ) -> NCAValue {
    let values = known.mapValues { $0.map { NCAValue.value($0) } ?? .notCalculable(because: .noSamples) }
    return parameter.calculate(NCAInputs(for: parameter, given: values, dose: dose, in: interval))
  }

  /// A parameter for each element; one number serves for all.
  ///
  /// Arguments without names come in the order in which the parameter declares its dependencies.
  private static func vector(
    _ item: FunctionCase, _ parameter: NCAParameter, _ names: [String: NCAParameter]
  ) -> FunctionAnswer {
    let order = parameter.dependencies.filter { names.values.contains($0) }
    var columns: [NCAParameter: [Double?]] = [:]
    for (name, dependency) in names {
      columns[dependency] = item.numbers(name, (order.firstIndex(of: dependency) ?? 0) + 1)
    }
    let count = columns.values.map(\.count).max() ?? 0
    let dose = parameter.routes.contains(.bolus) ? NCADose(amount: 1, route: .bolus) : nil
    return numbers(
      (0..<count).map { index in
        evaluate(parameter, columns.mapValues { $0.count == 1 ? $0[0] : $0[index] }, dose: dose)
      })
  }

  private static func clearance(_ item: FunctionCase) -> FunctionAnswer {
    var (doses, areas) = (item.numbers("dose"), item.numbers("auc"))
    if areas.count == 1 { doses = [doses.compactMap { $0 }.reduce(0, +)] }
    if doses.count == 1, areas.count > 1 { doses = areas.map { _ in doses[0] } }
    areas = Array(areas.prefix(doses.count))
    return numbers(zip(doses, areas).map { evaluate(.clo, [.aucifo: $1], dose: NCADose(amount: $0, route: .bolus)) })
  }

  private static func perDose(_ item: FunctionCase) -> FunctionAnswer {
    let dose = NCADose(amount: item.number("dose", 2), route: .bolus)
    return number(evaluate(.cmaxd, [.cmax: item.number("parameter", 1)], dose: dose))
  }

  private static func bioavailability(_ item: FunctionCase) -> FunctionAnswer {
    func value(_ place: Int) -> NCAValue {
      item.number("", place).map { .value($0) } ?? .notCalculable(because: .noSamples)
    }
    return number(
      NCARatio.bioavailability.value(
        numerator: value(4), dose: item.number("", 3), denominator: value(2), referenceDose: item.number("", 1)))
  }

  private static func totalDose(_ item: FunctionCase) -> FunctionAnswer {
    let doses = item.numbers("dose", 1).map { NCADose(amount: $0, route: .bolus) }
    let profile = ConcentrationProfile(times: [0, 1], concentrations: [2, 1], doses: doses)
    guard let value = try? NCAAnalysis([.tdose]).result(for: profile)[.tdose] else { return .value(.withoutReason) }
    return number(value)
  }

  private static func infusionResidence(_ item: FunctionCase) -> FunctionAnswer {
    let dose = NCADose(amount: 1, route: .infusion(duration: item.number("duration.dose")))
    return number(evaluate(.mrticifo, [.aucifo: item.number("auc"), .aumcifo: item.number("aumc")], dose: dose))
  }

  private static func steadyResidence(_ item: FunctionCase) -> FunctionAnswer {
    let interval = NCAInterval(from: 0, to: item.number("tau", 4), isSteadyState: true)
    return number(
      evaluate(
        .mrtmdo,
        [
          .auctau: item.number("auctau", 1), .aumctau: item.number("aumctau", 2), .aucifo: item.number("aucinf", 3),
        ], in: interval))
  }

  private static func average(_ item: FunctionCase) -> FunctionAnswer {
    let interval = NCAInterval(from: item.number("start", 2) ?? 0, to: item.number("end", 3))
    return number(evaluate(.cavg, [.auctau: item.number("auc", 1)], in: interval))
  }

  /// PKNCA tells the swing in percent.
  private static func swing(_ item: FunctionCase) -> FunctionAnswer {
    let value = evaluate(.swing, [.cmax: item.number("cmax", 1), .cmin: item.number("cmin", 2), .cavg: 1])
    return number(value.map { $0 * 100 })
  }
}
