"""Reference values: quantiles of AUC = 100/CL, Cmax = 100/V and CL/V, with the standard errors of sample quantiles."""
from math import exp, log, pi, sqrt
from statistics import NormalDist

normal, n = NormalDist(), 20000
quantities = [
    ("outputs[name=plasma].auc", log(100 / 5), sqrt(0.09)),
    ("outputs[name=plasma].cmax", log(100 / 20), sqrt(0.25)),
    ("outputs[name=rate].cmax", log(5 / 20), sqrt(0.09 + 0.25 - 2 * 0.06)),
]
for path, mu, sigma in quantities:
    for name, p in (("p05", 0.05), ("median", 0.5), ("p95", 0.95)):
        z = normal.inv_cdf(p)
        value = exp(mu + z * sigma)
        error = value * sigma * sqrt(p * (1 - p) / n) * sqrt(2 * pi) * exp(z * z / 2)
        print(f'      - {{json: "arms[0].cycles[0].{path}.{name}", value: {value:.7g}, standard error: {error:.3g}, because: sample quantile}}')
