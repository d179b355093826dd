/// Something that the command, or work beside it, needs.
struct DoctorFinding: Encodable {
  /// What is to be made of it.
  enum State: String, Encodable {
    /// It is there.
    case ok
    /// It is not there, and something optional cannot be done.
    case optional
    /// It is not there, and the command does not work as it should.
    case missing
  }

  /// Such as "linear algebra".
  var name: String
  var state: State
  /// What was found, or what cannot be done without it.
  var found: String
  /// What to type to have it; nil when nothing is to be done.
  var remedy: String?

  init(_ name: String, _ found: String) {
    self.name = name
    self.found = found
    state = .ok
  }

  init(_ name: String, missing found: String, isNeeded: Bool, remedy: String) {
    self.name = name
    self.found = found
    state = isNeeded ? .missing : .optional
    self.remedy = remedy
  }

  /// The cells of a table.
  var cells: [String] {
    let mark = state == .ok ? "ok" : state == .optional ? "–" : "MISSING"
    return [mark, name, found]
  }
}
