"""Reference values: probabilities and quantiles of Cmax = dose/V, with the standard errors of 20,000 patients."""
from math import exp, log, pi, sqrt
from statistics import NormalDist

normal, n = NormalDist(), 20000
omega, weight = 0.3, sqrt(log(1 + 0.25**2))  # standard deviations of ln V at a weight, and of ln WT
arms = {"flat": (log(120 / 5), sqrt(omega**2 + weight**2)), "by weight": (log(120 / 5), omega),
        "doubled": (log(240 / 5), sqrt(omega**2 + weight**2))}

for arm, (mu, sigma) in arms.items():
    below = lambda x: normal.cdf((log(x) - mu) / sigma)
    for name, p in (("effective", 1 - below(20)), ("tolerated", below(40)), ("in the window", below(40) - below(20))):
        print(f'      - {{csv: results/targets.csv, where: {{arm: {arm}, target: {name}}}, column: probability, '
              f'value: {p:.7f}, standard error: {sqrt(p * (1 - p) / n):.3g}, because: "a share of 20,000 patients"}}')
    for column, p in (("p5", 0.05), ("median", 0.5), ("p95", 0.95)):
        z = normal.inv_cdf(p)
        value = exp(mu + z * sigma)
        error = value * sigma * sqrt(p * (1 - p) / n) * sqrt(2 * pi) * exp(z * z / 2)
        print(f'      - {{csv: results/summary.csv, where: {{arm: {arm}, metric: Cmax}}, column: {column}, '
              f'value: {value:.7g}, standard error: {error:.3g}, because: sample quantile}}')
    print(f'      - {{csv: results/summary.csv, where: {{arm: {arm}, metric: Cmax}}, column: geometric_mean, '
          f'value: {exp(mu):.7g}, standard error: {exp(mu) * sigma / sqrt(n):.3g}, because: mean of logarithms}}')
    print(f'      - {{csv: results/summary.csv, where: {{arm: {arm}, metric: Cmax}}, column: geometric_cv, '
          f'value: {sqrt(exp(sigma**2) - 1):.7g}, '
          f'standard error: {exp(sigma**2) / sqrt(exp(sigma**2) - 1) * sigma**2 / sqrt(2 * n):.3g}, because: variance of logarithms}}')
mu, sigma = arms["flat"]
print(f"overlap of flat and doubled: {2 * normal.cdf(-log(2) / (2 * sigma)):.6f}")
