/// The known name that a misspelt one most likely stands for, or nil when none is near.
///
/// Names match without regard to case first; otherwise the smallest optimal-string-alignment distance wins,
/// and it must be at most a third of the longer name (at least 1).
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().utf8.prefix(64))
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name {
    let known = Array(candidate.lowercased().utf8.prefix(64))
    let allowed = max(1, max(wanted.count, known.count) / 3)
    guard abs(wanted.count - known.count) <= allowed else { continue }
    let distance = alignmentDistance(wanted, known)
    // A name of one letter is "near" every other one: only case may differ.
    if distance > allowed || (min(wanted.count, known.count) < 2 && distance > 0) { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// The help line "did you mean …?", or nil when no known name is near.
public func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String? {
  nearestName(to: name, among: candidates).map { "did you mean '\($0)'?" }
}

/// Edits (insert, delete, replace, swap of neighbours) that turn one string into the other.
private func alignmentDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var twoBack = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  for i in a.indices {
    current[0] = i + 1
    for j in b.indices {
      var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, twoBack[j - 1] + 1) }
      current[j + 1] = cost
    }
    (twoBack, previous, current) = (previous, current, twoBack)
  }
  return previous[b.count]
}
