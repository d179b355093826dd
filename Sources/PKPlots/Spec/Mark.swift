/// What a layer draws for each row of its data.
public struct Mark: Hashable, Sendable, Encodable {
  /// The kinds of marks that figures use.
  public enum Kind: String, Hashable, Sendable, Encodable {
    case point, line, area, rule, bar, tick, text, boxplot, rect, trail
  }

  /// The kind.
  public var type: Kind
  /// A colour, as `#rrggbb`.
  public var color: String?
  /// A point's shape when no channel gives it.
  public var shape: String?
  /// Whether a point is filled.
  public var filled: Bool?
  /// A point's area, or a text's size.
  public var size: Double?
  /// From 0 to 1.
  public var opacity: Double?
  /// The lengths of dashes and gaps.
  public var strokeDash: [Double]?
  /// The width of a line.
  public var strokeWidth: Double?
  /// How a line joins its points.
  public var interpolate: String?
  /// Whether marks outside the axes are cut off.
  public var clip: Bool?
  /// Where a text stands beside its place.
  public var align: String?, baseline: String?, dx: Double?, dy: Double?
  /// The size of a text.
  public var fontSize: Double?
  /// The whiskers of a boxplot: `min-max`, or so many interquartile ranges.
  public var extent: String?
  /// How a boxplot's median looks.
  public var median: Median?
  /// The length and thickness of a tick.
  public var thickness: Double?
  /// The turn of a text in degrees.
  public var angle: Double?
  /// Whether an area lies between two x (`horizontal`) or two y (`vertical`), where that is not plain.
  public var orient: String?

  /// The line of a median.
  public struct Median: Hashable, Sendable, Encodable {
    /// Its colour.
    public var color: String
  }

  /// A mark with the properties that are given.
  public init(
    _ type: Kind, color: String? = nil, shape: String? = nil, filled: Bool? = nil, size: Double? = nil,
    opacity: Double? = nil, strokeDash: [Double]? = nil, strokeWidth: Double? = nil, interpolate: String? = nil,
    clip: Bool? = nil
  ) {
    self.type = type
    self.color = color
    self.shape = shape
    self.filled = filled
    self.size = size
    self.opacity = opacity
    self.strokeDash = strokeDash
    self.strokeWidth = strokeWidth
    self.interpolate = interpolate
    self.clip = clip
  }
}
