import PKText
import PKUnits

extension CovariateParser {
  /// A number, the unit behind it if any, and the place of both.
  private struct Argument {
    var value: Double
    var unit: Unit?
    var range: Range<Int>
  }

  mutating func distribution(_ name: PhraseScanner.Word) -> Specification? {
    guard let word = scanner.word() else {
      error(
        "PK4306", "a distribution is missing after '~'", at: scanner.rangeOfNext,
        help: "write \(Self.distributions.joined(separator: ", "))")
      return nil
    }
    guard Self.distributions.contains(word.key) else {
      error(
        "PK4306", "unknown distribution '\(word.text)'", at: word.range,
        help: didYouMean(word.text, among: Self.distributions)
          ?? "there are \(Self.distributions.joined(separator: ", "))")
      return nil
    }
    guard scanner.take("(") else {
      error("PK4301", "'(' is missing after '\(word.text)'", at: word.range)
      return nil
    }
    let specification: Specification? =
      switch word.key {
      case "uniform": uniform(name.text)
      case "categorical": categorical(name.text)
      default: normal(name.text, isLog: word.key == "lognormal")
      }
    guard specification != nil else { return nil }
    guard scanner.take(")") else {
      error("PK4301", "')' is missing", at: scanner.rangeOfNext)
      return nil
    }
    return specification
  }

  private mutating func normal(_ name: String, isLog: Bool) -> Specification? {
    guard let center = argument(isLog ? "a median" : "a mean"), takeComma() else { return nil }
    if isLog, center.value <= 0 {
      error("PK4303", "the median of a lognormal distribution is more than nothing", at: center.range)
      return nil
    }
    let isComma = scanner.isBehindDecimalComma
    let keyword = scanner.word()
    switch keyword?.key {
    case "cv":
      guard let cv = fraction(after: "cv", most: 5) else { return nil }
      let kind: Specification.Kind =
        isLog ? .logNormal(median: center.value, cv: cv) : .normal(mean: center.value, sd: abs(center.value) * cv)
      return Specification(name: name, unit: center.unit, kind: kind)
    case "sd" where !isLog:
      guard let sd = argument("a standard deviation") else { return nil }
      guard let value = value(of: sd, in: center.unit) else { return nil }
      guard value >= 0 else {
        error("PK4303", "a standard deviation is not negative", at: sd.range)
        return nil
      }
      return Specification(name: name, unit: center.unit ?? sd.unit, kind: .normal(mean: center.value, sd: value))
    default:
      error(
        "PK4303", isLog ? "'cv' is missing" : "'sd' or 'cv' is missing", at: keyword?.range ?? scanner.rangeOfNext,
        help: isComma ? Self.pointHelp : "write for instance 'cv 20%'")
      return nil
    }
  }

  private mutating func uniform(_ name: String) -> Specification? {
    guard let first = argument("a lower bound"), takeComma(), let second = argument("an upper bound") else {
      return nil
    }
    let unit = first.unit ?? second.unit
    guard let upper = value(of: second, in: unit) else { return nil }
    guard upper > first.value else {
      error(
        "PK4303", "the upper bound is not above the lower one", at: first.range.lowerBound..<second.range.upperBound)
      return nil
    }
    return Specification(name: name, unit: unit, kind: .uniform(lower: first.value, upper: upper))
  }

  private mutating func categorical(_ name: String) -> Specification? {
    let start = scanner.offsetOfNext
    var categories: [Specification.Category] = []
    repeat {
      guard let word = scanner.word() else {
        error(
          "PK4301", "a category's name is missing", at: scanner.rangeOfNext,
          help: "write for instance 'male 60%, female 40%'")
        return nil
      }
      if categories.contains(where: { $0.name == word.text }) {
        error("PK4305", "the category '\(word.text)' is given twice", at: word.range)
      }
      guard let probability = fraction(after: word.text, most: 1) else { return nil }
      categories.append(.init(name: word.text, probability: probability))
    } while scanner.take(",")
    let sum = categories.reduce(0) { $0 + $1.probability }
    guard abs(sum - 1) <= 1e-6 else {
      let percent = (sum * 1e6).rounded() / 1e4
      error(
        "PK4303", "the probabilities sum to \(percent)%, not to 100%", at: start..<scanner.position,
        help: "give every category, and what is left to the last")
      return nil
    }
    for index in categories.indices { categories[index].probability /= sum }
    return Specification(name: name, kind: .categorical(categories))
  }

