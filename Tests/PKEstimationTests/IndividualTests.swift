import Foundation
import PKData
import PKEstimation
import PKLanguage
import PKText
import Testing

/// Individual estimates against NONMEM's and Monolix', as posologyr's tests publish them.
struct IndividualTests {
  private static func fit(_ text: String, table: String) throws -> IndividualFit {
    let model = try CheckedModel(parsing: SourceText(name: "map.pkm", text))
    let dataset = try Dataset(table: Array(table.utf8), name: "map.csv")
    let fits = IndividualEstimation().estimate(try FitProblem(model: model, dataset: dataset))
    #expect(fits.count == 1 && fits[0].isConverged)
    return try #require(fits.first)
  }

  /// An infusion with covariates that change at every record, next observation carried backward.
  ///
  /// NONMEM's posthoc etas (posologyr 302). The absorption rate constant is not seen by the data.
  @Test func timeVaryingCovariates() throws {
    let fit = try Self.fit(
      SubjectEstimationTests.text, table: SubjectEstimationTests.table(SubjectEstimationTests.levels))
    #expect(abs(fit.effects[0] - 0.398845969) < 1e-4)
    #expect(abs(fit.effects[1] - 0.0762201167) < 1e-4)
    #expect(abs(fit.effects[2]) < 1e-6)
  }

  /// Tobramycin, two compartments, proportional error (Monolix; three or four digits).
  @Test func tobramycin() throws {
    let fit = try Self.fit(
      """
      model tobramycin {
        units {
          time = h
          amount = mg
          volume = L
        }
        covariates {
          CLCREAT : 1 = 67.8
          WT : kg = 66.4
        }
        theta {
          tvk : 1/h = 0.21
          tvV : L = 19.8
          k12 : 1/h = 0.041
          k21 : 1/h = 0.12
        }
        omega {
          k = 0.08075
          V = 0.01203
        }
        sigma { b : 1 = 0.198 }
        individual {
          k : 1/h = tvk * (CLCREAT/67.8)^0.89 * (WT/66.4[kg])^(-1.09) ~ logNormal
          V : L = tvV * (WT/66.4[kg])^0.8 ~ logNormal
        }
        compartments {
          central : mg
          peripheral : mg
        }
        doses { iv -> central }
        dynamics {
          central' = -k * central - k12 * central + k21 * peripheral
          peripheral' = k12 * central - k21 * peripheral
        }
        observations { conc : mg/L = central/V ~ proportional(b) }
      }
      """,
      table: """
        ID,TIME,EVID,AMT,DUR,DV,CLCREAT,WT
        1,0,1,500,0.5,.,80,65
        1,1,0,0,0,25,80,65
        1,14,0,0,0,5.5,80,65
        """)
    let k = 0.21 * exp(0.89 * log(80 / 67.8) - 1.09 * log(65 / 66.4) + fit.effects[0])
    let v = 19.8 * exp(0.8 * log(65 / 66.4) + fit.effects[1])
    #expect(abs(k / 0.1258 - 1) < 1e-3, "\(k)")
    #expect(abs(v / 18.21 - 1) < 1e-2, "\(v)")
  }

  /// Vancomycin (Goti 2018), combined error with standard deviations added (Monolix; three digits).
  @Test func vancomycin() throws {
    let fit = try Self.fit(
      """
      model vancomycin {
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          tvCL : L/h = 4.5
          tvV1 : L = 58.4
          tvV2 : L = 38.4
          Q : L/h = 6.5
        }
        omega {
          CL = 0.147
          V1 = 0.51
          V2 = 0.282
        }
        sigma {
          a : mg/L = 3.4
          b : 1 = 0.227
        }
        individual {
          CL : L/h = tvCL * (34/120)^0.8 ~ logNormal
          V1 : L = tvV1 * 62/70 ~ logNormal
          V2 : L = tvV2 ~ logNormal
        }
        compartments {
          central : mg
          peripheral : mg
        }
        doses { iv -> central }
        dynamics {
          C1 : mg/L = central/V1
          C2 : mg/L = peripheral/V2
          central' = -CL * C1 - Q * C1 + Q * C2
          peripheral' = Q * C1 - Q * C2
        }
        observations { conc : mg/L = C1 ~ combined1(a, b) }
      }
      """,
      table: """
        ID,TIME,EVID,AMT,DUR,DV
        1,0,1,1900,1,.
        1,12,0,0,0,14.8
        1,22.2,1,1750,1,.
        1,37.5,0,0,0,22.5
        """)
    #expect(abs(4.5 * exp(0.8 * log(34.0 / 120) + fit.effects[0]) / 1.72 - 1) < 1e-2)
    #expect(abs(58.4 * 62 / 70 * exp(fit.effects[1]) / 59.8 - 1) < 1e-2)
    #expect(abs(38.4 * exp(fit.effects[2]) / 41.6 - 1) < 1e-2)
  }
}
