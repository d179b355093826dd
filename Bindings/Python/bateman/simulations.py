"""Simulations of virtual patients."""

import ctypes

import numpy as np
import pandas as pd

from ._library import BatemanError, encoded, library, taken, text


class Simulation:
    """The results of a simulation.

    predictions: array [arm, subject, time, output]; exposures: array [arm, subject, cycle, output, 4] (Cmax, Tmax,
    Ctrough, AUC). NaN stands for what could not be solved, and for cycles that an arm does not have.
    """

    def __init__(self, description, predictions, exposures):
        self.description = description
        self.predictions = predictions
        self.exposures = exposures
        self.arms = description["arms"]
        self.times = np.array(description["times"], dtype=float)
        self.outputs = [output["name"] for output in description["outputs"]]
        self.status = description["status"]

    def profiles(self):
        """A table with a row for each arm, patient and time, and a column for each output."""
        arms, subjects, times, _ = self.predictions.shape
        table = {
            "arm": np.repeat(np.array(self.arms, dtype=object), subjects * times),
            "id": np.tile(np.repeat(np.arange(1, subjects + 1), times), arms),
            f"time[{self.description['timeUnit']}]": np.tile(self.times, arms * subjects),
        }
        for index, output in enumerate(self.description["outputs"]):
            table[f"{output['name']}[{output['unit']}]"] = self.predictions[..., index].ravel()
        return pd.DataFrame(table)

    def exposure(self):
        """A table with a row for each arm, patient, cycle and output: Cmax, Tmax, Ctrough, AUC."""
        arms, subjects, cycles, outputs, _ = self.exposures.shape
        index = pd.MultiIndex.from_product(
            [self.arms, range(1, subjects + 1), range(1, cycles + 1), self.outputs],
            names=["arm", "id", "cycle", "output"],
        )
        table = pd.DataFrame(
            self.exposures.reshape(-1, 4), index=index, columns=self.description["exposure"]
        ).reset_index()
        count = dict(zip(self.arms, self.description["cycles"]))
        return table[table["cycle"] <= table["arm"].map(count)].reset_index(drop=True)


def simulate(
    model, regimens, *, subjects=None, covariates=None, times=(), until=None, seed=1, threads=1, rtol=1e-6, atol=1e-8,
    residual_error=False,
):
    """Simulates regimens in virtual patients.

    model: a path to a .pkm file, or its text. regimens: a line such as "2.5 mg/kg iv over 60 min every 21 days x 6", or
    a list of them; a name and a colon may stand before it. subjects: patients an arm; None for the typical patient.
    covariates: such as "WT ~ lognormal(65 kg, cv 20%)". times, until: in the model's unit of time.
    """
    source, name = text(model, (".pkm",))
    request = {
        "model": source, "name": name, "regimens": [regimens] if isinstance(regimens, str) else list(regimens),
        "subjects": subjects, "covariates": covariates, "times": [float(time) for time in times], "until": until,
        "seed": seed, "threads": threads, "rtol": rtol, "atol": atol, "residualError": residual_error,
    }
    failure = ctypes.c_void_p()
    handle = library().bateman_simulation_create(encoded(request), ctypes.byref(failure))
    if not handle:
        raise BatemanError(taken(failure)["diagnostics"])
    try:
        return _run(handle)
    finally:
        library().bateman_simulation_free(handle)


def _run(handle):
    shape = (ctypes.c_int64 * 5)()
    library().bateman_simulation_shape(handle, shape)
    arms, subjects, times, outputs, cycles = shape
    predictions = np.empty((arms, subjects, times, outputs))
    exposures = np.empty((arms, subjects, cycles, outputs, 4))
    doubles = ctypes.POINTER(ctypes.c_double)
    failure = library().bateman_simulation_run(
        handle, predictions.ctypes.data_as(doubles), predictions.size, exposures.ctypes.data_as(doubles), exposures.size
    )
    if failure:
        raise BatemanError(taken(failure)["diagnostics"])
    return Simulation(taken(library().bateman_simulation_describe(handle)), predictions, exposures)
