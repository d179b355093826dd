import Bateman
import Foundation

/// The folder `Validation`: requirements and checks.
struct ValidationFolder {
  let path: String
  let requirements: RequirementTable
  /// The checks by stage and id.
  let checks: [ValidationCheck]

  /// Finds and reads the folder.
  ///
  /// - Parameter path: the folder that the user named; nil to look where it is.
  /// - Throws: `CommandError` when it is not there, or a file in it cannot be read.
  init(at path: String?) throws(CommandError) {
    guard let folder = path ?? InstalledFolder.named("Validation"), InstalledFolder.isFolder(folder) else {
      throw .mismatch(
        path.map { "there is no folder '\($0)'" } ?? "there is no folder 'Validation' here or beside the command",
        help: ["run it in a clone of the project, or name the folder with --validation"])
    }
    self.path = folder
    do throws(FileError) {
      let text = try InputFile.text(at: folder + "/Requirements.md")
      requirements = RequirementTable(String(decoding: text.bytes, as: UTF8.self))
    } catch {
      throw .file(error)
    }
    checks = try Self.checks(in: folder)
  }

  /// The folder that holds `Models`, `Protocols` and `Validation`.
  var root: URL { URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent() }

  private static func checks(in folder: String) throws(CommandError) -> [ValidationCheck] {
    var checks: [ValidationCheck] = []
    for stage in ValidationCheck.Stage.allCases {
      let place = "\(folder)/\(stage.rawValue)"
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
      for name in names where InstalledFolder.isFolder("\(place)/\(name)") {
        checks.append(try check(in: "\(place)/\(name)", stage: stage))
      }
    }
    return checks.sorted { ($0.stage.rawValue, $0.id) < ($1.stage.rawValue, $1.id) }
  }

  private static func check(in folder: String, stage: ValidationCheck.Stage) throws(CommandError) -> ValidationCheck {
    let source: SourceText
    do throws(FileError) {
      source = try InputFile.text(at: folder + "/check.yaml")
    } catch {
      throw .file(error)
    }
    do throws(DiagnosticList) {
      return try ValidationCheck.read(source, in: folder, stage: stage)
    } catch {
      throw .text(error)
    }
  }
}
