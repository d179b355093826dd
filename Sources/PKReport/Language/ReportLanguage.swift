/// The languages that reports are written in.
public enum ReportLanguage: String, Sendable, Hashable, CaseIterable {
  /// English.
  case english = "en"
  /// Simplified Chinese.
  case chinese = "zh"

  /// The language's mark in HTML and Typst.
  var code: String { self == .english ? "en" : "zh-Hans" }

  /// A fixed text.
  public func callAsFunction(_ text: ReportText) -> String {
    switch self {
    case .english: text.english
    case .chinese: text.chinese
    }
  }
}
