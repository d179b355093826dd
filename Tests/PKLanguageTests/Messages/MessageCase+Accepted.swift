extension MessageCase {
  /// Changes after which the model is as correct as before.
  static let accepted: [MessageCase] = [
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot + 0",
      prints: ""),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * if(ADA and time > 3[h], 1, 2)",
      prints: ""),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * exp(-timeSince(ADA) / 1[wk])",
      prints: ""),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot * (C / 3[nmol/L])^fADA",
      prints: ""),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA * depot^(1/2) * 1[nmol]^0.5",
      prints: ""),
    MessageCase(
      "(CL, V) = [cv 30%, corr 0.5, cv 20%]",
      with: "(CL, V) = [cv 30%, corr 0.5, cv 20%] ~ halfCauchy(0.5) + lkj(2)",
      prints: ""),
    MessageCase(
      "tvKA : 1/day = 0.25  in 0.01...5",
      with: "tvKA : 1/day = 0.25  in 0.01...5 ~ logNormal(0.01[1/h], 0.3) \"absorption\"",
      prints: ""),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "probitNormal(-1[mg/L], 5000[ug/L]) + proportional(prop) + power(add / 1[ng/mL], 0.5)",
      prints: ""),
    MessageCase(
      "KA = 0.2 fixed",
      with: "KA = 0",
      prints: ""),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ normal",
      prints: ""),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ logitNormal(lower = 0[1/h], upper = 1[1/h])",
      prints: ""),
    MessageCase(
      "KA : 1/day = tvKA ~ logNormal",
      with: "KA : 1/day = tvKA ~ boxCox(0.5)",
      prints: ""),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "combined1(add, prop)",
      prints: ""),
    MessageCase(
      "proportional(prop) + additive(add)",
      with: "power(add, 0.5 * prop)",
      prints: ""),
    MessageCase(
      """
      central
        }
      """,
      with: """
        central : nmol = 4
          }
        """,
      prints: ""),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L     = 3500[mL] in ...20",
      prints: ""),
    MessageCase(
      "    V  : L     = tvV * (WT / 70[kg]) ~ logNormal",
      with: """
            V  : L     = tvV
              * (WT / 70[kg])
              ~ logNormal
        """,
      prints: ""),
    MessageCase(
      "    absorption = KA * depot",
      with: """
            absorption = KA * depot *
              (1 + 0)
        """,
      prints: ""),
    MessageCase(
      "    absorption = KA * depot",
      with: "    absorption = KA * if(not (time < 3[h] or ADA), depot, 0[mol])",
      prints: ""),
    MessageCase(
      "    absorption = KA * depot",
      with: "    absorption = KA * depot * abs(sqrt(4)) * min(timeAfterDose / 1[h], occasion)",
      prints: ""),
    MessageCase(
      "    absorption = KA * depot",
      with: "    absorption = KA * depot^2 / depot",
      prints: ""),
    MessageCase(
      "conc : mg/L of mAb = C",
      with: "C : mg/L of mAb = C",
      prints: ""),
    MessageCase(
      "F = Fsc, lag = ALAG",
      with: "F = Fsc, lag = ALAG, input = transit(3.5, 30[h])",
      prints: ""),
    MessageCase(
      "iv -> central of mAb",
      with: "iv -> central of mAb (input = weibull(KA / KA, ALAG))",
      prints: ""),
    MessageCase(
      "iv -> central of mAb",
      with: "iv -> central of mAb (rate = 3[mg/h])",
      prints: ""),
    MessageCase(
      "iv -> central of mAb",
      with: """
        im -> depot
            iv -> central of mAb
        """,
      prints: ""),
  ]
}
