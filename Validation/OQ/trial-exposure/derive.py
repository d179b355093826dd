"""Reference values: the mean over patients of the probability of a DLT, by quadrature; prints expectations."""
from mpmath import mp, mpf, exp, log, npdf, quad, sqrt

mp.dps = 20
patients = 4096  # that Bateman averages over


def probability(link, E):
    ratio = mpf("1.5") * log(E / 40)
    if link == "logit":
        return 1 / (1 + exp(-log(mpf("0.2") / mpf("0.8")) - ratio))
    return 1 - exp(log(mpf("0.8")) * exp(ratio))


for link in ("logit", "hazard"):
    print(f"  - run: bateman trial simulate check/{link}.yaml --trials 2000 --seed 1 --json --quiet\n    expect:")
    for level, dose in enumerate((100, 200, 400), 1):
        at = lambda z: probability(link, mpf(dose) / 5 * exp(mpf("0.4") * z))
        mean = quad(lambda z: at(z) * npdf(z), [-10, -3, 0, 3, 10])
        square = quad(lambda z: at(z) ** 2 * npdf(z), [-10, -3, 0, 3, 10])
        error = sqrt((square - mean**2) / patients)
        place = f'"scenarios[0].levels[level={level}].dltProbability'
        print(f'      - {{json: {place}", value: {mp.nstr(mean, 10)}, standard error: {mp.nstr(error, 4)}, because: "a mean of 4,096 patients"}}')
        print(f'      - {{json: {place}Error", value: {mp.nstr(error, 4)}, tolerance: 0.1, because: "its own spread is about 2 %"}}')
