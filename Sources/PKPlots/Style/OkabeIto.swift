/// Colours that people with any common colour vision tell apart.
///
/// Okabe and Ito, "Color Universal Design" (2008).
public enum OkabeIto {
  /// For observations and reference lines.
  public static let black = "#000000"
  /// Of groups.
  public static let orange = "#E69F00"
  /// For bodies of bars and boxes.
  public static let skyBlue = "#56B4E9"
  /// Of groups, and for targets.
  public static let green = "#009E73"
  /// Of groups, the last.
  public static let yellow = "#F0E442"
  /// For what a model predicts.
  public static let blue = "#0072B2"
  /// For trends, and what stands out.
  public static let vermilion = "#D55E00"
  /// For what lies below a limit.
  public static let purple = "#CC79A7"
  /// For what steps back: limits, zero lines.
  public static let gray = "#777777"

  /// The colours of groups, the darkest first; yellow, which is hard to see on white, comes last.
  public static let groups = [blue, vermilion, green, purple, orange, skyBlue, black, yellow]
  /// The shapes of groups, beside their colours.
  public static let shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right"]
  /// The dashes of groups, beside their colours.
  public static let dashes: [[Double]] = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [10, 4], [1, 3]]

  /// As many colours, shapes or dashes as there are groups, from the first again when there are more.
  static func cycle<Value>(_ values: [Value], _ count: Int) -> [Value] { (0..<count).map { values[$0 % values.count] } }
}

/// How groups are told apart: by colour, and by shape or dashes as well.
public struct GroupStyle: Hashable, Sendable {
  /// The groups in order.
  public var groups: [String]
  /// What stands above the legend.
  public var title: String

  /// A style of groups.
  public init(_ groups: [String], title: String) {
    self.groups = groups
    self.title = title
  }

  private var legend: Channel.Guide {
    guard groups.count > 1 else { return .hidden }
    var properties = GuideProperties()
    properties.symbolOpacity = 1
    properties.labelLimit = 320
    // Long names in four columns would lie over one another.
    if groups.contains(where: { $0.count > 22 }) { properties.columns = 2 }
    return .shown(properties)
  }

  /// The colour of a column's groups.
  public func color(_ field: String = "group") -> Channel {
    .category(field, title, scale: .colors(groups, OkabeIto.cycle(OkabeIto.groups, groups.count)), legend: legend)
  }

  /// The shape of a column's groups.
  public func shape(_ field: String = "group") -> Channel {
    .category(field, title, scale: .colors(groups, OkabeIto.cycle(OkabeIto.shapes, groups.count)), legend: legend)
  }

  /// The dashes of a column's groups.
  public func dash(_ field: String = "group") -> Channel {
    let dashes = OkabeIto.cycle(OkabeIto.dashes, groups.count).map { PlotScale.RangeValue.dashes($0) }
    return .category(
      field, title, scale: PlotScale(domain: groups.map { .text($0) }, range: dashes), legend: legend)
  }

  /// A line of each group in its colour and dashes, without a legend: that of the points says the colours, and would be
  /// dashed too.
  func lines(_ encoding: [PlotLayer.Place: Channel], _ field: String = "group") -> [PlotLayer] {
    let looks = zip(
      OkabeIto.cycle(OkabeIto.groups, groups.count), OkabeIto.cycle(OkabeIto.dashes, groups.count))
    return zip(groups, looks).map { group, look in
      PlotLayer(
        Mark(.line, color: look.0, strokeDash: look.1, strokeWidth: 1.5), encoding,
        transform: [.filter(field, equals: .text(group))])
    }
  }
}
