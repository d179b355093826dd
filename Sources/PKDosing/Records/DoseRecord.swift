public import PKText

/// A dose or a refusal, with everything that led to it: the only form in which a dose leaves this module
/// for a patient.
///
/// The body is a function of the request and the protocol's text alone, so any later computation gives
/// the same bytes.
public struct DoseRecord: Sendable {
  /// What came of the request.
  public enum Outcome: Sendable {
    case dose(DoseResult, ProtocolFile)
    case refused(Refusal)
  }

  /// The version of the computations; a change of any result changes it.
  public static let engine = "bateman-dosing/1"

  /// What came of the request.
  public let outcome: Outcome
  /// What was wrong with the protocol's file, where that is the reason.
  public let diagnostics: DiagnosticList?
  /// The record without its place in a chain.
  public let body: JSONValue
  /// The request.
  public let request: DoseRequest

  /// Computes a request by the text of a protocol, or refuses; either way there is a record.
  ///
  /// - Parameters:
  ///   - request: the inputs as they were given.
  ///   - source: the text of the protocol.
  ///   - pin: the fingerprint that the text must have, or nil.
  public init(_ request: DoseRequest, protocol source: SourceText, pin: String? = nil) {
    self.request = request
    do {
      let file = try ProtocolFile(source)
      diagnostics = nil
      outcome = Self.outcome(request, file, pin)
    } catch {
      diagnostics = error
      outcome = .refused(Self.refusal(of: error))
    }
    body = Self.body(request, source, pin, outcome)
  }

  /// Computes a request by a protocol that has been read before, as for the rows of a table.
  public init(_ request: DoseRequest, file: ProtocolFile, pin: String? = nil) {
    self.request = request
    diagnostics = nil
    outcome = Self.outcome(request, file, pin)
    body = Self.body(request, file.source, pin, outcome)
  }

  /// Records a refusal that came before a request could be put together, such as a bad row of a table.
  public init(refused refusal: Refusal, of request: DoseRequest, protocol source: SourceText) {
    self.request = request
    diagnostics = nil
    outcome = .refused(refusal)
    body = Self.body(request, source, nil, outcome)
  }

  private static func outcome(_ request: DoseRequest, _ file: ProtocolFile, _ pin: String?) -> Outcome {
    if let pin, pin != file.sha256 {
      return .refused(
        Refusal(
          .protocolPin, field: "protocol", value: file.sha256, rule: "it is not the file that was pinned, \(pin)",
          action: "use the pinned file, or pin this one after it has been approved"))
    }
    do {
      return .dose(try DoseCalculator.dose(request, by: file.rules), file)
    } catch {
      return .refused(error)
    }
  }

  private static func refusal(of list: DiagnosticList) -> Refusal {
    let isVector = list.diagnostics.allSatisfy { $0.code == ProtocolFile.vectorCode }
    let first = list.diagnostics.first
    let place = first.map { " (line \(list.source.location(of: $0.range.lowerBound)))" } ?? ""
    return Refusal(
      isVector ? .protocolVectors : .protocolInvalid, field: "protocol", value: list.source.name,
      rule: (first?.message ?? "it cannot be read") + place,
      action: first?.help.first ?? "correct the file; nothing is computed before")
  }

  /// Whether results of this record are marked as training.
  public var isTraining: Bool {
    if case .dose(_, let file) = outcome { file.rules.use == .training || request.isTraining } else { false }
  }
}
