import PKModel
import PKTestSupport
import Testing

/// Linear dynamics are found, whatever way they are written; what is not linear is never taken for it.
@Suite struct LinearityTests {
  @Test(arguments: [
    "central' = -k * central\n peripheral' = 0[mg/h]",
    "central' = -(central * k)\n peripheral' = k * central",
    "central' = peripheral / 2[h] - central / (2[h] + 1 / k)\n peripheral' = -k * peripheral",
    "C = central / V\n central' = -CL * C - Q * (C - peripheral / V)\n peripheral' = Q * (C - peripheral / V)",
    "central' = R - k * central\n peripheral' = R",
    "central' = -k * (WT / 70[kg])^0.75 * central\n peripheral' = -sqrt(k * 4[1/h]) * peripheral",
    "central' = -exp(log(k * 1[h])) * central / 1[h]\n peripheral' = 0[mg/h]",
    "central' = if(WT > 70[kg], -k * central, -2 * k * central)\n peripheral' = 0[mg/h]",
    "central' = -k * max(WT / 70[kg], 1) * central\n peripheral' = 0[mg/h]",
    "central' = -k * if(occasion > 1, 0.5, 1) * central\n peripheral' = 0[mg/h]",
    "x = central + 2 * peripheral\n y = x - peripheral\n central' = -k * y\n peripheral' = -k * x",
    "central' = if(time > 1[h], -k * central, 0[mg/h])\n peripheral' = 0[mg/h]",
    "central' = -k * central + if(timeAfterDose < 2[h] and not (time >= 50[h]), R, 0)\n peripheral' = 0[mg/h]",
    "central' = -k * if(abs(time - 3[h]) < 1[h], 2, 1) * central\n peripheral' = 0[mg/h]",
    "central' = -k * central^1\n peripheral' = 0[mg/h] * central^2 / 1[mg2]",
  ])
  func linear(_ dynamics: String) throws { #expect(try isLinear(dynamics)) }

  @Test(arguments: [
    "central' = -VM * central / (KM + central)\n peripheral' = 0[mg/h]",
    "central' = -k * central * peripheral / 1[mg]\n peripheral' = 0[mg/h]",
    "central' = -k * central^2 / 1[mg]\n peripheral' = 0[mg/h]",
    "central' = -k * time / 1[h] * central\n peripheral' = 0[mg/h]",
    "central' = R * exp(-time / 1[h]) - k * central\n peripheral' = 0[mg/h]",
    "central' = -k * timeAfterDose / 1[h] * central\n peripheral' = 0[mg/h]",
    "central' = -k * max(central, peripheral)\n peripheral' = 0[mg/h]",
    "central' = -k * min(central, 3[mg])\n peripheral' = 0[mg/h]",
    "central' = -k * abs(central)\n peripheral' = 0[mg/h]",
    "central' = if(central > 1[mg], -k * central, 0[mg/h])\n peripheral' = 0[mg/h]",
    "central' = if(time > central * 1[h/mg], -k * central, 0[mg/h])\n peripheral' = 0[mg/h]",
    "central' = -k * max(time / 1[h], 1) * central\n peripheral' = 0[mg/h]",
    "central' = -k * sqrt(central / 1[mg]) * 1[mg]\n peripheral' = 0[mg/h]",
    "central' = -k * 1[mg] / (central / 1[mg] + 1)\n peripheral' = 0[mg/h]",
    "central' = -k * exp(-peripheral / 1[mg]) * 1[mg]\n peripheral' = 0[mg/h]",
  ])
  func nonlinear(_ dynamics: String) throws { #expect(try !isLinear(dynamics)) }

  private func isLinear(_ dynamics: String) throws -> Bool {
    let text = """
      model m {
        units {
          time = h
          amount = mg
          volume = L
        }
        covariates {
          WT : kg = 70
        }
        theta {
          k : 1/h = 0.1
          CL : L/h = 1
          Q : L/h = 1
          V : L = 10
          R : mg/h = 1
          VM : mg/h = 1
          KM : mg = 1
        }
        compartments {
          central : mg
          peripheral : mg
        }
        dynamics {
          \(dynamics)
        }
        observations {
          y : mg = central
        }
      }
      """
    return try TestModel(name: "m", text).compiled().isLinear
  }
}
