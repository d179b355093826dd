/// How a column, or a constant, becomes a place, a colour or a shape.
public struct Channel: Hashable, Sendable {
  /// What kind of values it has.
  public enum Measure: String, Hashable, Sendable, Encodable { case quantitative, nominal, ordinal }

  /// Whether an axis or a legend is drawn.
  public enum Guide: Hashable, Sendable {
    /// As Vega-Lite would.
    case automatic
    /// Not at all.
    case hidden
    /// With these properties.
    case shown(GuideProperties)
  }

  /// The column.
  public var field: String?
  /// What kind of values it has; none for a second end of a range.
  public var type: Measure?
  /// A constant on the scale of the channel.
  public var datum: PlotValue?
  /// A constant such as a colour.
  public var value: PlotValue?
  /// The title of the axis or legend.
  public var title: String?
  /// The scale.
  public var scale: PlotScale?
  /// The axis, of a place.
  public var axis = Guide.automatic
  /// The legend, of anything else.
  public var legend = Guide.automatic
  /// The order of categories.
  public var sort: [String]?
  /// Whether areas and bars are stacked; false writes null.
  public var isStacked: Bool?

  /// A number in a column.
  public static func number(
    _ field: String, _ title: String? = nil, scale: PlotScale? = nil, axis: Guide = .automatic
  ) -> Channel {
    Channel(field: field, type: .quantitative, title: title, scale: scale, axis: axis)
  }

  /// A category in a column, in the given order.
  public static func category(
    _ field: String, _ title: String? = nil, sort: [String]? = nil, scale: PlotScale? = nil,
    legend: Guide = .automatic, axis: Guide = .automatic
  ) -> Channel {
    Channel(field: field, type: .nominal, title: title, scale: scale, axis: axis, legend: legend, sort: sort)
  }

  /// The other end of a range.
  public static func end(_ field: String) -> Channel { Channel(field: field) }

  /// A number that is the same for all rows.
  public static func constant(_ value: Double) -> Channel { Channel(datum: .number(value)) }
}

extension Channel: Encodable {
  private enum CodingKeys: CodingKey { case field, type, datum, value, title, scale, axis, legend, sort, stack }

  /// Writes the channel's definition.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    // In a name a point or bracket would lead into an object.
    try container.encodeIfPresent(field.map(Self.escaped), forKey: .field)
    try container.encodeIfPresent(type, forKey: .type)
    try container.encodeIfPresent(datum, forKey: .datum)
    try container.encodeIfPresent(value, forKey: .value)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encodeIfPresent(scale, forKey: .scale)
    try container.encodeIfPresent(sort, forKey: .sort)
    for (guide, key) in [(axis, CodingKeys.axis), (legend, .legend)] {
      switch guide {
      case .automatic: break
      case .hidden: try container.encodeNil(forKey: key)
      case .shown(let properties): try container.encode(properties, forKey: key)
      }
    }
    if isStacked == false { try container.encodeNil(forKey: .stack) }
  }

  private static func escaped(_ field: String) -> String {
    field.flatMap { ".[]".contains($0) ? ["\\", $0] : [$0] }.reduce(into: "") { $0.append($1) }
  }
}

/// The properties of an axis or a legend.
public struct GuideProperties: Hashable, Sendable, Encodable {
  /// How numbers are written, in d3's language.
  public var format: String?
  /// Where ticks are.
  public var values: [PlotValue]?
  /// What stands at a tick, an expression of its value in Vega's language.
  public var labelExpr: String?
  /// About how many ticks there are, and the least that lies between two.
  public var tickCount: Int?, tickMinStep: Double?
  /// Whether the axis has lines across the figure.
  public var grid: Bool?
  /// The turn of the labels, in degrees.
  public var labelAngle: Double?
  /// Whether labels that would lie over others are left out; nil for as the theme says.
  public var labelOverlap: Bool?
  /// How a legend's symbols look.
  public var symbolOpacity: Double?
  /// Where a legend stands, and whether its entries stand in a row.
  public var orient: String?, direction: String?, columns: Int?
  /// The widest that a label may be, in pixels.
  public var labelLimit: Double?

  /// Properties, of which none is set.
  public init() {}
}
