import PKLanguage
import PKText
import PKUnits
import Testing

@Suite struct SymbolTableTests {
  @Test func namesOfTheIllustration() throws {
    let table = SymbolTable(of: try parsed(Illustration.text))
    #expect(table.diagnostics == [])
    #expect(table["tvCL"]?.kind == .theta)
    #expect(table["SEX"]?.categories == ["male", "female"])
    #expect(table["KA"]?.kind == .individual && table["KA"]?.index == 2)
    #expect(table["depot"]?.unit == .known(try Unit("nmol")), "the model's amount")
    #expect(table["absorption"]?.unit == .unknown, "not before its value is checked")
    #expect(table["mAb"] == nil && table.molecules["mAb"]?.index == 0, "molecules have names of their own")
    #expect(table["conc"] == nil && table["iv"] == nil, "so have outputs and routes")
    #expect(table[.dynamics].map(\.name.text) == ["C", "absorption", "elimination"])
    #expect(table.derivatives.map(\.name.text) == ["depot", "central"])
  }

  @Test func oneNameForAMoleculeACompartmentAndAnOutput() throws {
    let table = SymbolTable(
      of: try parsed(
        """
        model m {
          molecules { drug : kDa = 1 }
          compartments { drug : nmol }
          doses { drug -> drug of drug }
          observations { drug : nmol = drug }
        }
        """))
    #expect(table.diagnostics == [])
  }

  @Test func everythingElseSharesOneNamespace() throws {
    let table = SymbolTable(
      of: try parsed(
        """
        model m {
          covariates { a : 1 }
          theta { a : 1 = 1 }
          sigma { a : 1 = 1 }
          individual { a : 1 = 1 }
          compartments { a : mg }
          dynamics { a = 1 }
          events { a : 1/h = 1 ~ once }
        }
        """))
    #expect(table.diagnostics.map(\.code) == Array(repeating: DiagnosticCode.duplicateName.rawValue, count: 6))
    #expect(table["a"]?.kind == .covariate)
  }

  @Test func theLanguageKeepsItsWords() throws {
    for name in ReservedNames.quantities + ReservedNames.functions + ReservedNames.words {
      let table = SymbolTable(of: try parsed("model m { theta { \(name) : 1 = 1 } }"))
      #expect(table.diagnostics.map(\.code) == [DiagnosticCode.reservedName.rawValue], "\(name)")
    }
  }
}
