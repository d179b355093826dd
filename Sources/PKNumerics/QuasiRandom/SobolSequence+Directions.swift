extension SobolSequence {
  /// A primitive polynomial over GF(2), its coefficients as bits, and the first direction numbers.
  struct Direction: Sendable {
    let polynomial: UInt32
    let first: [UInt32]

    init(_ polynomial: UInt32, _ first: UInt32...) {
      self.polynomial = polynomial
      self.first = first
    }
  }

  /// The first 32 dimensions of new-joe-kuo-6 (Joe and Kuo 2008).
  static let directions: [Direction] = [
    Direction(1, 1),
    Direction(3, 1),
    Direction(7, 1, 3),
    Direction(11, 1, 3, 1),
    Direction(13, 1, 1, 1),
    Direction(19, 1, 1, 3, 3),
    Direction(25, 1, 3, 5, 13),
    Direction(37, 1, 1, 5, 5, 17),
    Direction(41, 1, 1, 5, 5, 5),
    Direction(47, 1, 1, 7, 11, 19),
    Direction(55, 1, 1, 5, 1, 1),
    Direction(59, 1, 1, 1, 3, 11),
    Direction(61, 1, 3, 5, 5, 31),
    Direction(67, 1, 3, 3, 9, 7, 49),
    Direction(91, 1, 1, 1, 15, 21, 21),
    Direction(97, 1, 3, 1, 13, 27, 49),
    Direction(103, 1, 1, 1, 15, 7, 5),
    Direction(109, 1, 3, 1, 15, 13, 25),
    Direction(115, 1, 1, 5, 5, 19, 61),
    Direction(131, 1, 3, 7, 11, 23, 15, 103),
    Direction(137, 1, 3, 7, 13, 13, 15, 69),
    Direction(143, 1, 1, 3, 13, 7, 35, 63),
    Direction(145, 1, 3, 5, 9, 1, 25, 53),
    Direction(157, 1, 3, 1, 13, 9, 35, 107),
    Direction(167, 1, 3, 1, 5, 27, 61, 31),
    Direction(171, 1, 1, 5, 11, 19, 41, 61),
    Direction(185, 1, 3, 5, 3, 3, 13, 69),
    Direction(191, 1, 1, 7, 13, 1, 19, 1),
    Direction(193, 1, 3, 7, 5, 13, 19, 59),
    Direction(203, 1, 1, 3, 9, 25, 29, 41),
    Direction(211, 1, 3, 5, 13, 23, 1, 55),
    Direction(213, 1, 3, 7, 3, 13, 59, 17),
  ]
}
