#!/usr/bin/env python3
"""Prints the polynomial coefficients of Sources/PKNumerics/Elementary as exact hexadecimal literals.

Each polynomial interpolates its function at Chebyshev nodes in 200-bit arithmetic (within a
small factor of the minimax polynomial), is rounded to doubles, and is shown with the largest
error of the rounded polynomial. Needs mpmath.
"""
from mpmath import mp, mpf, cos, pi, exp, log, sqrt, matrix, lu_solve, fabs

mp.prec = 200


def interpolate(function, low, high, degree):
  nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * degree + 2)) for i in range(degree + 1)]
  vandermonde = matrix(degree + 1, degree + 1)
  for i, node in enumerate(nodes):
    for j in range(degree + 1):
      vandermonde[i, j] = node**j
  return [float(c) for c in lu_solve(vandermonde, matrix([function(node) for node in nodes]))]


def show(name, function, low, high, degree, error):
  coefficients = interpolate(function, low, high, degree)
  points = [low + (high - low) * (mpf(i) + mpf(1) / 3) / 400 for i in range(400)]
  worst = max(fabs(error(p, sum(mpf(c) * p**j for j, c in enumerate(coefficients)) - function(p))) for p in points)
  print(f"{name}: degree {degree}, largest error 2^{float(log(worst, 2)):.1f}")
  for c in coefficients:
    print("   ", float(c).hex())


def series(z, first):
  """Sum of z^n / (2n + first), n = 0, 1, …"""
  return sum(z**n / (2 * n + first) for n in range(90))


h = log(mpf(2)) / 2 * mpf("1.0001")
zmax = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1))**2 * mpf("1.0001")

# exp(r) = 1 + r + r²/2 + r³ P(r); the error is relative to exp(r).
show("exp P", lambda r: (exp(r) - 1 - r - r**2 / 2) / r**3, -h, h, 9, lambda r, e: e * r**3 / exp(r))
# log((1 + s)/(1 - s)) = 2s + 2s z R(z), z = s²; the error is relative to the logarithm.
show("log 2R", lambda z: 2 * series(z, 3), mpf(0), zmax, 6, lambda z, e: e * z / 2)
# R(z) = 1/3 + z Q(z); the error is relative to the logarithm.
show("pow Q", lambda z: series(z, 5), mpf(0), zmax, 7, lambda z, e: e * z**2)

print("1/3:", (float(mpf(1) / 3)).hex(), float(mpf(1) / 3 - mpf(float(mpf(1) / 3))).hex())
ln2 = log(mpf(2))
head = mpf(int(ln2 * 2**42)) / 2**42
print("ln 2:", float(head).hex(), float(ln2 - head).hex(), " 1/ln 2:", float(1 / ln2).hex())
