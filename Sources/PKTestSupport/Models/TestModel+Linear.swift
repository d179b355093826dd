extension TestModel {
  /// One compartment: CL 5 L/h, V 50 L, both with random effects.
  public static let iv1 = TestModel(
    name: "iv1",
    """
    model iv1 {
      units {
        time = h
        amount = mg
        volume = L
      }
      theta {
        tvCL : L/h = 5
        tvV : L = 50
      }
      omega {
        CL = 0.09
        V = 0.04
      }
      sigma {
        prop : 1 = 0.1
      }
      individual {
        CL : L/h = tvCL ~ logNormal
        V : L = tvV ~ logNormal
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        C : mg/L = central / V
        central' = -CL * C
      }
      observations {
        plasma : mg/L = C ~ proportional(prop)
      }
    }
    """)

  /// Two compartments: CL 4 L/h, V1 20 L, Q 6 L/h, V2 40 L, with weight on CL and V1, and correlated random effects.
  public static let iv2 = TestModel(
    name: "iv2",
    """
    model iv2 {
      units {
        time = h
        amount = mg
        volume = L
      }
      covariates {
        WT : kg = 70 in 30...150
      }
      theta {
        tvCL : L/h = 4
        tvV1 : L = 20
        tvQ : L/h = 6
        tvV2 : L = 40
      }
      omega {
        (CL, V1) = [0.09, 0.03, 0.05]
      }
      sigma {
        prop : 1 = 0.1
        add : mg/L = 0.01
      }
      individual {
        CL : L/h = tvCL * (WT / 70[kg])^0.75 ~ logNormal
        V1 : L = tvV1 * WT / 70[kg] ~ logNormal
      }
      compartments {
        central : mg
        peripheral : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        C1 : mg/L = central / V1
        C2 : mg/L = peripheral / tvV2
        central' = -CL * C1 - tvQ * (C1 - C2)
        peripheral' = tvQ * (C1 - C2)
      }
      observations {
        plasma : mg/L = C1 ~ proportional(prop) + additive(add)
      }
    }
    """)

  /// One compartment with first-order absorption: KA 1/h, CL 5 L/h, V 50 L, F 0.8, and a second route without F.
  public static let oral1 = TestModel(
    name: "oral1",
    """
    model oral1 {
      units {
        time = h
        amount = mg
        volume = L
      }
      theta {
        tvKA : 1/h = 1
        tvCL : L/h = 5
        tvV : L = 50
        tvF : 1 = 0.8
      }
      omega {
        KA = 0.16
        CL = 0.09
      }
      sigma {
        prop : 1 = 0.1
      }
      individual {
        KA : 1/h = tvKA ~ logNormal
        CL : L/h = tvCL ~ logNormal
      }
      compartments {
        gut : mg
        central : mg
      }
      doses {
        oral -> gut (F = tvF)
        iv -> central
      }
      dynamics {
        C : mg/L = central / tvV
        gut' = -KA * gut
        central' = KA * gut - CL * C
      }
      observations {
        plasma : mg/L = C ~ proportional(prop)
      }
    }
    """)

  /// Two compartments with first-order absorption: KA 0.7/h, and those of `iv2`; F 0.6, lag 0.5 h.
  public static let oral2 = TestModel(
    name: "oral2",
    """
    model oral2 {
      units {
        time = h
        amount = mg
        volume = L
      }
      theta {
        KA : 1/h = 0.7
        CL : L/h = 4
        V1 : L = 20
        Q : L/h = 6
        V2 : L = 40
        bio : 1 = 0.6
        late : h = 0.5
      }
      compartments {
        gut : mg
        central : mg
        peripheral : mg
      }
      doses {
        oral -> gut (F = bio, lag = late)
      }
      dynamics {
        C1 : mg/L = central / V1
        C2 : mg/L = peripheral / V2
        gut' = -KA * gut
        central' = KA * gut - CL * C1 - Q * (C1 - C2)
        peripheral' = Q * (C1 - C2)
      }
      observations {
        plasma : mg/L = C1
      }
    }
    """)
}
