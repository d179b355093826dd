import PKText

extension YAMLFields {
  /// A text that has to be there.
  public func text(_ key: String) -> String? { required(key).flatMap { text(of: $0, key) } }

  /// A text that may be missing.
  public func optionalText(_ key: String) -> String? { node[key].flatMap { text(of: $0, key) } }

  /// The text of a node; reported when it is none, or empty.
  public func text(of node: YAMLNode, _ key: String) -> String? {
    if let text = node.text, !text.isEmpty { return text }
    faults.report(faults.codes.value, "'\(key)' is a text", at: node)
    return nil
  }

  /// A text or a list of texts, each with its place; none when the key is missing.
  public func texts(_ key: String) -> [YAMLNode] {
    guard let value = node[key] else { return [] }
    let nodes = value.list ?? [value]
    if nodes.allSatisfy({ $0.text?.isEmpty == false }) { return nodes }
    faults.report(faults.codes.value, "'\(key)' takes a text or a list of texts", at: value)
    return []
  }

  /// One of several words.
  public func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice? {
    required(key).flatMap { choice(of: $0, key, type) }
  }

  /// One of several words, or nil when the key is missing.
  public func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) -> Choice? {
    node[key].flatMap { choice(of: $0, key, type) }
  }

  /// The word of a node, if it is one of several.
  public func choice<Choice: RawRepresentable<String> & CaseIterable>(
    of node: YAMLNode, _ key: String, _ type: Choice.Type
  ) -> Choice? {
    guard let text = text(of: node, key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    reportChoice(text, of: node, key, among: Choice.allCases.map(\.rawValue))
    return nil
  }

  /// The index of a text among names that are known only when the file is read.
  public func index(_ key: String, among names: [String]) -> Int? {
    guard let node = required(key), let text = text(of: node, key) else { return nil }
    if let index = names.firstIndex(of: text) { return index }
    reportChoice(text, of: node, key, among: names)
    return nil
  }

  private func reportChoice(_ text: String, of node: YAMLNode, _ key: String, among names: [String]) {
    let help = didYouMean(text, among: names) ?? "it is one of \(names.joined(separator: ", "))"
    faults.report(faults.codes.value, "'\(key)' cannot be '\(shown(text))'", at: node, help: [help])
  }

  /// `yes` or `no`.
  public func flag(_ key: String) -> Bool? {
    switch text(key) {
    case nil: return nil
    case "yes": return true
    case "no": return false
    default:
      reportValue("'\(key)' is 'yes' or 'no'", at: key)
      return nil
    }
  }

  /// `yes` or `no`, or nil when the key is missing.
  public func optionalFlag(_ key: String) -> Bool? { has(key) ? flag(key) : nil }
}
