import Bateman

/// A protocol's dose by weight, with patients.
struct DoseFigures {
  let source: SourceText
  /// The inputs of a patient; nil of a table of patients.
  let request: DoseRequest
  let patients: [(request: DoseRequest, result: DoseResult)]

  /// The figure.
  ///
  /// - Throws: when no patient has a weight, or the protocol is none.
  func figure() throws -> PlotSpec {
    let file = try ProtocolFile(source)
    let points = patients.compactMap { patient in
      patient.result.weight.flatMap { weight in
        Double(weight.used.prefix { $0 != " " }).map {
          DoseFigure.Point(weight: $0, dose: Self.number(patient.result.dose.value))
        }
      }
    }
    guard let least = points.map(\.weight).min(), let most = points.map(\.weight).max() else {
      throw CommandError.mismatch("no dose goes by a weight: there is nothing to draw")
    }
    let range = Int(min(35, least).rounded(.down))...Int(max(120, most).rounded(.up))
    let rule = range.compactMap { dose(at: $0, file) }
    let rules = file.rules
    var caption = FigureCaption(
      method:
        "Protocol \(rules.id), \(rules.version) (SHA-256 \(Self.short(file.sha256))), arm \(patients[0].result.armName)",
      subjects: points.count)
    if rules.use == .training || request.isTraining { caption.notes.append("\(DoseRecord.watermark).") }
    caption.notes.append("Not for use without the validation of an institution.")
    return DoseFigure(
      rule: rule, patients: points, substance: rules.product.substance, caption: caption
    ).spec
  }

  /// The same request for another weight; nil where the protocol refuses it.
  private func dose(at weight: Int, _ file: ProtocolFile) -> DoseFigure.Point? {
    var other = request
    other[.weight] = "\(weight) kg"
    // What is compared with a patient's own weight does not go with another's.
    for field in [DoseRequest.Field.previousWeight, .referenceWeight, .lastDose, .cumulative] { other[field] = nil }
    guard case .dose(let result, _) = DoseRecord(other, file: file, pin: nil).outcome else { return nil }
    return DoseFigure.Point(weight: Double(weight), dose: Self.number(result.dose.value))
  }

  private static func number(_ value: Rational) -> Double { Double(value.recordText) ?? .nan }

  private static func short(_ hash: String) -> String { String(hash.replacing("sha256:", with: "").prefix(12)) + "…" }
}
