/// The spacing of a subject's output times, eight at a time, and what its modes do over it.
///
/// Where eight times are spaced as the eight before them, the exponential of each is that of their first, times that of
/// its distance from it, known already: two roundings more, and no error adds up.
struct OutputGrid {
  /// Whether there is a spacing, and whether its exponentials are those of the present rates.
  var isKnown = false
  var hasExponentials = false
  /// The distances of eight times from their first.
  var offsets = Lanes(repeating: 0)
  /// By mode, the exponentials of rate times distance.
  var exponentials: [Lanes]

  init(modes: Int) { exponentials = Array(repeating: Lanes(repeating: 1), count: modes) }

  /// Whether some of eight times are spaced so, up to how times near them are rounded.
  func holds(_ times: Lanes, from first: Double, where asked: LaneMask) -> Bool {
    guard isKnown else { return false }
    let off = (times - first) - offsets
    return ((off.absolute .<= 0x1p-50 * times.absolute) .| .!asked).holdsEverywhere
  }
}
