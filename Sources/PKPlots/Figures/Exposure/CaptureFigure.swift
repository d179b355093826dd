/// How much of the true Cmax a schedule of samples sees: the share of the peak, by schedule and arm.
public struct CaptureFigure: Sendable {
  /// A patient's sampled maximum as a share of the true one.
  public struct Value: Hashable, Sendable {
    /// The schedule, the arm, and the share.
    public var schedule: String, arm: String, share: Double

    /// A value.
    public init(schedule: String, arm: String, share: Double) {
      (self.schedule, self.arm, self.share) = (schedule, arm, share)
    }
  }

  /// The values.
  public var values: [Value]
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of values.
  public init(_ values: [Value], caption: FigureCaption) { (self.values, self.caption) = (values, caption) }

  /// The figure.
  public var spec: PlotSpec {
    let arms = ExposureFigure.distinct(values.map(\.arm))
    let schedules = ExposureFigure.distinct(values.map(\.schedule))
    let y = Channel.number("y", "Sampled Cmax (% of true Cmax)", scale: PlotScale(zero: false))
    return PlotSpec(
      kind: "capture", title: "Cmax captured by sampling",
      summary: "Share of the true maximum that \(schedules.count) schedules see in \(arms.count) arms.",
      caption: caption.lines,
      panels: arms.map { arm in
        let own = values.filter { $0.arm == arm }.map { (group: $0.schedule, y: 100 * $0.share) }
        return PlotPanel(
          title: arm, width: max(180, Double(schedules.count) * 80), height: 220,
          layers: BoxesWithPoints.layers(own, order: schedules, x: "Sampling schedule", y: y)
            + [ReferenceLine.horizontal([100], y: y.title ?? "")])
      }, columns: 3)
  }
}
