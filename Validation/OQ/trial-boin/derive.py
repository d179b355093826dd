"""Reference values: BOIN's boundaries, and its operating characteristics by summing over all states; prints expectations."""
from collections import defaultdict
from fractions import Fraction as F
from math import comb, log, sqrt

target, safe, toxic, cutoff = F(30, 100), F(18, 100), F(42, 100), F(95, 100)  # phi, 0.6 phi, 1.4 phi
p = (0.05, 0.15, 0.30, 0.45, 0.60)
J, size, most, trials = 5, 3, 30, 20000

# Liu and Yuan, Appl Stat 64 (2015) 507, equations 2 and 3.
lambda_e = log((1 - safe) / (1 - target)) / log(target * (1 - safe) / (safe * (1 - target)))
lambda_d = log((1 - target) / (1 - toxic)) / log(toxic * (1 - target) / (target * (1 - toxic)))


def is_eliminated(n, x):
    """P(rate > target) > cutoff after a uniform prior: a beta tail of whole parameters is a binomial one."""
    tail = sum(comb(n + 1, k) * target**k * (1 - target) ** (n + 1 - k) for k in range(x + 1))
    return n >= 3 and tail > cutoff


def select(tallies, closed):
    """The isotonic estimate nearest to the target, of levels that were tried and are open."""
    blocks = []
    for j in range(min(closed, J)):
        n, x = tallies[j]
        if n:
            a, b = x + 0.05, n - x + 0.05
            blocks.append([a / (a + b), (a + b) ** 2 * (a + b + 1) / (a * b), [j]])
            while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
                value, weight, levels = blocks.pop()
                w = blocks[-1][1] + weight
                blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + value * weight) / w, w, blocks[-1][2] + levels]
    rates = [(abs(value + 1e-10 * j - float(target)), j) for value, _, levels in blocks for j in levels]
    return min(rates)[1] + 1


def characteristics():
    selection, patients, dlts = [0.0] * (J + 1), 0.0, 0.0
    states = {(((0, 0),) * J, 0, J): 1.0}  # tallies, the level to treat, the first closed level
    while states:
        following = defaultdict(float)
        for (tallies, j, closed), weight in states.items():
            for k in range(size + 1):
                chance = weight * comb(size, k) * p[j] ** k * (1 - p[j]) ** (size - k)
                n, x = tallies[j][0] + size, tallies[j][1] + k
                new = tallies[:j] + ((n, x),) + tallies[j + 1:]
                now = min(closed, j) if is_eliminated(n, x) else closed
                given = sum(t[0] for t in new)
                if now == 0 or given >= most:
                    selection[0 if now == 0 else select(new, now)] += chance
                    patients += chance * given
                    dlts += chance * sum(t[1] for t in new)
                    continue
                step = j
                if now <= j:
                    step = now - 1
                elif x / n <= lambda_e:
                    step = j + 1 if j + 1 < now else j
                elif x / n >= lambda_d:
                    step = max(j - 1, 0)
                following[new, step, now] += chance
        states = following
    return selection, patients, dlts


print("  - run: bateman trial table check/boin.yaml --json\n    expect:")
for name, value in (("escalation", lambda_e), ("deescalation", lambda_d)):
    print(f'      - {{json: lambdas.{name}, value: {value:.15g}, tolerance: 1e-13, because: logarithms of doubles}}')
for n in range(1, 19):
    bounds = {
        "escalateAtMost": max(k for k in range(n + 1) if k / n <= lambda_e),
        "deescalateAtLeast": min(k for k in range(n + 1) if k / n >= lambda_d)}
    if n >= 3:
        bounds["eliminateAtLeast"] = min(k for k in range(n + 1) if is_eliminated(n, k))
    for name, bound in bounds.items():
        print(f'      - {{json: "boundaries[patients={n}].{name}", value: {bound}}}')

print(f"  - run: bateman trial simulate check/boin.yaml --trials {trials} --seed 1 --json --quiet\n    expect:")
selection, patients, dlts = characteristics()
paths = ["selectedNone"] + [f"levels[level={j + 1}].selected" for j in range(J)]
for path, q in zip(paths, selection):
    print(f'      - {{json: "scenarios[0].{path}.exact", value: {q:.13g}, absolute: 1e-11, because: "sums of some 100,000 products of doubles"}}')
    if q > 0.005:  # where the normal distribution is near the binomial one
        print(f'      - {{json: "scenarios[0].{path}.value", value: {q:.13g}, standard error: {sqrt(q * (1 - q) / trials):.4g}, because: "a share of {trials:,} trials"}}')
for path, mean in (("patients", patients), ("dlts", dlts)):
    print(f'      - {{json: "scenarios[0].{path}.exact", value: {mean:.13g}, tolerance: 1e-11, because: as above}}')
