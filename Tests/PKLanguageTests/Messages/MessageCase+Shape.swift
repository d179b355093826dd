extension MessageCase {
  /// Messages about parts of the statement's shape.
  static let shape: [MessageCase] = [
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L     = 3.5   fixed in 0.5...20",
      prints: """
        error[PK1014]: a range 'in …' stands before 'fixed'
          --> mab.pkm:25:32
        25 |     tvV  : L     = 3.5   fixed in 0.5...20
           |                                ^^^^^^^^^^^
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L     = 3.5   ~ normal",
      prints: """
        error[PK2015]: the prior 'normal' takes two arguments
          --> mab.pkm:25:28
        25 |     tvV  : L     = 3.5   ~ normal
           |                            ^^^^^^
           = help: write normal(5, 1)
           = help: variability stands in 'individual', as in CL : L/h = tvCL ~ logNormal
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central / V fixed",
      prints: """
        error[PK1014]: 'fixed' has no meaning in 'dynamics'
          --> mab.pkm:61:21
        61 |     C = central / V fixed
           |                     ^^^^^
           = help: a line of 'dynamics' reads: C1 : nmol/L = central / V1, or central' = -CL * C1
        """),
    MessageCase(
      "    sc -> depot of mAb (F = Fsc, lag = ALAG)",
      with: "    sc : depot of mAb (F = Fsc, lag = ALAG)",
      prints: """
        error[PK1014]: a unit has no meaning in 'doses'
          --> mab.pkm:57:8
        57 |     sc : depot of mAb (F = Fsc, lag = ALAG)
           |        ^^^^^^^
           = help: a line of 'doses' reads: sc -> depot of ADC (F = Fsc, lag = ALAG)
        """),
    MessageCase(
      "    KA = 0.2 fixed",
      with: "    KA : 1/day = 0.2 fixed",
      prints: """
        error[PK1014]: a unit has no meaning in 'omega'
          --> mab.pkm:36:8
        36 |     KA : 1/day = 0.2 fixed
           |        ^^^^^^^
           = help: variances are on the scale of the random effects and have no unit
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = [1, 2]",
      prints: """
        error[PK1014]: a list of values has a meaning only in 'omega'
          --> mab.pkm:29:20
        29 |     kADA : 1/day = [1, 2]
           |                    ^^^^^^
        """),
    MessageCase(
      "SEX : {male, female} = male",
      with: "SEX : {male, female} = male in 0...1",
      prints: """
        error[PK1014]: a category has no range
          --> mab.pkm:19:33
        19 |     SEX : {male, female} = male in 0...1
           |                                 ^^^^^^^^
        """),
    MessageCase(
      "    central' = absorption - elimination",
      with: "    central' of mAb = absorption - elimination",
      prints: """
        error[PK1014]: 'of …' has no meaning in 'dynamics'
          --> mab.pkm:65:14
        65 |     central' of mAb = absorption - elimination
           |              ^^^^^^
           = help: a line of 'dynamics' reads: C1 : nmol/L = central / V1, or central' = -CL * C1
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: #"    tvV  : L     = 3.5 "volume" "of distribution""#,
      prints: """
        error[PK1014]: a label is given twice
          --> mab.pkm:25:33
        25 |     tvV  : L     = 3.5 "volume" "of distribution"
           |                                 ^^^^^^^^^^^^^^^^^
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: """
        KA : 1/day = tvKA ~ normal
            ~ normal
        """,
      prints: """
        error[PK1014]: a distribution '~ …' is given twice
          --> mab.pkm:48:5
        48 |     ~ normal
           |     ^^^^^^^^
        """),
    MessageCase(
      "iv -> central of mAb",
      with: "iv of mAb -> central",
      prints: """
        error[PK1014]: a target '-> compartment' stands before 'of …'
          --> mab.pkm:56:15
        56 |     iv of mAb -> central
           |               ^^^^^^^^^^
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L in 0.5...20",
      prints: """
        error[PK1015]: 'tvV' needs a value
          --> mab.pkm:25:5
        25 |     tvV  : L in 0.5...20
           |     ^^^
           = help: a line of 'theta' reads: tvCL : L/h = 0.02 in 0.001...0.5
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV = 3.5",
      prints: """
        error[PK1015]: 'tvV' needs a unit
          --> mab.pkm:25:5
        25 |     tvV = 3.5
           |     ^^^
           = help: write it after the name, as in ': mg/L', or ': 1' for a pure number
        """),
    MessageCase(
      "    sc -> depot of mAb (F = Fsc, lag = ALAG)",
      with: "    sc",
      prints: """
        error[PK1015]: 'sc' needs a target '-> compartment'
          --> mab.pkm:57:5
        57 |     sc
           |     ^^
           = help: a line of 'doses' reads: sc -> depot of ADC (F = Fsc, lag = ALAG)
        """),
    MessageCase(
      "    time   = day",
      with: "",
      prints: """
        error[PK1015]: 'units' needs the unit of time
         --> mab.pkm:7:3
        7 |   units {
          |   ^^^^^
          = help: write time = h, or time = day
        """),
    MessageCase(
      "    amount = nmol",
      with: "",
      prints: """
        error[PK1015]: 'depot' needs a unit
          --> mab.pkm:51:5
        51 |     depot   "under the skin"
           |     ^^^^^
           = help: write it after the name, or say 'amount = nmol' in 'units'
        """),
    MessageCase(
      #"ADA : 1/day = if(time < 2[wk], 0, kADA) ~ once "treatment-emergent ADA""#,
      with: "ADA : 1/day = kADA",
      prints: """
        error[PK1015]: 'ADA' needs a distribution '~ …'
          --> mab.pkm:69:5
        69 |     ADA : 1/day = kADA
           |     ^^^
           = help: a line of 'events' reads: ADA : 1/day = kADA ~ once
        """),
    MessageCase(
      "    absorption = KA * depot",
      with: "    absorption of mAb = KA * depot",
      prints: """
        error[PK1015]: 'of mAb' needs a unit to convert to
          --> mab.pkm:62:19
        62 |     absorption of mAb = KA * depot
           |                   ^^^
           = help: write it before, as in ': mg/L of mAb'
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central' / V",
      prints: """
        error[PK1016]: the derivative 'central'' cannot be used in an expression
          --> mab.pkm:61:9
        61 |     C = central' / V
           |         ^^^^^^^^
           = help: name what you need of it in a local, and use that in both places
        """),
  ]
}
