extension TestModel {
  /// One compartment of volume 1 L with elimination constant `k` (0.1 per hour), whose equations switch in time.
  ///
  /// - Parameters:
  ///   - rate: what is added to the compartment, in mg/h.
  ///   - loss: the rate constant, in 1/h.
  ///   - events: lines of the events section; none for no section.
  /// - Returns: the model.
  public static func switching(rate: String = "0[mg/h]", loss: String = "k", events: String = "") -> TestModel {
    TestModel(
      name: "switching",
      """
      model switching {
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          k : 1/h = 0.1 in 0...
          tvT : h = 5 in 0...
          R : mg/h = 3
        }
        omega {
          T = 0.04
        }
        individual {
          T : h = tvT ~ logNormal
        }
        compartments {
          central : mg
          clock : mg
        }
        doses {
          iv -> central
          mark -> clock
        }
        dynamics {
          central' = \(rate) - (\(loss)) * central
          clock' = 0[mg/h]
        }
        \(events.isEmpty ? "" : "events { \(events) }")
        observations {
          content : mg = central
          span : h = T
        }
      }
      """)
  }
}
