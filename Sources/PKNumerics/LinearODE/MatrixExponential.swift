/// The exponential of a square matrix.
///
/// Scaling and squaring with the diagonal Padé approximant of degree 13.
/// Source: N. J. Higham, "The scaling and squaring method for the matrix exponential revisited", SIAM J. Matrix Anal.
/// Appl. 26 (2005) 1179, algorithm 2.3 (always degree 13).
///
/// - Throws: `notSquare`, `notFinite` when the matrix or its exponential is not finite.
/// - Complexity: O(n³·log ‖A‖).
public func exponential(of matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
  try matrix.requireSquare()
  try matrix.requireFinite()
  let n = matrix.rows
  let norm = (0..<n).reduce(0.0) { largest, j in max(largest, (0..<n).reduce(0.0) { $0 + abs(matrix[$1, j]) }) }
  var squarings = 0
  var scale = 1.0
  while norm * scale > padeRadius {
    squarings += 1
    scale *= 0.5
  }
  var result = try padeApproximant(matrix.scaled(by: scale))
  for _ in 0..<squarings { result = try result.multiplied(by: result) }
  try result.requireFinite()
  return result
}

/// ‖A‖₁ up to which degree 13 is accurate to double precision: θ₁₃ of table 2.3.
private let padeRadius = 5.371920351148152

/// The coefficients of the numerator of degree 13, constant first.
private let padeCoefficients = [
  64_764_752_532_480_000, 32_382_376_266_240_000, 7_771_770_303_897_600, 1_187_353_796_428_800, 129_060_195_264_000,
  10_559_470_521_600, 670_442_572_800, 33_522_128_640, 1_323_241_920, 40_840_800, 960_960, 16_380, 182, 1.0,
]

private func padeApproximant(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
  let b = padeCoefficients
  let identity = Matrix.identity(a.rows)
  let a2 = try a.multiplied(by: a)
  let a4 = try a2.multiplied(by: a2)
  let a6 = try a4.multiplied(by: a2)
  func combine(_ c6: Double, _ c4: Double, _ c2: Double, _ c0: Double) -> Matrix {
    a6.scaled(by: c6).plus(a4.scaled(by: c4)).plus(a2.scaled(by: c2)).plus(identity.scaled(by: c0))
  }
  let odd = try a6.multiplied(by: combine(b[13], b[11], b[9], 0)).plus(combine(b[7], b[5], b[3], b[1]))
  let u = try a.multiplied(by: odd)
  let v = try a6.multiplied(by: combine(b[12], b[10], b[8], 0)).plus(combine(b[6], b[4], b[2], b[0]))
  return try LU(of: v.plus(u.scaled(by: -1))).solve(v.plus(u))
}

extension Matrix {
  /// The matrix times a number.
  package func scaled(by factor: Double) -> Matrix {
    var result = self
    for index in result.elements.indices { result.elements[index] *= factor }
    return result
  }

  /// The sum of two matrices of one shape.
  func plus(_ other: Matrix) -> Matrix {
    var result = self
    for (index, element) in other.elements.enumerated() { result.elements[index] += element }
    return result
  }
}
