import Foundation
import Testing

/// Files that are missing, in the way, or cannot be written.
@Suite struct FileErrorTests {
  @Test func namesTheNearestFile() throws {
    let run = try CommandRun("check", "Models/teaching/iv3.pkm")
    #expect(run.status == 66)
    #expect(run.errors.contains("there is no file 'Models/teaching/iv3.pkm'"))
    #expect(run.errors.contains("did you mean 'Models/teaching/iv1.pkm'?"))
  }

  @Test func listsFilesWhenNoneIsNear() throws {
    let run = try CommandRun("check", "Models/teaching/something_else.pkm")
    #expect(run.status == 66)
    #expect(run.errors.contains("in that folder there are 'Models/teaching/iv1.pkm'"))
  }

  @Test func saysThatAFolderIsNoFile() throws {
    let run = try CommandRun("check", "Models")
    #expect(run.status == 66)
    #expect(run.errors.contains("'Models' is a folder"))
  }

  @Test func refusesToReadWithoutEnd() throws {
    let run = try CommandRun("check", "/dev/zero")
    #expect(run.status == 65)
    #expect(run.errors.contains("larger than 16 MB"))
  }

  @Test func keepsAFileUnlessForced() throws {
    let folder = try TemporaryFolder()
    try folder.file("profiles.csv", "precious\n")
    let kept = try CommandRun(arguments: simulation(["--output", "profiles.csv"]), in: folder.url)
    #expect(kept.status == 73)
    #expect(kept.errors.contains("'profiles.csv' is there already"))
    #expect(kept.errors.contains("--force"))
    #expect(try folder.text("profiles.csv") == "precious\n")
    #expect(try folder.names == ["profiles.csv"], "nothing is left behind")

    let forced = try CommandRun(arguments: simulation(["--output", "profiles.csv", "--force"]), in: folder.url)
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(try folder.text("profiles.csv").hasPrefix("arm,id,time[h],plasma[mg/L]\n"))
    #expect(try folder.names == ["profiles.csv"])
  }

  @Test func replacesWhatALinkLeadsTo() throws {
    let folder = try TemporaryFolder()
    try folder.file("real.csv", "old")
    let link = folder.url.appendingPathComponent("link.csv").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.csv")
    #expect(try CommandRun(arguments: simulation(["--output", "link.csv", "--force"]), in: folder.url).status == 0)
    #expect(try folder.text("real.csv").hasPrefix("arm,"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.csv")
  }

  @Test func saysThatItCannotWrite() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(arguments: simulation(["--output", "missing/profiles.csv"]), in: folder.url)
    #expect(run.status == 73)
    #expect(run.errors.contains("'missing/profiles.csv' cannot be written"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func noticesAFullDisk() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(arguments: simulation(["--output", "/dev/full"]), in: folder.url)
    #expect(run.status == 73)
    #expect(run.errors.contains("'/dev/full' cannot be written"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: ["", "2>/dev/full"])
  func noticesFullStandardOutput(_ more: String) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "'\(binary.path)' check Models/teaching/iv1.pkm >/dev/full \(more)"]
    shell.currentDirectoryURL = projectRoot
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 73)
  }

  @Test func leavesNothingBehindWhenTheSecondFileIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.file("exposure.csv", "precious\n")
    let arguments = simulation(["--output", "profiles.csv", "--exposure", "exposure.csv"])
    #expect(try CommandRun(arguments: arguments, in: folder.url).status == 73)
    #expect(try folder.names == ["exposure.csv"])
  }

  @Test func leavesNothingBehindWhenInterrupted() throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = binary
    process.currentDirectoryURL = folder.url
    process.arguments = simulation(["--subjects", "100000000", "--output", "profiles.csv", "--quiet"])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, try folder.names.isEmpty { usleep(10_000) }
    // Again until it is heard: between opening its file and listening to signals a process ignores them.
    while process.isRunning {
      process.interrupt()
      usleep(50_000)
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try folder.names == [])
  }
}

/// The arguments of a small simulation, with more behind them.
func simulation(_ more: [String]) -> [String] {
  let model = projectRoot.appendingPathComponent("Models/teaching/iv1.pkm").path
  let size = more.contains("--subjects") || more.contains("--typical") ? [] : ["--subjects", "10"]
  return ["simulate", model, "--regimen", "100 mg iv every 24 h x 2"] + size + more
}
