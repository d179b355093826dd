extension SectionKind {
  /// The parts of a statement's shape that have a meaning in the section.
  var allowedParts: Set<Part> {
    switch self {
    case .units: [.value]
    case .molecules: [.unit, .value, .label]
    case .covariates: [.unit, .categories, .value, .bounds, .label]
    case .theta, .sigma: [.unit, .value, .bounds, .fixed, .distribution, .label]
    case .omega: [.block, .occasion, .value, .fixed, .distribution, .label]
    case .individual: [.unit, .value, .distribution, .label]
    case .compartments: [.unit, .value, .label]
    case .doses: [.target, .molecule, .arguments, .label]
    case .dynamics: [.derivative, .unit, .molecule, .value, .label]
    case .events: [.unit, .value, .distribution, .label]
    case .observations: [.unit, .molecule, .value, .distribution, .label]
    }
  }

  /// The parts without which a statement of the section says nothing.
  var requiredParts: [Part] {
    switch self {
    case .units, .omega, .dynamics: [.value]
    case .molecules, .theta, .sigma, .individual, .observations: [.unit, .value]
    case .covariates: [.unit]
    case .compartments: []
    case .doses: [.target]
    case .events: [.unit, .value, .distribution]
    }
  }

  /// A line of the section, for help.
  var example: String {
    switch self {
    case .units: "time = h"
    case .molecules: "ADC : kg/mol = 148"
    case .covariates: "WT : kg = 70 in 30...180, or SEX : {male, female}"
    case .theta: "tvCL : L/h = 0.02 in 0.001...0.5"
    case .omega: "CL = 0.09, CL = cv 30%, or (CL, V1) = [0.09, 0.03, 0.05]"
    case .sigma: "prop : 1 = 0.15 in 0...1"
    case .individual: "CL : L/h = tvCL * (WT / 70[kg])^0.75 ~ logNormal"
    case .compartments: "central : nmol"
    case .doses: "sc -> depot of ADC (F = Fsc, lag = ALAG)"
    case .dynamics: "C1 : nmol/L = central / V1, or central' = -CL * C1"
    case .events: "ADA : 1/day = kADA ~ once"
    case .observations: "conc : mg/L of ADC = C1 ~ proportional(prop)"
    }
  }
}

extension Part {
  /// What the part is called in messages.
  var phrase: String {
    switch self {
    case .block: "a block of names"
    case .occasion: "'(per: …)'"
    case .derivative: "a derivative"
    case .target: "a target '-> compartment'"
    case .unit: "a unit"
    case .categories: "a list of categories"
    case .molecule: "'of …'"
    case .arguments: "a list of arguments"
    case .value: "a value"
    case .bounds: "a range 'in …'"
    case .fixed: "'fixed'"
    case .distribution: "a distribution '~ …'"
    case .label: "a label"
    }
  }
}
