extension TestModel {
  /// Two compartments with parallel linear and Michaelis–Menten elimination, as of an antibody.
  public static let parallel = TestModel(
    name: "parallel",
    """
    model parallel {
      units {
        time = day
        amount = mg
        volume = L
      }
      covariates {
        WT : kg = 70 in 30...150
      }
      theta {
        tvCL : L/day = 0.2
        tvV1 : L = 3
        tvQ : L/day = 0.5
        tvV2 : L = 3
        tvVMAX : mg/day = 8
        tvKM : mg/L = 2
      }
      omega {
        (CL, V1) = [0.09, 0.03, 0.05]
        VMAX = 0.04
      }
      sigma {
        prop : 1 = 0.15
      }
      individual {
        CL : L/day = tvCL * (WT / 70[kg])^0.75 ~ logNormal
        V1 : L = tvV1 * WT / 70[kg] ~ logNormal
        VMAX : mg/day = tvVMAX ~ logNormal
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
        central' = -CL * C1 - VMAX * C1 / (tvKM + C1) - tvQ * (C1 - C2)
        peripheral' = tvQ * (C1 - C2)
      }
      observations {
        serum : mg/L = C1 ~ proportional(prop)
      }
    }
    """)

  /// An antibody–drug conjugate and its payload, in amount of substance; a third state counts what has left.
  public static let conjugate = TestModel(
    name: "conjugate",
    """
    model conjugate {
      units {
        time = day
        amount = nmol
        volume = L
      }
      molecules {
        ADC : kg/mol = 150
        payload : kg/mol = 0.5
      }
      theta {
        tvKD : 1/day = 0.15
        tvV1 : L = 3
        tvVMAX : nmol/day = 20
        tvKM : nmol/L = 10
        tvCLP : L/day = 300
        tvVP : L = 30
        DAR : 1 = 8
      }
      omega {
        KD = 0.09
        V1 = 0.04
        CLP = 0.16
      }
      individual {
        KD : 1/day = tvKD ~ logNormal
        V1 : L = tvV1 ~ logNormal
        CLP : L/day = tvCLP ~ logNormal
      }
      compartments {
        central : nmol
        free : nmol
        gone : nmol
      }
      doses {
        iv -> central of ADC
      }
      dynamics {
        C1 : nmol/L = central / V1
        saturable = tvVMAX * C1 / (tvKM + C1)
        release = KD * central
        central' = -release - saturable
        free' = DAR * (release + saturable) - CLP / tvVP * free
        gone' = CLP / tvVP * free
      }
      observations {
        intact : mg/L of ADC = C1
        payload : ng/mL of payload = free / tvVP
        antibody : nmol = central
        released : nmol = free + gone
      }
    }
    """)

  /// Every model of the catalogue.
  public static let all: [TestModel] = [
    .iv1, .iv2, .oral1, .oral2, .parallel, .conjugate, .routes, .vessel,
  ]
}
