/// What stands below a figure: where it is from, so that it can be trusted and made again.
public struct FigureCaption: Hashable, Sendable {
  /// The model's name.
  public var model: String?
  /// How it was fitted or computed.
  public var method: String?
  /// How many subjects and observations are shown.
  public var subjects: Int?, observations: Int?
  /// How many replicates were simulated, and the seed.
  public var replicates: Int?, seed: UInt64?
  /// What else must be said, a line each; first of all that a model is a surrogate.
  public var notes: [String]
  /// That the model stands in for a drug whose model nobody has published.
  public var isSurrogate: Bool

  /// A caption.
  public init(
    model: String? = nil, method: String? = nil, subjects: Int? = nil, observations: Int? = nil,
    replicates: Int? = nil, seed: UInt64? = nil, notes: [String] = [], isSurrogate: Bool = false
  ) {
    self.model = model
    self.method = method
    self.subjects = subjects
    self.observations = observations
    self.replicates = replicates
    self.seed = seed
    self.notes = notes
    self.isSurrogate = isSurrogate
  }

  /// The lines, long notes broken at about the width of a figure.
  public var lines: [String] {
    var parts: [String] = []
    if let model { parts.append("Model \(model)") }
    if let method { parts.append(method) }
    if let subjects { parts.append("\(subjects) subject\(subjects == 1 ? "" : "s")") }
    if let observations { parts.append("\(observations) observation\(observations == 1 ? "" : "s")") }
    if let replicates { parts.append("\(replicates) replicates") }
    if let seed { parts.append("seed \(seed)") }
    let warning = isSurrogate ? ["SURROGATE MODEL: no model of this drug has been published; not for decisions."] : []
    let facts = parts.isEmpty ? [] : [parts.joined(separator: "; ") + "."]
    return (warning + facts + notes).flatMap { Self.wrapped($0, width: 105) }
  }

  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 1 > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
