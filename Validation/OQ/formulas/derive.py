"""Reference values of clinical formulas, in decimals of 30 digits; prints the steps of check.yaml."""
from mpmath import mp, mpf, sqrt, cbrt, nstr

mp.dps = 30
w, h, qt, rr = mpf(70), mpf(170), mpf(400), mpf("0.8")
scr = mpf("0.9")
steps = [
    ('bsa --method mosteller --weight "70 kg" --height "170 cm"', sqrt(w * h / 3600)),
    ('bsa --method duBois --weight "70 kg" --height "170 cm"', mpf("0.007184") * w ** mpf("0.425") * h ** mpf("0.725")),
    ('ibw --method devine --height "170 cm" --sex male', 50 + mpf("2.3") * (h / mpf("2.54") - 60)),
    ('crcl --age "65 years" --weight "60 kg" --creatinine "0.9 mg/dL" --sex female', (140 - 65) * 60 / (72 * scr) * mpf("0.85")),
    ('qtc --method fridericia --qt "400 ms" --heart-rate "75 bpm"', qt / cbrt(rr)),
    ('qtc --method bazett --qt "400 ms" --heart-rate "75 bpm"', qt / sqrt(rr)),
    ('egfr --method ckdEpi2021 --creatinine "1.2 mg/dL" --age "60 years" --sex male',
     142 * (mpf("1.2") / mpf("0.9")) ** mpf("-1.2") * mpf("0.9938") ** 60),
    ('calvert --auc "5 mg*min/mL" --gfr "90 mL/min" --measured', 5 * (mpf(90) + 25)),
]
for line, value in steps:
    print(f"  - run: >-\n      bateman calc {line} --json")
    print(f'    expect:\n      - {{json: "results[0].value", value: {nstr(value, 12)}, absolute: 5.1e-5, because: the answer has four decimals}}')
