import Bateman
import Foundation

/// Properties of the machine that results stand on, each as a name and a text.
enum EnvironmentProbe: String, CaseIterable {
  /// The program, its operating system, and the folders that come with it.
  case installation
  /// The arithmetic of IEEE 754, as the processor and the compiler leave it.
  case arithmetic
  /// The system's linear algebra.
  case lapack
  /// Our own exp, log, pow, and streams of random numbers, to the last bit.
  case functions

  func measures(root: URL) -> [String: String] {
    switch self {
    case .installation: Self.measuresOfInstallation(root: root)
    case .arithmetic: Self.measuresOfArithmetic
    case .lapack: Self.measuresOfLAPACK
    case .functions: Self.measuresOfFunctions
    }
  }

  private static func measuresOfInstallation(root: URL) -> [String: String] {
    var measures = ["word size": "\(Int.bitWidth)", "endianness": Int(littleEndian: 1) == 1 ? "little" : "big"]
    for name in ["Models", "Protocols", "Validation"] {
      measures["folder \(name)"] =
        InstalledFolder.isFolder(root.appendingPathComponent(name).path) ? "there" : "missing"
    }
    let scratch = FileManager.default.temporaryDirectory.path
    measures["temporary folder"] = FileManager.default.isWritableFile(atPath: scratch) ? "writable" : "not writable"
    return measures
  }

  /// The numbers come through a variable that the compiler cannot see through.
  private static var measuresOfArithmetic: [String: String] {
    let one = opaque(1), tiny = opaque(Double.leastNormalMagnitude), third = opaque(1) / opaque(3)
    return [
      "epsilon": (opaque(1).nextUp - one).description,
      "rounds to even": "\(one + 0x1p-53 == one && one + 0x1.8p-53 == one.nextUp)",
      "gradual underflow": "\(tiny / 2 > 0)",
      "no excess precision": "\(third * 3 == 1)",
      "no fused sums": "\(opaque(0x1.0000001p0) * opaque(0x1.0000001p0) - opaque(0x1.0000002p0) == opaque(0))",
      "quiet NaN": "\((opaque(0) / opaque(0)).isNaN)",
    ]
  }

  @inline(never) private static func opaque(_ value: Double) -> Double { value }

  /// Hilbert's matrix of order 8: badly conditioned, with whole numbers as inverse and a known determinant.
  private static var measuresOfLAPACK: [String: String] {
    let order = 8
    let rows = (0..<order).map { i in (0..<order).map { 1 / Double(i + $0 + 1) } }
    var measures: [String: String] = [:]
    if let hilbert = try? Matrix(rows), let lu = try? LU(of: hilbert), let cholesky = try? Cholesky(of: hilbert) {
      measures["determinant of Hilbert 8"] = "\(lu.determinant)"
      measures["log determinant of Hilbert 8 by Cholesky"] = "\(cholesky.logDeterminant)"
    }
    let line = (0..<4).map { [1, Double($0)] }
    if let matrix = try? Matrix(line), let fit = try? LeastSquares(fitting: matrix, to: [1, 3, 5, 8]) {
      measures["slope of a line"] = "\(fit.solution.last ?? .nan)"
    }
    if let matrix = try? Matrix([[2, 1], [1, 2]]), let eigen = try? SymmetricEigen(of: matrix) {
      measures["eigenvalues of [2 1; 1 2]"] = eigen.values.map(\.plainText).joined(separator: " ")
    }
    return measures
  }

  private static var measuresOfFunctions: [String: String] {
    let points = (1...2_000).map { Double($0) * 0.0173 - 17.3 }
    let stream = RandomStream(seed: 1, stream: 1, subject: 1)
    return [
      "exp": hash(points.map { LaneMath.exp($0) }),
      "log": hash(points.map { LaneMath.log($0.magnitude + 1e-9) }),
      "pow": hash(points.map { LaneMath.pow($0.magnitude + 0.1, 0.75) }),
      "normal draws": hash((0..<2_000).map { stream.normal($0) }),
      "exp(1)": "\(LaneMath.exp(1))", "log(10)": "\(LaneMath.log(10))", "pow(2, 0.5)": "\(LaneMath.pow(2, 0.5))",
    ]
  }

  private static func hash(_ values: [Double]) -> String {
    let bytes = values.flatMap { value in
      (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
    }
    return String(FileHash.sha256(bytes).prefix(16))
  }
}
