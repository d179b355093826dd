"""Doses against another tool altogether: Python's fractions, decimals (libmpdec) and calendar."""

import datetime
import decimal
import fractions
import pathlib
import random

import pytest

import bateman

LABEL = pathlib.Path(__file__).resolve().parents[3] / "Protocols/enfortumab_vedotin.yaml"
decimal.getcontext().prec = 60
D = decimal.Decimal
MODES = {
    "halfUp": decimal.ROUND_HALF_UP, "halfEven": decimal.ROUND_HALF_EVEN, "down": decimal.ROUND_FLOOR,
    "up": decimal.ROUND_CEILING,
}
# Centimetres and kilograms to square metres; Mosteller is a square root, the others factor and exponents of weight, height.
SURFACES = {
    "duBois": ("0.007184", "0.425", "0.725"),  # Arch Intern Med 17 (1916) 863
    "haycock": ("0.024265", "0.5378", "0.3964"),  # J Pediatr 93 (1978) 62
    "gehanGeorge": ("0.0235", "0.51456", "0.42246"),  # Cancer Chemother Rep 54 (1970) 225
    "fujimoto": ("0.008883", "0.444", "0.663"),  # Nippon Eiseigaku Zasshi 23 (1968) 443
    "takahira": ("0.007241", "0.425", "0.725"),
}


def protocol(amount, unit, size, rounding, typical):
    """The label's protocol with another dose, size and rounding, and limits that are out of the way."""
    lines, skips = [], False
    for line in LABEL.read_text().splitlines():
        if not line.startswith(" "):
            skips = line.startswith(("arms:", "vectors:", "limits:", "reductions:", "product:"))
        if line.startswith("size:"):
            line = f"size: {size}"
        if line.startswith("rounding:"):
            line = f"rounding: {rounding}"
        if line.startswith("  days:"):
            line = "  days: [1]"
        if line.startswith("  cycle:"):
            line = "  cycle: 28 days"
        if line.startswith("  - {of: product.bags"):
            continue
        if not skips:
            lines.append(line)
    lines += [
        "product:", "  name: test", "  label: TEST", "  code: none", "  notToBeConfusedWith: []", "  substance: whole",
        "  route: intravenous", "  vials: placeholder", "  concentration: placeholder", "  diluent: placeholder",
        "  final: placeholder", "  bags: placeholder", "  stability: placeholder", "arms:", "  - name: A",
        "    meaning: a test", "    levels:", f'      - {{name: "0", dose: {amount} {unit}, cap: none}}',
        "reductions: {allowed: no, reEscalation: no, rule: none}", "limits:", "  hard: {dose: 99999 mg}",
        "  soft: {changeFromLastDose: 100 %}", f"  typical: {max(1, round(typical))} mg",
        "vectors: [{arm: A, cycle: 1, refused: missing-input}]",
    ]
    return "\n".join(lines) + "\n"


ACTUAL = "{metric: actual, cap: none}"
EXACT = "{increment: none, mode: halfUp, maximumDeviation: 0 %, upward: allowed, toVials: none}"


def to(increment, mode):
    return f"{{increment: {increment} mg, mode: {mode}, maximumDeviation: 10 %, upward: allowed, toVials: none}}"


def dose(text, **inputs):
    record = bateman.dose(text, arm="A", cycle=1, training=True, **inputs)
    assert record["outcome"] == "dose", record.get("refusal")
    return fractions.Fraction(record["result"]["dose"])


def rounded(value, increment, mode):
    steps = (value / D(increment)).to_integral_value(rounding=MODES[mode])
    return fractions.Fraction(steps * D(increment))


def test_doses_by_weight_are_exact_fractions():
    numbers = random.Random(1)
    for _ in range(150):
        amount = D(numbers.randint(1, 90_000)).scaleb(-4)
        weight = D(numbers.randint(200_000, 3_500_000)).scaleb(-4)
        text = protocol(amount, "mg/kg", ACTUAL, EXACT, amount * weight)
        assert dose(text, weight=f"{weight.normalize():f} kg") == fractions.Fraction(amount) * fractions.Fraction(weight)


@pytest.mark.parametrize("formula", ["mosteller", *SURFACES])
def test_doses_by_surface_are_rounded_once(formula):
    numbers = random.Random(formula)
    for _ in range(40):
        amount = D(numbers.randint(100, 9_000)).scaleb(-1)
        weight, height = D(numbers.randint(300, 1500)).scaleb(-1), D(numbers.randint(1400, 2100)).scaleb(-1)
        if not 10 < weight / height / height * 10_000 < 60:
            continue
        if formula == "mosteller":
            surface = (weight * height / 3600).sqrt()
        else:
            factor, by_weight, by_height = map(D, SURFACES[formula])
            surface = factor * weight**by_weight * height**by_height
        increment, mode = numbers.choice(["0.1", "0.5", "1", "5", "10"]), numbers.choice(sorted(MODES))
        # Below twenty steps a rounding may exceed any share of the dose that a protocol may allow.
        if amount * surface < 20 * D(increment):
            continue
        size = f"{{metric: bsa, formula: {formula}, cap: none}}"
        text = protocol(amount, "mg/m2", size, to(increment, mode), amount * surface)
        given = dose(text, weight=f"{weight.normalize():f} kg", height=f"{height.normalize():f} cm")
        assert given == rounded(amount * surface, increment, mode), (amount, weight, height, increment, mode)


@pytest.mark.parametrize("sex", ["male", "female"])
def test_doses_by_ideal_and_adjusted_weight(sex):
    numbers = random.Random(sex)
    for _ in range(60):
        amount, factor = D(numbers.randint(1, 90)).scaleb(-1), D(numbers.choice(["0.25", "0.4"]))
        weight, height = D(numbers.randint(600, 1200)).scaleb(-1), D(numbers.randint(1550, 2000)).scaleb(-1)
        ideal = (50 if sex == "male" else D("45.5")) + D("2.3") * (height / D("2.54") - 60)
        adjusted = ideal + factor * (weight - ideal)
        for metric, value in [("metric: ideal", ideal), (f"metric: adjusted, factor: {factor}", adjusted)]:
            size = f"{{{metric}, formula: devine, belowFiveFeet: refuse, cap: none}}"
            text = protocol(amount, "mg/kg", size, to("0.1", "halfUp"), amount * value)
            given = dose(text, weight=f"{weight.normalize():f} kg", height=f"{height.normalize():f} cm", sex=sex)
            assert given == rounded(amount * value, "0.1", "halfUp"), (metric, amount, weight, height)


def test_due_dates_are_the_calendars():
    numbers = random.Random(2)
    text = protocol("1", "mg/kg", ACTUAL, EXACT, 60)
    day = datetime.timedelta(days=1)
    for _ in range(150):
        last = datetime.date(2000, 1, 1) + numbers.randint(0, 36_000) * day
        due = last + 28 * day
        shift = numbers.randint(-1, 2)
        date = due + shift * day
        record = bateman.dose(
            text, arm="A", cycle=2, training=True, weight=f"{date} 60 kg", date=str(date), last_dose=f"{last} 60 mg")
        assert record["outcome"] == "dose", record["refusal"]
        window, following = record["result"]["window"], date + 28 * day
        assert window["status"] == "in window"
        assert window["due"] == f"{due} ({due - day} to {due + 2 * day})"
        assert window["nextDue"] == f"{following} ({following - day} to {following + 2 * day})"
