import PKReport
import Testing

/// The catalogues of fixed texts: each language has every text, in its own words.
struct ReportTextTests {
  @Test func everyLanguageHasEveryText() {
    for language in ReportLanguage.allCases {
      for text in ReportText.allCases {
        let words = language(text)
        #expect(!words.isEmpty && words.trimmed == words, "\(language): \(text)")
      }
    }
  }

  /// A text that was copied and not translated would have no Chinese character in it.
  @Test func chineseIsChinese() {
    for text in ReportText.allCases {
      #expect(
        ReportLanguage.chinese(text).unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
      #expect(
        !ReportLanguage.english(text).unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
    }
  }

  /// Two headings that read alike would be taken for one; a few words mean the same in two places.
  @Test(arguments: ReportLanguage.allCases) func sectionsHaveTitlesOfTheirOwn(_ language: ReportLanguage) {
    let sections: [ReportText] = [
      .purpose, .population, .model, .modelParameters, .arms, .exposure, .comparison, .targets, .sampling,
      .antibodies, .covariateEffects, .doseSizing, .uncertainty, .reproducibility, .design, .characteristics,
      .forecast, .plans, .history, .dataInventory, .diagnostics, .predictiveCheck,
    ]
    #expect(Set(sections.map { language($0) }).count == sections.count)
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
