// swift-tools-version: 6.2
import PackageDescription

/// Settings every target shares: explicit existentials, and imports that do not leak.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "bateman",
  products: [
    .library(name: "Bateman", targets: ["Bateman"]),
    .executable(name: "bateman", targets: ["BatemanCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
  ],
  targets: [
    // Leaves: the system's linear algebra, and how every language of ours speaks of its text.
    .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .target(name: "PKText", swiftSettings: settings),
    .target(name: "PKYAML", dependencies: ["PKText", "Yams"], swiftSettings: settings),

    // Units, numbers, languages, data.
    .target(name: "PKUnits", dependencies: ["PKText"], swiftSettings: settings),
    .target(name: "PKNumerics", dependencies: ["CLAPACKE"], swiftSettings: settings),
    .target(name: "PKLanguage", dependencies: ["PKText", "PKUnits"], swiftSettings: settings),
    .target(name: "PKData", dependencies: ["PKText", "PKUnits", "PKYAML"], swiftSettings: settings),

    // From a checked model to trajectories.
    .target(name: "PKModel", dependencies: ["PKLanguage", "PKNumerics", "PKUnits"], swiftSettings: settings),
    .target(
      name: "PKSimulation", dependencies: ["PKModel", "PKData", "PKLanguage", "PKNumerics", "PKText", "PKUnits"],
      swiftSettings: settings),

    // Virtual populations under candidate regimens.
    .target(
      name: "PKStudies",
      dependencies: [
        "PKSimulation", "PKModel", "PKData", "PKLanguage", "PKNumerics", "PKText", "PKUnits", "PKYAML",
      ],
      swiftSettings: settings),

    // The likelihood, and what maximises it.
    .target(
      name: "PKEstimation",
      dependencies: ["PKSimulation", "PKModel", "PKData", "PKLanguage", "PKNumerics", "PKText", "PKUnits"],
      swiftSettings: settings),

    // Is the fit any good?
    .target(
      name: "PKDiagnostics",
      dependencies: [
        "PKEstimation", "PKSimulation", "PKModel", "PKData", "PKLanguage", "PKNumerics", "PKText", "PKUnits",
      ], swiftSettings: settings),

    // Figures as values.
    .target(name: "PKPlots", swiftSettings: settings),

    // Results to documents; its template engine brings Foundation, so that it is no part of the library's one import.
    .target(
      name: "PKReport", dependencies: ["PKPlots", .product(name: "Mustache", package: "swift-mustache")],
      resources: [
        .embedInCode("Templates/report.mustache"), .embedInCode("Templates/block.mustache"),
        .embedInCode("Templates/report.typ"),
      ], swiftSettings: settings),

    // What tests share: comparison, convergence, small models, closed forms, counted allocations.
    .target(name: "CAllocationCounter"),
    .target(
      name: "PKTestSupport", dependencies: ["CAllocationCounter", "PKSimulation", "PKModel", "PKLanguage", "PKText"],
      swiftSettings: settings),

    // From samples to non-compartmental parameters.
    .target(name: "PKNCA", dependencies: ["PKData", "PKNumerics", "PKText", "PKUnits"], swiftSettings: settings),

    // From escalation rules to operating characteristics.
    .target(
      name: "PKTrials",
      dependencies: [
        "PKStudies", "PKSimulation", "PKModel", "PKLanguage", "PKYAML", "PKData", "PKNumerics", "PKText", "PKUnits",
      ],
      swiftSettings: settings),

    // Exact doses from protocols, and their records; no floating point, no solver.
    .target(
      name: "PKDosing",
      dependencies: ["PKData", "PKText", "PKYAML", "BigInt", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),

    // What this patient's exposure will be, and the dose that meets a target.
    .target(
      name: "PKForecast",
      dependencies: [
        "PKDosing", "PKEstimation", "PKSimulation", "PKModel", "PKData", "PKLanguage", "PKNumerics", "PKText",
        "PKUnits",
        "PKYAML",
      ],
      swiftSettings: settings),

    // The library API and the command.
    .target(
      name: "Bateman",
      dependencies: [
        "PKText", "PKYAML", "PKUnits", "PKNumerics", "PKLanguage", "PKData", "PKModel", "PKSimulation", "PKEstimation",
        "PKStudies", "PKDiagnostics", "PKNCA", "PKDosing", "PKForecast", "PKTrials", "PKPlots",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "BatemanCLI",
      // Each module by name too: SwiftPM does not rebuild what imports a module only through a re-export.
      dependencies: [
        "Bateman", "PKText", "PKYAML", "PKUnits", "PKNumerics", "PKLanguage", "PKData", "PKModel", "PKSimulation",
        "PKEstimation", "PKStudies", "PKDiagnostics", "PKNCA", "PKDosing", "PKForecast", "PKTrials", "PKPlots",
        "PKReport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),

    // The C interface, which Scripts/bindings links into a shared library.
    .target(
      name: "BatemanC",
      dependencies: [
        "Bateman", "PKText", "PKYAML", "PKUnits", "PKNumerics", "PKLanguage", "PKData", "PKModel", "PKSimulation",
        "PKEstimation", "PKDiagnostics", "PKNCA", "PKStudies", "PKDosing", "PKForecast", "PKTrials", "PKPlots",
      ],
      swiftSettings: settings),

    .testTarget(name: "PKLanguageTests", dependencies: ["PKLanguage", "PKText", "PKUnits"], swiftSettings: settings),

    .testTarget(name: "PKNumericsTests", dependencies: ["PKNumerics", "PKTestSupport"], swiftSettings: settings),
    .testTarget(name: "PKYAMLTests", dependencies: ["PKYAML", "PKText"], swiftSettings: settings),
    .testTarget(name: "PKUnitsTests", dependencies: ["PKUnits", "PKText"], swiftSettings: settings),
    .testTarget(
      name: "PKNCATests",
      dependencies: [
        "PKNCA", "PKData", "PKLanguage", "PKModel", "PKNumerics", "PKSimulation", "PKTestSupport", "PKText", "PKUnits",
      ],
      swiftSettings: settings),
    .testTarget(name: "PKDataTests", dependencies: ["PKData", "PKText", "PKUnits"], swiftSettings: settings),
    .testTarget(
      name: "BatemanTests",
      dependencies: [
        "Bateman", "PKText", "PKUnits", "PKLanguage", "PKData", "PKModel", "PKNumerics", "PKSimulation",
      ],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "PKModelTests", dependencies: ["PKModel", "PKLanguage", "PKNumerics", "PKTestSupport", "PKUnits"],
      swiftSettings: settings),
    .testTarget(
      name: "PKSimulationTests",
      dependencies: [
        "PKSimulation", "PKData", "PKLanguage", "PKModel", "PKNumerics", "PKTestSupport", "PKText", "PKUnits",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PKEstimationTests",
      dependencies: [
        "PKEstimation", "PKSimulation", "PKData", "PKLanguage", "PKModel", "PKNumerics", "PKTestSupport", "PKText",
        "PKUnits",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PKDiagnosticsTests",
      dependencies: [
        "PKDiagnostics", "PKEstimation", "PKSimulation", "PKData", "PKLanguage", "PKModel", "PKNumerics",
        "PKTestSupport", "PKText", "PKUnits",
      ], swiftSettings: settings),
    .testTarget(name: "PKPlotsTests", dependencies: ["PKPlots"], exclude: ["Golden"], swiftSettings: settings),
    .testTarget(name: "PKReportTests", dependencies: ["PKReport", "PKPlots"], swiftSettings: settings),
    .testTarget(
      name: "PKStudiesTests",
      dependencies: [
        "PKStudies", "PKData", "PKLanguage", "PKModel", "PKNumerics", "PKSimulation", "PKText", "PKUnits", "PKYAML",
      ],
      swiftSettings: settings),
    .testTarget(name: "PKDosingTests", dependencies: ["PKDosing", "PKText", "BigInt"], swiftSettings: settings),
    .testTarget(
      name: "PKTrialsTests", dependencies: ["PKTrials", "PKLanguage", "PKModel", "PKNumerics", "PKText"],
      swiftSettings: settings),
    .testTarget(
      name: "PKForecastTests",
      dependencies: [
        "PKForecast", "PKDosing", "PKEstimation", "PKSimulation", "PKModel", "PKData", "PKLanguage", "PKTestSupport",
        "PKText", "PKUnits",
      ],
      swiftSettings: settings),
    .testTarget(name: "BatemanCTests", dependencies: ["BatemanC"], swiftSettings: settings),
    .testTarget(name: "BatemanCLITests", dependencies: ["BatemanCLI"], swiftSettings: settings),
    .testTarget(
      name: "FuzzTests", dependencies: ["PKLanguage", "PKText", "PKUnits", "PKData"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
