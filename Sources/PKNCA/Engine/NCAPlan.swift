/// Parameters in an order in which each comes after those that it depends on.
struct NCAPlan: Sendable {
  /// What is calculated, in order: what was asked for and what that needs.
  let parameters: [NCAParameter]
  /// The places of the dependencies of each.
  let positions: [[Int]]
  /// The places of what was asked for, in the order asked.
  let wanted: [Int]

  /// Plans the parameters that are defined for a route.
  init(_ parameters: [NCAParameter], route: NCARoute) {
    var order: [NCAParameter] = []
    var places: [NCAParameter: Int] = [:]
    var positions: [[Int]] = []
    func visit(_ parameter: NCAParameter) -> Int {
      if let place = places[parameter] { return place }
      // Definitions are values, so a cycle of dependencies cannot be written.
      let dependencies = parameter.dependencies.map(visit)
      places[parameter] = order.count
      order.append(parameter)
      positions.append(dependencies)
      return order.count - 1
    }
    wanted = parameters.filter { !$0.routes.isDisjoint(with: NCARoutes(route)) }.map(visit)
    self.parameters = order
    self.positions = positions
  }
}
