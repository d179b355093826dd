import Foundation
import Testing

/// `bateman doctor`: what is there, and what to type.
@Suite struct DoctorCommandTests {
  @Test func worksHere() throws {
    let run = try CommandRun("doctor")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("LAPACK answers rightly"))
    #expect(run.output.hasSuffix("The command works.\n"))
  }

  @Test func saysWhatToTypeWhenNothingIsInstalled() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun("doctor", "--json", in: folder.url, environment: ["PATH": folder.url.path])
    #expect(run.status == 0)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["works"] as? Bool == true)
    let building = try #require(object["building"] as? [[String: Any]])
    for finding in building {
      #expect(finding["state"] as? String == "optional")
      #expect((finding["remedy"] as? String)?.isEmpty == false)
    }
  }

  @Test func aTemporaryFolderThatIsNotThereIsMissing() throws {
    let run = try CommandRun("doctor", environment: ["TMPDIR": "/nowhere/at/all"])
    #expect(run.status == 1)
    #expect(run.output.contains("export TMPDIR="))
  }
}
