import PKPlots
import PKReport
import Testing

/// Documents as HTML: nothing that is written into one gets out of its place.
struct HTMLReportTests {
  private static let figure = PlotSpec(
    kind: "trace", title: "</script><b>", summary: "a <!-- b", caption: ["<i>"],
    panels: [PlotPanel(data: PlotTable(["x"], [[.text("</script>")]]), layers: [])])

  @Test func scriptsAndFiguresStayInTheirElements() throws {
    let document = ReportDocument(title: "T & <T>", sections: [ReportSection("S", [.figure(Self.figure)])])
    let html = try HTMLReport(
      document, drawings: [Array("<svg/>".utf8)], scripts: "var a = \"</script>\", b = \"<!--\";"
    ).text()
    #expect(html.contains("T &amp; &lt;T&gt;"))
    // The scripts' own ends: the figure's data, the bundle, and the page's.
    #expect(html.components(of: "</script>") == 3)
    #expect(html.components(of: "<!--") == 0)
    #expect(html.contains("data:image/svg+xml;base64,PHN2Zy8+"))
  }

  @Test func conditionsWithinProductsHaveParentheses() throws {
    let condition = MathExpression.cases(.symbol("A"), condition: "OCC > 1", otherwise: .text("1"))
    let equation = ReportEquation(.symbol("r"), "=", .product(.symbol("k"), condition))
    #expect(equation.text == "r = k·(A if OCC > 1, else 1)")
    let html = try HTMLReport(ReportDocument(title: "T", sections: [ReportSection("S", [.equations([equation])])]))
      .text()
    #expect(html.contains("<mo>·</mo><mo>(</mo>") && html.contains("OCC &gt; 1"))
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    var (count, rest) = (0, self[...])
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
