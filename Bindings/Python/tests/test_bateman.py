"""The package against numbers that are known from elsewhere (see Validation)."""

import math
import pathlib

import numpy as np
import pandas as pd
import pytest

import bateman

ROOT = pathlib.Path(__file__).resolve().parents[3]


def path(name):
    return str(ROOT / name)


def test_version():
    assert bateman.version() == bateman.__version__


def test_check():
    model = bateman.check(path("Models/teaching/iv2.pkm"))
    assert model["isLinear"] and model["status"] == "teaching"
    assert [quantity["name"] for quantity in model["outputs"]] == ["plasma"]


def test_typical_patient_is_the_closed_form():
    run = bateman.simulate(path("Models/teaching/iv1.pkm"), "100 mg iv bolus every 24 h x 1", times=[0, 1, 10], rtol=1e-10)
    expected = [2 * math.exp(-0.1 * time) for time in (0, 1, 10)]
    np.testing.assert_allclose(run.predictions[0, 0, :, 0], expected, rtol=1e-9)
    exposure = run.exposure().iloc[0]
    assert exposure["Cmax"] == pytest.approx(2, rel=1e-9)
    assert exposure["AUC"] == pytest.approx(20 * (1 - math.exp(-2.4)), rel=1e-8)


def test_population_tables_and_threads():
    arguments = dict(subjects=50, times=[0, 1, 24], covariates="WT ~ lognormal(70 kg, cv 20%)", seed=3)
    arms = ["low: 50 mg iv once", "high: 100 mg iv over 1 h every 24 h x 2"]
    one = bateman.simulate(path("Models/teaching/iv2.pkm"), arms, until=48, threads=1, **arguments)
    two = bateman.simulate(path("Models/teaching/iv2.pkm"), arms, until=48, threads=2, **arguments)
    assert one.predictions.shape == (2, 50, 3, 1)
    np.testing.assert_array_equal(one.predictions, two.predictions)
    profiles = one.profiles()
    assert list(profiles.columns) == ["arm", "id", "time[h]", "plasma[mg/L]"]
    assert len(profiles) == 300
    assert profiles.iloc[-1]["plasma[mg/L]"] == one.predictions[1, 49, 2, 0]
    exposure = one.exposure()
    assert exposure[exposure["arm"] == "high"]["cycle"].max() == 2


def test_fit_gives_nonmems_objective():
    fit = bateman.fit(path("Validation/Fits/theophylline.pkm"), path("Validation/PQ/theophylline/theophylline.csv"))
    assert fit.converged
    assert fit.objective == pytest.approx(116.803, abs=5e-3)
    assert fit.estimates.loc["tvCL", "estimate"] == pytest.approx(2.75, rel=5e-3)
    assert fit.estimates.loc["tvCL", "se"] > 0
    assert len(fit.individuals) == 12
    assert {"CWRES", "IPRED"} <= set(fit.residuals.columns)


def test_fit_of_pandas_and_pure_text():
    table = pd.read_csv(path("Validation/PQ/theophylline/theophylline.csv"), na_values=".")
    model = pathlib.Path(path("Validation/Fits/theophylline.pkm")).read_text()
    fit = bateman.fit(model, table, covariance="none")
    assert fit.objective == pytest.approx(116.803, abs=5e-3)


def test_nca_gives_winnonlins_numbers():
    samples = pd.read_csv(path("Validation/nca/theophylline.csv"))
    values = bateman.nca(
        samples, id="subject", time="time[h]", concentration="conc[mg/L]", dose=320,
        units={"time": "h", "concentration": "mg/L", "dose": "mg"},
    )
    reference = pd.read_csv(path("Validation/nca/winnonlin.csv"))
    reference = reference[(reference["data"] == "theophylline") & (reference["parameter"] == "AUCIFO")]
    found = values[values["code"] == "AUCIFO"]
    np.testing.assert_allclose(found["value"].to_numpy(dtype=float), reference["value"].to_numpy(), rtol=1e-8)
    assert set(values[values["code"] == "CLFO"]["unit"]) <= {"L/h"}
    absent = values[(values["code"] == "CTROUGH") & (values["status"] == "absent")]
    assert absent["reason"].notna().all() and len(absent) == 12


def test_dose_is_exact_and_refusals_are_results():
    record = bateman.dose(path("Protocols/hlx43_escc.yaml"), arm="2.5", cycle=1, weight="62.41 kg")
    assert record["outcome"] == "dose" and record["result"]["dose"] == "156.025"
    assert "TRAINING" in record["watermark"]
    refused = bateman.dose(path("Protocols/hlx43_escc.yaml"), arm="3.0", cycle=1, weight="160 kg")
    assert refused["outcome"] == "refused" and refused["refusal"]["code"] == "hard-limit"


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda: bateman.check("model m {"), "text:1"),
        (lambda: bateman.simulate(path("Models/teaching/iv2.pkm"), "100 mg iv", until=1), "nothing says how often"),
        (lambda: bateman.simulate(path("Models/teaching/iv2.pkm"), "1 mg iv once", times=[2, 1]), "ascend"),
        (lambda: bateman.fit(path("Models/teaching/iv2.pkm"), "ID,TIME\n1,0\n", method="focey"), "did you mean 'foce"),
        (lambda: bateman.dose(path("Protocols/hlx43_escc.yaml"), wieght="60 kg"), "did you mean 'weight'"),
        (lambda: bateman.nca(pd.DataFrame({"id": [1], "time": [0], "conc": [1]}), method="linaer"), "linear"),
    ],
)
def test_mistakes_say_what_where_and_how(function, words):
    with pytest.raises(bateman.BatemanError, match=words.replace("?", r"\?")):
        function()


def test_unknown_keys_are_errors():
    from bateman._library import call

    with pytest.raises(bateman.BatemanError, match="did you mean 'model'"):
        call("check", modle="x")
    with pytest.raises(bateman.BatemanError, match="there is no call"):
        call("nothing")
