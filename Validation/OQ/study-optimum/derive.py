"""Reference values: the loading dose D/(1 - r) of a bolus every 7 days, and a quantile of log-normal volumes."""
from math import exp, pi, sqrt
from statistics import NormalDist

normal, n, sigma, V, CL, D = NormalDist(), 20000, 0.3, 5, 1, 100

# A first trough L r/V is that of cycle n, L r^n/V + D r (1 - r^(n-1))/(V (1 - r)), when L = D/(1 - r).
r = exp(-7 * CL / V)
loading = D / (1 - r)
# The median patient is the one of median V; dr/dln V = r 7 CL/V.
slope = D / (1 - r) ** 2 * r * 7 * CL / V
print(f"loading {loading:.8g}, standard error {slope * sigma * sqrt(pi / 2 / n):.3g}")

z = normal.inv_cdf(0.9)
dose = 20 * V * exp(sigma * z)
print(f"dose {dose:.8g}, standard error {dose * sigma * sqrt(0.09 / n) * sqrt(2 * pi) * exp(z * z / 2):.3g}")
