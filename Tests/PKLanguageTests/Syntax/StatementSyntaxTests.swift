import PKLanguage
import PKText
import Testing

@Suite struct StatementSyntaxTests {
  @Test func everyPartOfTheShape() throws {
    let model = try parsed(
      """
      model m {
        about "what"
        reference "one"
        reference "two"
        status teaching
        theta { a : mg/L = 3 in 1...5 fixed "label \\"quoted\\"" }
        observations { o : mg/L of X = a ~ f(a) + g(b, per: c) "label" }
        doses { sc -> depot of X (F = a, lag = 2[h]) "under the skin" }
        omega { (a, b) = [1, corr 0.5, cv 20%] fixed
          c(per: OCC) = 2 }
        dynamics { x' = a }
      }
      """)
    #expect(model.name.text == "m")
    #expect(model.about?.text == "what")
    #expect(model.references.map(\.text) == ["one", "two"])
    #expect(model.status?.text == "teaching")
    let theta = model.statements(.theta)[0]
    #expect(theta.parts.map(\.part) == [.unit, .value, .bounds, .fixed, .label])
    #expect(theta.unit?.text == "mg/L")
    #expect(theta.bounds?.lower?.bareNumber == 1 && theta.bounds?.upper?.bareNumber == 5)
    #expect(theta.label?.text == "label \"quoted\"")
    let output = model.statements(.observations)[0]
    #expect(output.parts.map(\.part) == [.unit, .molecule, .value, .distribution, .label])
    #expect(output.terms.map(\.name.text) == ["f", "g"])
    #expect(output.terms[1].arguments.map(\.label?.text) == [nil, "per"])
    let route = model.statements(.doses)[0]
    #expect(route.target?.text == "depot" && route.molecule?.text == "X")
    #expect(route.arguments.map(\.label?.text) == ["F", "lag"])
    let block = model.statements(.omega)[0]
    #expect(block.names.map(\.name.text) == ["a", "b"])
    guard case .list(let entries, _)? = block.value else {
      Issue.record("a block has a list")
      return
    }
    #expect(entries.map(\.spread?.text) == [nil, "corr", "cv"])
    #expect(entries.map(\.isPercent) == [false, false, true])
    #expect(model.statements(.omega)[1].names[0].occasion?.text == "OCC")
    #expect(model.statements(.dynamics)[0].has(.derivative))
  }

  @Test func statementsEndWithTheirLineUnlessTheyGoOn() throws {
    let model = try parsed(
      """
      model m {
        dynamics
        {
          a =
            1   // a comment
            + 2

            * 3
          b = max(1,

            2)
          c : mg/L
            of X
          = 3
          d = 4 }
        individual {
          p : 1 = 2
            ~ logNormal
            + logNormal(per: OCC)
        }
      }
      """.replacing("\n      of X\n", with: " of X\n"))
    #expect(model.statements(.dynamics).map { $0.name?.text } == ["a", "b", "c", "d"])
    #expect(model.statements(.individual)[0].terms.count == 2)
  }

  @Test func sectionsInAnyOrderAndOnOneLine() throws {
    let model = try parsed("model m { observations { a : 1 = 1 } units { time = h } theta { b : 1 = 1 } }")
    #expect(model.sections.map(\.kind) == [.observations, .units, .theta])
    guard case .unit(let unit)? = model.statements(.units)[0].value else {
      Issue.record("units have units as values")
      return
    }
    #expect(unit.text == "h")
  }

  @Test func oneSidedRanges() throws {
    let model = try parsed("model m { theta { a : 1 = 1 in 0...\n b : 1 = 1 in ...-(2) fixed\n c : 1 = 1 in -1...1 } }")
    let bounds = model.statements(.theta).map(\.bounds)
    #expect(bounds[0]?.upper == nil && bounds[0]?.lower?.bareNumber == 0)
    #expect(bounds[1]?.lower == nil && bounds[1]?.upper?.bareNumber == -2)
    #expect(model.statements(.theta)[1].has(.fixed))
    #expect(bounds[2]?.lower?.bareNumber == -1)
  }

  /// A broken line costs that line: the ones around it are read, and its name is known.
  @Test func recoveryAtTheNextLine() {
    let source = SourceText(
      name: "m",
      """
      model m {
        theta {
          a : 1 = 1
          b : 1 = * 2
          c : 1 = f(1, [
          d : 1 = 4
        }
        sigma {
          s : 1 = )
        }
        dynamics { x' = 1 }
      }
      """)
    let (model, diagnostics) = Parser.parse(source)
    #expect(diagnostics.map { "\(source.location(of: $0.range.lowerBound))" } == ["4:13", "5:18", "9:13"])
    #expect(model?.statements(.theta).map { $0.name?.text } == ["a", "b", "c", "d"])
    #expect(model?.statements(.theta).map(\.isBroken) == [false, true, true, false])
    #expect(model?.statements(.dynamics).count == 1)
  }

  @Test func namesOnUnreadableLinesAreLost() {
    let (model, diagnostics) = Parser.parse(SourceText(name: "m", "model m { theta { 3 foo : bar = 1\n ok : 1 = 2 } }"))
    #expect(diagnostics.count == 1)
    #expect(model?.lostNames == ["foo", "bar"])
  }
}
