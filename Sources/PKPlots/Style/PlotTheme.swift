/// How every figure looks.
struct PlotTheme: Encodable {
  struct Axis: Encodable {
    var labelFontSize = 10
    var titleFontSize = 11
    var titleFontWeight = "normal"
    var gridColor = "#eeeeee"
    var domainColor = "#555555"
    var tickColor = "#555555"
    var labelOverlap = "greedy"
  }
  struct Legend: Encodable {
    var labelFontSize = 10
    var titleFontSize = 11
    var titleFontWeight = "normal"
    var orient = "bottom"
    var direction = "horizontal"
    var columns = 4
  }
  struct View: Encodable { var stroke = "#bbbbbb" }
  struct Title: Encodable {
    var fontSize = 11
    var fontWeight = "bold"
    var anchor = "start"
  }
  struct Concat: Encodable { var spacing = 18 }

  /// Latin faces first; the renderer takes a CJK face of the system for what they lack.
  var font = "Liberation Sans, DejaVu Sans, Noto Sans CJK SC, Arial, sans-serif"
  var axis = Axis()
  var legend = Legend()
  var view = View()
  var title = Title()
  var concat = Concat()

  static let standard = PlotTheme()
}
