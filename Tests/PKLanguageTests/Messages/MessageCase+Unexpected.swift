extension MessageCase {
  /// Messages about what the grammar does not expect.
  static let unexpected: [MessageCase] = [
    MessageCase(
      text: "// nothing but a comment",
      prints: """
        error[PK1001]: the text holds no model
         --> mab.pkm:1:1
        1 | // nothing but a comment
          | ^
          = help: a model file reads: model NAME { units { time = h } compartments { … } dynamics { … } }
        """),
    MessageCase(
      text: "theta { V : L = 3 }",
      prints: """
        error[PK1004]: a model file begins with 'model NAME {'
         --> mab.pkm:1:1
        1 | theta { V : L = 3 }
          | ^^^^^
          = help: a model file reads: model NAME { units { time = h } compartments { … } dynamics { … } }
        """),
    MessageCase(
      text: """
        theta { V : L = 3 }
        model m {
          units { time = h
            amount = mg }
          compartments { a }
          dynamics { a' = 0 }
          doses { iv -> a }
          observations { A : mg = a }
        }
        """,
      prints: """
        error[PK1004]: a model file begins with 'model NAME {'
         --> mab.pkm:1:1
        1 | theta { V : L = 3 }
          | ^^^^^
          = help: a model file reads: model NAME { units { time = h } compartments { … } dynamics { … } }
        """),
    MessageCase(
      #"  about "One-compartment antibody with absorption and anti-drug antibodies""#,
      with: #"  about "One"#,
      prints: """
        error[PK1005]: the text has no closing quotation mark on its line
         --> mab.pkm:3:9
        3 |   about "One
          |         ^^^^
        """),
    MessageCase(
      "    tvV  : L     = 3.5",
      with: "    tvV  : L     = 1e999",
      prints: """
        error[PK1005]: the number is too large
          --> mab.pkm:25:20
        25 |     tvV  : L     = 1e999   in 0.5...20
           |                    ^^^^^
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L     = 3.5   in 0.5..20",
      prints: """
        error[PK1005]: '.' has no meaning here
          --> mab.pkm:25:32
        25 |     tvV  : L     = 3.5   in 0.5..20
           |                                ^
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central & V",
      prints: """
        error[PK1005]: '&' has no meaning here
          --> mab.pkm:61:17
        61 |     C = central & V
           |                 ^
           = help: write 'and'
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central × V",
      prints: """
        error[PK1005]: '×' has no meaning here
          --> mab.pkm:61:17
        61 |     C = central × V
           |                 ^
           = help: write '*'
        """),
    MessageCase(
      #"  about "One-compartment antibody with absorption and anti-drug antibodies""#,
      with: "  about One-compartment",
      prints: """
        error[PK1006]: expected a text in quotes after 'about', but found 'One'
         --> mab.pkm:3:9
        3 |   about One-compartment
          |         ^^^
        """),
    MessageCase(
      #"  about "One-compartment antibody with absorption and anti-drug antibodies""#,
      with: #"  about "One" about "Two""#,
      prints: """
        error[PK1006]: expected the end of the line, but found 'about'
         --> mab.pkm:3:15
        3 |   about "One" about "Two"
          |               ^^^^^
          = help: is an operator missing before it?
        """),
    MessageCase(
      "    tvV  : L     = 3.5",
      with: "    tvV  : L     = 3,5",
      prints: """
        error[PK1006]: expected the end of the line, but found ','
          --> mab.pkm:25:21
        25 |     tvV  : L     = 3,5   in 0.5...20
           |                     ^
           = help: a decimal point is written '.', as in 0.42
        """),
    MessageCase(
      "    tvV  : L     = 3.5",
      with: "    tvV  : L     3.5",
      prints: """
        error[PK1006]: expected the end of the line, but found '3.5'
          --> mab.pkm:25:18
        25 |     tvV  : L     3.5   in 0.5...20
           |                  ^^^
           = help: a value stands after '='
        """),
    MessageCase(
      "    tvV  : L     = 3.5",
      with: "    tvV  : L     =",
      prints: """
        error[PK1006]: expected an expression, but found 'in'
          --> mab.pkm:25:22
        25 |     tvV  : L     =   in 0.5...20
           |                      ^^
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L     = 3.5   in ...",
      prints: """
        error[PK1006]: expected a bound on at least one side of '...'
          --> mab.pkm:25:29
        25 |     tvV  : L     = 3.5   in ...
           |                             ^^^
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    3tvV  : L     = 3.5",
      prints: """
        error[PK1006]: expected a name, but found '3'
          --> mab.pkm:25:5
        25 |     3tvV  : L     = 3.5
           |     ^
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : L = 3.5;",
      prints: """
        error[PK1006]: expected the end of the line, but found ';'
          --> mab.pkm:25:19
        25 |     tvV  : L = 3.5;
           |                   ^
           = help: a statement ends with its line: leave out ';'
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central /",
      prints: """
        error[PK1006]: expected an expression, but found the end of the line
          --> mab.pkm:61:18
        61 |     C = central /
           |                  ^
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central V",
      prints: """
        error[PK1006]: expected the end of the line, but found 'V'
          --> mab.pkm:61:17
        61 |     C = central V
           |                 ^
           = help: is an operator missing before it?
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central / V[L",
      prints: """
        error[PK1006]: expected the end of the line, but found '['
          --> mab.pkm:61:20
        61 |     C = central / V[L
           |                    ^
           = help: only a number has its unit in brackets, as in 70[kg]
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central / V^2.5.2",
      prints: """
        error[PK1006]: expected the end of the line, but found '.2'
          --> mab.pkm:61:24
        61 |     C = central / V^2.5.2
           |                        ^^
           = help: is an operator missing before it?
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = central ** V",
      prints: """
        error[PK1006]: expected an expression, but found '*'
          --> mab.pkm:61:18
        61 |     C = central ** V
           |                  ^
           = help: write a power as x^2
        """),
    MessageCase(
      "    C = central / V",
      with: "    C = 30% / V",
      prints: """
        error[PK1006]: expected the end of the line, but found '%'
          --> mab.pkm:61:11
        61 |     C = 30% / V
           |           ^
           = help: write 30% as 0.3, or as 30[%]; 'cv 30%' stands alone in omega
        """),
    MessageCase(
      "    C = central / V",
      with: #"    C = "central / V""#,
      prints: """
        error[PK1006]: expected an expression, but found a text in quotes
          --> mab.pkm:61:9
        61 |     C = "central / V"
           |         ^^^^^^^^^^^^^
        """),
    MessageCase(
      "    (CL, V) = [cv 30%, corr 0.5, cv 20%]",
      with: "    (CL, V = [cv 30%, corr 0.5, cv 20%]",
      prints: """
        error[PK1006]: expected ',' or ')', but found '='
          --> mab.pkm:34:12
        34 |     (CL, V = [cv 30%, corr 0.5, cv 20%]
           |            ^
        """),
    MessageCase(
      "    SEX : {male, female} = male",
      with: "    SEX : {male, female = male",
      prints: """
        error[PK1006]: expected a number, the code of the category
          --> mab.pkm:19:27
        19 |     SEX : {male, female = male
           |                           ^^^^
        """),
    MessageCase(
      "    SEX : {male, female} = male",
      with: "    SEX : {male, 3} = male",
      prints: """
        error[PK1006]: expected the name of a category, but found '3'
          --> mab.pkm:19:18
        19 |     SEX : {male, 3} = male
           |                  ^
        """),
    MessageCase(
      """
        units {
          time   = day
      """,
      with: """
          time = day
          units {
        """,
      prints: """
        error[PK1006]: 'time' stands in no section
         --> mab.pkm:7:3
        7 |   time = day
          |   ^^^^
          = help: put the line into one of the sections units, molecules, covariates, theta, omega, sigma, individual, compartments, doses, dynamics, events, observations
        """),
    MessageCase(
      "    CL(per: OCC) = cv 15%",
      with: "    CL(OCC) = cv 15%",
      prints: """
        error[PK1006]: expected 'per: …', but found 'OCC'
          --> mab.pkm:35:8
        35 |     CL(OCC) = cv 15%
           |        ^^^
        """),
    MessageCase(
      "absorption = KA * depot",
      with: "absorption = KA depot(2)",
      prints: """
        error[PK1006]: expected the end of the line, but found 'depot'
          --> mab.pkm:62:21
        62 |     absorption = KA depot(2)
           |                     ^^^^^
           = help: is an operator missing before it?
        """),
    MessageCase(
      "SEX : {male, female} = male",
      with: "SEX : {male, 3} = male",
      prints: """
        error[PK1006]: expected the name of a category, but found '3'
          --> mab.pkm:19:18
        19 |     SEX : {male, 3} = male
           |                  ^
        """),
    MessageCase(
      "    tvV  : L     = 3.5   in 0.5...20",
      with: "    tvV  : of    = 3.5",
      prints: """
        error[PK1006]: expected a unit, but found 'of'
          --> mab.pkm:25:12
        25 |     tvV  : of    = 3.5
           |            ^^
        """),
    MessageCase(
      "    absorption = KA * depot",
      with: """
            absorption = KA * depot *
            other = 3
        """,
      prints: """
        error[PK1006]: expected an expression, but found the end of the line
          --> mab.pkm:62:30
        62 |     absorption = KA * depot *
           |                              ^
        """),
    MessageCase(
      "  status illustrative",
      with: "  status",
      prints: """
        error[PK1006]: expected a status, but found the end of the line
         --> mab.pkm:5:9
        5 |   status
          |         ^
        """),
    MessageCase(
      "  status illustrative",
      with: "  : 3",
      prints: """
        error[PK1006]: expected a section, but found ':'
         --> mab.pkm:5:3
        5 |   : 3
          |   ^
        """),
    MessageCase(
      text: """
        model m
          units { time = h }
        """,
      prints: """
        error[PK1006]: expected '{' after the model's name, but found 'units'
         --> mab.pkm:2:3
        2 |   units { time = h }
          |   ^^^^^
        """),
    MessageCase(
      text: "model 3 { units { time = h } }",
      prints: """
        error[PK1006]: expected the model's name, but found '3'
         --> mab.pkm:1:7
        1 | model 3 { units { time = h } }
          |       ^
        """),
  ]
}
