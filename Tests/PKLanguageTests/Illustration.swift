import PKText

/// A correct model with made-up numbers that uses most of the language; tests make one mistake in it at a time.
enum Illustration {
  static let text = """
    // An antibody given into a vein or under the skin; every number is made up.
    model mab_sc {
      about "One-compartment antibody with absorption and anti-drug antibodies"
      reference "Nobody 2020, J Illustr 1:1"
      status illustrative

      units {
        time   = day
        amount = nmol
        volume = L
      }

      molecules {
        mAb : kg/mol = 150
      }

      covariates {
        WT  : kg = 70 in 30...180 "body weight"
        SEX : {male, female} = male
        OCC : 1 = 1
      }

      theta {
        tvCL : L/day = 0.3   in 0.01...5 "clearance"
        tvV  : L     = 3.5   in 0.5...20
        tvKA : 1/day = 0.25  in 0.01...5
        Fsc  : 1     = 0.7   in 0...1
        ALAG : h     = 2     in 0...24
        kADA : 1/day = 0.001 in 0...1
        fADA : 1     = 1.5   fixed
      }

      omega {
        (CL, V) = [cv 30%, corr 0.5, cv 20%]
        CL(per: OCC) = cv 15%
        KA = 0.2 fixed
      }

      sigma {
        prop : 1    = 0.15 in 0...1
        add  : ug/L = 50   fixed
      }

      individual {
        CL : L/day = tvCL * (WT / 70[kg])^0.75 * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
        V  : L     = tvV * (WT / 70[kg]) ~ logNormal
        KA : 1/day = tvKA ~ logNormal
      }

      compartments {
        depot   "under the skin"
        central
      }

      doses {
        iv -> central of mAb
        sc -> depot of mAb (F = Fsc, lag = ALAG)
      }

      dynamics {
        C = central / V
        absorption = KA * depot
        elimination : nmol/h = CL * C * (1 + fADA * ADA)
        depot'   = -absorption
        central' = absorption - elimination
      }

      events {
        ADA : 1/day = if(time < 2[wk], 0, kADA) ~ once "treatment-emergent ADA"
      }

      observations {
        conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
      }
    }
    """

  /// The text with one place changed; traps in the test when the place is not there exactly once.
  static func replacing(_ old: String, with new: String) -> SourceText {
    let parts = text.split(separator: old, omittingEmptySubsequences: false)
    precondition(parts.count == 2, "'\(old)' is in the illustration \(parts.count - 1) times")
    return SourceText(name: "mab.pkm", parts.joined(separator: new))
  }

  static let source = SourceText(name: "mab.pkm", text)
}
