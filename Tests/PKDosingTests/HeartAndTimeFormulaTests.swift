import PKDosing
import Testing

/// Worked values of QT corrections, half-lives and conversions; `pub` is published by the named source.
@Suite struct HeartAndTimeFormulaTests {
  @Test(
    "golden: QT by every method (pub: admiral by formula, GDL 596 and 421)",
    arguments: [
      ("350", "857", QTCorrection.bazett, "378.0747"), ("350", "857", .fridericia, "368.4748"),
      ("350", "857", .framingham, "372.022"), ("370", "710", .bazett, "439.1092"),
      ("370", "710", .fridericia, "414.7461"), ("480", "842", .bazett, "523.1006"),
      ("480", "842", .fridericia, "508.3200"),
    ])
  func fromInterval(qt: String, rr: String, method: QTCorrection, expected: String) throws {
    let corrected = try method.corrected(qt: Measure(decimal(qt)), rr: Measure(decimal(rr)))
    #expect(prints(corrected.value, expected))
  }

  @Test(
    "golden: QT from the heart rate",
    arguments: [
      ("110", QTCorrection.bazett, "595.763"), ("110", .bazett, "596"), ("110", .fridericia, "538.518"),
      ("110", .framingham, "510.000"), ("55", .bazett, "421.268"), ("55", .bazett, "421"),
      ("55", .fridericia, "427.422"), ("55", .framingham, "426.000"), ("110", .hodges, "527.5"),
      ("55", .hodges, "431.25"),
    ])
  func fromRate(rate: String, method: QTCorrection, expected: String) throws {
    let rr = try QTCorrection.interval(of: Measure(decimal(rate)))
    let corrected = try method.corrected(qt: Measure(Rational(440)), rr: rr)
    #expect(prints(corrected.value, expected))
  }

  @Test("law: sixty beats a minute is a fixed point of every method", arguments: QTCorrection.allCases)
  func fixedPoint(method: QTCorrection) throws {
    let rr = try QTCorrection.interval(of: Measure(Rational(60)))
    #expect(try method.corrected(qt: Measure(Rational(440)), rr: rr).value == Rational(440))
  }

  @Test(
    "golden: accumulation, first interval and washout of five half-lives",
    arguments: [
      ("24 h", "24 h", "2.0000", "0.5000", "5"), ("5.7 d", "21 d", "1.0844", "0.9222", "28.5"),
      ("12 d", "21 d", "1.4231", "0.7027", "60"), ("21 d", "21 d", "2.0000", "0.5000", "105"),
    ])
  func accumulation(halfLife: String, interval: String, ratio: String, fraction: String, washout: String) throws {
    let halfLife = try Measure<Hours>(parsing: halfLife, field: "half-life")
    let interval = try Measure<Hours>(parsing: interval, field: "interval")
    #expect(prints(try #require(Elimination.accumulation(halfLife: halfLife, interval: interval)), ratio))
    #expect(prints(try #require(Elimination.fractionOfSteadyState(after: interval, halfLife: halfLife)), fraction))
    let days = Elimination.washout(
      days: Measure(.zero), halfLives: Rational(5), halfLife: halfLife, choice: .longer)
    #expect(days.value == decimal(washout))
  }

  @Test("golden: time to 90 % of steady state (pub: clinPK)") func timeToSteadyState() throws {
    let time = try #require(Elimination.time(toFraction: decimal("0.9"), halfLife: Measure(Rational(12))))
    #expect(prints(time.value, "39.863137"))
    let halfLife = try #require(Elimination.halfLife(of: Measure(decimal("0.05"))))
    #expect(prints(try #require(Elimination.time(toFraction: decimal("0.9"), halfLife: halfLife)).value, "46.051702"))
  }

  @Test("golden: what is left after whole half-lives, exactly")
  func remaining() throws {
    for (halves, percent) in [(3, "12.5"), (4, "6.25"), (5, "3.125"), (6, "1.5625"), (7, "0.78125")] {
      let left = Elimination.remaining(after: Measure(Rational(halves * 24)), halfLife: Measure(Rational(24)))
      #expect(left.map { $0 * Rational(100) } == decimal(percent))
    }
  }

  @Test("golden: half-life between two levels") func twoPoints() throws {
    let halfLife = try Elimination.halfLife(
      from: (Measure(Rational(3)), Measure(Rational(30))), to: (Measure(Rational(24)), Measure(Rational(10))))
    #expect(prints(halfLife.value, "13.2495"))
    #expect(throws: Refusal.self) {
      try Elimination.halfLife(
        from: (Measure(Rational(3)), Measure(Rational(10))), to: (Measure(Rational(24)), Measure(Rational(10))))
    }
  }

  @Test("golden: washout is the shorter of 21 days and five half-lives")
  func washout() {
    for (halfLife, expected) in [("5.7", "21"), ("3", "15")] {
      let days = Elimination.washout(
        days: Measure(Rational(21)), halfLives: Rational(5), halfLife: Measure(decimal(halfLife) * Rational(24)),
        choice: .shorter)
      #expect(days.value == decimal(expected))
    }
  }

  @Test("golden: pounds and inches are exact") func conversions() {
    #expect(Conversion.kilograms(Measure(Rational(25))).value == decimal("11.33980925"))
    #expect(Conversion.kilograms(Measure(Rational(150))).value == decimal("68.0388555"))
    #expect(Conversion.centimetres(Measure(Rational(70))).value == decimal("177.8"))
  }

  @Test("golden: the calendar, months clamped at their end")
  func calendar() throws {
    func day(_ text: String) throws -> CivilDate { try CivilDate(parsing: text, field: "date") }
    #expect(try day("2026-03-02").adding(days: 21) == day("2026-03-23"))
    #expect(try day("2026-03-25").adding(days: 21) == day("2026-04-15"))
    #expect(try day("2026-03-25").adding(days: 18) == day("2026-04-12"))
    #expect(try day("2026-06-30").adding(months: 7) == day("2027-01-30"))
    #expect(try day("2026-06-30").adding(months: 4) == day("2026-10-30"))
    #expect(try day("2026-07-31").adding(months: 7) == day("2027-02-28"))
    #expect(try day("2023-07-31").adding(months: 7) == day("2024-02-29"))
    #expect(try day("2026-03-02").completedYears(since: day("1960-03-03")) == 65)
    #expect(try day("2026-03-02").completedYears(since: day("1960-03-02")) == 66)
  }

  @Test("law: a day and its text are one, over three centuries") func calendarRoundTrip() throws {
    var date = try CivilDate(parsing: "1900-01-01", field: "date")
    while date.description < "2199-12-25" {
      #expect(try CivilDate(parsing: date.description, field: "date") == date)
      let next = date.adding(days: 1)
      #expect(next.days(since: date) == 1 && next.description > date.description)
      date = date.adding(days: 3)
    }
  }
}
