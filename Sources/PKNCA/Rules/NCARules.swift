/// Every choice of a non-compartmental analysis, by name; recorded with each result.
///
/// The defaults are those of WinNonlin's best fit where it has one, the linear trapezoidal rule, and errors
/// rather than guesses for data that contradict themselves.
public struct NCARules: Hashable, Sendable {
  /// How areas are calculated.
  public var method = AreaMethod.linear
  /// How the terminal phase is found.
  public var terminal = TerminalRule()
  /// What samples below the limit of quantification are taken for.
  public var belowLimit = BelowLimitRule()
  /// What samples without a value are taken for.
  public var missing = MissingRule.drop
  /// What several measurements at one time are taken for.
  public var duplicates = DuplicateRule.reject
  /// What negative concentrations are taken for.
  public var negatives = NegativeRule.reject
  /// What unsorted samples are taken for.
  public var order = OrderRule.sort
  /// Which clock is used.
  public var time = TimeRule.actual
  /// Where the concentration at the start is from.
  public var start = StartRule.automatic
  /// Whether samples at the time of a later bolus were taken before or after it.
  public var atDose = DoseTimeRule.automatic
  /// Where the concentration at the time of a bolus is from.
  public var initialConcentration: [InitialConcentrationMethod] = [.observed, .logSlope, .first]
  /// Which maximum is Tmax.
  public var tmax = TmaxRule.first
  /// Where areas above a concentration begin and end.
  public var crossings = CrossingRule.interpolated
  /// What Tlag is.
  public var tlag = TlagRule.beforeFirstMeasurable
  /// The percentage extrapolated to infinity above which what rests on it is flagged; nil for no such flag.
  public var maximumExtrapolation: Double? = 20
  /// The percentage extrapolated back to the dose above which it is flagged; nil for no such flag.
  public var maximumBackExtrapolation: Double? = 20

  /// Creates the default rules.
  public init() {}

  /// Creates rules with a method for areas and, apart from it, the defaults.
  public init(method: AreaMethod) { self.method = method }
}
