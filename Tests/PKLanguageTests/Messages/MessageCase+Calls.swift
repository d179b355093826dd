extension MessageCase {
  /// Messages about calls, conditions and categories.
  static let calls: [MessageCase] = [
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * ln(C)",
      prints: """
        error[PK2014]: there is no function 'ln'
          --> mab.pkm:62:31
        62 |     absorption = KA * depot * ln(C)
           |                               ^^
           = help: write log(x), the natural logarithm
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * sqr(2)",
      prints: """
        error[PK2014]: there is no function 'sqr'
          --> mab.pkm:62:31
        62 |     absorption = KA * depot * sqr(2)
           |                               ^^^
           = help: did you mean 'sqrt'?
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA(depot)",
      prints: """
        error[PK2014]: 'KA' is no function
          --> mab.pkm:62:18
        62 |     absorption = KA(depot)
           |                  ^^
           = help: multiplication is written '*'
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * if(SEX = female, 1, 2)",
      prints: """
        error[PK2015]: the arguments of 'if' have no names
          --> mab.pkm:62:34
        62 |     absorption = KA * depot * if(SEX = female, 1, 2)
           |                                  ^^^
           = help: '==' compares: if(SEX == …, x, y)
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * exp(-timeSince(KA))",
      prints: """
        error[PK2015]: 'timeSince' needs the name of an event
          --> mab.pkm:62:46
        62 |     absorption = KA * depot * exp(-timeSince(KA))
           |                                              ^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = min(KA) * depot",
      prints: """
        error[PK2015]: 'min' takes 2 arguments, but has 1
          --> mab.pkm:62:18
        62 |     absorption = min(KA) * depot
           |                  ^^^^^^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * molarMass(3)",
      prints: """
        error[PK2015]: 'molarMass' needs the name of a molecule
          --> mab.pkm:62:41
        62 |     absorption = KA * depot * molarMass(3)
           |                                         ^
        """),
    MessageCase(
      "SEX : {male, female} = male",
      with: "SEX : {male = 1, female} = male",
      prints: """
        error[PK2015]: the category 'female' has no code, but others have
          --> mab.pkm:19:22
        19 |     SEX : {male = 1, female} = male
           |                      ^^^^^^
           = help: give every category a code, or none: then they are 0, 1, 2, …
        """),
    MessageCase(
      "SEX : {male, female} = male",
      with: "SEX : {} = male",
      prints: """
        error[PK2015]: 'SEX' needs at least one category
          --> mab.pkm:19:5
        19 |     SEX : {} = male
           |     ^^^
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ logitNormal",
      prints: """
        error[PK2015]: 'logitNormal' takes two arguments
          --> mab.pkm:47:25
        47 |     KA : 1/day = tvKA ~ logitNormal
           |                         ^^^^^^^^^^^
           = help: write logitNormal(0, 1)
        """),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ logNormal(par: OCC)",
      prints: """
        error[PK2015]: 'logNormal' has no argument 'par'
          --> mab.pkm:47:35
        47 |     KA : 1/day = tvKA ~ logNormal(par: OCC)
           |                                   ^^^
           = help: did you mean 'per'?
        """),
    MessageCase(
      #"ADA : 1/day = if(time < 2[wk], 0, kADA) ~ once "treatment-emergent ADA""#,
      with: "ADA : 1/day = kADA ~ once(3)",
      prints: """
        error[PK2015]: 'once' takes no arguments
          --> mab.pkm:69:31
        69 |     ADA : 1/day = kADA ~ once(3)
           |                               ^
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "combined1(add)",
      prints: """
        error[PK2015]: 'combined1' takes two or three arguments
          --> mab.pkm:73:30
        73 |     conc : mg/L of mAb = C ~ combined1(add)
           |                              ^^^^^^^^^^^^^^
           = help: write combined1(a, b) or combined1(a, b, c)
        """),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "additive(a = add) + proportional(prop)",
      prints: """
        error[PK2015]: the arguments of 'additive' have no names
          --> mab.pkm:73:39
        73 |     conc : mg/L of mAb = C ~ additive(a = add) + proportional(prop)
           |                                       ^
           = help: write additive(a)
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lg = ALAG",
      prints: """
        error[PK2015]: a route has no argument 'lg'
          --> mab.pkm:57:34
        57 |     sc -> depot of mAb (F = Fsc, lg = ALAG)
           |                                  ^^
           = help: did you mean 'lag'?
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "Fsc, lag = ALAG",
      prints: """
        error[PK2015]: a route's arguments have names
          --> mab.pkm:57:25
        57 |     sc -> depot of mAb (Fsc, lag = ALAG)
           |                         ^^^
           = help: write F = …, lag = …
        """),
    MessageCase(
      "    V  : L     = tvV * (WT / 70[kg]) ~ logNormal",
      with: "    V  : L     = tvV * (WT / 70[kg]) ~ logNormal(per: 3)",
      prints: """
        error[PK2015]: 'per' needs the name of a covariate
          --> mab.pkm:46:55
        46 |     V  : L     = tvV * (WT / 70[kg]) ~ logNormal(per: 3)
           |                                                       ^
        """),
    MessageCase(
      "    absorption = KA * depot",
      with: "    absorption = KA * depot * timeSince(3 + 4)",
      prints: """
        error[PK2015]: 'timeSince' needs the name of an event
          --> mab.pkm:62:41
        62 |     absorption = KA * depot * timeSince(3 + 4)
           |                                         ^^^^^
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, F = 1, lag = -1[h], duration = ALAG, rate = 3[mg/h]",
      prints: """
        error[PK2015]: 'F' is given twice
          --> mab.pkm:57:34
        57 |     sc -> depot of mAb (F = Fsc, F = 1, lag = -1[h], duration = ALAG, rate = 3[mg/h])
           |                                  ^^^^^

        error[PK2020]: 'lag' cannot be negative
          --> mab.pkm:57:47
        57 |     sc -> depot of mAb (F = Fsc, F = 1, lag = -1[h], duration = ALAG, rate = 3[mg/h])
           |                                               ^^^^^

        error[PK3012]: a route has a duration or a rate, not both
          --> mab.pkm:57:71
        57 | …depot of mAb (F = Fsc, F = 1, lag = -1[h], duration = ALAG, rate = 3[mg/h])
           |                                                              ^^^^^^^^^^^^^^
           = help: the one follows from the other and the dose
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = if(depot, KA * depot, 0)",
      prints: """
        error[PK2016]: a condition is needed here
          --> mab.pkm:62:21
        62 |     absorption = if(depot, KA * depot, 0)
           |                     ^^^^^
           = help: compare with <, <=, >, >=, == or !=, and join with and, or, not
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * (depot > 3[nmol])",
      prints: """
        error[PK2016]: a number is needed here, but this is true or false
          --> mab.pkm:62:23
        62 |     absorption = KA * (depot > 3[nmol])
           |                       ^^^^^^^^^^^^^^^^^
           = help: write if(condition, 1, 0)
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * SEX",
      prints: """
        error[PK2017]: 'SEX' is a category, not a number
          --> mab.pkm:62:31
        62 |     absorption = KA * depot * SEX
           |                               ^^^
           = help: compare it, as in if(SEX == male, 1, 0)
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * if(SEX == 1, 1, 2)",
      prints: """
        error[PK2017]: 'SEX' is compared with a category, not with a number
          --> mab.pkm:62:41
        62 |     absorption = KA * depot * if(SEX == 1, 1, 2)
           |                                         ^
           = help: its categories are male, female
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * if(SEX < female, 1, 2)",
      prints: """
        error[PK2017]: categories have no order: 'SEX' can be compared by == or !=
          --> mab.pkm:62:34
        62 |     absorption = KA * depot * if(SEX < female, 1, 2)
           |                                  ^^^^^^^^^^^^
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = ALAG, input = transits(3, 2[h])",
      prints: """
        error[PK2015]: 'input' is a profile of the rate at which a dose enters
          --> mab.pkm:57:54
        57 |     sc -> depot of mAb (F = Fsc, lag = ALAG, input = transits(3, 2[h]))
           |                                                      ^^^^^^^^^^^^^^^^^
           = help: did you mean 'transit'?
           = help: write input = transit(n, MTT), or input = weibull(shape, scale)
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = ALAG, input = Fsc",
      prints: """
        error[PK2015]: 'input' is a profile of the rate at which a dose enters
          --> mab.pkm:57:54
        57 |     sc -> depot of mAb (F = Fsc, lag = ALAG, input = Fsc)
           |                                                      ^^^
           = help: write input = transit(n, MTT), or input = weibull(shape, scale)
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = ALAG, input = weibull(shape = 2, 3[h])",
      prints: """
        error[PK2015]: 'weibull' takes two arguments without names
          --> mab.pkm:57:54
        57 |     sc -> depot of mAb (F = Fsc, lag = ALAG, input = weibull(shape = 2, 3[h]))
           |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^
           = help: write input = weibull(shape, scale)
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = ALAG, input = weibull(2[h], 3[mg])",
      prints: """
        error[PK2012]: 'shape' must be in 1, but its value is in h
          --> mab.pkm:57:62
        57 | …   sc -> depot of mAb (F = Fsc, lag = ALAG, input = weibull(2[h], 3[mg]))
           |                                                              ^^^^

        error[PK2012]: 'scale' must be in day, but its value is in mg
          --> mab.pkm:57:68
        57 | …-> depot of mAb (F = Fsc, lag = ALAG, input = weibull(2[h], 3[mg]))
           |                                                              ^^^^^
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = ALAG, input = transit(-1, 0[h])",
      prints: """
        error[PK2020]: 'n' cannot be negative
          --> mab.pkm:57:62
        57 | …   sc -> depot of mAb (F = Fsc, lag = ALAG, input = transit(-1, 0[h]))
           |                                                              ^^

        error[PK2020]: 'MTT' is positive
          --> mab.pkm:57:66
        57 | …c -> depot of mAb (F = Fsc, lag = ALAG, input = transit(-1, 0[h]))
           |                                                              ^^^^
        """),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, duration = ALAG, input = transit(3, 1[h])",
      prints: """
        error[PK3012]: a route has a profile, or a duration or rate, not both
          --> mab.pkm:57:51
        57 |     sc -> depot of mAb (F = Fsc, duration = ALAG, input = transit(3, 1[h]))
           |                                                   ^^^^^^^^^^^^^^^^^^^^^^^^
        """),
  ]
}
