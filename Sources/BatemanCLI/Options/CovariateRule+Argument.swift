public import ArgumentParser
public import Bateman

extension CovariateRule: ExpressibleByArgument {}
