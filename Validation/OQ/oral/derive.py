"""Reference values: doses of events.csv into one compartment with first-order absorption, CL 5, V 50, KA 1, F 0.8, lag 0.5."""
import csv, os
from mpmath import mp, mpf, exp

mp.dps = 30
CL, V, KA, F, lag = mpf(5), mpf(50), mpf(1), mpf("0.8"), mpf("0.5")
k = CL / V


def bateman(dose, t, tau=None):
    """One dose by mouth at 0, or, with an interval, the last of infinitely many."""
    t = t - lag
    if tau is None and t <= 0:
        return mpf(0)
    if t < 0:  # within the lag time of a steady state: the doses before count, the last does not
        t += tau
    def part(rate):
        return exp(-rate * t) / (1 - exp(-rate * tau)) if tau else exp(-rate * t)
    return F * dose * KA / (V * (KA - k)) * (part(k) - part(KA))


def steady(dose, t, tau):
    """Steady state at 0 and nothing after: doses until the one at 0, whose effect begins behind the lag time."""
    if t < lag:
        return bateman(dose, t, tau)
    since = t - lag
    return F * dose * KA / (V * (KA - k)) * (
        exp(-k * since) / (1 - exp(-k * tau)) - exp(-KA * since) / (1 - exp(-KA * tau)))


def infusion(dose, rate, t):
    T = dose / rate
    return rate / CL * (1 - exp(-k * t)) if t <= T else rate / CL * (1 - exp(-k * T)) * exp(-k * (t - T))


def value(subject, t):
    if subject == 1:
        return bateman(100, t)
    if subject == 2:
        return steady(100, t, mpf(12))
    if subject == 3:
        return sum(bateman(100, t - 8 * i) for i in range(4))
    if subject == 4:
        return steady(100, t, mpf(12)) + sum(bateman(100, t - 12 * i) for i in (1, 2))
    if subject == 5:
        return bateman(100, t) if t < 6 else bateman(50, t - 6)
    return infusion(mpf(100), mpf(25), t)


folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "events.csv")) as events, open(os.path.join(folder, "reference.csv"), "w") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["id", "time", "C"])
    for row in csv.DictReader(events):
        if row["EVID"] == "0":
            table.writerow([row["ID"], row["TIME[h]"], mp.nstr(value(int(row["ID"]), mpf(row["TIME[h]"])), 16)])
