import PKText
import PKYAML

/// Reads a protocol from its file; see `Documentation/Dosing.md` for the schema.
struct ProtocolReader {
  static let schema = "bateman-protocol/1"
  static let keys = [
    "schema", "id", "version", "title", "use", "effective", "approvals", "product", "parameters", "arms", "size",
    "weight", "rounding", "schedule", "reductions", "infusion", "limits", "eligibility", "washout", "contraception",
    "provenance", "vectors",
  ]

  let faults: YAMLFaults

  /// What a protocol may be at most.
  static let limits = {
    var limits = YAMLLimits()
    (limits.bytes, limits.lineLength, limits.kind) = (262_144, 1_000, "protocols")
    return limits
  }()

  /// The protocol of a text.
  ///
  /// - Throws: everything that is wrong with it, with line and column.
  static func read(_ source: SourceText) throws(DiagnosticList) -> DosingProtocol {
    let faults = try YAMLFaults(source, codes: YAMLCodes(from: 7001), limits: limits)
    let reader = ProtocolReader(faults: faults)
    let fields = YAMLFields(faults.root, "protocol", keys: keys, in: faults)
    let result = fields.flatMap { reader.dosingProtocol($0) }
    try faults.check()
    guard let result else {
      let unreadable = Diagnostic(faults.codes.syntax, "the protocol cannot be read", at: 0..<1)
      throw DiagnosticList([unreadable], in: source)
    }
    return result
  }

  private func dosingProtocol(_ root: YAMLFields) -> DosingProtocol? {
    if let schema = root.text("schema"), schema != Self.schema {
      root.report("the schema is '\(Refusal.shown(schema))', and this program knows '\(Self.schema)'", at: "schema")
    }
    let effective = root.optionalFields("effective", keys: ["from", "until"])
    let size = size(root)
    let weight = size?.metric == .flat && !root.has("weight") ? nil : weight(root)
    guard let id = root.text("id"), let version = root.text("version"), let title = root.text("title"),
      let use = root.choice("use", DosingProtocol.Use.self), let product = product(root), let size,
      let rounding = rounding(root), let schedule = schedule(root), let reductions = reductions(root),
      let limits = limits(root)
    else {
      _ = (arms(root), provenance(root), vectors(root), afterwards(root), eligibility(root), infusion(root))
      return nil
    }
    let result = DosingProtocol(
      id: id, version: version, title: title, use: use,
      effectiveFrom: effective.flatMap { $0.has("from") ? $0.date("from") : nil },
      effectiveUntil: effective.flatMap { $0.has("until") ? $0.date("until") : nil },
      approvals: approvals(root), product: product, parameters: parameters(root), arms: arms(root), size: size,
      weight: weight, rounding: rounding, schedule: schedule, reductions: reductions, infusion: infusion(root),
      limits: limits, eligibility: eligibility(root), afterwards: afterwards(root), provenance: provenance(root),
      vectors: vectors(root))
    checkWhole(result, root)
    return result
  }

  private func approvals(_ root: YAMLFields) -> [DosingProtocol.Approval] {
    guard let node = root.value("approvals"), node.list?.isEmpty != true else { return [] }
    return root.list("approvals", keys: ["by", "role", "on"]).compactMap { fields in
      guard let by = fields.text("by"), let role = fields.text("role"), let on = fields.date("on") else { return nil }
      return DosingProtocol.Approval(by: by, role: role, on: on)
    }
  }

  private func parameters(_ root: YAMLFields) -> [DosingProtocol.Parameter] {
    guard root.has("parameters") else { return [] }
    return root.list("parameters", keys: ["name", "meaning"]).compactMap { fields in
      guard let name = fields.text("name"), let meaning = fields.text("meaning") else { return nil }
      return DosingProtocol.Parameter(name: name, meaning: meaning)
    }
  }

  private func provenance(_ root: YAMLFields) -> [DosingProtocol.Provenance] {
    root.list("provenance", keys: ["of", "is", "from"]).compactMap { fields in
      guard let of = fields.text("of"), let from = fields.text("from"),
        let standing = fields.choice("is", DosingProtocol.Provenance.Standing.self)
      else { return nil }
      let section = of.split(separator: ".").first.map(String.init) ?? of
      if !Self.keys.contains(section) {
        fields.report(
          "there is no section '\(Refusal.shown(section))'", at: "of",
          help: [didYouMean(section, among: Self.keys)].compactMap(\.self))
      }
      return DosingProtocol.Provenance(of: of, standing: standing, from: from)
    }
  }

  /// What no section can see alone.
  private func checkWhole(_ result: DosingProtocol, _ root: YAMLFields) {
    checkParameters(result, root)
    checkProvenance(result, root)
    checkAmounts(result, root)
    let names = result.arms.map(\.name)
    if Set(names).count < names.count { root.report("two arms have the same name", at: "arms") }
  }

  private func checkParameters(_ result: DosingProtocol, _ root: YAMLFields) {
    let known = result.parameters.map(\.name)
    for name in result.usedParameters where !known.contains(name) {
      let help = didYouMean(name, among: known) ?? "declare it below 'parameters' with its meaning"
      root.report("'$\(Refusal.shown(name))' is not among the parameters", at: "parameters", help: [help])
    }
    for name in known where !result.usedParameters.contains(name) {
      root.report("the parameter '\(Refusal.shown(name))' is not used", at: "parameters")
    }
  }

  /// Every section that holds rules says where they are from.
  private func checkProvenance(_ result: DosingProtocol, _ root: YAMLFields) {
    let covered = Set(result.provenance.map { $0.of.split(separator: ".").first.map(String.init) ?? $0.of })
    let rules = [
      "product", "arms", "size", "weight", "rounding", "schedule", "reductions", "infusion", "limits", "eligibility",
      "washout", "contraception",
    ]
    for section in rules where root.has(section) && !covered.contains(section) {
      root.report(
        "'provenance' does not say where '\(section)' is from", at: "provenance",
        help: ["add {of: \(section), is: registered|label|assumption|placeholder, from: …}"])
    }
  }

  /// Doses go with the measure of size.
  private func checkAmounts(_ result: DosingProtocol, _ root: YAMLFields) {
    let amounts = result.arms.flatMap { arm in arm.levels.map(\.amount) + (arm.loading.map { [$0.amount] } ?? []) }
    for amount in amounts {
      let fits =
        switch (amount, result.size.metric) {
        case (.flat, .flat), (.perArea, .bsa): true
        case (.perWeight, .actual), (.perWeight, .ideal), (.perWeight, .adjusted), (.perWeight, .lean): true
        default: false
        }
      if !fits { root.report("a dose's unit does not go with the size '\(result.size.metric.rawValue)'", at: "arms") }
    }
  }
}

extension DosingProtocol {
  /// The parameters that values of the file name.
  var usedParameters: [String] {
    var names: [String] = []
    func add<Value>(_ given: Given<Value>?) { if case .parameter(let name) = given { names.append(name) } }
    func add(_ amount: DoseAmount?) {
      switch amount {
      case .perWeight(let given): add(given)
      case .perArea(let given): add(given)
      case .flat(let given): add(given)
      case nil: break
      }
    }
    for arm in arms {
      add(arm.loading?.amount)
      add(arm.loading?.cap)
      for level in arm.levels {
        add(level.amount)
        add(level.cap)
      }
    }
    add(limits.dose)
    add(limits.perWeight)
    add(limits.perArea)
    return names
  }
}
