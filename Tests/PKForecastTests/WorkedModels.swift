/// Models of published MAP cases: those of the mapbayr study with NONMEM's code (Le Louedec et al., CPT Pharmacometrics
/// Syst Pharmacol 10 (2021) 1208), and those of posologyr's tests.
enum WorkedModels {
  /// √0.05.
  static let proportional = "b : 1 = 0.22360679774997896"
  static let error = "C : mg/L = central / V ~ proportional(b)"

  /// CL 4 L/h, V 70 L, KA 1 /h, each with a variance of 0.2: what most runs of the study change one thing of.
  static func base(
    moreTheta: String = "", moreOmega: String = "", moreIndividual: String = "",
    omega: String = "CL = 0.2\nV = 0.2\nKA = 0.2",
    compartments: String = "gut : mg\ncentral : mg", doses: String = "oral -> gut\niv -> central",
    dynamics: String = "gut' = -KA * gut\ncentral' = KA * gut - CL/V * central",
    sigma: String = proportional, observations: String = error, covariates: String = "",
    cl: String = "CL : L/h = tvCL ~ logNormal"
  ) -> String {
    Patients.text(
      theta: "tvCL : L/h = 4\ntvV : L = 70\ntvKA : 1/h = 1\n" + moreTheta, omega: omega + "\n" + moreOmega,
      sigma: sigma,
      individual: "\(cl)\nV : L = tvV ~ logNormal\nKA : 1/h = tvKA ~ logNormal\n" + moreIndividual,
      compartments: compartments, doses: doses, dynamics: dynamics, observations: observations, covariates: covariates)
  }

  static let lag = base(
    moreTheta: "tvLAG : h = 1", moreOmega: "LAG = 0.2", moreIndividual: "LAG : h = tvLAG ~ logNormal",
    doses: "oral -> gut (lag = LAG)")

  static let zeroOrder = Patients.text(
    theta: "tvCL : L/h = 4\ntvV : L = 70\ntvD2 : h = 4", omega: "CL = 0.2\nV = 0.2\nD2 = 0.2", sigma: proportional,
    individual: "CL : L/h = tvCL ~ logNormal\nV : L = tvV ~ logNormal\nD2 : h = tvD2 ~ logNormal",
    doses: "oral -> central (duration = D2)", dynamics: "central' = -CL/V * central", observations: error)

  static let mixedOrder = base(
    moreTheta: "tvD2 : h = 4", moreOmega: "D2 = 0.2", moreIndividual: "D2 : h = tvD2 ~ logNormal",
    doses: "first -> gut (F = 0.2)\nzero -> central (F = 0.8, duration = D2)")

  static let dualFirstOrder = Patients.text(
    theta: "tvCL : L/h = 4\ntvV : L = 70\ntvKA1 : 1/h = 1\ntvKA3 : 1/h = 0.25",
    omega: "CL = 0.2\nV = 0.2\nKA1 = 0.2\nKA3 = 0.2", sigma: proportional,
    individual:
      "CL : L/h = tvCL ~ logNormal\nV : L = tvV ~ logNormal\nKA1 : 1/h = tvKA1 ~ logNormal\nKA3 : 1/h = tvKA3 ~ logNormal",
    compartments: "gut : mg\ncentral : mg\nslow : mg", doses: "fast -> gut (F = 0.2)\nlate -> slow (F = 0.8)",
    dynamics: "gut' = -KA1 * gut\nslow' = -KA3 * slow\ncentral' = KA1 * gut + KA3 * slow - CL/V * central",
    observations: error)

  static let twoCompartments = base(
    moreTheta: "tvQ : L/h = 4\ntvVP : L = 50", moreOmega: "VP = 0.2",
    moreIndividual: "VP : L = tvVP ~ logNormal\nQ : L/h = tvQ", compartments: "gut : mg\ncentral : mg\nperipheral : mg",
    doses: "oral -> gut",
    dynamics: """
      gut' = -KA * gut
      central' = KA * gut - CL/V * central - Q * (central/V - peripheral/VP)
      peripheral' = Q * (central/V - peripheral/VP)
      """)

