extension MessageCase {
  /// Messages about units.
  static let units: [MessageCase] = [
    MessageCase(
      "C = central / V",
      with: "C = central / V + depot",
      prints: """
        error[PK2003]: '+' needs one unit, but has nmol/L and nmol
          --> mab.pkm:61:9
        61 |     C = central / V + depot
           |         ^^^^^^^^^^^^^^^^^^^
           = note: this is in nmol/L
        61 |     C = central / V + depot
           |         ^^^^^^^^^^^
           = note: this is in nmol
        61 |     C = central / V + depot
           |                       ^^^^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot + 1",
      prints: """
        error[PK2003]: '+' needs one unit, but has nmol/day and 1
          --> mab.pkm:62:18
        62 |     absorption = KA * depot + 1
           |                  ^^^^^^^^^^^^^^
           = note: this is in nmol/day
        62 |     absorption = KA * depot + 1
           |                  ^^^^^^^^^^
           = note: this is a pure number
        62 |     absorption = KA * depot + 1
           |                               ^
           = help: a number without a unit is pure: write 1[nmol/day]
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot + 1[mg/day]",
      prints: """
        error[PK2003]: '+' needs one unit, but has nmol/day and mg/day
          --> mab.pkm:62:18
        62 |     absorption = KA * depot + 1[mg/day]
           |                  ^^^^^^^^^^^^^^^^^^^^^^
           = note: this is in nmol/day
        62 |     absorption = KA * depot + 1[mg/day]
           |                  ^^^^^^^^^^
           = note: this is in mg/day
        62 |     absorption = KA * depot + 1[mg/day]
           |                               ^^^^^^^^^
           = help: mass and amount of substance convert only by a molar mass: molarMass(MOLECULE), or 'of MOLECULE' after the unit
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = max(KA * depot, 5)",
      prints: """
        error[PK2003]: 'max' needs one unit, but has nmol/day and 1
          --> mab.pkm:62:18
        62 |     absorption = max(KA * depot, 5)
           |                  ^^^^^^^^^^^^^^^^^^
           = note: this is in nmol/day
        62 |     absorption = max(KA * depot, 5)
           |                      ^^^^^^^^^^
           = note: this is a pure number
        62 |     absorption = max(KA * depot, 5)
           |                                  ^
           = help: a number without a unit is pure: write 5[nmol/day]
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = if(depot > 5[mg], KA * depot, 0)",
      prints: """
        error[PK2003]: '>' needs one unit, but has nmol and mg
          --> mab.pkm:62:21
        62 |     absorption = if(depot > 5[mg], KA * depot, 0)
           |                     ^^^^^^^^^^^^^
           = note: this is in nmol
        62 |     absorption = if(depot > 5[mg], KA * depot, 0)
           |                     ^^^^^
           = note: this is in mg
        62 |     absorption = if(depot > 5[mg], KA * depot, 0)
           |                             ^^^^^
           = help: mass and amount of substance convert only by a molar mass: molarMass(MOLECULE), or 'of MOLECULE' after the unit
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA + 1 ~ logNormal",
      prints: """
        error[PK2003]: '+' needs one unit, but has 1/day and 1
          --> mab.pkm:47:18
        47 |     KA : 1/day = tvKA + 1 ~ logNormal
           |                  ^^^^^^^^
           = note: this is in 1/day
        47 |     KA : 1/day = tvKA + 1 ~ logNormal
           |                  ^^^^
           = note: this is a pure number
        47 |     KA : 1/day = tvKA + 1 ~ logNormal
           |                         ^
           = help: a number without a unit is pure: write 1[1/day]
        """),
    MessageCase(
      "    absorption = KA * depot",
      with: """
            absorption = KA * depot
              + 0 * time
        """,
      prints: """
        error[PK2003]: '+' needs one unit, but has nmol/day and day
          --> mab.pkm:62:18
        62 |     absorption = KA * depot
           |                  ^^^^^^^^^^
           = note: this is in nmol/day
        62 |     absorption = KA * depot
           |                  ^^^^^^^^^^
           = note: this is in day
        63 |       + 0 * time
           |         ^^^^^^^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot + 1[mgg/day]",
      prints: """
        error[PK2009]: unknown unit 'mgg'
          --> mab.pkm:62:33
        62 |     absorption = KA * depot + 1[mgg/day]
           |                                 ^^^
           = help: did you mean 'mg'?
        """),
    MessageCase(
      "time   = day",
      with: "time   = month",
      prints: """
        error[PK2009]: 'month' is no unit, because months differ in length
         --> mab.pkm:8:14
        8 |     time   = month
          |              ^^^^^
          = help: write '4 wk' or '30 day', whichever is meant
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * exp(-time)",
      prints: """
        error[PK2010]: 'exp' needs a pure number, but has day
          --> mab.pkm:62:35
        62 |     absorption = KA * depot * exp(-time)
           |                                   ^^^^^
           = help: divide by a quantity in day, such as 1[day]
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * log(C)",
      prints: """
        error[PK2010]: 'log' needs a pure number, but has nmol/L
          --> mab.pkm:62:35
        62 |     absorption = KA * depot * log(C)
           |                                   ^
           = help: divide by a quantity in nmol/L, such as 1[nmol/L]
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot^C",
      prints: """
        error[PK2010]: an exponent needs a pure number, but has nmol/L
          --> mab.pkm:62:29
        62 |     absorption = KA * depot^C
           |                             ^
           = help: divide by a quantity in nmol/L, such as 1[nmol/L]
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "proportional(add)",
      prints: """
        error[PK2010]: 'proportional' needs a pure number, but has ug/L
          --> mab.pkm:73:43
        73 |     conc : mg/L of mAb = C ~ proportional(add)
           |                                           ^^^
           = help: divide by a quantity in ug/L, such as 1[ug/L]
        """),
    MessageCase(
      "    absorption = KA * depot",
      with: "    absorption = KA * depot * 3^2[h]",
      prints: """
        error[PK2010]: an exponent needs a pure number, but has h
          --> mab.pkm:62:33
        62 |     absorption = KA * depot * 3^2[h]
           |                                 ^^^^
           = help: divide by a quantity in h, such as 1[h]
        """),
    MessageCase(
      "    absorption = KA * depot",
      with: "    absorption = KA * depot * log(WT / 70)",
      prints: """
        error[PK2010]: 'log' needs a pure number, but has kg
          --> mab.pkm:62:35
        62 |     absorption = KA * depot * log(WT / 70)
           |                                   ^^^^^^^
           = help: a number without a unit is pure: write WT / 70[kg]
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "power(prop, add)",
      prints: """
        error[PK2010]: 'power' needs a pure number, but has ug/L
          --> mab.pkm:73:42
        73 |     conc : mg/L of mAb = C ~ power(prop, add)
           |                                          ^^^
           = help: divide by a quantity in ug/L, such as 1[ug/L]
        """),
    MessageCase(
      "tvCL * (WT / 70[kg])^0.75",
      with: "tvCL * (WT / 70)^fADA",
      prints: """
        error[PK2011]: a quantity in kg can be raised only to a constant power
          --> mab.pkm:45:25
        45 |     CL : L/day = tvCL * (WT / 70)^fADA * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
           |                         ^^^^^^^^^^^^^^
           = note: this exponent is not a constant whole number or fraction
        45 |     CL : L/day = tvCL * (WT / 70)^fADA * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
           |                                   ^^^^
           = help: a number without a unit is pure: write WT / 70[kg]
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * (C / 3)^fADA",
      prints: """
        error[PK2011]: a quantity in nmol/L can be raised only to a constant power
          --> mab.pkm:62:31
        62 |     absorption = KA * depot * (C / 3)^fADA
           |                               ^^^^^^^^^^^^
           = note: this exponent is not a constant whole number or fraction
        62 |     absorption = KA * depot * (C / 3)^fADA
           |                                       ^^^^
           = help: divide the base by a quantity in nmol/L, such as 1[nmol/L]
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption : nmol = KA * depot",
      prints: """
        error[PK2012]: 'absorption' is declared in nmol, but its value is in nmol/day
          --> mab.pkm:62:25
        62 |     absorption : nmol = KA * depot
           |                         ^^^^^^^^^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption : mg/day = KA * depot",
      prints: """
        error[PK2012]: 'absorption' is declared in mg/day, but its value is in nmol/day
          --> mab.pkm:62:27
        62 |     absorption : mg/day = KA * depot
           |                           ^^^^^^^^^^
           = help: mass and amount of substance convert only by a molar mass: molarMass(MOLECULE), or 'of MOLECULE' after the unit
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption : nmol/day = 4",
      prints: """
        error[PK2012]: 'absorption' is declared in nmol/day, but its value is in 1
          --> mab.pkm:62:29
        62 |     absorption : nmol/day = 4
           |                             ^
           = help: a number without a unit is pure: write 4[nmol/day]
        """),
    MessageCase(
      "tvCL * (WT / 70[kg])^0.75",
      with: "tvCL * (WT / 70)^0.75",
      prints: """
        error[PK2012]: 'CL' is declared in L/day, but its value is in L*kg^0.75/day
          --> mab.pkm:45:18
        45 |     CL : L/day = tvCL * (WT / 70)^0.75 * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: O…
           |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = help: a number without a unit is pure: write WT / 70[kg]
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = 0.001[L] in 0...1",
      prints: """
        error[PK2012]: a theta is in 1/day, but this is in L
          --> mab.pkm:29:20
        29 |     kADA : 1/day = 0.001[L] in 0...1
           |                    ^^^^^^^^
        """),
    MessageCase(
      "    central' = absorption - elimination",
      with: "    central' = (absorption - elimination)/C",
      prints: """
        error[PK2012]: 'central'' must be in nmol/day, but its value is in L/day
          --> mab.pkm:65:16
        65 |     central' = (absorption - elimination)/C
           |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """),
    MessageCase(
      "KA = 0.2 fixed",
      with: "KA = 0.2[1/day]",
      prints: """
        error[PK2012]: a variance is in 1, but this is in 1/day
          --> mab.pkm:36:10
        36 |     KA = 0.2[1/day]
           |          ^^^^^^^^^^
        """),
    MessageCase(
      "if(time < 2[wk], 0, kADA)",
      with: "kADA * C",
      prints: """
        error[PK2012]: 'ADA' is declared in 1/day, but its value is in nmol/day/L
          --> mab.pkm:69:19
        69 |     ADA : 1/day = kADA * C ~ once "treatment-emergent ADA"
           |                   ^^^^^^^^
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "proportional(prop) + additive(prop)",
      prints: """
        error[PK2012]: 'additive' must be in mg/L, but its value is in 1
          --> mab.pkm:73:60
        73 |     conc : mg/L of mAb = C ~ proportional(prop) + additive(prop)
           |                                                            ^^^^
        """),
    MessageCase(
      "conc : mg/L of mAb = C",
      with: "conc : mg/L = C",
      prints: """
        error[PK2012]: 'conc' is declared in mg/L, but its value is in nmol/L
          --> mab.pkm:73:19
        73 |     conc : mg/L = C ~ proportional(prop) + additive(add)
           |                   ^
           = help: mass and amount of substance convert only by a molar mass: molarMass(MOLECULE), or 'of MOLECULE' after the unit
        """),
    MessageCase(
      "conc : mg/L of mAb = C",
      with: "conc : mg of mAb = C",
      prints: """
        error[PK2012]: 'conc' is declared in mg, but its value is in nmol/L
          --> mab.pkm:73:24
        73 |     conc : mg of mAb = C ~ proportional(prop) + additive(add)
           |                        ^
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = Fsc",
      prints: """
        error[PK2012]: 'lag' must be in day, but its value is in 1
          --> mab.pkm:57:40
        57 |     sc -> depot of mAb (F = Fsc, lag = Fsc)
           |                                        ^^^
        """),
    MessageCase(
      """
      central
        }
      """,
      with: """
        central = 4[mg]
          }
        """,
      prints: """
        error[PK2012]: 'central' is declared in nmol, but its value is in mg
          --> mab.pkm:52:15
        52 |     central = 4[mg]
           |               ^^^^^
           = help: mass and amount of substance convert only by a molar mass: molarMass(MOLECULE), or 'of MOLECULE' after the unit
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L     = 3.5   in 500[mL]...20[h]",
      prints: """
        error[PK2012]: a bound is in L, but this is in h
          --> mab.pkm:25:39
        25 |     tvV  : L     = 3.5   in 500[mL]...20[h]
           |                                       ^^^^^
        """),
    MessageCase(
      "mAb : kg/mol = 150",
      with: "mAb : kg = 150",
      prints: """
        error[PK2013]: a molar mass is a mass per amount of substance, but kg is mass
          --> mab.pkm:14:11
        14 |     mAb : kg = 150
           |           ^^
           = help: write it in kg/mol or g/mol
        """),
    MessageCase(
      "time   = day",
      with: "time   = L",
      prints: """
        error[PK2013]: 'time' needs a unit of time, but L is volume
         --> mab.pkm:8:14
        8 |     time   = L
          |              ^
        """),
    MessageCase(
      "    central' = absorption - elimination",
      with: "    central' : mg = absorption - elimination",
      prints: """
        error[PK2013]: 'central'' is in nmol/day, which is not a kind of mg
          --> mab.pkm:65:16
        65 |     central' : mg = absorption - elimination
           |                ^^
        """),
    MessageCase(
      #"ADA : 1/day = if(time < 2[wk], 0, kADA) ~ once "treatment-emergent ADA""#,
      with: "ADA : day = kADA ~ once",
      prints: """
        error[PK2013]: a hazard is a number per time, but day is time
          --> mab.pkm:69:11
        69 |     ADA : day = kADA ~ once
           |           ^^^
           = help: write 1/day, or 1/h
        """),
    MessageCase(
      "    amount = nmol",
      with: "    amount = day",
      prints: """
        error[PK2013]: 'amount' needs a mass or an amount of substance, but day is time
         --> mab.pkm:9:14
        9 |     amount = day
          |              ^^^
        """),
    MessageCase(
      "    volume = L",
      with: "    volume = L2",
      prints: """
        error[PK2013]: 'volume' needs a unit of volume, but L^2 is volume^2
          --> mab.pkm:10:14
        10 |     volume = L2
           |              ^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot^200 / depot^199",
      prints: """
        error[PK2011]: a quantity in nmol cannot be raised to the power 200
          --> mab.pkm:62:23
        62 |     absorption = KA * depot^200 / depot^199
           |                       ^^^^^^^^^
           = help: powers of units go up to 100, in steps of 0.001 or of simple fractions such as 1/3

        error[PK2011]: a quantity in nmol cannot be raised to the power 199
          --> mab.pkm:62:35
        62 |     absorption = KA * depot^200 / depot^199
           |                                   ^^^^^^^^^
           = help: powers of units go up to 100, in steps of 0.001 or of simple fractions such as 1/3
        """),
  ]
}
