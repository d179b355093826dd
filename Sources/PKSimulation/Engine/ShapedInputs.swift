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
  }
  private var slots: [Slot] = []

  /// Whether there never was a dose.
  var isEmpty: Bool { slots.isEmpty }

  /// Adds a dose in a lane; takes the place of one that is spent.
  mutating func add(_ shape: InputShape, into compartment: Int, at time: Double, _ lane: Int) {
    for index in slots.indices where slots[index].compartment == compartment {
      if let old = slots[index].shapes[lane], old.isSpent(after: time - slots[index].start[lane]) {
        remove(lane, at: index)
      }
    }
    var place = slots.firstIndex { $0.compartment == compartment && $0.shapes[lane] == nil } ?? slots.count
    if place == slots.count {
      slots.append(Slot(compartment: compartment))
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
  }

  /// Adds the rates at a time to derivatives.
  func addRates(at time: Lanes, to derivative: UnsafeMutablePointer<Lanes>) {
    for slot in slots {
      let (rate, _, _) = Self.rate(slot, time)
      derivative[slot.compartment] += rate
    }
  }

  /// Adds the slopes of the rates at a time to the derivatives with respect to time.
  func addSlopes(at time: Lanes, to derivative: UnsafeMutablePointer<Lanes>) {
    for slot in slots {
      let (rate, elapsed, spent) = Self.rate(slot, time)
      let slope = rate * (slot.exponent - slot.power * spent) / elapsed
      // Up to the floor the rate is constant.
      let moves = elapsed .> slot.floor
      derivative[slot.compartment] += Lanes(repeating: 0).blended(with: slope, where: moves)
    }
  }

  /// The rate, τ, and (τ/s)^q.
  private static func rate(_ slot: Slot, _ time: Lanes) -> (rate: Lanes, elapsed: Lanes, spent: Lanes) {
    let since = time - slot.start
    let elapsed = slot.floor.blended(with: since, where: since .> slot.floor)
    let log = LaneMath.log(elapsed)
    let spent = LaneMath.exp(slot.power * (log - slot.logScale))
    let value = LaneMath.exp(slot.coefficient + slot.exponent * log - spent)
    return (Lanes(repeating: 0).blended(with: value, where: slot.weight .> Lanes(repeating: 0)), elapsed, spent)
  }
}
