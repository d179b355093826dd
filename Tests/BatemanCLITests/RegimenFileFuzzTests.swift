import Foundation
import Testing

/// Regimen files with random damage: always a result or a message, never a trap.
@Suite struct RegimenFileFuzzTests {
  #if DEBUG
    static let count = 40
  #else
    static let count = 500
  #endif

  static let original = """
    regimens:
      - name: "loaded ü"
        phases:
          - {dose: 300 mg, route: iv, over: 60 min}
          - {dose: 2 mg/kg, every: 24 h, count: 2, max: 250 mg}
      - {name: 'flat', dose: 250 mg, over: 1 h, every: 1 day, for: 3 day}
      - "line: 100 mg iv bolus every 24 h x 3"

    """

  @Test func damageNeverTraps() throws {
    let folder = try TemporaryFolder()
    let model = projectRoot.appendingPathComponent("Models/teaching/iv2.pkm").path
    var random = SplitMix(state: 20_240_601)
    for round in 0..<Self.count {
      var bytes = Array(Self.original.utf8)
      for _ in 0...random.below(4) { Self.damage(&bytes, &random) }
      try folder.file("arms.yaml", Data(bytes))
      let run = try CommandRun("simulate", model, "--regimen", "arms.yaml", "--typical", "--quiet", in: folder.url)
      // A single dose without --until is the one wrong usage that a file can make.
      let isExpected = [0, 64, 65].contains(run.status)
      #expect(isExpected, "round \(round): \(run.status)\n\(run.errors)\n\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  /// Deletes, doubles or replaces a few bytes, or swaps two places.
  private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let place = random.below(bytes.count)
    let end = min(bytes.count, place + 1 + random.below(8))
    switch random.below(5) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 2: bytes[place] = UInt8(truncatingIfNeeded: random.below(256))
    case 3: bytes.swapAt(place, random.below(bytes.count))
    default:
      let symbols = Array("{}[]:-,'\"#&*!|>%@`\n\t 0x9e~?".utf8)
      bytes[place] = symbols[random.below(symbols.count)]
    }
  }
}

/// A small generator with a seed.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 17.
struct SplitMix {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