  static let michaelisMenten = Patients.text(
    theta: "tvVMAX : mg/h = 10000\ntvV : L = 70\ntvKA : 1/h = 1\ntvKM : mg/L = 2500",
    omega: "VMAX = 0.2\nV = 0.2\nKA = 0.2\nKM = 0.2", sigma: proportional,
    individual:
      "VMAX : mg/h = tvVMAX ~ logNormal\nV : L = tvV ~ logNormal\nKA : 1/h = tvKA ~ logNormal\nKM : mg/L = tvKM ~ logNormal",
    compartments: "gut : mg\ncentral : mg", doses: "oral -> gut",
    dynamics: "C1 : mg/L = central / V\ngut' = -KA * gut\ncentral' = KA * gut - VMAX * C1 / (KM + C1)",
    observations: error)

  static let covariates = base(
    covariates: "BW : kg = 75\nSEX : 1 = 0", cl: "CL : L/h = tvCL * (BW/75[kg])^1.5 * 0.75^SEX ~ logNormal")

  static let metabolite = base(
    moreTheta: "tvCLm : L/h = 2.5\ntvVm : L = 60", moreOmega: "CLm = 0.2\nVm = 0.2",
    moreIndividual: "CLm : L/h = tvCLm ~ logNormal\nVm : L = tvVm ~ logNormal",
    compartments: "gut : mg\ncentral : mg\nmetabolite : mg", doses: "oral -> gut",
    dynamics: """
      gut' = -KA * gut
      central' = KA * gut - CL/V * central
      metabolite' = 0.7 * CL/V * central - CLm/Vm * metabolite
      """,
    observations: "parent : mg/L = central / V ~ proportional(b)\nmetab : mg/L = metabolite / Vm ~ proportional(b)")

  static let carboplatin = Patients.text(
    theta: "tvCL : L/h = 6.38\ntvV1 : L = 16.435\ntvV2 : L = 9.56\ntvQ : L/h = 2.70",
    omega: "CL = 0.105\nV1 = 0.0378\nV2 = 0.026", sigma: "b : 1 = 0.19519221295943135",
    individual: "CL : L/h = tvCL ~ logNormal\nV1 : L = tvV1 ~ logNormal\nV2 : L = tvV2 ~ logNormal\nQ : L/h = tvQ",
    compartments: "central : mg\nperipheral : mg",
    dynamics: """
      central' = -CL/V1 * central - Q * (central/V1 - peripheral/V2)
      peripheral' = Q * (central/V1 - peripheral/V2)
      """, observations: "C : mg/L = central / V1 ~ proportional(b)")

  static let methotrexate = Patients.text(
    theta: "tvCL : L/h = 7.1\ntvV : L = 25.1\ntvQ : L/h = 0.15\ntvVP : L = 2.7",
    omega: """
      (CL, V) = [0.266256, 0.002401, 0.233289]
      (Q, VP) = [0.430336, 0.084164, 0.4096]
      CL(per: OCC) = 0.027225
      """,
    sigma: "b : 1 = 0.46\na : mg/L = 15",
    individual: """
      CL : L/h = tvCL * (SCR/67)^(-0.43) * (AGE/62)^(-0.22) ~ logNormal + logNormal(per: OCC)
      V : L = tvV ~ logNormal
      Q : L/h = tvQ ~ logNormal
      VP : L = tvVP ~ logNormal
      """,
    compartments: "central : mg\nperipheral : mg",
    dynamics: """
      central' = -CL/V * central - Q * (central/V - peripheral/VP)
      peripheral' = Q * (central/V - peripheral/VP)
      """, observations: "C : mg/L = 2.2 * central / V ~ proportional(b) + additive(a)",
    covariates: "OCC : 1 = 1\nAGE : 1 = 62\nSCR : 1 = 67")

  // MARK: - mapbayr's and posologyr's examples

  static let readme = Patients.text(
    theta: "tvCL : L/h = 0.9\ntvV1 : L = 10", omega: "CL = 0.3\nV1 = 0.3",
    sigma: "b : 1 = 0.22360679774997896\na : mg/L = 0.31622776601683794",
    individual: "CL : L/h = tvCL * (BW/70[kg])^1.2 ~ logNormal\nV1 : L = tvV1 ~ logNormal",
    compartments: "central : mg\nperipheral : mg",
    dynamics: """
      central' = -CL/V1 * central - 1[L/h] * (central/V1 - peripheral/10[L])
      peripheral' = 1[L/h] * (central/V1 - peripheral/10[L])
      """, observations: "C : mg/L = central / V1 ~ proportional(b) + additive(a)", covariates: "BW : kg = 70")

