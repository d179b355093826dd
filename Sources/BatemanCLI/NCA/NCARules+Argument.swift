public import ArgumentParser
public import Bateman

extension AreaMethod: ExpressibleByArgument {}
extension CrossingRule: ExpressibleByArgument {}
extension DoseTimeRule: ExpressibleByArgument {}
extension DuplicateRule: ExpressibleByArgument {}
extension NegativeRule: ExpressibleByArgument {}
extension OrderRule: ExpressibleByArgument {}
extension TimeRule: ExpressibleByArgument {}
extension TmaxRule: ExpressibleByArgument {}
extension TlagRule: ExpressibleByArgument {}
extension TerminalRule.MaximumUse: ExpressibleByArgument {}
extension TerminalRule.Weighting: ExpressibleByArgument {}
