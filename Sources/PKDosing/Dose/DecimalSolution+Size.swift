extension DecimalSolution {
  static func size(_ problem: DoseProblem) -> DecimalInterval? {
    if problem.metric == .flat { return DecimalInterval(1) }
    guard let weight = problem.weight.flatMap({ DecimalInterval(text: $0) }) else { return nil }
    if problem.metric == .actual { return weight }
    guard let height = problem.height.flatMap({ DecimalInterval(text: $0) }), let formula = problem.formula else {
      return nil
    }
    switch formula {
    case .surface(let method): return surface(method, weight, height)
    case .lean(let method): return problem.sex.flatMap { lean(method, weight, height, $0) }
    case .ideal, .line:
      guard let sex = problem.sex, let ideal = ideal(formula, height, sex) else { return nil }
      return problem.metric == .ideal ? ideal : adjusted(ideal, weight, factor: problem.factor)
    }
  }

  /// A decimal constant of a formula.
  private static func number(_ text: String) -> DecimalInterval {
    // Every text below is a plain decimal; zero would show in the first agreement test.
    DecimalInterval(text: text) ?? DecimalInterval(0)
  }

  private static func surface(
    _ method: BodySurface, _ weight: DecimalInterval, _ height: DecimalInterval
  ) -> DecimalInterval? {
    // √(H·W)/60 rather than √(H·W/3600): another order than the first computation's.
    if method == .mosteller {
      return height.times(weight)?.squareRoot?.divided(by: DecimalInterval(60))
    }
    let (factor, weightPower, heightPower): (String, Int, Int)
    switch method {
    case .mosteller, .boyd: return nil
    case .duBois: (factor, weightPower, heightPower) = ("0.007184", 42_500, 72_500)
    case .haycock: (factor, weightPower, heightPower) = ("0.024265", 53_780, 39_640)
    case .gehanGeorge: (factor, weightPower, heightPower) = ("0.0235", 51_456, 42_246)
    case .fujimoto: (factor, weightPower, heightPower) = ("0.008883", 44_400, 66_300)
    case .takahira: (factor, weightPower, heightPower) = ("0.007241", 42_500, 72_500)
    }
    guard let first = weight.power(hundredThousandths: weightPower),
      let second = height.power(hundredThousandths: heightPower)
    else { return nil }
    return first.times(second)?.times(number(factor))
  }

  /// base + slope·(H − 152.4)/2.54: centimetres above five feet, rather than inches above sixty.
  private static func ideal(_ formula: SizeRule.Formula, _ height: DecimalInterval, _ sex: Sex) -> DecimalInterval? {
    let isMale = sex == .male
    switch formula {
    case .ideal(let method):
      let (base, slope): (String, String) =
        switch method {
        case .devine: (isMale ? "50" : "45.5", "2.3")
        case .robinson: (isMale ? "52" : "49", isMale ? "1.9" : "1.7")
        case .miller: (isMale ? "56.2" : "53.1", isMale ? "1.41" : "1.36")
        case .hamwi: (isMale ? "48" : "45.5", isMale ? "2.7" : "2.2")
        }
      return line(height, slope: number(slope), from: number("152.4"), base: number(base))
    case .line(let male, let female):
      let chosen = isMale ? male : female
      guard let slope = DecimalInterval(text: chosen.perCentimetre.recordText),
        let minus = DecimalInterval(text: chosen.minus.recordText)
      else { return nil }
      return height.times(slope)?.subtracting(minus)
    case .surface, .lean: return nil
    }
  }

  private static func line(
    _ height: DecimalInterval, slope: DecimalInterval, from start: DecimalInterval, base: DecimalInterval
  ) -> DecimalInterval? {
    let inch = number("2.54")
    if height.low >= start.low {
      return height.subtracting(start)?.times(slope)?.divided(by: inch)?.adding(base)
    }
    return start.subtracting(height)?.times(slope)?.divided(by: inch).flatMap { base.subtracting($0) }
  }

  /// f·W + (1 − f)·ideal, rather than ideal + f·(W − ideal).
  private static func adjusted(
    _ ideal: DecimalInterval, _ weight: DecimalInterval, factor: String?
  ) -> DecimalInterval? {
    guard let factor = factor.flatMap({ DecimalInterval(text: $0) }), ideal.low >= 0,
      let rest = DecimalInterval(1).subtracting(factor), rest.low >= 0, let first = factor.times(weight),
      let second = rest.times(ideal)
    else { return nil }
    return first.adding(second)
  }

  private static func lean(
    _ method: LeanWeightMethod, _ weight: DecimalInterval, _ height: DecimalInterval, _ sex: Sex
  ) -> DecimalInterval? {
    func pick(_ male: String, _ female: String) -> DecimalInterval { number(sex == .male ? male : female) }
    switch method {
    case .boer:
      return sum(weight, pick("0.407", "0.252"), height, pick("0.267", "0.473"), minus: pick("19.2", "48.3"))
    case .hume:
      return sum(
        weight, pick("0.3281", "0.29569"), height, pick("0.33929", "0.41813"), minus: pick("29.5336", "43.2933"))
    case .james:
      guard let ratio = weight.divided(by: height), let square = ratio.times(ratio),
        let second = square.times(pick("128", "148")), let first = weight.times(pick("1.1", "1.07"))
      else { return nil }
      return first.subtracting(second)
    case .janmahasatian:
      guard let metres = height.divided(by: DecimalInterval(100)), let square = metres.times(metres),
        let index = weight.divided(by: square), let slope = index.times(pick("216", "244")),
        let bottom = slope.adding(pick("6680", "8780"))
      else { return nil }
      return weight.times(DecimalInterval(9270))?.divided(by: bottom)
    }
  }

  private static func sum(
    _ weight: DecimalInterval, _ a: DecimalInterval, _ height: DecimalInterval, _ b: DecimalInterval,
    minus: DecimalInterval
  ) -> DecimalInterval? {
    guard let first = weight.times(a), let second = height.times(b) else { return nil }
    return first.adding(second)?.subtracting(minus)
  }
}
