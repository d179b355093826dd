extension MessageCase {
  /// Messages about values, distributions and the header.
  static let values: [MessageCase] = [
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = -0.001 in 0...1",
      prints: """
        error[PK2018]: -0.001 is outside its range 0...1
          --> mab.pkm:29:20
        29 |     kADA : 1/day = -0.001 in 0...1
           |                    ^^^^^^
        """),
    MessageCase(
      "WT  : kg = 70 in 30...180",
      with: "WT  : kg = 20 in 30...180",
      prints: """
        error[PK2018]: 20 is outside its range 30...180
          --> mab.pkm:18:16
        18 |     WT  : kg = 20 in 30...180 "body weight"
           |                ^^
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = 0.001 in 1...0",
      prints: """
        error[PK2019]: the range contains nothing: 1 is not below 0
          --> mab.pkm:29:26
        29 |     kADA : 1/day = 0.001 in 1...0
           |                          ^^^^^^^^
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ logitNormal(1, 0)",
      prints: """
        error[PK2019]: the range contains nothing: 1 is not below 0
          --> mab.pkm:47:25
        47 |     KA : 1/day = tvKA ~ logitNormal(1, 0)
           |                         ^^^^^^^^^^^^^^^^^
        """),
    MessageCase(
      "mAb : kg/mol = 150",
      with: "mAb : kg/mol = 0",
      prints: """
        error[PK2020]: a molar mass is positive, but this is 0
          --> mab.pkm:14:20
        14 |     mAb : kg/mol = 0
           |                    ^
        """),
    MessageCase(
      "prop : 1    = 0.15 in 0...1",
      with: "prop : 1    = -0.15",
      prints: """
        error[PK2020]: a sigma is a standard deviation and cannot be negative
          --> mab.pkm:40:19
        40 |     prop : 1    = -0.15
           |                   ^^^^^
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = tvCL in 0...1",
      prints: """
        error[PK2021]: a theta is a number: 'tvCL' cannot be used in it
          --> mab.pkm:29:20
        29 |     kADA : 1/day = tvCL in 0...1
           |                    ^^^^
           = help: write it with its unit, such as 70[kg]
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ boxCox(fADA)",
      prints: """
        error[PK2021]: a distribution's argument is a number: 'fADA' cannot be used in it
          --> mab.pkm:47:32
        47 |     KA : 1/day = tvKA ~ boxCox(fADA)
           |                                ^^^^
           = help: write it with its unit, such as 70[kg]
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L     = if(1 < 2, 3, 4)",
      prints: """
        error[PK2021]: a theta is a number
          --> mab.pkm:25:20
        25 |     tvV  : L     = if(1 < 2, 3, 4)
           |                    ^^^^^^^^^^^^^^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot / 0",
      prints: """
        error[PK2022]: this is a division by zero
          --> mab.pkm:62:31
        62 |     absorption = KA * depot / 0
           |                               ^
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = 1/0 in 0...1",
      prints: """
        error[PK2022]: this is a division by zero
          --> mab.pkm:29:22
        29 |     kADA : 1/day = 1/0 in 0...1
           |                      ^
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = 1e308[1/s]",
      prints: """
        error[PK2022]: a theta must be finite
          --> mab.pkm:29:20
        29 |     kADA : 1/day = 1e308[1/s]
           |                    ^^^^^^^^^^
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ lognormal",
      prints: """
        error[PK2023]: there is no distribution 'lognormal'
          --> mab.pkm:47:25
        47 |     KA : 1/day = tvKA ~ lognormal
           |                         ^^^^^^^^^
           = help: did you mean 'logNormal'?
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ proportional(3)",
      prints: """
        error[PK2023]: there is no distribution 'proportional'
          --> mab.pkm:47:25
        47 |     KA : 1/day = tvKA ~ proportional(3)
           |                         ^^^^^^^^^^^^
           = help: error models stand in 'observations'
        """),
    MessageCase(
      #"ADA : 1/day = if(time < 2[wk], 0, kADA) ~ once "treatment-emergent ADA""#,
      with: "ADA : 1/day = kADA ~ onec",
      prints: """
        error[PK2023]: an event happens '~ once', not '~ onec'
          --> mab.pkm:69:26
        69 |     ADA : 1/day = kADA ~ onec
           |                          ^^^^
           = help: did you mean 'once'?
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "propotional(prop)",
      prints: """
        error[PK2023]: there is no error model 'propotional'
          --> mab.pkm:73:30
        73 |     conc : mg/L of mAb = C ~ propotional(prop)
           |                              ^^^^^^^^^^^
           = help: did you mean 'proportional'?
        """),
    MessageCase(
      "  status illustrative",
      with: "  status ilustrative",
      prints: """
        error[PK2024]: 'ilustrative' is no status
         --> mab.pkm:5:10
        5 |   status ilustrative
          |          ^^^^^^^^^^^
          = help: did you mean 'illustrative'?
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "poisson",
      prints: """
        error[PK2010]: the expected count of 'poisson' has no unit, but this is mg/L
          --> mab.pkm:73:12
        73 |     conc : mg/L of mAb = C ~ poisson
           |            ^^^^
           = help: write conc : 1 = …
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "additive(add) + bernoulli",
      prints: """
        error[PK3012]: 'bernoulli' stands alone
          --> mab.pkm:73:46
        73 |     conc : mg/L of mAb = C ~ additive(add) + bernoulli
           |                                              ^^^^^^^^^
           = help: an outcome has no residual error: leave out 'additive'
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "bernouli",
      prints: """
        error[PK2023]: there is no error model 'bernouli'
          --> mab.pkm:73:30
        73 |     conc : mg/L of mAb = C ~ bernouli
           |                              ^^^^^^^^
           = help: did you mean 'bernoulli'?
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "bernoulli(0.5)",
      prints: """
        error[PK2015]: 'bernoulli' takes no argument
          --> mab.pkm:73:30
        73 |     conc : mg/L of mAb = C ~ bernoulli(0.5)
           |                              ^^^^^^^^^^^^^^
           = help: write bernoulli
        """),
  ]
}
