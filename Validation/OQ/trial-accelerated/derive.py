"""Reference values: single patients on three levels, then 3+3 with six at the MTD, by enumeration in exact fractions."""
from fractions import Fraction as F
from math import comb, sqrt

p = [F(q, 1000) for q in (5, 10, 20, 40, 80, 150, 280, 450)]
g = [F(q, 100) for q in (2, 4, 8, 15, 20, 25, 30, 30)]  # of an event of grade 2 in a patient without DLT
J, single, trials = len(p), 3, 20000


def enumerate_design(needed):
    selection, mean, square = [F(0)] * (J + 1), F(0), F(0)
    toxicities = F(0)

    def end(chosen, weight, n, x):
        nonlocal mean, square, toxicities
        selection[chosen] += weight
        mean += weight * sum(n)
        square += weight * sum(n) ** 2
        toxicities += weight * sum(x)

    def treat(j, size, weight, n, x, then):
        for k in range(size + 1):
            m, y = list(n), list(x)
            m[j], y[j] = m[j] + size, y[j] + k
            then(j, weight * comb(size, k) * p[j] ** k * (1 - p[j]) ** (size - k), m, y)

    def accelerate(j, weight, n, x, seen):
        """One patient at level j, or three where the accelerated levels end."""
        if j == single:
            return treat(j, 3, weight, n, x, judge)
        m, y = list(n), list(x)
        m[j] += 1
        for chance, toxic, event in ((p[j], 1, 0), ((1 - p[j]) * g[j], 0, 1), ((1 - p[j]) * (1 - g[j]), 0, 0)):
            y[j] = toxic
            if toxic or seen + event >= needed:
                judge(j, weight * chance, list(m), list(y))
            else:
                accelerate(j + 1, weight * chance, list(m), list(y), seen + event)

    def judge(j, weight, n, x):
        if n[j] < 3:
            return treat(j, 3 - n[j], weight, n, x, judge)
        if n[j] == 3 and x[j] == 1:
            return treat(j, 3, weight, n, x, judge)
        if x[j] <= (0 if n[j] == 3 else 1):
            return treat(j + 1, 3, weight, n, x, judge) if j + 1 < J else confirm(j, weight, n, x)
        confirm(j - 1, weight, n, x)

    def confirm(j, weight, n, x):
        if j < 0:
            return end(0, weight, n, x)
        if n[j] < 6:
            return treat(j, 6 - n[j], weight, n, x, confirm)
        return end(j + 1, weight, n, x) if x[j] <= 1 else confirm(j - 1, weight, n, x)

    accelerate(0, F(1), [0] * J, [0] * J, 0)
    assert sum(selection) == 1
    return selection, mean, square, toxicities


for name, needed in (("one", 1), ("two", 2)):
    selection, mean, square, toxicities = enumerate_design(needed)
    print(f"  - run: bateman trial simulate check/{name}.yaml --trials {trials} --seed 1 --json --quiet\n    expect:")
    def exact(path, value):
        print(f'      - {{json: "scenarios[0].{path}.exact", value: {float(value):.15g}, tolerance: 1e-12, because: sums of products of doubles}}')
    exact("selectedNone", selection[0])
    for j in range(J):
        exact(f"levels[level={j + 1}].selected", selection[j + 1])
    exact("patients", mean)
    exact("dlts", toxicities)
    for j in (5, 6, 7):
        q = float(selection[j])
        print(f'      - {{json: "scenarios[0].levels[level={j}].selected.value", value: {q:.15g}, standard error: {sqrt(q * (1 - q) / trials):.4g}, because: "a share of {trials:,} trials"}}')
    print(f'      - {{json: "scenarios[0].patients.value", value: {float(mean):.15g}, standard error: {sqrt(float(square - mean * mean) / trials):.4g}, because: "a mean of {trials:,} trials"}}')
