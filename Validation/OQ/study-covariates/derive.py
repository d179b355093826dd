"""Reference values: body sizes and creatinine clearance of one woman, and the areas of her doses."""
from math import sqrt

WT, HT, AGE = 54.5, 158, 67
SCR = 88.4 * 113.12e-4  # µmol/L to mg/dL, creatinine C4H7N3O of 113.12 g/mol
BMI = WT / (HT / 100) ** 2
IBW = 45.5 + 2.3 * (HT / 2.54 - 60)
sizes = {"BMI": BMI, "BSA": sqrt(HT * WT / 3600), "IBW": IBW, "AIBW": IBW + 0.4 * (WT - IBW),
         "LBM": 9270 * WT / (8780 + 244 * BMI), "CrCl": (140 - AGE) * WT / (72 * SCR) * 0.85}
for name, value in sizes.items():
    print(f'      - {{csv: results/patients.csv, where: {{arm: flat, id: 1}}, column: {name}, value: {value:.10g}, '
          'tolerance: 6e-8, because: tables are written with eight digits}')
CL = 2 * sizes["CrCl"] / 100
for arm, dose in (("flat", 120), ("by ideal weight", 2 * IBW), ("capped", 100), ("banded", 100)):
    print(f'      - {{csv: results/summary.csv, where: {{arm: {arm}, metric: AUC}}, column: median, value: {dose / CL:.10g}, '
          'tolerance: 7e-8, because: "eight digits, and exp(-19) of the area lies behind day 100"}')
