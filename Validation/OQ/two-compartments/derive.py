"""Reference values: two boluses of 100 mg, 24 h apart, into two compartments of a patient of 90 kg."""
import csv, os
from mpmath import mp, mpf, exp, sqrt

mp.dps = 30
size = mpf(90) / 70
CL, V1, Q, V2 = 4 * size ** mpf("0.75"), 20 * size, 6 * size ** mpf("0.75"), 40 * size
k10, k12, k21 = CL / V1, Q / V1, Q / V2
total = k10 + k12 + k21
root = sqrt(total**2 - 4 * k10 * k21)
alpha, beta = (total + root) / 2, (total - root) / 2


def single(t):
    if t < 0:
        return mpf(0)
    A, B = (alpha - k21) / (alpha - beta), (k21 - beta) / (alpha - beta)
    return 100 / V1 * (A * exp(-alpha * t) + B * exp(-beta * t))


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference.csv"), "w") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["time", "C"])
    for text in "0.1 0.5 1 2 4 8 12 23 24.1 25 30 36 48".split():
        t = mpf(text)
        table.writerow([text, mp.nstr(single(t) + single(t - 24), 16)])
