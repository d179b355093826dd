// swift-tools-version: 6.2
import PackageDescription

/// Benchmarks are a package of their own, so that what they need does not leak into the library.
let package = Package(
  name: "bateman-benchmarks",
  dependencies: [.package(name: "bateman", path: "..")],
  targets: [
    .executableTarget(
      name: "LaneBench", dependencies: [.product(name: "Bateman", package: "bateman")],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
    .executableTarget(
      name: "SolveBench", dependencies: [.product(name: "Bateman", package: "bateman")],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
    .executableTarget(
      name: "NCABench", dependencies: [.product(name: "Bateman", package: "bateman")],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
  ],
  swiftLanguageModes: [.v6]
)
