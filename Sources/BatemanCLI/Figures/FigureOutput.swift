import ArgumentParser
import Bateman
import Foundation

/// Where figures go, and in which form.
struct FigureOutput {
  /// The file as the user named it.
  let path: String
  let format: FigureFormat
  let overwriting: Bool

  /// A form is given where it is not the one that the name's ending says.
  init(path: String, format: FigureFormat? = nil, overwriting: Bool) throws(CommandError) {
    guard let format = format ?? FigureFormat(path: path) else {
      throw .usage(
        "'\(path)' does not say which form the figure has", help: ["end it in one of \(FigureFormat.names)"])
    }
    (self.path, self.format, self.overwriting) = (path, format, overwriting)
  }

  /// Writes figures, several of them to numbered files.
  ///
  /// When the renderer is missing the specifications are written instead, and the user is told.
  /// - Parameters:
  ///   - specs: the figures.
  ///   - isQuiet: whether nothing is said of further files.
  /// - Returns: the files.
  /// - Throws: when there is nothing to draw, or a file cannot be written.
  @discardableResult
  func write(_ specs: [PlotSpec], isQuiet: Bool = false) throws -> [String] {
    let files = try written(specs)
    if !isQuiet, files.count > 1 {
      Terminal.note("note: \(files.count) figures: '\(files[0])' to '\(files[files.count - 1])'")
    }
    return files
  }

  private func written(_ specs: [PlotSpec]) throws -> [String] {
    guard !specs.isEmpty else { throw CommandError.mismatch("there is nothing to draw") }
    guard format.needsRenderer else { return try write(specs.map { Data($0.json) }, ending: nil) }
    let drawn: [Data]
    do throws(FigureRenderer.Failure) {
      drawn = try FigureRenderer().draw(specs.map { .figure($0, format) })
    } catch {
      let files = try write(specs.map { Data($0.json) }, ending: "json")
      Self.warn(error, wrote: files)
      return files
    }
    return try write(drawn, ending: nil)
  }

  static func warn(_ failure: FigureRenderer.Failure, wrote files: [String]) {
    let names = files.map { "'\($0)'" }.joined(separator: ", ")
    let text =
      switch failure {
      case .missing(let place): "no renderer at \(place): the specification was written to \(names) instead"
      case .refused(let reason): "the renderer failed (\(reason)): the specification was written to \(names) instead"
      }
    Terminal.note(Terminal.current.colored("warning: \(text)") + "\n  = help: \(FigureRenderer.advice)")
  }

  private func write(_ contents: [Data], ending: String?) throws -> [String] {
    var files: [String] = []
    for (index, content) in contents.enumerated() {
      let name = self.name(contents.count > 1 ? index + 1 : nil, ending: ending)
      do throws(FileError) {
        let file = try OutputFile(path: name, overwriting: overwriting)
        try file.write(content)
        try file.commit()
      } catch {
        throw CommandError.file(error)
      }
      files.append(name)
    }
    return files
  }

  private func name(_ page: Int?, ending: String?) -> String {
    let base: String
    let own: String
    if FigureFormat(path: path) != nil, let dot = path.lastIndex(of: ".") {
      (base, own) = (String(path[..<dot]), String(path[path.index(after: dot)...]))
    } else {
      (base, own) = (path, format.rawValue)
    }
    return base + (page.map { "-\($0)" } ?? "") + "." + (ending ?? own)
  }
}

/// The options of what is drawn into a file.
struct FigureOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The figure's file: .svg, .png, .pdf, .html or .json.", valueName: "file"),
    completion: .file(extensions: FigureFormat.allCases.map(\.rawValue)))
  var output: String?

  @Option(
    help: ArgumentHelp("The form, where the file's ending does not say it: \(FigureFormat.names).", valueName: "form"))
  var format: FigureFormat?

  @Flag(help: "Overwrite files that are there.")
  var force = false

  /// Where the figure goes; nil when no file is named.
  func destination() throws(CommandError) -> FigureOutput? {
    guard let output else { return nil }
    return try FigureOutput(path: output, format: format, overwriting: force)
  }
}
