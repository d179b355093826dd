"""Reference values: 100 mg in 10 L, eliminated at VMAX 10 mg/h with KM 2 mg/L (soft) and 0.01 mg/L (stiff)."""
import csv, os
from mpmath import mp, mpf, exp, lambertw

mp.dps = 30


def concentration(t, KM, C0=mpf(10), VMAX=mpf(10), V=mpf(10)):
    """The solution of C' = -VMAX/V C/(KM + C)."""
    exponent = (C0 - VMAX / V * t) / KM
    mp.dps = 1500 if abs(exponent) > 100 else 60
    value = (KM * lambertw(C0 / KM * exp(exponent))).real
    mp.dps = 30
    return +value


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference.csv"), "w") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["time", "soft", "stiff"])
    for t in (1, 2, 5, 8, 10, 12, 16, 24):
        table.writerow([t] + [mp.nstr(concentration(mpf(t), KM), 16) for KM in (mpf(2), mpf("0.01"))])
