/// A pair of axes with layers.
public struct PlotPanel: Hashable, Sendable {
  /// What stands above it; nil for nothing.
  public var title: String?
  /// In pixels, without axes.
  public var width: Double, height: Double
  /// The data of layers that have none of their own.
  public var data: PlotTable?
  /// The layers, the first at the back.
  public var layers: [PlotLayer]

  /// A panel.
  public init(
    title: String? = nil, width: Double = 300, height: Double = 220, data: PlotTable? = nil, layers: [PlotLayer]
  ) {
    self.title = title
    self.width = width
    self.height = height
    self.data = data
    self.layers = layers
  }
}

extension PlotPanel: Encodable {
  private enum CodingKeys: CodingKey { case title, width, height, data, layer }

  /// Writes a layered view.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encode(width, forKey: .width)
    try container.encode(height, forKey: .height)
    try container.encodeIfPresent(data, forKey: .data)
    // A layer without a row draws nothing, and its renderer would remark on that.
    let drawn = layers.filter { !($0.data?.rows.isEmpty ?? false) }
    try container.encode(drawn.isEmpty ? layers : drawn, forKey: .layer)
  }
}