  /// The range behind `in`; it must leave something of the distribution, and its centre above all.
  mutating func truncate(_ specification: inout Specification, after keyword: PhraseScanner.Word) {
    guard let lower = argument("a lower bound") else { return }
    guard scanner.take("...") else {
      return error(
        "PK4304", "'...' is missing in the range", at: scanner.rangeOfNext, help: "write for instance 'in 35...150 kg'")
    }
    guard let upper = argument("an upper bound") else { return }
    let place = keyword.range.lowerBound..<upper.range.upperBound
    if specification.unit == nil { specification.unit = upper.unit ?? lower.unit }
    // A bare lower bound is in the unit of the upper one: `35...150 kg`.
    let lowest = Argument(value: lower.value, unit: lower.unit ?? upper.unit, range: lower.range)
    guard let low = value(of: lowest, in: specification.unit), let high = value(of: upper, in: specification.unit)
    else { return }
    guard low < high else { return error("PK4304", "the range ends before it begins", at: place) }
    switch specification.kind {
    case .logNormal(let center, _), .normal(let center, _):
      guard (low...high).contains(center) else {
        return error("PK4304", "the range excludes the middle of the distribution", at: place)
      }
    default: return error("PK4304", "only normal and lognormal distributions take a range", at: place)
    }
    specification.range = low...high
  }

  // MARK: - Parts

  private mutating func argument(_ what: String) -> Argument? {
    guard let number = scanner.number() else {
      error("PK4303", "\(what) is missing", at: scanner.rangeOfNext, help: "write a number and its unit, such as 65 kg")
      return nil
    }
    // Only what can begin a unit is read as one: a range goes on with dots, or with the next
    // specification.
    guard scanner.peekWord.map({ $0.key != "in" }) ?? (scanner.peek != UInt8(ascii: ".") && !scanner.isAtNumber),
      !scanner.rangeOfUnit.isEmpty
    else { return Argument(value: number.value, unit: nil, range: number.range) }
    guard let (unit, place) = scanner.unit() else { return nil }
    return Argument(value: number.value, unit: unit, range: number.range.lowerBound..<place.upperBound)
  }

  private mutating func value(of argument: Argument, in unit: Unit?) -> Double? {
    guard let from = argument.unit, let unit else { return argument.value }
    guard let value = from.convert(argument.value, to: unit) else {
      error(
        "PK4302", "'\(from)' does not measure the same as '\(unit)'", at: argument.range,
        help: "\(from) is \(from.dimension), \(unit) is \(unit.dimension)")
      return nil
    }
    return value
  }

  private mutating func takeComma() -> Bool {
    if scanner.take(",") { return true }
    error("PK4301", "',' is missing", at: scanner.rangeOfNext)
    return false
  }

  /// A number with or without `%`, from 0 to a limit beyond which the sign was most likely
  /// forgotten.
  private mutating func fraction(after word: String, most: Double) -> Double? {
    guard let number = scanner.number() else {
      error(
        "PK4303", "a number is missing after '\(word)'", at: scanner.rangeOfNext,
        help: "write for instance '\(word) 20%'")
      return nil
    }
    let isPercent = scanner.take("%")
    let value = isPercent ? number.value / 100 : number.value
    guard value >= 0, value <= most else {
      let text = scanner.source[number.range]
      let help =
        value > most && !isPercent
        ? "write '\(text)%' if percent are meant" : "write a number from 0% to \(Int(most * 100))%"
      error(
        "PK4303", "'\(text)' cannot be the \(word == "cv" ? "coefficient of variation" : "probability of '\(word)'")",
        at: number.range, help: help)
      return nil
    }
    return value
  }
}
