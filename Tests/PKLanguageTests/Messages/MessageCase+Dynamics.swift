extension MessageCase {
  /// Messages about sections, equations and hazards.
  static let dynamics: [MessageCase] = [
    MessageCase(
      """
        units {
          time   = day
          amount = nmol
          volume = L
        }
      """,
      with: "",
      prints: """
        error[PK3001]: the model has no section 'units'
         --> mab.pkm:2:7
        2 | model mab_sc {
          |       ^^^^^^
          = help: a line of it reads: time = h
        """),
    MessageCase(
      """
        compartments {
          depot   "under the skin"
          central
        }
      """,
      with: "",
      prints: """
        error[PK3001]: the model has no section 'compartments'
         --> mab.pkm:2:7
        2 | model mab_sc {
          |       ^^^^^^
          = help: a line of it reads: central : nmol
        """),
    MessageCase(
      """
        dynamics {
          C = central / V
          absorption = KA * depot
          elimination : nmol/h = CL * C * (1 + fADA * ADA)
          depot'   = -absorption
          central' = absorption - elimination
        }
      """,
      with: "",
      prints: """
        error[PK3001]: the model has no section 'dynamics'
         --> mab.pkm:2:7
        2 | model mab_sc {
          |       ^^^^^^
          = help: a line of it reads: C1 : nmol/L = central / V1, or central' = -CL * C1
        """),
    MessageCase(
      "    central' = absorption - elimination",
      with: "",
      prints: """
        error[PK3002]: the compartment 'central' has no equation
          --> mab.pkm:52:5
        52 |     central
           |     ^^^^^^^
           = help: write central' = … in 'dynamics'; central' = 0 if it stays as it is
        """),
    MessageCase(
      "    central' = absorption - elimination",
      with: "    C' = absorption - elimination",
      prints: """
        error[PK3002]: the compartment 'central' has no equation
          --> mab.pkm:52:5
        52 |     central
           |     ^^^^^^^
           = help: write central' = … in 'dynamics'; central' = 0 if it stays as it is

        error[PK3004]: 'C' is a local of the dynamics, no compartment
          --> mab.pkm:65:5
        65 |     C' = absorption - elimination
           |     ^
           = help: only what 'compartments' declares has a derivative
        """),
    MessageCase(
      "    central' = absorption - elimination",
      with: """
            central' = absorption
            central' = - elimination
        """,
      prints: """
        error[PK3003]: the compartment 'central' has two equations
          --> mab.pkm:66:5
        66 |     central' = - elimination
           |     ^^^^^^^
           = note: the first is here
        65 |     central' = absorption
           |     ^^^^^^^
           = help: add them up in one
        """),
    MessageCase(
      "    central' = absorption - elimination",
      with: "    centrl' = absorption - elimination",
      prints: """
        error[PK3004]: 'centrl' is no compartment
          --> mab.pkm:65:5
        65 |     centrl' = absorption - elimination
           |     ^^^^^^
           = help: did you mean 'central'?
        """),
    MessageCase(
      "kADA : 1/day = 0.001 in 0...1",
      with: "kADA : 1/day = 0.001 in -1...1",
      prints: """
        error[PK3013]: this hazard can be negative
          --> mab.pkm:69:19
        69 |     ADA : 1/day = if(time < 2[wk], 0, kADA) ~ once "treatment-emergent ADA"
           |                   ^^^^^^^^^^^^^^^^^^^^^^^^^
           = help: states count as at least 0, and parameters as within their bounds: give bounds, or write max(0[1/day], …)
        """),
    MessageCase(
      "if(time < 2[wk], 0, kADA)",
      with: "kADA - 0.001[1/day]",
      prints: """
        error[PK3013]: this hazard can be negative
          --> mab.pkm:69:19
        69 |     ADA : 1/day = kADA - 0.001[1/day] ~ once "treatment-emergent ADA"
           |                   ^^^^^^^^^^^^^^^^^^^
           = help: states count as at least 0, and parameters as within their bounds: give bounds, or write max(0[1/day], …)
        """),
    MessageCase(
      """
        observations {
          conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        }
      """,
      with: "",
      prints: """
        warning[PK3014]: the model observes nothing
         --> mab.pkm:2:7
        2 | model mab_sc {
          |       ^^^^^^
          = help: outputs stand in 'observations': conc : mg/L of ADC = C1 ~ proportional(prop)

        warning[PK2005]: the sigma 'prop' is never used
          --> mab.pkm:40:5
        40 |     prop : 1    = 0.15 in 0...1
           |     ^^^^

        warning[PK2005]: the sigma 'add' is never used
          --> mab.pkm:41:5
        41 |     add  : ug/L = 50   fixed
           |     ^^^
        """),
    MessageCase(
      """
        doses {
          iv -> central of mAb
          sc -> depot of mAb (F = Fsc, lag = ALAG)
        }
      """,
      with: "",
      prints: """
        warning[PK3015]: the model takes no doses
         --> mab.pkm:2:7
        2 | model mab_sc {
          |       ^^^^^^
          = help: routes stand in 'doses': sc -> depot of ADC (F = Fsc, lag = ALAG)

        warning[PK2005]: the theta 'Fsc' is never used
          --> mab.pkm:27:5
        27 |     Fsc  : 1     = 0.7   in 0...1
           |     ^^^

        warning[PK2005]: the theta 'ALAG' is never used
          --> mab.pkm:28:5
        28 |     ALAG : h     = 2     in 0...24
           |     ^^^^
        """),
  ]
}
