import Foundation
import PKData
import PKTestSupport
import Testing

/// Scenarios of dosing with NONMEM's own output, in a folder next to the project that is no part of it.
///
/// Source: mrgsolve/nmtests and nlmixr2/nmtests, NONMEM 7.4–7.5; tables have five significant digits.
struct NonmemScenario: Sendable, CustomTestStringConvertible {
  let name: String
  let features: [String]
  /// NONMEM extrapolates backward where a lag exceeds the interval of a steady state: not compared before this.
  let compareFrom: Double
  private let folder: URL

  var testDescription: String { "\(name) \(features.joined(separator: ", "))" }

  /// The folder of data that the projects share: `BATEMAN_SHARED`, or `shared` beside the project.
  static let folder: URL = {
    let given = ProcessInfo.processInfo.environment["BATEMAN_SHARED"].map { URL(filePath: $0) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (given ?? root.appending(path: "../shared")).appending(path: "data/nmtests")
  }()

  static let isAtHand = FileManager.default.fileExists(atPath: folder.appending(path: "index.json").path)

  private struct Entry: Decodable {
    let name: String
    let features: [String]
    let compare_from_time: Double?
  }

  /// Every scenario, or none where the folder is not there.
  static let all: [NonmemScenario] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "index.json")),
      let entries = try? JSONDecoder().decode([Entry].self, from: data)
    else { return [] }
    return entries.map {
      NonmemScenario(
        name: $0.name, features: $0.features, compareFrom: $0.compare_from_time ?? 0,
        folder: folder.appending(path: $0.name))
    }
  }()

  private struct Description: Decodable {
    let parameters: [String: Double]
    let output: String
    let structure: String
  }

  /// A table's rows by column.
  private func rows(_ file: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }

  /// The model, with the doses' attributes as covariates, as the scenario's columns are.
  func model() throws -> TestModel {
    let description = try JSONDecoder().decode(
      Description.self, from: Data(contentsOf: folder.appending(path: "model.json")))
    let value = description.parameters
    if value["BASE"] != nil { return Self.tumour(value, isClosedForm: description.structure == "$PRED") }
    let isAttributed = try rows("data.csv").first?["LAGT"] != nil
    let isWeighted = value["TVCL"] != nil
    // NONMEM lets a route have both, and the record choose; here it has the one that its records ask for.
    let zeroOrder = try rows("data.csv").contains { $0["RATE"] == "-1" } ? "rate = RAT2" : "duration = DUR2"
    let attributes = isAttributed && !isWeighted ? " (F = BIOAV, lag = LAGT, \(zeroOrder))" : ""
    let covariates =
      isWeighted ? "WT : kg = 70" : isAttributed ? "LAGT : h = 0\n BIOAV : 1 = 1\n DUR2 : h = 1\n RAT2 : mg/h = 1" : ""
    let clearance = isWeighted ? "tvCL * (WT / 70[kg])^0.75" : "tvCL"
    let scale = description.output.contains("not multiplied") ? "mg/L" : "ug/L"
    return TestModel(
      name: name,
      """
      model scenario {
        units {
          time = h
          amount = mg
          volume = L
        }
        covariates {
          \(covariates)
        }
        theta {
          tvCL : L/h = \(value["CL"] ?? value["TVCL"] ?? .nan)
          V : L = \(value["V"] ?? .nan)
          KA : 1/h = \(value["KA"] ?? .nan)
        }
        individual {
          CL : L/h = \(clearance)
        }
        compartments {
          gut : mg
          central : mg
        }
        doses {
          oral -> gut
          iv -> central\(attributes)
        }
        dynamics {
          gut' = -KA * gut
          central' = KA * gut - CL / V * central
        }
        observations {
          CP : \(scale) = central / V
        }
      }
      """.replacing("  covariates {\n    \n  }\n", with: ""))
  }

  /// Growth of a tumour: as an equation, or as the formula that solves it while the dose keeps still.
  private static func tumour(_ value: [String: Double], isClosedForm: Bool) -> TestModel {
    let derivative = isClosedForm ? "0 * KG * size" : "KG * size - KS0 * exp(-GAMMA * time) * log(DOSE) * size"
    let prediction =
      isClosedForm ? "size * exp(KG * time - KS0 * log(DOSE) / GAMMA * (1 - exp(-GAMMA * time)))" : "size"
    return TestModel(
      name: "tumour",
      """
      model scenario {
        units {
          time = day
        }
        covariates {
          DOSE : 1 = 1
        }
        theta {
          KG : 1/day = \(value["KG"] ?? .nan)
          KS0 : 1/day = \(value["KS0"] ?? .nan)
          GAMMA : 1/day = \(value["GAMMA"] ?? .nan)
          BASE : 1 = \(value["BASE"] ?? .nan)
        }
        compartments {
          size : 1 = BASE
        }
        dynamics {
          size' = \(derivative)
        }
        observations {
          Y : 1 = \(prediction)
        }
      }
      """)
  }

  /// The data set: NONMEM's columns, less those that the scenario's model does not read.
  func dataset() throws -> Dataset {
    let rows = try self.rows("data.csv")
    guard let first = rows.first else { return Dataset(subjects: []) }
    // NONMEM counts a dose into compartment 1 or 2 whatever record it stands in; SS 0 means none.
    let known = [
      "ID", "TIME", "EVID", "AMT", "CMT", "II", "ADDL", "RATE", "LAGT", "BIOAV", "DUR2", "RAT2", "WT", "DOSE", "SS",
    ]
    let columns = known.filter { first[$0] != nil }
    let lines =
      [columns.joined(separator: ",")] + rows.map { row in columns.map { row[$0] ?? "." }.joined(separator: ",") }
    return try Dataset(table: Array(lines.joined(separator: "\n").utf8), name: name)
  }

  /// NONMEM's times and predictions, by record.
  func expected() throws -> [(time: Double, value: Double)] {
    try rows("expected.csv").map { row in
      let value = row["CP"] ?? row["Y"] ?? ""
      return (Double(row["TIME"] ?? "") ?? .nan, Double(value) ?? .nan)
    }
  }
}
