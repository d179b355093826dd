extension MessageCase {
  /// Messages about braces, brackets and sections.
  static let braces: [MessageCase] = [
    MessageCase(
      """
        molecules {
          mAb : kg/mol = 150
        }
      """,
      with: """
          molecules {
            mAb : kg/mol = 150
        """,
      prints: """
        error[PK1007]: '{' is never closed
          --> mab.pkm:13:13
        13 |   molecules {
           |             ^
           = note: 'covariates' begins here, inside the open section
        16 |   covariates {
           |   ^^^^^^^^^^
        """),
    MessageCase(
      """
          conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        }
      }
      """,
      with: """
            conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
          }
        """,
      prints: """
        error[PK1007]: '{' is never closed
         --> mab.pkm:2:14
        2 | model mab_sc {
          |              ^
        """),
    MessageCase(
      """
          conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        }
      }
      """,
      with: """
            conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        }
        """,
      prints: """
        error[PK1007]: '{' is never closed
          --> mab.pkm:72:16
        72 |   observations {
           |                ^
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = (central / V",
      prints: """
        error[PK1007]: '(' is never closed
          --> mab.pkm:61:9
        61 |     C = (central / V
           |         ^
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central / exp(V",
      prints: """
        error[PK1007]: '(' is never closed
          --> mab.pkm:61:22
        61 |     C = central / exp(V
           |                      ^
        """),
    MessageCase(
      "    (CL, V) = [cv 30%, corr 0.5, cv 20%]",
      with: "    (CL, V) = [cv 30%, corr 0.5, cv 20%",
      prints: """
        error[PK1007]: '[' is never closed
          --> mab.pkm:34:15
        34 |     (CL, V) = [cv 30%, corr 0.5, cv 20%
           |               ^
        """),
    MessageCase(
      "    sc -> depot of mAb (F = Fsc, lag = ALAG)",
      with: "    sc -> depot of mAb (F = Fsc, lag = ALAG",
      prints: """
        error[PK1007]: '(' is never closed
          --> mab.pkm:57:24
        57 |     sc -> depot of mAb (F = Fsc, lag = ALAG
           |                        ^
        """),
    MessageCase(
      """
      observations {
          conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        }
      }
      """,
      with: """
        observations {
            conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        }
        """,
      prints: """
        error[PK1007]: '{' is never closed
          --> mab.pkm:72:16
        72 |   observations {
           |                ^
        """),
    MessageCase(
      "    absorption = KA * depot",
      with: "    absorption = KA * depot * (time > 3[h]",
      prints: """
        error[PK1007]: '(' is never closed
          --> mab.pkm:62:31
        62 |     absorption = KA * depot * (time > 3[h]
           |                               ^
        """),
    MessageCase(
      text: """
        model m {
          units { time = h
            amount = mg }
          compartments { a }
          dynamics { a' = 0
        """,
      prints: """
        error[PK1007]: '{' is never closed
         --> mab.pkm:5:12
        5 |   dynamics { a' = 0
          |            ^
        """),
    MessageCase(
      text: "model m {",
      prints: """
        error[PK1007]: '{' is never closed
         --> mab.pkm:1:9
        1 | model m {
          |         ^
        """),
    MessageCase(
      """
          ADA : 1/day = if(time < 2[wk], 0, kADA) ~ once "treatment-emergent ADA"
        }
      """,
      with: """
            ADA : 1/day = if(time < 2[wk], 0, kADA) ~ once "treatment-emergent ADA"
          }
          }
        """,
      prints: """
        error[PK1008]: this '}' closes the model, but a section follows
          --> mab.pkm:71:3
        71 |   }
           |   ^
           = note: this section stands outside the model
        73 |   observations {
           |   ^^^^^^^^^^^^
        """),
    MessageCase(
      """
          conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        }
      }
      """,
      with: """
            conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
          }
        }
        }
        """,
      prints: """
        error[PK1008]: this '}' closes nothing
          --> mab.pkm:76:1
        76 | }
           | ^
        """),
    MessageCase(
      "  status illustrative",
      with: """
          status illustrative
          }
        """,
      prints: """
        error[PK1008]: this '}' closes the model, but a section follows
         --> mab.pkm:6:3
        6 |   }
          |   ^
          = note: this section stands outside the model
        8 |   units {
          |   ^^^^^
        """),
    MessageCase(
      """
          conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        }
      }
      """,
      with: """
            conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
          }
        }
        model other { }
        """,
      prints: """
        error[PK1009]: a file holds one model
          --> mab.pkm:76:1
        76 | model other { }
           | ^^^^^^^^^^^
           = note: the first is here
         2 | model mab_sc {
           |       ^^^^^^
           = help: put each model into a file of its own
        """),
    MessageCase(
      "  sigma {",
      with: "  simga {",
      prints: """
        error[PK1010]: 'simga' is no section
          --> mab.pkm:39:3
        39 |   simga {
           |   ^^^^^
           = help: did you mean 'sigma'?
        """),
    MessageCase(
      "  sigma {",
      with: "  randomness {",
      prints: """
        error[PK1010]: 'randomness' is no section
          --> mab.pkm:39:3
        39 |   randomness {
           |   ^^^^^^^^^^
           = help: the sections are units, molecules, covariates, theta, omega, sigma, individual, compartments, doses, dynamics, events, observations
        """),
    MessageCase(
      "  status illustrative",
      with: "  statsu illustrative",
      prints: """
        error[PK1010]: 'statsu' is no section
         --> mab.pkm:5:3
        5 |   statsu illustrative
          |   ^^^^^^
          = help: did you mean 'status'?
        """),
    MessageCase(
      "  status illustrative",
      with: """
          status surrogate
          status published
        """,
      prints: """
        error[PK1011]: 'status' is given twice
         --> mab.pkm:6:3
        6 |   status published
          |   ^^^^^^
          = note: it is first given here
        5 |   status surrogate
          |          ^^^^^^^^^
        """),
    MessageCase(
      text: """
        model m {
          units { time = h
            amount = mg }
          compartments { a }
          dynamics { a' = 0 }
          doses { iv -> a }
          observations { A : mg = a }
          units {
            volume = L
          }
        }
        """,
      prints: """
        error[PK1011]: the section 'units' is given twice
         --> mab.pkm:8:3
        8 |   units {
          |   ^^^^^
          = note: it is first given here
        2 |   units { time = h
          |   ^^^^^
          = help: put its lines together
        """),
    MessageCase(
      """
        molecules {
          mAb : kg/mol = 150
        }
      """,
      with: """
          molecules {
            mAb : kg/mol = 150
          }
          events {
          }
        """,
      prints: """
        error[PK1012]: the section 'events' is empty
          --> mab.pkm:16:3
        16 |   events {
           |   ^^^^^^
           = help: leave it out, or write lines such as ADA : 1/day = kADA ~ once

        error[PK1011]: the section 'events' is given twice
          --> mab.pkm:70:3
        70 |   events {
           |   ^^^^^^
           = note: it is first given here
        16 |   events {
           |   ^^^^^^
           = help: put its lines together
        """),
  ]
}
