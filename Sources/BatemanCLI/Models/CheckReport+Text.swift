extension CheckReport {
  /// The report as a person reads it.
  var text: String {
    let sections: [(title: String, items: [Item])] = [
      ("Covariates", covariates), ("Typical values", thetas), ("Individual parameters", individuals),
      ("Random effects", randomEffects), ("Residual error", sigmas), ("States", states), ("Routes", routes),
      ("Events", events), ("Outputs", outputs),
    ]
    let width = sections.flatMap(\.items).map(\.name.count).max() ?? 0
    let blocks = sections.filter { !$0.items.isEmpty }.map { title, items in
      ([title] + Self.lines(of: items, nameWidth: width)).joined(separator: "\n")
    }
    return ([heading] + blocks + [dynamics]).joined(separator: "\n\n")
  }

  private var heading: String {
    let order = ["time", "amount", "volume"]
    let unitWords = order.compactMap { key in units[key].map { "\(key) \($0)" } }.joined(separator: ", ")
    let lines = ["\(name): \(about ?? "a model")", "  status     \(status)", "  units      \(unitWords)"]
    return (lines + references.map { "  reference  \($0)" }).joined(separator: "\n")
  }

  private var dynamics: String {
    let kind = isLinear ? "linear with constant coefficients between doses" : "nonlinear"
    return "Dynamics are \(kind); \(instructions) instructions."
  }

  private static func lines(of items: [Item], nameWidth: Int) -> [String] {
    var table = TextTable([("", .left), ("", .left), ("", .left), ("", .left)])
    for item in items {
      let name = item.name + String(repeating: " ", count: nameWidth - item.name.count)
      table.append(["  " + name, item.unit ?? "", item.value, item.label ?? ""])
    }
    return table.lines
  }
}
