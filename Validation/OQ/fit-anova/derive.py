"""Data and reference values: balanced one-way random effects, whose maximum likelihood estimates are known.

With n subjects and m observations each, SSB = m sum (mean_i - mean)^2 and SSW the sum of squares within subjects:
sigma^2 = SSW / (n (m - 1)), omega^2 = (SSB / n - sigma^2) / m, mu = mean
(Searle, Casella and McCulloch, Variance Components, 1992, section 3.7), and
-2 ln L = n m ln 2 pi + n (m - 1) ln sigma^2 + n ln(sigma^2 + m omega^2) + n m, of which the objective leaves n m ln 2 pi out.
"""
import csv, os
from math import log

folder = os.path.dirname(os.path.abspath(__file__))
n, m = 8, 4
values = [
    [round(10 + 2.5 * ((7 * i + 3) % 8 - 3.5) / 2.3 + 0.9 * ((5 * i + 3 * j * j + j) % 7 - 3) / 2, 2) for j in range(m)]
    for i in range(n)
]
with open(os.path.join(folder, "data.csv"), "w") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["ID", "TIME[h]", "DV[mg]", "MDV"])
    for i in range(n):
        for j in range(m):
            table.writerow([i + 1, j + 1, values[i][j], 0])

mean = sum(map(sum, values)) / (n * m)
means = [sum(row) / m for row in values]
SSB = m * sum((x - mean) ** 2 for x in means)
SSW = sum((x - means[i]) ** 2 for i in range(n) for x in values[i])
sigma2 = SSW / (n * (m - 1))
omega2 = (SSB / n - sigma2) / m
objective = n * (m - 1) * log(sigma2) + n * log(sigma2 + m * omega2) + n * m
print("mu", mean, "omega2", omega2, "sigma", sigma2**0.5, "objective", objective)
