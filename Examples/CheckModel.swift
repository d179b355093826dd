// Reads a model, or says what is wrong with it, at line and column.
import Bateman

let text = """
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
      central' = -CLL * C
    }
    observations {
      plasma : mg/L = C
    }
  }
  """

do {
  let model = try CheckedModel(parsing: SourceText(name: "one.pkm", text))
  print("\(model.name) has \(model.compartments.count) compartment")
} catch {
  // error[PK2001]: … did you mean 'CL'?
  print(error.rendered())
}
