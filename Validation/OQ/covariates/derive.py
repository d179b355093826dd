"""Reference values: quantiles of 100/WT, WT log-normal with median 70 and CV 20 %, cut off at 50 and 90."""
from math import exp, log, pi, sqrt
from statistics import NormalDist

normal, n = NormalDist(), 20000
sigma = sqrt(log(1 + 0.2**2))
low, high = (normal.cdf((log(x) - log(70)) / sigma) for x in (50, 90))
for name, p in (("p05", 0.05), ("median", 0.5), ("p95", 0.95)):
    z = normal.inv_cdf(high - p * (high - low))  # a high weight is a low concentration
    value = 100 / (70 * exp(sigma * z))
    density = exp(-z * z / 2) / sqrt(2 * pi) / (high - low) / (sigma * value)
    error = sqrt(p * (1 - p) / n) / density
    print(f'      - {{json: "arms[0].cycles[0].outputs[0].cmax.{name}", value: {value:.7g}, standard error: {error:.3g}, because: sample quantile}}')
