extension RungeKuttaSolver {
  /// Begins anew in some lanes, whose time or state the caller has changed.
  ///
  /// Evaluates f at the new state and chooses the first step from it (after Hairer, Nørsett, Wanner, Solving Ordinary
  /// Differential Equations I, 2nd ed., II.4, "Starting step size", without the estimate of the second derivative: it
  /// costs an evaluation, and its fifth root says little; a step that is too long is rejected).
  public mutating func restart<D: LaneDynamics & ~Copyable>(
    _ lanes: LaneMask, before stop: Lanes, _ dynamics: inout D
  ) {
    let (n, k, y) = (dimension, k.base, state)
    // The other lanes' first stage must survive, so the new one is computed aside.
    let f = nextDerivative
    dynamics.evaluate(at: time, y, into: f)
    for i in 0..<n { k[i] = k[i].blended(with: f[i], where: lanes) }

    var size = Lanes(repeating: 0)
    var speed = Lanes(repeating: 0)
    for i in 0..<n {
      let scale = tolerances.absolute + tolerances.relative * magnitude(y[i])
      size = larger(size, magnitude(y[i]) / scale)
      speed = larger(speed, magnitude(f[i]) / scale)
    }
    // The step whose error term is as large as the tolerance if the derivatives grow like the first one, but not so
    // long that the state would move by more than its size, unless it is next to nothing.
    let tiny = Lanes(repeating: 1e-5)
    let modest = size / speed
    var guess = LaneMath.exp(LaneMath.log(0.01 / speed) / Double(method.order))
    guess = smaller(guess, modest.blended(with: guess, where: size .< tiny))
    // A system at rest gives no scale but the way ahead.
    guess = guess.blended(with: 0.1 * (stop - time), where: .!(speed .>= tiny))
    step = step.blended(with: guess, where: lanes)
    previousLogarithm = previousLogarithm.blended(with: Lanes(repeating: 0), where: lanes)
  }

  /// Attempts one step in every active lane, no further than its stop.
  ///
  /// After the call `nextTime`, `nextState` and `nextDerivative` describe the end of the step, in accepted lanes
  /// and until `commit`.
  public mutating func attempt<D: LaneDynamics & ~Copyable>(
    to stop: Lanes, active: LaneMask, _ dynamics: inout D
  ) -> StepAttempt {
    let zero = Lanes(repeating: 0)
    let left = stop - time
    // A step that would end just short of the stop goes there; one that would leave a sliver is shortened to half.
    let arrives = left .<= 1.01 * step
    let halves = (left .< 2 * step) .& .!arrives
    tried = step.blended(with: 0.5 * left, where: halves)
    tried = tried.blended(with: left, where: arrives)
    tried = tried.blended(with: zero, where: .!active)
    nextTime = (time + tried).blended(with: stop, where: arrives)

    runStages(&dynamics)
    error = scaledError()

    let accepted = active .& (error .<= Lanes(repeating: 1))
    let logarithm = controller.logarithm(of: error)
    let factor = controller.factor(error: error, logarithm: logarithm, previous: previousLogarithm)
    let proposal = tried * factor
    // What the stop shortened says little about the step that the error allows: it may only grow from there.
    let kept = larger(proposal, step.blended(with: zero, where: .!(accepted .& (arrives .| halves))))
    step = step.blended(with: kept, where: active)
    previousLogarithm = previousLogarithm.blended(with: logarithm, where: accepted)
    let stuck = active .& .!accepted .& ((time + 0.1 * step) .== time)
    return StepAttempt(accepted: accepted, arrived: accepted .& arrives, stuck: stuck)
  }

  /// Makes the attempted step's end the present, in the given lanes.
  public mutating func commit(_ lanes: LaneMask) {
    let (n, y, next, k, last) = (dimension, state, nextState, k.base, nextDerivative)
    time = time.blended(with: nextTime, where: lanes)
    for i in 0..<n {
      y[i] = y[i].blended(with: next[i], where: lanes)
      k[i] = k[i].blended(with: last[i], where: lanes)
    }
  }

  /// Evaluates the stages after the first; the last is the solution and its derivative.
  private mutating func runStages<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) {
    let (n, y, k, h, stages) = (dimension, state, k.base, tried, method.stages)
    var row = 0
    for s in 1..<stages {
      let target = s == stages - 1 ? nextState : stage.base
      flatA.withUnsafeBufferPointer { a in
        for i in 0..<n {
          var sum = a[row] * k[i]
          for j in 1..<max(s, 1) { sum += a[row + j] * k[j * n + i] }
          target[i] = y[i] + h * sum
        }
      }
      row += s
      dynamics.evaluate(at: time + method.c[s] * h, target, into: k + s * n)
    }
  }

  /// The largest error of any state as a share of what the tolerances allow; not a number where a state is none.
  private func scaledError() -> Lanes {
    let (n, y, next, k, stages) = (dimension, state, nextState, k.base, method.stages)
    var worst = Lanes(repeating: 0)
    method.error.withUnsafeBufferPointer { weights in
      for i in 0..<n {
        var sum = weights[0] * k[i]
        for j in 1..<stages { sum += weights[j] * k[j * n + i] }
        let scale = tolerances.absolute + tolerances.relative * larger(magnitude(y[i]), magnitude(next[i]))
        let share = magnitude(tried * sum) / scale
        // `larger` would drop a NaN; adding it keeps the lane from being accepted.
        worst = larger(worst, share).blended(with: share, where: share .!= share)
      }
    }
    return worst
  }
}

/// |x|.
@inline(__always)
func magnitude(_ x: Lanes) -> Lanes { x.absolute }

/// The larger of two, the first where the second is not a number.
@inline(__always)
func larger(_ a: Lanes, _ b: Lanes) -> Lanes { a.blended(with: b, where: b .> a) }

/// The smaller of two, the first where the second is not a number.
@inline(__always)
func smaller(_ a: Lanes, _ b: Lanes) -> Lanes { a.blended(with: b, where: b .< a) }
