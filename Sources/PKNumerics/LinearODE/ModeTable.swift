/// The modes of each lane and their derivatives, as the solver's loops over them read them: numbers in a row, without
/// bounds checks.
struct ModeTable: ~Copyable {
  private let base: UnsafeMutablePointer<Double>
  private let order: Int, directions: Int
  /// How many numbers a lane has.
  private let size: Int

  init(order: Int, directions: Int) {
    self.order = order
    self.directions = directions
    size = order * order * (2 + 2 * directions) + order * directions
    base = .allocate(capacity: max(1, size * Lanes.scalarCount))
    base.initialize(repeating: 0, count: max(1, size * Lanes.scalarCount))
  }

  deinit { base.deallocate() }

  /// Takes what was found for a lane.
  func write(_ lane: Int, _ modes: Modes, _ derivatives: ModeDerivatives) {
    var place = base + lane * size
    for part in [modes.vectors, modes.inverse, derivatives.mixing, derivatives.vectors, derivatives.values] {
      for value in part {
        place.pointee = value
        place += 1
      }
    }
  }

  /// A lane's eigenvectors and their inverse, column-major.
  @inline(__always)
  func vectors(_ lane: Int) -> UnsafePointer<Double> { UnsafePointer(base + lane * size) }
  @inline(__always)
  func inverse(_ lane: Int) -> UnsafePointer<Double> { vectors(lane) + order * order }

  /// By direction: how the eigenvectors mix, how they move, and how the eigenvalues do.
  @inline(__always)
  func mixing(_ lane: Int, _ direction: Int) -> UnsafePointer<Double> {
    vectors(lane) + order * order * (2 + direction)
  }
  @inline(__always)
  func moved(_ lane: Int, _ direction: Int) -> UnsafePointer<Double> {
    vectors(lane) + order * order * (2 + directions + direction)
  }
  @inline(__always)
  func slopes(_ lane: Int, _ direction: Int) -> UnsafePointer<Double> {
    vectors(lane) + order * order * (2 + 2 * directions) + order * direction
  }
}
