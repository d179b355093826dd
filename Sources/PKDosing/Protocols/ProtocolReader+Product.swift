import PKYAML

extension ProtocolReader {
  private static let productKeys = [
    "name", "label", "code", "notToBeConfusedWith", "substance", "route", "vials", "concentration", "diluent", "final",
    "bags", "volumePerSite", "stability",
  ]

  func product(_ root: YAMLFields) -> Product? {
    guard let fields = root.fields("product", keys: Self.productKeys) else { return nil }
    guard let name = fields.text("name"), let label = fields.text("label"), let code = fields.text("code"),
      let substance = fields.text("substance"), let route = fields.choice("route", Product.Route.self),
      let vials = vials(fields), let concentration = concentration(fields), let diluent = stated(fields, "diluent"),
      let stability = stated(fields, "stability")
    else { return nil }
    return Product(
      name: name, label: label, code: code, notToBeConfusedWith: fields.words("notToBeConfusedWith"),
      substance: substance, route: route, vials: vials, concentration: concentration, diluent: diluent,
      final: final(fields), bags: bags(fields), volumePerSite: volumePerSite(fields), stability: stability)
  }

  private func stated(_ fields: YAMLFields, _ key: String) -> Stated<String>? {
    fields.isPlaceholder(key) ? .placeholder : fields.text(key).map { .value($0) }
  }

  private func vials(_ fields: YAMLFields) -> Stated<[Measure<DoseMass>]>? {
    if fields.isPlaceholder("vials") { return .placeholder }
    guard let node = fields.required("vials") else { return nil }
    let strengths = (node.list ?? [node]).compactMap {
      fields.measure(of: $0, "vials") as Measure<DoseMass>?
    }
    if !(1...VialChoice.mostStrengths).contains(strengths.count) || strengths.contains(where: { $0.value <= .zero }) {
      fields.report("'vials' are one to \(VialChoice.mostStrengths) strengths above 0 mg", at: "vials")
    }
    if Set(strengths).count < strengths.count { fields.report("a strength is said twice", at: "vials") }
    return .value(strengths)
  }

  private func concentration(_ fields: YAMLFields) -> Stated<Measure<Concentration>>? {
    if fields.isPlaceholder("concentration") { return .placeholder }
    guard let value = fields.measure("concentration", Concentration.self) else { return nil }
    if value.value <= .zero { fields.report("a concentration is above 0", at: "concentration") }
    return .value(value)
  }

  private func final(_ fields: YAMLFields) -> Stated<Product.FinalConcentration>? {
    guard fields.has("final") else { return nil }
    if fields.isPlaceholder("final") { return .placeholder }
    guard let inner = fields.fields("final", keys: ["minimum", "maximum"]),
      let minimum = inner.measure("minimum", Concentration.self),
      let maximum = inner.measure("maximum", Concentration.self)
    else { return nil }
    if minimum.value <= .zero || maximum < minimum {
      inner.report("'minimum' is above 0 and not above 'maximum'")
    }
    return .value(Product.FinalConcentration(minimum: minimum, maximum: maximum))
  }

  private func bags(_ fields: YAMLFields) -> Stated<Product.Bags>? {
    guard fields.has("bags") else { return nil }
    if fields.isPlaceholder("bags") { return .placeholder }
    guard let inner = fields.fields("bags", keys: ["volumes", "maximum", "fill"]),
      let maximum = inner.measure("maximum", Volume.self), let fill = inner.choice("fill", Product.Bags.Fill.self),
      let node = inner.required("volumes")
    else { return nil }
    let volumes = (node.list ?? [node]).compactMap {
      inner.measure(of: $0, "volumes") as Measure<Volume>?
    }
    if volumes.isEmpty || volumes.contains(where: { $0.value <= .zero || $0 > maximum }) {
      inner.report("'volumes' are above 0 and not above 'maximum'", at: "volumes")
    }
    return .value(Product.Bags(volumes: volumes.sorted(), maximum: maximum, fill: fill))
  }

  private func volumePerSite(_ fields: YAMLFields) -> Stated<Measure<Volume>>? {
    guard fields.has("volumePerSite") else { return nil }
    if fields.isPlaceholder("volumePerSite") { return .placeholder }
    guard let value = fields.measure("volumePerSite", Volume.self) else { return nil }
    if value.value <= .zero { fields.report("a volume is above 0", at: "volumePerSite") }
    return .value(value)
  }
}
