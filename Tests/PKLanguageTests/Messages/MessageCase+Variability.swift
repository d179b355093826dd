extension MessageCase {
  /// Messages about random effects and error models.
  static let variability: [MessageCase] = [
    MessageCase(
      "KA = 0.2 fixed",
      with: "tvKA = 0.2 fixed",
      prints: """
        error[PK3005]: 'tvKA' is a theta, which has no random effect
          --> mab.pkm:36:5
        36 |     tvKA = 0.2 fixed
           |     ^^^^
           = help: 'omega' speaks of individual parameters by name
        """),
    MessageCase(
      "KA = 0.2 fixed",
      with: "KA(per: OCC) = 0.2",
      prints: """
        error[PK3005]: 'KA(per: OCC)' has a variance but no random effect
          --> mab.pkm:36:5
        36 |     KA(per: OCC) = 0.2
           |     ^^^^^^^^^^^^
           = note: it is declared here
        47 |     KA : 1/day = tvKA ~ logNormal
           |     ^^
           = help: write + logNormal(per: OCC) after its value
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA",
      prints: """
        error[PK3005]: 'KA' has a variance but no random effect
          --> mab.pkm:36:5
        36 |     KA = 0.2 fixed
           |     ^^
           = note: it is declared here
        47 |     KA : 1/day = tvKA
           |     ^^
           = help: write ~ logNormal after its value
        """),
    MessageCase(
      "CL(per: OCC) = cv 15%",
      with: "",
      prints: """
        error[PK3006]: the random effect of 'CL(per: OCC)' has no variance
          --> mab.pkm:45:86
        45 | …WT / 70[kg])^0.75 * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
           |                                                              ^^^^^^^^^^^^^^^^^^^
           = help: write it in 'omega', as in CL(per: OCC) = 0.09 or CL(per: OCC) = cv 30%
        """),
    MessageCase(
      "    V  : L     = tvV * (WT / 70[kg]) ~ logNormal",
      with: "    V  : L     = tvV * (WT / 70[kg]) ~ logNormal + logNormal(per: SEX) + logNormal(per: OCC)",
      prints: """
        error[PK3006]: the random effect of 'V(per: SEX)' has no variance
          --> mab.pkm:46:52
        46 |     V  : L     = tvV * (WT / 70[kg]) ~ logNormal + logNormal(per: SEX) + logNormal(per: OCC)
           |                                                    ^^^^^^^^^^^^^^^^^^^
           = help: write it in 'omega', as in V(per: SEX) = 0.09 or V(per: SEX) = cv 30%

        error[PK3012]: a parameter varies by one kind of occasion at most
          --> mab.pkm:46:74
        46 | …  = tvV * (WT / 70[kg]) ~ logNormal + logNormal(per: SEX) + logNormal(per: OCC)
           |                                                              ^^^^^^^^^^^^^^^^^^^
        """),
    MessageCase(
      "cv 30%, corr 0.5, cv 20%",
      with: "0.09, 0.07, 0.05",
      prints: """
        error[PK3007]: these (co)variances are not positive definite
          --> mab.pkm:34:13
        34 |     (CL, V) = [0.09, 0.07, 0.05]
           |             ^^^^^^^^^^^^^^^^^^^^
           = help: the covariance of CL and V must be smaller than 0.0671, the root of their variances' product
        """),
    MessageCase(
      "cv 30%, corr 0.5, cv 20%",
      with: "0.09, 0.01, 0",
      prints: """
        error[PK3007]: a variance in a block must be positive
          --> mab.pkm:34:28
        34 |     (CL, V) = [0.09, 0.01, 0]
           |                            ^
           = help: take the parameter out of the block
        """),
    MessageCase(
      "KA = 0.2 fixed",
      with: "KA = [0.2, 3]",
      prints: """
        error[PK3008]: 1 random effect needs 1 number, but there are 2
          --> mab.pkm:36:10
        36 |     KA = [0.2, 3]
           |          ^^^^^^^^
        """),
    MessageCase(
      "cv 30%, corr 0.5, cv 20%",
      with: "cv 30%, corr 0.5",
      prints: """
        error[PK3008]: 2 random effects need 3 numbers, but there are 2
          --> mab.pkm:34:15
        34 |     (CL, V) = [cv 30%, corr 0.5]
           |               ^^^^^^^^^^^^^^^^^^
           = help: write the lower triangle by rows: (a, b) = [var a, cov a b, var b]
        """),
    MessageCase(
      "KA = 0.2 fixed",
      with: "KA = -0.2 fixed",
      prints: """
        error[PK3009]: a variance cannot be negative
          --> mab.pkm:36:10
        36 |     KA = -0.2 fixed
           |          ^^^^
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = cv 30%",
      prints: """
        error[PK3010]: 'cv' has a meaning only in 'omega'
          --> mab.pkm:29:20
        29 |     kADA : 1/day = cv 30%
           |                    ^^^^^^
        """),
    MessageCase(
      "KA = 0.2 fixed",
      with: "KA = cv 0.3",
      prints: """
        error[PK3010]: 'cv' is given in percent
          --> mab.pkm:36:10
        36 |     KA = cv 0.3
           |          ^^^^^^
           = help: write cv 30%
        """),
    MessageCase(
      "KA = 0.2 fixed",
      with: "KA = corr 0.3",
      prints: """
        error[PK3010]: a correlation stands off the diagonal
          --> mab.pkm:36:10
        36 |     KA = corr 0.3
           |          ^^^^^^^^
           = help: write the lower triangle by rows: [cv 30%, corr 0.5, cv 20%]
        """),
    MessageCase(
      "cv 30%, corr 0.5, cv 20%",
      with: "cv 30%, corr 1.5, cv 20%",
      prints: """
        error[PK3010]: a correlation lies between -1 and 1
          --> mab.pkm:34:24
        34 |     (CL, V) = [cv 30%, corr 1.5, cv 20%]
           |                        ^^^^^^^^
        """),
    MessageCase(
      "cv 30%, corr 0.5, cv 20%",
      with: "cv 30%, cv 5%, cv 20%",
      prints: """
        error[PK3010]: 'cv' stands on the diagonal
          --> mab.pkm:34:24
        34 |     (CL, V) = [cv 30%, cv 5%, cv 20%]
           |                        ^^^^^
           = help: off the diagonal write a covariance, or corr 0.5
        """),
    MessageCase(
      "cv 30%, corr 0.5, cv 20%",
      with: "cv 30%, corr 50%, sd 20%",
      prints: """
        error[PK3010]: a standard deviation is no percentage
          --> mab.pkm:34:34
        34 |     (CL, V) = [cv 30%, corr 50%, sd 20%]
           |                                  ^^^^^^
        """),
    MessageCase(
      "KA = 0.2 fixed",
      with: """
        KA = 0.2
            CL = 0.3
        """,
      prints: """
        error[PK3011]: 'CL' has two variances
          --> mab.pkm:37:5
        37 |     CL = 0.3
           |     ^^
           = note: the first is given here
        34 |     (CL, V) = [cv 30%, corr 0.5, cv 20%]
           |      ^^
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ logNormal + logNormal",
      prints: """
        error[PK3012]: 'KA' has this random effect already
          --> mab.pkm:47:37
        47 |     KA : 1/day = tvKA ~ logNormal + logNormal
           |                                     ^^^^^^^^^
           = help: a second term varies by occasion: logNormal(per: OCC)
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ logNormal + normal(per: OCC)",
      prints: """
        error[PK3012]: random effects of one parameter add up on one scale
          --> mab.pkm:47:37
        47 |     KA : 1/day = tvKA ~ logNormal + normal(per: OCC)
           |                                     ^^^^^^^^^^^^^^^^
           = help: use the same distribution in every term
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "proportional(prop) + proportional(prop) + additive(add)",
      prints: """
        error[PK3012]: 'proportional' is given twice
          --> mab.pkm:73:51
        73 |     conc : mg/L of mAb = C ~ proportional(prop) + proportional(prop) + additive(add)
           |                                                   ^^^^^^^^^^^^^^^^^^
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "combined1(add, prop) + additive(add)",
      prints: """
        error[PK3012]: 'combined1' stands alone
          --> mab.pkm:73:53
        73 |     conc : mg/L of mAb = C ~ combined1(add, prop) + additive(add)
           |                                                     ^^^^^^^^^^^^^
           = help: only additive, proportional and power errors add up
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "logNormal + boxCox(0.5) + additive(prop)",
      prints: """
        error[PK3012]: the error is on one scale, and 'logNormal' is another
          --> mab.pkm:73:42
        73 |     conc : mg/L of mAb = C ~ logNormal + boxCox(0.5) + additive(prop)
           |                                          ^^^^^^^^^^^
           = help: keep one of logNormal and boxCox
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "proportional(prop) + logNormal(prop) + additive(prop)",
      prints: """
        error[PK3012]: 'logNormal' and 'additive' both give the size of the error
          --> mab.pkm:73:69
        73 | … : mg/L of mAb = C ~ proportional(prop) + logNormal(prop) + additive(prop)
           |                                                              ^^^^^^^^^^^^^^
           = help: write logNormal + additive(prop)
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "yeoJohnson(0.5) + additive(add)",
      prints: """
        error[PK2010]: 'additive' on the scale of 'yeoJohnson' needs a pure number, but has ug/L
          --> mab.pkm:73:57
        73 |     conc : mg/L of mAb = C ~ yeoJohnson(0.5) + additive(add)
           |                                                         ^^^
           = help: divide by a quantity in ug/L, such as 1[ug/L]
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "logitNormal(0, 10)",
      prints: """
        error[PK2015]: 'logitNormal' is the scale of an error whose size is not given
          --> mab.pkm:73:30
        73 |     conc : mg/L of mAb = C ~ logitNormal(0, 10)
           |                              ^^^^^^^^^^^^^^^^^^
           = help: write logitNormal(0, 100) + additive(a)
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ halfCauchy(1)",
      prints: """
        error[PK2023]: there is no distribution 'halfCauchy'
          --> mab.pkm:47:25
        47 |     KA : 1/day = tvKA ~ halfCauchy(1)
           |                         ^^^^^^^^^^
           = help: priors stand in 'theta', 'sigma' and 'omega'
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "boxCox(prop) + additive(prop)",
      prints: """
        error[PK2021]: the λ of a scale is a number: 'prop' cannot be used in it
          --> mab.pkm:73:37
        73 |     conc : mg/L of mAb = C ~ boxCox(prop) + additive(prop)
           |                                     ^^^^
           = help: write it with its unit, such as 70[kg]
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = ALAG, duration = ALAG, rate = 3[mg/h]",
      prints: """
        error[PK3012]: a route has a duration or a rate, not both
          --> mab.pkm:57:63
        57 | …  sc -> depot of mAb (F = Fsc, lag = ALAG, duration = ALAG, rate = 3[mg/h])
           |                                                              ^^^^^^^^^^^^^^
           = help: the one follows from the other and the dose
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ logitNormal(10, 20)",
      prints: """
        error[PK3016]: the typical value lies outside 10...20
          --> mab.pkm:47:18
        47 |     KA : 1/day = tvKA ~ logitNormal(10, 20)
           |                  ^^^^
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = -tvKA ~ logNormal",
      prints: """
        error[PK3016]: the typical value of a positive parameter is not zero or below
          --> mab.pkm:47:18
        47 |     KA : 1/day = -tvKA ~ logNormal
           |                  ^^^^^
        """),
    MessageCase(
      "tvKA : 1/day = 0.25  in 0.01...5",
      with: "tvKA : 1/day = 0.25  in 0.01...5 ~ gamma(2, 1)",
      prints: """
        error[PK2023]: 'gamma' is no prior of a parameter
          --> mab.pkm:26:40
        26 |     tvKA : 1/day = 0.25  in 0.01...5 ~ gamma(2, 1)
           |                                        ^^^^^
           = help: the priors are normal, logNormal, halfCauchy
        """),
    MessageCase(
      "tvKA : 1/day = 0.25  in 0.01...5",
      with: "tvKA : 1/day = 0.25  in 0.01...5 ~ normal(0.25[h], 0.1)",
      prints: """
        error[PK2012]: a prior's mean is in 1/day, but this is in h
          --> mab.pkm:26:47
        26 |     tvKA : 1/day = 0.25  in 0.01...5 ~ normal(0.25[h], 0.1)
           |                                               ^^^^^^^
        """),
    MessageCase(
      "tvKA : 1/day = 0.25  in 0.01...5",
      with: "tvKA : 1/day = 0.25  in 0.01...5 ~ logNormal(0.25, -1)",
      prints: """
        error[PK2020]: the deviation of a logarithm is positive, but this is -1
          --> mab.pkm:26:56
        26 |     tvKA : 1/day = 0.25  in 0.01...5 ~ logNormal(0.25, -1)
           |                                                        ^^
        """),
    MessageCase(
      "fADA : 1     = 1.5   fixed",
      with: "fADA : 1     = 1.5   fixed ~ normal(1, 1)",
      prints: """
        error[PK3012]: what is fixed has no prior
          --> mab.pkm:30:32
        30 |     fADA : 1     = 1.5   fixed ~ normal(1, 1)
           |                                ^^^^^^^^^^^^^^
           = help: take away 'fixed' or the prior
        """),
    MessageCase(
      "(CL, V) = [cv 30%, corr 0.5, cv 20%]",
      with: "(CL, V) = [cv 30%, corr 0.5, cv 20%] ~ lkj(2)",
      prints: """
        error[PK2015]: 'lkj' is a prior of correlations; the standard deviations need one too
          --> mab.pkm:34:42
        34 |     (CL, V) = [cv 30%, corr 0.5, cv 20%] ~ lkj(2)
           |                                          ^^^^^^^^
           = help: write halfCauchy(0.5) + lkj(2)
        """),
    MessageCase(
      "(CL, V) = [cv 30%, corr 0.5, cv 20%]",
      with: "(CL, V) = [cv 30%, corr 0.5, cv 20%] ~ inverseWishart(1)",
      prints: """
        error[PK2018]: 1 degrees of freedom are too few for 2 random effects
          --> mab.pkm:34:42
        34 |     (CL, V) = [cv 30%, corr 0.5, cv 20%] ~ inverseWishart(1)
           |                                          ^^^^^^^^^^^^^^^^^^^
           = help: more than 1 are needed
        """),
  ]
}
