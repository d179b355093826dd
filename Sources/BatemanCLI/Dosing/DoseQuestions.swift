import Bateman
import Foundation

/// Asks on a terminal for what a dose needs, one input after the other, each with its unit.
///
/// What is missing is what the calculation itself says is missing; nothing is guessed but the date, whose
/// default is shown.
struct DoseQuestions {
  let source: SourceText
  let pin: String?

  /// Whether somebody is there to answer.
  static var isPossible: Bool { isatty(0) == 1 && isatty(2) == 1 }

  /// The request with everything it needs; asks only when something is missing.
  ///
  /// - Throws: `CommandError` when the answers end or the inputs are not confirmed.
  func completed(_ request: DoseRequest) throws -> DoseRequest {
    var request = request
    var hasAsked = false
    for _ in 0..<100 {
      guard case .refused(let refusal) = DoseRecord(request, protocol: source, pin: pin).outcome else { break }
      guard refusal.code == .missingInput || hasAsked, canAsk(refusal.field) else { break }
      if !hasAsked, request[.date] == nil { try askDate(&request) }
      if refusal.code != .missingInput { Terminal.note(refusal.message) }
      try ask(refusal, &request)
      hasAsked = true
    }
    if hasAsked { try confirm(request) }
    return request
  }

  private func canAsk(_ field: String) -> Bool {
    if DoseRequest.Field(rawValue: field) != nil { return true }
    return (try? ProtocolFile(source))?.parameterNames.contains(field) ?? false
  }

  private func ask(_ refusal: Refusal, _ request: inout DoseRequest) throws {
    let answer = try line("\(refusal.field) (\(refusal.rule); \(refusal.action)): ")
    Terminal.note("  \(refusal.field) = '\(answer)'")
    if let field = DoseRequest.Field(rawValue: refusal.field) {
      request[field] = answer.isEmpty ? nil : answer
    } else {
      request.parameters[refusal.field] = answer.isEmpty ? nil : answer
    }
  }

  /// The one default of all inputs, shown before it is taken.
  private func askDate(_ request: inout DoseRequest) throws {
    let now = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    let today = CivilDate(year: now.year ?? 0, month: now.month ?? 0, day: now.day ?? 0)
    let offer = today.map { " (Enter for \($0), today by this machine's clock)" } ?? ""
    let answer = try line("date of the dose\(offer): ")
    request[.date] = answer.isEmpty ? today?.description : answer
    Terminal.note("  date = '\(request[.date] ?? "")'")
  }

  private func confirm(_ request: DoseRequest) throws {
    Terminal.note("You have entered:")
    for field in DoseRequest.Field.allCases {
      if let value = request[field] { Terminal.note("  \(field.rawValue): \(value)") }
    }
    for name in request.parameters.keys.sorted() { Terminal.note("  \(name): \(request.parameters[name] ?? "")") }
    guard try line("Is every line right? (yes/no): ") == "yes" else {
      throw CommandError.usage("the inputs were not confirmed, and nothing was computed")
    }
  }

  private func line(_ question: String) throws -> String {
    Terminal.write(question)
    guard let answer = readLine(strippingNewline: true) else {
      throw CommandError.usage("the answers ended, and nothing was computed")
    }
    return answer.trimmingCharacters(in: .whitespaces)
  }
}
