/// Marks over data.
public struct PlotLayer: Hashable, Sendable, Encodable {
  /// What values are mapped to.
  public enum Place: String, Hashable, Sendable, CodingKey {
    case x, y, x2, y2, color, shape, strokeDash, detail, opacity, text, size, xOffset, order, fill
  }

  /// A computation that the renderer does.
  public enum Transform: Hashable, Sendable {
    /// A locally weighted regression of one column on another (LOESS), with the share of the points that count.
    case loess(String, on: String, bandwidth: Double)
    /// Only rows whose column has a value.
    case filter(String, equals: PlotValue)
  }

  /// The layer's own data; nil for the panel's.
  public var data: PlotTable?
  /// What is computed of it.
  public var transform: [Transform]
  /// The mark.
  public var mark: Mark
  /// What values are mapped to.
  public var encoding: [Place: Channel]

  /// A layer.
  public init(_ mark: Mark, _ encoding: [Place: Channel], data: PlotTable? = nil, transform: [Transform] = []) {
    self.mark = mark
    self.encoding = encoding
    self.data = data
    self.transform = transform
  }

  private enum CodingKeys: CodingKey { case data, transform, mark, encoding }

  /// Writes a unit specification.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(data, forKey: .data)
    if !transform.isEmpty { try container.encode(transform, forKey: .transform) }
    try container.encode(mark, forKey: .mark)
    var channels = container.nestedContainer(keyedBy: Place.self, forKey: .encoding)
    for (place, channel) in encoding { try channels.encode(channel, forKey: place) }
  }
}

extension PlotLayer.Transform: Encodable {
  private enum CodingKeys: CodingKey { case loess, on, bandwidth, filter, field, equal }

  /// Writes a transform.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .loess(let value, let on, let bandwidth):
      try container.encode(value, forKey: .loess)
      try container.encode(on, forKey: .on)
      try container.encode(bandwidth, forKey: .bandwidth)
    case .filter(let field, let value):
      var filter = container.nestedContainer(keyedBy: CodingKeys.self, forKey: .filter)
      try filter.encode(field, forKey: .field)
      try filter.encode(value, forKey: .equal)
    }
  }
}
