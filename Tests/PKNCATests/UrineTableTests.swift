import PKData
import PKNCA
import Testing

/// Tables of urine collections.
@Suite struct UrineTableTests {
  private func table(_ text: String, groups: [String] = []) throws -> UrineTable {
    try UrineTable(Array(text.utf8), name: "u", groups: groups)
  }

  @Test func volumesAndConcentrations() throws {
    let table = try table(
      "subject;arm;start[h];end[h];volume[L];conc[mg/L]\n# a note\n1;a;0;4;0.5;3\n1;a;4;8;NS;<0.2\n2;b;0;4;1;2\n",
      groups: ["arm", "period"])
    #expect(table.entries.count == 2 && table.entries[0].groups == ["a", nil])
    #expect(table.entries[0].collections[0].amount == 1.5)
    #expect(table.entries[0].collections[1].volume == nil && table.entries[0].collections[1].concentration == 0)
    #expect(table.amountUnit.map { "\($0)" } == "mg" && table.words == ["NS": 1, "<0.2": 1])
  }

  @Test func amounts() throws {
    let table = try table("id,start,end,amount[mg]\n1,0,4,3\n1,4,8,.\n")
    #expect(table.entries[0].collections.map(\.amount) == [3, nil] && table.volumeUnit == nil)
  }

  @Test func allErrorsOfATableAreTold() {
    do throws(DatasetErrors) {
      _ = try UrineTable(Array("id,start,end,amount\n1,0,4,x\n1,4,4,3\n1,x,9,3\n,9,10,3\n1,2\n".utf8), name: "u")
      Issue.record("no error")
    } catch {
      #expect(error.errors.map(\.row) == [2, 3, 4, 5, 6], "\(error.errors)")
    }
  }

  @Test func gapsAndOverlapsCastDoubt() {
    let gap = UrineProfile([
      UrineCollection(from: 0, to: 2, volume: 1, concentration: 3), .init(from: 3, to: 4, volume: 1, concentration: 1),
    ])
    #expect(gap.amount == .flagged(4, because: .collectionGap(from: 2, to: 3)))
    #expect(gap.fraction(of: 8) == .flagged(0.5, because: .dependency("RCAMINT", .collectionGap(from: 2, to: 3))))
    let overlap = UrineProfile([
      UrineCollection(from: 0, to: 3, volume: 1, concentration: 3), .init(from: 2, to: 4, volume: 1, concentration: 1),
    ])
    #expect(overlap.amount == .flagged(4, because: .collectionsOverlap(at: 2)))
    #expect(overlap.lastRate.rate == .value(0.5) && overlap.lastRate.midpoint == .value(3))
  }
}
