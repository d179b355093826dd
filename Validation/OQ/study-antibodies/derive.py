"""Reference values: shares of patients with antibodies, and of those who were found to have them, before each dose."""
from math import exp, log, sqrt

n, sensitivity, specificity = 20000, 0.9, 0.98
h = -log(1 - 0.2) / 84  # per day, at the reference dose
days = [21 * i for i in range(6)]

for arm, dose in (("low", 100), ("high", 400)):
    hazard = h * (dose / 100) ** -0.5

    def absent(t):
        return exp(-hazard * t)

    for cycle, day in enumerate(days, 1):
        has = 1 - absent(day)
        now = has * sensitivity + (1 - has) * (1 - specificity)
        # Never found: antibodies came between two samples (or not yet), so tests before are of one kind, those after of the other.
        never = absent(day) * specificity**cycle
        for j in range(1, cycle):
            came = absent(days[j - 1]) - absent(days[j])
            never += came * specificity**j * (1 - sensitivity) ** (cycle - j)
        for column, p in (("ever_true", has), ("now_true", has), ("now_found", now), ("ever_found", 1 - never)):
            if column == "now_true" or p == 0:
                continue
            print(f'      - {{csv: results/antibodies.csv, where: {{arm: {arm}, cycle: {cycle}, metric: AUC}}, column: {column}, '
                  f'value: {p:.7f}, standard error: {sqrt(p * (1 - p) / n):.3g}, because: "a share of 20,000 patients"}}')
print(f"AUC with antibodies: {20 / (1 + 0.5 * sqrt(2)):.12g}")
