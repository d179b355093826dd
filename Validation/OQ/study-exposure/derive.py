"""Reference values: exposure by cycle of doses into one compartment, CL 1 L/day, V 5 L, by superposition."""
import csv, os
from mpmath import mp, mpf, exp, log

mp.dps = 30
CL, V = mpf(1), mpf(5)
k = CL / V
level = mpf(10)

# Each dose: day, amount, duration (0 for a bolus). Each arm: its doses, and the days on which cycles begin and end.
week = [mpf(7 * i) for i in range(7)]
disturbed = [mpf(d) for d in (0, 7, 17, 24, 31, 38, 45)]  # cycle 3 is 3 days late and moves all that follows
arms = {
    "planned": ([(d, 100, 0) for d in week[:6]], week),
    "double": ([(d, 200, 0) for d in week[:6]], week),
    "loading": ([(d, 250 if d == 0 else 100, 0) for d in week[:6]], week),
    "extra": ([(d, 100, 0) for d in week[:6]] + [(mpf(10), 50, 0)], week),
    "infusions": ([(d, 100, 2 if d == 0 else 1) for d in week[:6]], week),
    # The reduction of cycle 4 stays; cycle 5 has no dose.
    "disturbed": ([(disturbed[i], a, 0) for i, a in enumerate((100, 100, 100, 50, None, 50)) if a], disturbed),
}


def concentration(doses, t, before=False):
    """The concentration; at the moment of a bolus that behind it, or, with `before`, that ahead of it."""
    total = mpf(0)
    for day, amount, duration in doses:
        since = t - day
        if since < 0 or (before and since == 0):
            continue
        if duration == 0:
            total += amount / V * exp(-k * since)
        else:
            rate, T = amount / mpf(duration), mpf(duration)
            total += rate / CL * (1 - exp(-k * min(since, T))) * exp(-k * max(since - T, 0))
    return total


def area(doses, start, end):
    """What has gone in since the start, less what there is more of at the end, over CL."""
    given = mpf(0)
    for day, amount, duration in doses:
        if start <= day < end:
            given += amount  # no infusion lasts beyond its cycle
    gain = V * (concentration(doses, end, before=True) - concentration(doses, start, before=True))
    return (given - gain) / CL


def share_above(doses, start, end):
    """Between the moments where something begins or ends, the concentration is monotonous."""
    marks = sorted({start, end} | {x for d, _, T in doses for x in (d, d + T) if start < x < end})
    total = mpf(0)
    for a, b in zip(marks, marks[1:]):
        ca, cb = concentration(doses, a), concentration(doses, b, before=True)
        if min(ca, cb) >= level:
            total += b - a
        elif max(ca, cb) >= level:
            # Towards the level that the infusions of this stretch would reach, by a single exponential.
            goal = sum(amount / mpf(T) for d, amount, T in doses if T and d <= a < d + T) / CL
            cross = a + log((ca - goal) / (level - goal)) / k
            total += (cross - a) if ca > cb else (b - cross)
    return 100 * total / (end - start)


def values(doses, start, end):
    inside = [start] + [x for d, _, T in doses for x in (d, d + T) if start <= x < end]
    AUC = area(doses, start, end)
    return {
        "Cmax": max(concentration(doses, t) for t in inside), "Ctrough": concentration(doses, end, before=True),
        "AUC": AUC, "Cavg": AUC / (end - start), "time above": share_above(doses, start, end)}


folder = os.path.dirname(os.path.abspath(__file__))


def write(name, header, rows):
    with open(os.path.join(folder, name), "w") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


all_values = {
    (arm, c + 1): values(doses, starts[c], starts[c + 1]) for arm, (doses, starts) in arms.items() for c in range(6)}
for name, metrics in (("summary.csv", ("Cmax", "Ctrough", "AUC", "Cavg")), ("above.csv", ("time above",))):
    write(name, ["arm", "cycle", "metric", "value"], [
        [arm, cycle, metric, mp.nstr(v[metric], 15)] for (arm, cycle), v in all_values.items() for metric in metrics])
write("accumulation.csv", ["arm", "cycle", "metric", "value"], [
    [arm, cycle, metric, mp.nstr(v[metric] / all_values[arm, 1][metric], 15)]
    for (arm, cycle), v in all_values.items() if cycle > 1 for metric in ("Cmax", "Ctrough", "AUC")])
write("ratios.csv", ["arm", "cycle", "metric", "value"], [
    [arm, cycle, metric, mp.nstr(v[metric] / all_values["planned", cycle][metric], 15)]
    for (arm, cycle), v in all_values.items() if arm != "planned" for metric in ("Cmax", "Ctrough", "AUC")])

# The typical patient over 60 cycles as planned: what all of it comes to, and the first cycle within 10 % of that.
r = exp(-7 * k)
for metric in ("Ctrough", "AUC"):
    def cycle(n):  # of repeated boluses: both are proportional to 1 + r + … + r^(n-1), AUC with the dose's own part
        trough = 100 / V * r * (1 - r**n) / (1 - r)
        before = 100 / V * r * (1 - r ** (n - 1)) / (1 - r)
        return trough if metric == "Ctrough" else (100 - V * (trough - before)) / CL
    steady = cycle(60)
    first = next(n for n in range(1, 60) if abs(cycle(n) / steady - 1) <= mpf("0.1"))
    print(f"planned, {metric}: steady {mp.nstr(steady, 12)}, accumulation {mp.nstr(steady / cycle(1), 12)}, cycle {first}")
