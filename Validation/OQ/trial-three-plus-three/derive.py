"""Reference values: 3+3 by enumeration of every history in exact fractions; prints the expectations of check.yaml."""
from fractions import Fraction as F
from math import comb, sqrt

p = [F(5, 100), F(10, 100), F(20, 100), F(35, 100), F(50, 100)]
J, trials = len(p), 20000


def binomial(k, n, q):
    return comb(n, k) * q**k * (1 - q) ** (n - k)


def enumerate_design(six):
    """Sums over histories: selection (0: none), and moments of patients and DLTs in all and patients by level."""
    selection = [F(0)] * (J + 1)
    level_patients, level_dlts = [F(0)] * J, [F(0)] * J
    moments = {"patients": [F(0), F(0)], "dlts": [F(0), F(0)]}

    def end(chosen, weight, n, x):
        selection[chosen] += weight
        for key, total in (("patients", sum(n)), ("dlts", sum(x))):
            moments[key][0] += weight * total
            moments[key][1] += weight * total * total
        for j in range(J):
            level_patients[j] += weight * n[j]
            level_dlts[j] += weight * x[j]

    def treat(j, size, weight, n, x, then):
        for k in range(size + 1):
            chance = binomial(k, size, p[j])
            if chance:
                m, y = list(n), list(x)
                m[j], y[j] = m[j] + size, y[j] + k
                then(j, weight * chance, m, y)

    def judge(j, weight, n, x):
        """Going up: level j has three or six patients."""
        if n[j] == 3 and x[j] == 1:
            return treat(j, 3, weight, n, x, judge)
        if x[j] <= (0 if n[j] == 3 else 1):
            if j + 1 < J:
                return treat(j + 1, 3, weight, n, x, judge)
            return confirm(j, weight, n, x)
        confirm(j - 1, weight, n, x)

    def confirm(j, weight, n, x):
        """Level j is to be the MTD: with six patients there, in the second design, and one DLT at most."""
        if j < 0:
            return end(0, weight, n, x)
        if not six:
            return end(j + 1, weight, n, x)
        if n[j] < 6:
            return treat(j, 6 - n[j], weight, n, x, confirm)
        return end(j + 1, weight, n, x) if x[j] <= 1 else confirm(j - 1, weight, n, x)

    treat(0, 3, F(1), [0] * J, [0] * J, judge)
    assert sum(selection) == 1
    return selection, level_patients, level_dlts, moments


def expectation(path, exact, error, what):
    print(f'      - {{json: "scenarios[0].{path}.exact", value: {float(exact):.15g}, tolerance: 1e-12, because: sums of products of doubles}}')
    print(f'      - {{json: "scenarios[0].{path}.value", value: {float(exact):.15g}, standard error: {error:.4g}, because: "{what}"}}')


for name, six in (("escalate-only", False), ("six-at-mtd", True)):
    selection, patients, dlts, moments = enumerate_design(six)
    print(f"  - run: bateman trial simulate check/{name}.yaml --trials {trials} --seed 1 --json --quiet\n    expect:")
    share = lambda q: sqrt(q * (1 - q) / trials)
    expectation("selectedNone", selection[0], share(selection[0]), f"a share of {trials:,} trials")
    for j in range(J):
        expectation(f"levels[level={j + 1}].selected", selection[j + 1], share(selection[j + 1]), f"a share of {trials:,} trials")
    for key, (mean, square) in moments.items():
        expectation(key, mean, sqrt((square - mean * mean) / trials), f"a mean of {trials:,} trials")
    for j in range(J):
        print(f'      - {{json: "scenarios[0].levels[level={j + 1}].patients.exact", value: {float(patients[j]):.15g}, tolerance: 1e-12, because: as above}}')
        print(f'      - {{json: "scenarios[0].levels[level={j + 1}].dlts.exact", value: {float(dlts[j]):.15g}, tolerance: 1e-12, because: as above}}')
