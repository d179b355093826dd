extension MessageCase {
  /// Messages about names.
  static let names: [MessageCase] = [
    MessageCase(
      "C = central / V",
      with: "C = centrl / V",
      prints: """
        error[PK2001]: unknown name 'centrl'
          --> mab.pkm:61:9
        61 |     C = centrl / V
           |         ^^^^^^
           = help: did you mean 'central'?
        """),
    MessageCase(
      "C = central / V",
      with: "C = central / mAb",
      prints: """
        error[PK2001]: unknown name 'mAb'
          --> mab.pkm:61:19
        61 |     C = central / mAb
           |                   ^^^
           = help: 'mAb' is a molecule: its molar mass is molarMass(mAb)
        """),
    MessageCase(
      "C = central / V",
      with: "C = central / V * male",
      prints: """
        error[PK2001]: unknown name 'male'
          --> mab.pkm:61:23
        61 |     C = central / V * male
           |                       ^^^^
           = help: it is a category: write SEX == male
        """),
    MessageCase(
      "C = central / V",
      with: "C = central / V + exp",
      prints: """
        error[PK2001]: unknown name 'exp'
          --> mab.pkm:61:23
        61 |     C = central / V + exp
           |                       ^^^
           = help: 'exp' is a function: write exp(…)
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * if(SEX == femal, 1, 2)",
      prints: """
        error[PK2001]: 'SEX' has no category 'femal'
          --> mab.pkm:62:41
        62 |     absorption = KA * depot * if(SEX == femal, 1, 2)
           |                                         ^^^^^
           = help: did you mean 'female'?
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * molarMass(mAc) * 1[mol/kg]",
      prints: """
        error[PK2001]: there is no molecule 'mAc'
          --> mab.pkm:62:41
        62 |     absorption = KA * depot * molarMass(mAc) * 1[mol/kg]
           |                                         ^^^
           = help: did you mean 'mAb'?
        """),
    MessageCase(
      "time   = day",
      with: "tiem   = day",
      prints: """
        error[PK2001]: 'tiem' is none of the model's units
         --> mab.pkm:8:5
        8 |     tiem   = day
          |     ^^^^
          = help: did you mean 'time'?
        """),
    MessageCase(
      "KA = 0.2 fixed",
      with: "KAA = 0.2 fixed",
      prints: """
        error[PK2001]: unknown name 'KAA'
          --> mab.pkm:36:5
        36 |     KAA = 0.2 fixed
           |     ^^^
           = help: did you mean 'KA'?
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ logNormal(per: OC)",
      prints: """
        error[PK2001]: there is no covariate 'OC'
          --> mab.pkm:47:40
        47 |     KA : 1/day = tvKA ~ logNormal(per: OC)
           |                                        ^^
           = help: did you mean 'OCC'?
        """),
    MessageCase(
      "CL(per: OCC) = cv 15%",
      with: "CL(per: OC) = cv 15%",
      prints: """
        error[PK2001]: there is no covariate 'OC'
          --> mab.pkm:35:13
        35 |     CL(per: OC) = cv 15%
           |             ^^
           = help: did you mean 'OCC'?
        """),
    MessageCase(
      "conc : mg/L of mAb = C",
      with: "conc : mg/L of mab = C",
      prints: """
        error[PK2001]: there is no molecule 'mab'
          --> mab.pkm:73:20
        73 |     conc : mg/L of mab = C ~ proportional(prop) + additive(add)
           |                    ^^^
           = help: did you mean 'mAb'?
        """),
    MessageCase(
      "iv -> central of mAb",
      with: "iv -> centrale of mAb",
      prints: """
        error[PK2001]: there is no compartment 'centrale'
          --> mab.pkm:56:11
        56 |     iv -> centrale of mAb
           |           ^^^^^^^^
           = help: did you mean 'central'?
        """),
    MessageCase(
      "time   = day",
      with: """
        time   = day
            time   = h
        """,
      prints: """
        error[PK2002]: 'time' is given twice
         --> mab.pkm:9:5
        9 |     time   = h
          |     ^^^^
          = note: it is first given here
        8 |     time   = day
          |     ^^^^
        """),
    MessageCase(
      "SEX : {male, female} = male",
      with: "SEX : {male = 1, female = 1} = male",
      prints: """
        error[PK2002]: the code 1 stands for two categories
          --> mab.pkm:19:22
        19 |     SEX : {male = 1, female = 1} = male
           |                      ^^^^^^
           = note: it is first given here
        19 |     SEX : {male = 1, female = 1} = male
           |            ^^^^
        """),
    MessageCase(
      "iv -> central of mAb",
      with: "sc -> central of mAb",
      prints: """
        error[PK2002]: 'sc' is declared twice
          --> mab.pkm:57:5
        57 |     sc -> depot of mAb (F = Fsc, lag = ALAG)
           |     ^^
           = note: it is first declared here
        56 |     sc -> central of mAb
           |     ^^
        """),
    MessageCase(
      "SEX : {male, female} = male",
      with: "SEX : {male, female, male} = men",
      prints: """
        error[PK2002]: the category 'male' is given twice
          --> mab.pkm:19:26
        19 |     SEX : {male, female, male} = men
           |                          ^^^^
           = note: it is first given here
        19 |     SEX : {male, female, male} = men
           |            ^^^^

        error[PK2017]: the reference of 'SEX' is one of its categories
          --> mab.pkm:19:34
        19 |     SEX : {male, female, male} = men
           |                                  ^^^
           = help: its categories are male, female, male
        """),
    MessageCase(
      "C = central / V",
      with: """
        C = central / V
            time = 3[day]
        """,
      prints: """
        error[PK2004]: 'time' is a quantity of every model
          --> mab.pkm:62:5
        62 |     time = 3[day]
           |     ^^^^
           = help: choose another name
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: """
        kADA : 1/day = 0.001 in 0...1
            kADa : 1 = 3
        """,
      prints: """
        warning[PK2005]: the theta 'kADa' is never used
          --> mab.pkm:30:5
        30 |     kADa : 1 = 3
           |     ^^^^
        """),
    MessageCase(
      "WT  : kg = 70 in 30...180",
      with: """
        AGE : yr = 40
            WT  : kg = 70 in 30...180
        """,
      prints: """
        warning[PK2005]: the covariate 'AGE' is never used
          --> mab.pkm:18:5
        18 |     AGE : yr = 40
           |     ^^^
        """),
    MessageCase(
      "    absorption = KA * depot",
      with: """
            unused = 3
            absorption = KA * depot
        """,
      prints: """
        warning[PK2005]: the local 'unused' is never used
          --> mab.pkm:62:5
        62 |     unused = 3
           |     ^^^^^^
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: #"logNormal(prop) "measured by ELISA""#,
      prints: """
        warning[PK2005]: the sigma 'add' is never used
          --> mab.pkm:41:5
        41 |     add  : ug/L = 50   fixed
           |     ^^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot + elimination",
      prints: """
        error[PK2006]: 'elimination' is used before it is defined
          --> mab.pkm:62:31
        62 |     absorption = KA * depot + elimination
           |                               ^^^^^^^^^^^
           = note: 'elimination' is defined here
        63 |     elimination : nmol/h = CL * C * (1 + fADA * ADA)
           |     ^^^^^^^^^^^
           = help: move its definition up
        """),
    MessageCase(
      "tvCL * (WT / 70[kg])^0.75",
      with: "tvCL * V / tvV",
      prints: """
        error[PK2006]: 'V' is used before it is defined
          --> mab.pkm:45:25
        45 |     CL : L/day = tvCL * V / tvV * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
           |                         ^
           = note: 'V' is defined here
        46 |     V  : L     = tvV * (WT / 70[kg]) ~ logNormal
           |     ^
           = help: move its definition up
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot + absorption",
      prints: """
        error[PK2007]: 'absorption' is defined by itself
          --> mab.pkm:62:31
        62 |     absorption = KA * depot + absorption
           |                               ^^^^^^^^^^
           = help: every assignment gives a name its only value: use another name for the new one
        """),
    MessageCase(
      "absorption = KA * depot",
      with: """
        absorption = KA * depot + b
            b = c
            c = absorption
        """,
      prints: """
        error[PK2007]: 'absorption' and 'b' depend on each other
          --> mab.pkm:62:31
        62 |     absorption = KA * depot + b
           |                               ^
           = note: 'b' is defined here
        63 |     b = c
           |     ^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot + prop",
      prints: """
        error[PK2008]: 'prop' is a sigma: the dynamics cannot depend on it
          --> mab.pkm:62:31
        62 |     absorption = KA * depot + prop
           |                               ^^^^
           = help: sigmas are used after '~' in 'observations'
        """),
    MessageCase(
      "tvCL * (WT / 70[kg])^0.75",
      with: "tvCL * (time / 70[h])",
      prints: """
        error[PK2008]: 'time' is a quantity that changes with time: an individual parameter cannot depend on it
          --> mab.pkm:45:26
        45 |     CL : L/day = tvCL * (time / 70[h]) * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
           |                          ^^^^
           = help: it may depend on thetas, covariates and individual parameters
        """),
    MessageCase(
      "tvCL * (WT / 70[kg])^0.75",
      with: "tvCL * (ADA + 1)",
      prints: """
        error[PK2008]: 'ADA' is an event: an individual parameter cannot depend on it
          --> mab.pkm:45:26
        45 |     CL : L/day = tvCL * (ADA + 1) * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
           |                          ^^^
           = help: it may depend on thetas, covariates and individual parameters
        """),
    MessageCase(
      "tvCL * (WT / 70[kg])^0.75",
      with: "tvCL * C / 3[nmol/L]",
      prints: """
        error[PK2008]: 'C' is a local of the dynamics: an individual parameter cannot depend on it
          --> mab.pkm:45:25
        45 |     CL : L/day = tvCL * C / 3[nmol/L] * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
           |                         ^
           = help: it may depend on thetas, covariates and individual parameters
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = ALAG * depot / 1[nmol]",
      prints: """
        error[PK2008]: 'depot' is a compartment: a route cannot depend on it
          --> mab.pkm:57:47
        57 |     sc -> depot of mAb (F = Fsc, lag = ALAG * depot / 1[nmol])
           |                                               ^^^^^
           = help: it may depend on thetas, covariates and individual parameters
        """),
    MessageCase(
      """
      central
        }
      """,
      with: """
        central : nmol = V * time
          }
        """,
      prints: """
        error[PK2008]: 'time' is a quantity that changes with time: an initial amount cannot depend on it
          --> mab.pkm:52:26
        52 |     central : nmol = V * time
           |                          ^^^^
           = help: it may depend on thetas, covariates and individual parameters
        """),
  ]
}