  static let gentamicin = Patients.text(
    theta: "tvCL : L/h = 1.786\ntvV : L = 17.64\ntvk12 : 1/h = 0.092\ntvk21 : 1/h = 0.071",
    omega: "CL = 0.084\nV = 0.003\nk12 = 0.398\nk21 = 0.342", sigma: "a : mg/L = 0.23\nb : 1 = 0.237",
    individual:
      "CL : L/h = tvCL ~ logNormal\nV : L = tvV ~ logNormal\nk12 : 1/h = tvk12 ~ logNormal\nk21 : 1/h = tvk21 ~ logNormal",
    compartments: "central : mg\nperipheral : mg",
    dynamics: """
      central' = -(CL/V + k12) * central + k21 * peripheral
      peripheral' = k12 * central - k21 * peripheral
      """, observations: "C : mg/L = central / V ~ combined1(a, b)")

  static func amikacin(error: String = "combined1(a, b)") -> String {
    Patients.text(
      theta: "tvCL : L/h = 4.3\ntvV : L = 15.9\ntvVP : L = 21.4\ntvQ : L/h = 12.1",
      omega: "(CL, V, VP, Q) = [0.1, 0.01, 0.05, 0.01, 0.02, 0.2, -0.06, 0.004, 0.003, 0.08]",
      sigma: "a : mg/L = 0.2\nb : 1 = 0.1",
      individual: """
        CL : L/h = tvCL * (50/82)^0.7 ~ logNormal
        V : L = tvV * (62/78)^0.9 ~ logNormal
        VP : L = tvVP ~ logNormal
        Q : L/h = tvQ ~ logNormal
        """,
      compartments: "central : mg\nperipheral : mg",
      dynamics: """
        central' = -CL/V * central - Q * (central/V - peripheral/VP)
        peripheral' = Q * (central/V - peripheral/VP)
        """, observations: "C : mg/L = central / V ~ \(error)")
  }

  /// Goti 2018 with random effects that may be known beforehand.
  static func vancomycin(clearance: Double, weight: Double, effects: [Double] = [0, 0, 0]) -> String {
    Patients.text(
      theta: "tvCL : L/h = 4.5\ntvV : L = 58.4\ntvVP : L = 38.4\ntvQ : L/h = 6.5",
      omega: "CL = 0.147\nV = 0.510\nVP = 0.282", sigma: "a : mg/L = 3.4\nb : 1 = 0.227",
      individual: """
        CL : L/h = tvCL * (\(clearance)/120)^0.8 * exp(\(effects[0])) ~ logNormal
        V : L = tvV * \(weight)/70 * exp(\(effects[1])) ~ logNormal
        VP : L = tvVP * exp(\(effects[2])) ~ logNormal
        Q : L/h = tvQ
        """,
      compartments: "central : mg\nperipheral : mg",
      dynamics: """
        central' = -CL/V * central - Q * (central/V - peripheral/VP)
        peripheral' = Q * (central/V - peripheral/VP)
        """, observations: "C : mg/L = central / V ~ combined1(a, b)")
  }

  static let tobramycin = Patients.text(
    theta: "tvke : 1/h = 0.21\ntvV : L = 19.8", omega: "ke = 0.08075\nV = 0.01203", sigma: "b : 1 = 0.198",
    individual:
      "ke : 1/h = tvke * (80/67.8)^0.89 * (65/66.4)^(-1.09) ~ logNormal\nV : L = tvV * (65/66.4)^0.80 ~ logNormal",
    compartments: "central : mg\nperipheral : mg",
    dynamics: """
      central' = -(ke + 0.041[1/h]) * central + 0.12[1/h] * peripheral
      peripheral' = 0.041[1/h] * central - 0.12[1/h] * peripheral
      """, observations: "C : mg/L = central / V ~ proportional(b)")
}
