import PKForecast
import Testing

struct MomentTests {
  @Test(
    "moments as they are written, and as they are printed",
    arguments: [
      ("2026-03-02 08:05", "2026-03-02 08:05"), ("2026-03-02T08:05", "2026-03-02 08:05"),
      ("2026-03-02 08:05:30", "2026-03-02 08:05:30"), ("2026-03-02T08:05+08:00", "2026-03-02 08:05+08:00"),
      ("2026-03-02T00:05Z", "2026-03-02 00:05+00:00"), ("2026-03-02T00:05-05:30", "2026-03-02 00:05-05:30"),
      ("1969-12-31 23:59", "1969-12-31 23:59"),
    ])
  func reading(text: String, printed: String) throws {
    #expect(try #require(Moment(text)).description == printed)
  }

  @Test(
    "what is no moment",
    arguments: [
      "", "2026-03-02", "2026-3-2 08:05", "02.03.2026 08:05", "2026-02-30 08:05", "2026-03-02 8:05", "2026-03-02 24:00",
      "2026-03-02 08:60", "2026-03-02 08:05:61", "2026-03-02 08:05+8:00", "2026-03-02 08:05 +08:00",
      "2026-03-02  08:05",
      "2026-03-02 08:05 Uhr", "2026-03-02T", "T08:05", "２026-03-02 08:05",
    ])
  func refused(text: String) { #expect(Moment(text) == nil) }

  @Test("elapsed time is counted from instants; clocks with and without offset do not mix") func elapsed() throws {
    let shanghai = try #require(Moment("2026-03-02T08:05+08:00"))
    let utc = try #require(Moment("2026-03-02T01:05Z"))
    let local = try #require(Moment("2026-03-02 08:05"))
    #expect(utc.seconds(since: shanghai) == 3600)
    #expect(local.seconds(since: utc) == nil && utc.seconds(since: local) == nil)
    // Over a leap day.
    let before = try #require(Moment("2028-02-28 12:00"))
    #expect(try #require(Moment("2028-03-01 12:00")).seconds(since: before) == 2 * 86_400)
    #expect(before.adding(seconds: 86_400.4).description == "2028-02-29 12:00")
  }
}
