/// The fields of one mapping: each is asked for by name, and what nobody may ask for is an error.
///
/// A value that is missing or cannot be read is reported and gives nil; the file is then refused as a whole.
public struct YAMLFields {
  /// Where faults are reported.
  public let faults: YAMLFaults
  /// The mapping.
  public let node: YAMLNode
  /// What the mapping is called in messages, such as `'population'` or `a phase`.
  public let title: String

  /// The fields of a node, or nil, reported, when it is no mapping; other keys than those known are reported.
  ///
  /// - Parameters:
  ///   - node: the mapping.
  ///   - name: the key that it stands behind, or what the whole file is called.
  ///   - keys: the keys that it may have, the most telling first.
  ///   - faults: where faults are reported.
  public init?(_ node: YAMLNode, _ name: String, keys: [String], in faults: YAMLFaults) {
    self.init(node, title: "'\(name)'", keys: keys, in: faults)
  }

  /// The fields of a node that is not called by a key, such as `a phase`.
  public init?(_ node: YAMLNode, title: String, keys: [String], in faults: YAMLFaults) {
    (self.faults, self.node, self.title) = (faults, node, title)
    guard node.pairs != nil else {
      faults.report(faults.codes.missing, "\(title) has fields, such as '\(keys.first ?? "")'", at: node)
      return nil
    }
    faults.checkKeys(of: node, known: keys, in: title)
  }

  /// Whether a key is there.
  public func has(_ key: String) -> Bool { node[key] != nil }

  /// The node of a key; nil without it.
  public func value(_ key: String) -> YAMLNode? { node[key] }

  /// The node of a key; reported when missing.
  public func required(_ key: String) -> YAMLNode? {
    if let value = node[key] { return value }
    faults.report(faults.codes.missing, "\(title) has no '\(key)'", at: node)
    return nil
  }

  /// The fields below a key.
  public func fields(_ key: String, keys: [String]) -> YAMLFields? {
    required(key).flatMap { YAMLFields($0, key, keys: keys, in: faults) }
  }

  /// The fields below a key that may be missing.
  public func optionalFields(_ key: String, keys: [String]) -> YAMLFields? {
    node[key].flatMap { YAMLFields($0, key, keys: keys, in: faults) }
  }

  /// A list of mappings; reported when it is missing, no list, or empty.
  public func list(_ key: String, keys: [String]) -> [YAMLFields] {
    nodes(key).compactMap { YAMLFields($0, key, keys: keys, in: faults) }
  }

  /// The entries of a list; reported when it is missing, no list, or empty.
  public func nodes(_ key: String) -> [YAMLNode] {
    guard let value = required(key) else { return [] }
    if let list = value.list, !list.isEmpty { return list }
    faults.report(faults.codes.value, "'\(key)' is a list of at least one entry", at: value)
    return []
  }

  /// Reports that values make no sense together.
  ///
  /// - Parameters:
  ///   - message: what is wrong.
  ///   - key: the field that it is about; the whole mapping when nil or missing.
  ///   - help: how to put it right.
  public func report(_ message: String, at key: String? = nil, help: [String] = []) {
    faults.report(faults.codes.sense, message, at: key.flatMap { node[$0] } ?? node, help: help)
  }

  /// Reports that a value is of the wrong kind.
  public func reportValue(_ message: String, at key: String, help: [String] = []) {
    faults.report(faults.codes.value, message, at: node[key] ?? node, help: help)
  }
}
