import PKLanguage
import PKModel
import PKNumerics
import PKTestSupport
import Testing

/// Derivative: the Jacobian of a program's dynamics against central differences of its own tape.
@Suite struct JacobianTapeTests {
  static let nonlinear = [.parallel, target, induction]

  /// Drug and target in full; every state but the peripheral one takes part in the binding.
  static let target = TestModel(
    name: "target",
    """
    model target {
      units {
        time = day
        amount = nmol
        volume = L
      }
      theta {
        tvCL : L/day = 0.2
        tvKON : L/nmol/day = 14.4
      }
      omega {
        CL = 0.09
      }
      individual {
        CL : L/day = tvCL ~ logNormal
      }
      compartments {
        central : nmol
        peripheral : nmol
        free : nmol/L
        bound : nmol/L
      }
      doses {
        iv -> central
      }
      dynamics {
        C1 : nmol/L = central / 3[L]
        across : nmol/day = 0.5[L/day] * (C1 - peripheral / 3[L])
        binding : nmol/L/day = tvKON * C1 * free - 1.44[1/day] * bound
        central' = -CL * C1 - across - 3[L] * binding
        peripheral' = across
        free' = 0.0667[nmol/L/day] - 0.1[1/day] * free - binding
        bound' = binding - 1[1/day] * bound
      }
      observations {
        serum : nmol/L = C1
      }
    }
    """)

  /// Elimination that grows with time.
  static let induction = TestModel(
    name: "induction",
    """
    model induction {
      units {
        time = day
        amount = mg
        volume = L
      }
      theta {
        tvCL : L/day = 0.2
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        CL : L/day = tvCL * (2 - exp(-time / 5[day]))
        central' = -CL * central / 3[L] * (1 + sqrt(central / 10[mg]))
      }
      observations {
        serum : mg/L = central / 3[L]
      }
    }
    """)

  @Test(arguments: nonlinear, [false, true])
  func entriesAreTheDynamicsDerivatives(_ model: TestModel, _ integrates: Bool) throws {
    let compiled = try model.compiled()
    let program = integrates ? compiled.integrating : compiled.plain
    let jacobian = try #require(program.jacobian)
    let file = registers(of: program, compiled.source)
    let n = program.compartmentCount
    let states = (0..<n).map { Lanes(repeating: 1.3 + 0.7 * Double($0)) + Lanes(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7) }
    let time = Lanes(repeating: 3.1)

    load(time, states, into: file, program)
    jacobian.tape.run(file)
    let entries = jacobian.tape.outputs.map { file[$0] }
    #expect(entries.count == jacobian.entries.count + jacobian.timeRows.count)
    for column in 0..<n {
      let size = 1e-5 * states[column]
      var (low, high) = (states, states)
      low[column] -= size
      high[column] += size
      let (before, after) = (derivatives(time, low, file, program), derivatives(time, high, file, program))
      for row in 0..<program.dimension {
        let place = jacobian.entries.firstIndex { $0 == (row, column) }
        agree(place.map { entries[$0] }, (after[row] - before[row]) / (2 * size), "\(model) (\(row), \(column))")
      }
    }
    let (before, after) = (
      derivatives(time - 1e-5, states, file, program), derivatives(time + 1e-5, states, file, program)
    )
    for row in 0..<program.dimension {
      let place = jacobian.timeRows.firstIndex(of: row).map { jacobian.entries.count + $0 }
      agree(place.map { entries[$0] }, (after[row] - before[row]) / 2e-5, "\(model) ∂f\(row)/∂t")
    }
  }

  /// Linear dynamics have their coefficients elsewhere; a tape of its own would be idle.
  @Test func linearProgramsHaveNone() throws {
    let linear = try TestModel.iv2.compiled()
    #expect(linear.plain.linear != nil && linear.plain.jacobian == nil)
  }

  /// Zeros of the structure are not computed.
  @Test func structuralZerosAreLeftOut() throws {
    let program = try TestModel.parallel.compiled().integrating
    let jacobian = try #require(program.jacobian)
    // Two compartments that feed each other, and the area, which the first one feeds.
    #expect(jacobian.entries.count == 5)
    #expect(jacobian.timeRows.isEmpty)
  }

  private func agree(_ entry: Lanes?, _ difference: Lanes, _ place: String) {
    for lane in 0..<8 {
      let close = closeness(entry?[lane] ?? 0, difference[lane], relative: 1e-6, absolute: 1e-7)
      #expect(close.holds, "\(place), lane \(lane): \(close)")
    }
  }

  private func registers(of program: Program, _ model: CheckedModel) -> LaneBuffer {
    let parameters = LaneBuffer(count: program.prologue.registerCount)
    program.prologue.prepare(parameters)
    for (register, theta) in zip(program.parameters.thetas, model.thetas) {
      parameters[register] = Lanes(repeating: theta.value)
    }
    for register in program.parameters.covariates { parameters[register] = Lanes(repeating: 70) }
    for register in program.parameters.etas { parameters[register] = [0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.05] }
    parameters[program.parameters.occasion] = Lanes(repeating: 1)
    parameters[program.parameters.doseTime] = Lanes(repeating: 0)
    for register in program.parameters.eventTimes { parameters[register] = Lanes(repeating: .infinity) }
    program.prologue.run(parameters)
    let file = LaneBuffer(count: program.registerCount)
    for (index, register) in program.prologue.outputs.prefix(program.hoistedCount).enumerated() {
      file[index] = parameters[register]
    }
    return file
  }

  private func load(_ time: Lanes, _ states: [Lanes], into file: borrowing LaneBuffer, _ program: Program) {
    file[program.timeRegister] = time
    for (index, state) in states.enumerated() { file[program.stateRegister + index] = state }
  }

  private func derivatives(
    _ time: Lanes, _ states: [Lanes], _ file: borrowing LaneBuffer, _ program: Program
  ) -> [Lanes] {
    load(time, states, into: file, program)
    program.dynamics.run(file)
    return program.dynamics.outputs.map { file[$0] }
  }
}
