"""Reference values: infusions of 100 mg over 2 h every 12 h, four times, into one compartment, CL = 5 L/h, V = 50 L."""
import csv, os
from mpmath import mp, mpf, exp

mp.dps = 30
CL, V, dose, T, tau = mpf(5), mpf(50), mpf(100), mpf(2), mpf(12)
k, rate = CL / V, dose / T


def single(t):
    """One infusion that begins at 0."""
    if t <= 0:
        return mpf(0)
    if t <= T:
        return rate / CL * (1 - exp(-k * t))
    return rate / CL * (1 - exp(-k * T)) * exp(-k * (t - T))


times = [mpf(text) for text in "0.5 2 3 12 13 14 20 24 26 36 38 47".split()]
with open(os.path.join(os.path.dirname(__file__), "reference.csv"), "w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["time", "C"])
    for t in times:
        table.writerow([mp.nstr(t, 6), mp.nstr(sum(single(t - i * tau) for i in range(4)), 16)])

# AUC of the first interval: what has been eliminated, divided by the clearance.
print("AUC of cycle 1:", mp.nstr((dose - V * single(tau)) / CL, 12))
