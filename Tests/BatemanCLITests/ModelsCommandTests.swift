import Foundation
import Testing

/// `bateman models`: the library is found, listed, searched and shown, and its models are known by name.
@Suite struct ModelsCommandTests {
  @Test func listsNameClassStatusStructureAndSource() throws {
    let run = try CommandRun("models")
    #expect(run.status == 0)
    let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("trastuzumab_emtansine ") })
    for word in ["adc", "published", "2 states, linear; iv; conjugate", "Lu 2014"] { #expect(line.contains(word)) }
  }

  @Test func searchesAllWordsInAnyCase() throws {
    let run = try CommandRun("models", "anti-pd-l1", "LINEAR", "--json")
    #expect(run.output.contains("\"atezolizumab\""))
    #expect(!run.output.contains("\"pertuzumab\""))
    #expect(try CommandRun("models", "list", "no such words").output.contains("no model is like that"))
  }

  @Test func filtersByStatusAndClass() throws {
    let run = try CommandRun("models", "--status", "surrogate", "--class", "oncology")
    #expect(run.output.contains("3 models in"))
    #expect(try CommandRun("models", "--status", "good").status == 64)
  }

  @Test func showsTheHeadTheModelAndItsChecks() throws {
    let run = try CommandRun("models", "show", "sacituzumab_govitecan")
    #expect(run.status == 0)
    for words in [
      "Sathe 2024: 529 patients", "sacituzumab_govitecan.checks.yaml", "free SN-38", "status     published",
    ] {
      #expect(run.output.contains(words))
    }
    let file = projectRoot.appendingPathComponent("Models/adc/sacituzumab_govitecan.pkm")
    let source = try CommandRun("models", "show", "sacituzumab_govitecan", "--source")
    #expect(source.output == (try String(contentsOf: file, encoding: .utf8)))
  }

  @Test func suggestsANearName() throws {
    let run = try CommandRun("models", "show", "trastuzumab_emtansin")
    #expect(run.status == 65)
    #expect(run.errors.contains("did you mean 'trastuzumab_emtansine'?"))
    #expect(try CommandRun("check", "trastuzumab_emtansin").errors == run.errors)
  }

  @Test func knowsModelsByNameWhereverItIsCalled() throws {
    let folder = try TemporaryFolder()
    let arguments = ["--regimen", "100 mg iv every 24 h x 2", "--typical", "--quiet"]
    let byName = try CommandRun(arguments: ["simulate", "iv1"] + arguments, in: folder.url)
    #expect(byName.status == 0, "\(byName.errors)")
    let byPath = try CommandRun(arguments: ["simulate", "Models/teaching/iv1.pkm"] + arguments)
    #expect(byName.output == byPath.output)
  }

  @Test func aFileOfThatNameGoesBeforeTheLibrary() throws {
    let folder = try TemporaryFolder()
    try folder.file("iv1", "not a model")
    #expect(try CommandRun("check", "iv1", in: folder.url).status == 65)
  }

  @Test func takesTheFolderFromTheOptionOrTheEnvironment() throws {
    let folder = try TemporaryFolder()
    try folder.file("own.pkm", try String(contentsOf: teaching("iv1"), encoding: .utf8))
    let run = try CommandRun("models", "--models", folder.url.path)
    #expect(run.output.contains("1 model in"))
    let here = ["BATEMAN_MODELS": folder.url.path]
    #expect(try CommandRun("check", "own", environment: here).status == 0)
    #expect(try CommandRun("check", "iv2", environment: here).status == 65)
    let nowhere = try CommandRun("models", environment: ["BATEMAN_MODELS": "/nowhere"])
    #expect(nowhere.status == 65)
    #expect(nowhere.errors.contains("BATEMAN_MODELS"))
  }

  private func teaching(_ name: String) -> URL {
    projectRoot.appendingPathComponent("Models/teaching/\(name).pkm")
  }
}
