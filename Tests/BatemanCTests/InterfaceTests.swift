import BatemanC
import Foundation
import Testing

/// The functions that C calls, called as C would.
@Suite struct InterfaceTests {
  private static let model = """
    model one {
      units {
        time = h
        amount = mg
        volume = L
      }
      theta {
        CL : L/h = 5  in 0.1...100 "clearance"
        V  : L   = 50 in 1...1000  "volume"
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        C : mg/L = central / V
        central' = -CL * C
      }
      observations {
        plasma : mg/L = C
      }
    }
    """

  private func request(_ fields: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
  }

  private func answer(_ fields: [String: Any]) throws -> [String: Any] {
    let text = try #require(bateman_call(try request(fields)))
    defer { bateman_free(text) }
    let object = try JSONSerialization.jsonObject(with: Data(String(cString: text).utf8))
    return try #require(object as? [String: Any])
  }

  @Test func fillsArrays() throws {
    let fields: [String: Any] = [
      "model": Self.model, "regimens": ["100 mg iv bolus every 24 h x 2"], "times": [0, 10, 24], "rtol": 1e-10,
    ]
    let simulation = try #require(bateman_simulation_create(try request(fields), nil))
    defer { bateman_simulation_free(simulation) }
    var shape = [Int64](repeating: 0, count: 5)
    bateman_simulation_shape(simulation, &shape)
    #expect(shape == [1, 1, 3, 1, 2])
    var (predictions, exposure) = ([Double](repeating: 0, count: 3), [Double](repeating: 0, count: 8))
    #expect(bateman_simulation_run(simulation, &predictions, 3, &exposure, 8) == nil)
    // A bolus of 100 mg into 50 L falls by exp(-0.1 t); the tolerance of a step is 1e-10.
    for (value, time) in zip(predictions, [0.0, 10]) { #expect(abs(value / (2 * exp(-0.1 * time)) - 1) < 1e-9) }
    #expect(abs(exposure[3] / (20 * (1 - exp(-2.4))) - 1) < 1e-8)
  }

  @Test func arraysOfTheWrongSizeAreRefused() throws {
    let fields: [String: Any] = ["model": Self.model, "regimens": ["100 mg iv once"], "times": [0, 1]]
    let simulation = try #require(bateman_simulation_create(try request(fields), nil))
    defer { bateman_simulation_free(simulation) }
    var values = [0.0]
    let failure = try #require(bateman_simulation_run(simulation, &values, 1, nil, 0))
    defer { bateman_free(failure) }
    #expect(String(cString: failure).contains("bateman_simulation_shape"))
  }

  @Test func answersInJSON() throws {
    let run = try answer([
      "call": "simulate", "model": Self.model, "regimens": ["low: 50 mg iv once", "100 mg iv once"], "times": [0],
      "until": 1,
    ])
    #expect(run["predictions"] as? [Double] == [1, 2])
    let model = try answer(["call": "check", "model": Self.model])
    #expect(model["isLinear"] as? Bool == true)
    let profile: [String: Any] = ["id": "1", "times": [0, 1, 2, 4], "concentrations": [0, 4, 2, 0.5], "dose": 10]
    let nca = try answer(["call": "nca", "profiles": [profile], "parameters": ["CMAX", "AUCLST"]])
    let values = try #require(nca["values"] as? [[String: Any]])
    // Linear trapezoids: 2 + 3 + 2.5.
    #expect(values.map { $0["value"] as? Double } == [4, 7.5])
  }

  /// What is asked, and the words of the failure.
  @Test(arguments: [
    (["call": "nothing"], "there is no call 'nothing'"),
    (["call": "check", "modle": "x"], "did you mean 'model'?"),
    (["call": "check"], "'model' is missing"),
    (["call": "check", "model": "model x {"], "\"line\":1"),
    (["call": "dose", "protocol": "id: x"], "\"outcome\":\"refused\""),
    ([:], "'call' is missing"),
  ])
  func mistakesAreFailuresWithWords(_ fields: [String: String], _ words: String) throws {
    let text = try #require(bateman_call(try request(fields)))
    defer { bateman_free(text) }
    #expect(String(cString: text).contains(words), "\(String(cString: text))")
  }

  @Test func nothingIsNoRequest() throws {
    let text = try #require(bateman_call(nil))
    defer { bateman_free(text) }
    #expect(String(cString: text).contains("cannot be read as JSON"))
    #expect(bateman_simulation_create("{}", nil) == nil)
    #expect(bateman_simulation_describe(nil) == nil)
    bateman_simulation_free(nil)
    bateman_free(nil)
  }
}
