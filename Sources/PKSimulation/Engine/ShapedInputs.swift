import PKModel
import PKNumerics

/// The doses that enter by a profile in each lane, any number of them at once.
struct ShapedInputs {
  /// One dose a lane, all into the same compartment.
  private struct Slot {
    let compartment: Int
    /// 1 in lanes with a dose, 0 in the others, whose other numbers are harmless.
    var weight = Lanes(repeating: 0)
    var start = Lanes(repeating: 0)
    var coefficient = Lanes(repeating: 0)
    var exponent = Lanes(repeating: 0)
    var logScale = Lanes(repeating: 0)
    var power = Lanes(repeating: 0)
    var floor = Lanes(repeating: 1)
    var shapes: [InputShape?] = Array(repeating: nil, count: Lanes.scalarCount)
    /// How all of it depends on each direction.
    var moves: [Moves]
  }

  /// How the doses of a slot depend on one direction; 0 in lanes without.
  private struct Moves {
    var coefficient = Lanes(repeating: 0)
    var exponent = Lanes(repeating: 0)
    var logScale = Lanes(repeating: 0)
    var power = Lanes(repeating: 0)
    var start = Lanes(repeating: 0)
  }

  private var slots: [Slot] = []
  /// How many directions there are, and how many compartments without their derivatives.
  private let directions: Int
  private let compartments: Int

  /// Creates inputs into the states of a program: its compartments, then their derivatives by each direction.
  init(_ program: Program) {
    directions = program.routeSensitivities.count
    compartments = program.compartmentCount / (directions + 1)
  }

  /// Whether there never was a dose.
  var isEmpty: Bool { slots.isEmpty }

  /// Adds a dose in a lane; takes the place of one that is spent.
  mutating func add(
    _ shape: InputShape, _ moves: [InputShape.Move], into compartment: Int, at time: Double, _ lane: Int
  ) {
    for index in slots.indices where slots[index].compartment == compartment {
      if let old = slots[index].shapes[lane], old.isSpent(after: time - slots[index].start[lane]) {
        remove(lane, at: index)
      }
    }
    var place = slots.firstIndex { $0.compartment == compartment && $0.shapes[lane] == nil } ?? slots.count
    if place == slots.count {
      slots.append(Slot(compartment: compartment, moves: Array(repeating: Moves(), count: directions)))
      place = slots.count - 1
    }
    slots[place].shapes[lane] = shape
    slots[place].weight[lane] = 1
    slots[place].start[lane] = time
    slots[place].coefficient[lane] = shape.coefficient
    slots[place].exponent[lane] = shape.exponent
    slots[place].logScale[lane] = shape.logScale
    slots[place].power[lane] = shape.power
    slots[place].floor[lane] = shape.floor
    for (direction, move) in moves.enumerated() { set(move, direction, place, lane) }
  }

  private mutating func set(_ move: InputShape.Move, _ direction: Int, _ place: Int, _ lane: Int) {
    slots[place].moves[direction].coefficient[lane] = move.coefficient
    slots[place].moves[direction].exponent[lane] = move.exponent
    slots[place].moves[direction].logScale[lane] = move.logScale
    slots[place].moves[direction].power[lane] = move.power
    slots[place].moves[direction].start[lane] = move.start
  }

  /// Ends the inputs of a lane, into one compartment or all.
  mutating func removeAll(into compartment: Int? = nil, _ lane: Int) {
    for index in slots.indices where compartment == nil || slots[index].compartment == compartment {
      remove(lane, at: index)
    }
  }

  private mutating func remove(_ lane: Int, at index: Int) {
    slots[index].shapes[lane] = nil
    slots[index].weight[lane] = 0
    slots[index].coefficient[lane] = 0
    slots[index].exponent[lane] = 0
    slots[index].logScale[lane] = 0
    slots[index].power[lane] = 0
    slots[index].floor[lane] = 1
    for direction in 0..<directions { set(InputShape.Move(), direction, index, lane) }
  }

  /// Adds the rates at a time to derivatives.
  func addRates(at time: Lanes, to derivative: UnsafeMutablePointer<Lanes>) {
    for slot in slots {
      let now = Moment(slot, time)
      derivative[slot.compartment] += now.rate
      for (direction, move) in slot.moves.enumerated() {
        derivative[slot.compartment + compartments * (direction + 1)] +=
          now.rate * now.growth(slot, move) - now.slope(slot) * move.start
      }
    }
  }

  /// Adds the slopes of the rates at a time to the derivatives with respect to time.
  func addSlopes(at time: Lanes, to derivative: UnsafeMutablePointer<Lanes>) {
    for slot in slots {
      let now = Moment(slot, time)
      let slope = now.slope(slot)
      derivative[slot.compartment] += slope
      guard !slot.moves.isEmpty else { continue }
      // Up to the floor nothing moves.
      let moves = now.isMoving
      let u = slot.exponent - slot.power * now.spent
      let bend =
        slope / now.elapsed * (u - 1) - slot.power * slot.power * now.spent * now.rate / now.elapsed / now.elapsed
      for (direction, move) in slot.moves.enumerated() {
        let change = now.rate * now.growthSlope(slot, move) + slope * now.growth(slot, move) - bend * move.start
        derivative[slot.compartment + compartments * (direction + 1)] +=
          Lanes(repeating: 0).blended(with: change, where: moves)
      }
    }
  }

  /// What a slot's rate is made of at a time.
  private struct Moment {
    let rate: Lanes
    /// τ and its logarithm, and (τ/s)^q.
    let elapsed: Lanes, log: Lanes, spent: Lanes
    /// Beyond the floor, up to which the rate is held; a solver that begins there may be off it by rounding.
    let isMoving: LaneMask

    init(_ slot: Slot, _ time: Lanes) {
      let since = time - slot.start
      isMoving = since .> (1 - 0x1p-12) * slot.floor
      elapsed = slot.floor.blended(with: since, where: since .> slot.floor)
      log = LaneMath.log(elapsed)
      // Finite, so that a rate of 0 times what it grows by stays 0.
      let power = LaneMath.exp(slot.power * (log - slot.logScale))
      spent = power.blended(with: 1e200, where: power .> Lanes(repeating: 1e200))
      let value = LaneMath.exp(slot.coefficient + slot.exponent * log - spent)
      rate = Lanes(repeating: 0).blended(with: value, where: slot.weight .> Lanes(repeating: 0))
    }

    /// The derivative of the rate by time; where it is infinite at the start, it is 0 there, as it is up to a floor.
    func slope(_ slot: Slot) -> Lanes {
      let slope = rate * (slot.exponent - slot.power * spent) / elapsed
      let isFinite = (slot.exponent .>= Lanes(repeating: 1)) .| (slot.exponent .== Lanes(repeating: 0))
      return Lanes(repeating: 0).blended(with: slope, where: isMoving .| isFinite)
    }

    /// The derivative of the rate's logarithm by a direction, at a fixed time since the dose's arrival.
    func growth(_ slot: Slot, _ move: Moves) -> Lanes {
      move.coefficient + move.exponent * log - spent * exponentGrowth(slot, move)
    }

    /// The derivative of `growth` by time.
    func growthSlope(_ slot: Slot, _ move: Moves) -> Lanes {
      (move.exponent - spent * (slot.power * exponentGrowth(slot, move) + move.power)) / elapsed
    }

    /// The derivative of the logarithm of (τ/s)^q.
    private func exponentGrowth(_ slot: Slot, _ move: Moves) -> Lanes {
      move.power * (log - slot.logScale) - slot.power * move.logScale
    }
  }
}
