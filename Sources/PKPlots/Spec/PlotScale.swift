/// How values are laid out along an axis or over colours.
public struct PlotScale: Hashable, Sendable, Encodable {
  /// Linear, logarithmic, or logarithmic beyond 1 on both sides.
  public enum Kind: String, Hashable, Sendable, Encodable { case linear, log, symlog }

  /// The kind.
  public var type: Kind?
  /// The values: two ends of numbers, or the categories.
  public var domain: [PlotValue]?
  /// The colours, shapes or dashes of the categories.
  public var range: [RangeValue]?
  /// Whether 0 is in it.
  public var zero: Bool?
  /// Whether it is extended to round numbers.
  public var nice: Bool?
  /// The space around marks, in pixels.
  public var padding: Double?

  /// A colour, a shape, or the dashes of a line.
  public enum RangeValue: Hashable, Sendable, Encodable {
    /// A colour or shape.
    case name(String)
    /// Lengths of dashes and gaps.
    case dashes([Double])

    /// Writes the value alone.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .name(let name): try container.encode(name)
      case .dashes(let dashes): try container.encode(dashes)
      }
    }
  }

  /// A scale with the properties that are given.
  public init(
    type: Kind? = nil, domain: [PlotValue]? = nil, range: [RangeValue]? = nil, zero: Bool? = nil, nice: Bool? = nil
  ) {
    self.type = type
    self.domain = domain
    self.range = range
    self.zero = zero
    self.nice = nice
  }

  /// A linear or logarithmic axis that need not begin at 0.
  public static func axis(isLogarithmic: Bool, zero: Bool = false) -> PlotScale {
    guard isLogarithmic else { return PlotScale(zero: zero) }
    // Round ends would be powers of ten, far from the data; a few pixels keep marks off the frame.
    var scale = PlotScale(type: .log, nice: false)
    scale.padding = 8
    return scale
  }

  /// Categories in colours.
  public static func colors(_ categories: [String], _ colors: [String]) -> PlotScale {
    PlotScale(domain: categories.map { .text($0) }, range: colors.map { .name($0) })
  }
}
