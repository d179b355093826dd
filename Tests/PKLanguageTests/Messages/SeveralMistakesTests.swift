import PKLanguage
import PKText
import Testing

@Suite struct SeveralMistakesTests {
  /// Each mistake is reported once, at its own place, and nothing follows from it.
  @Test func tenMistakesGiveTenDiagnostics() {
    let text = """
      model wrong {
        units { time = h
          amount = mg }
        covariates { WT : kg = 20 in 30...180 }
        theta {
          tvCL : L/h = 0,3
          tvV  : l/x = 3.5
          Q    : L/h = 0.1
        }
        omega { CL = cv 0.3 }
        individual {
          CL : L/h = tvCL * (WT / 70)^0.75 ~ lognormal
          V  : L = tvV
        }
        compartments { central
          peripheral }
        doses { iv -> centrl }
        dynamics {
          C = central / V
          central' = -Q * C + central
          k = log(C / 1[mg/L]) / 1[h
        }
        observations { conc : mg/L = C ~ propotional(0.1) }
      }
      """
    let source = SourceText(name: "wrong.pkm", text)
    #expect(
      LimitTests.findings(source) == [
        "PK2018 4:26", "PK1006 6:19", "PK2009 7:14", "PK2012 12:16", "PK2023 12:40", "PK3002 16:5", "PK2001 17:17",
        "PK2003 20:16", "PK1007 21:29", "PK2023 23:36",
      ])
  }

  @Test func theOrderIsThatOfTheText() {
    let lines = LimitTests.findings(
      Illustration.replacing("C = central / V", with: "C = y / x\n D = z' + 1\n E = (1\n F = 1[foo]"))
    #expect(lines.map { $0.prefix(6) } == ["PK2001", "PK2001", "PK1016", "PK1007", "PK2009"])
  }

  /// A whole section that is misspelt is checked as what it means.
  @Test func misspeltSectionsAreRead() {
    for (section, misspelt) in [
      ("theta {", "tetha {"), ("dynamics {", "dynamic {"), ("individual {", "individuals {"), ("units {", "unit {"),
      ("compartments {", "Compartments {"),
    ] {
      let findings = LimitTests.findings(Illustration.replacing("  " + section, with: "  " + misspelt))
      #expect(findings.map { $0.prefix(6) } == ["PK1010"], "\(misspelt)")
    }
  }

  /// Deleting any one line gives diagnostics or a model, and never a diagnostic per use of what was on it.
  @Test func anyLineCanBeMissing() {
    let lines = Illustration.text.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      var rest = lines
      rest.remove(at: index)
      let findings = LimitTests.findings(SourceText(name: "m", rest.joined(separator: "\n")))
      #expect(findings.count <= 4, "without '\(lines[index])': \(findings)")
    }
  }

  /// A text that ends anywhere is one mistake as far as braces go.
  @Test func anyPrefixIsReported() {
    let bytes = Array(Illustration.text.utf8)
    for count in stride(from: 0, to: bytes.count - 2, by: 37) {
      let findings = LimitTests.findings(SourceText(name: "m", bytes: Array(bytes[..<count])))
      #expect(!findings.isEmpty && findings.count < 20)
      #expect(findings.filter { $0.hasPrefix("PK1007") }.count <= 2)
    }
  }
}
