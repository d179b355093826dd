extension TestModel {
  /// One compartment, given intravenously, with events that happen once: what their hazards are, and how clearance
  /// changes from the first one on.
  ///
  /// Volume 5 L, clearance 1 L/day: k is 0.2 per day until `ADA`, then `factor` times that.
  public static func onset(hazard: String, factor: Double = 1, more: String = "", effects: String = "") -> TestModel {
    TestModel(
      name: "onset",
      """
      model onset {
        units {
          time = day
          amount = mg
          volume = L
        }
        theta {
          CL : L/day = 1 in 0...
          V : L = 5 in 0...
          k : 1/day = 0.02 in 0...
        }
        \(effects)
        compartments {
          central : mg
          leak : mg
        }
        doses {
          iv -> central
          side -> leak
        }
        dynamics {
          C = central / V
          central' = -CL * (1 + \(factor - 1) * ADA) * C
          leak' = -1[mg/day]
        }
        events {
          ADA : 1/day = \(hazard) ~ once "antibodies"
          \(more)
        }
        observations {
          serum : mg/L = C
          since : day = timeSince(ADA)
          state : 1 = ADA
        }
      }
      """)
  }
}
