"""Estimation of population parameters."""

import pandas as pd

from ._library import call, text


class Fit:
    """What a fit found: objective (NONMEM's OFV), converged, termination, warnings, and tables of pandas."""

    def __init__(self, answer):
        self.answer = answer
        self.objective = answer.get("objective")
        self.aic = answer.get("aic")
        self.converged = answer["converged"]
        self.termination = answer["termination"]
        self.warnings = answer["warnings"]
        self.shrinkage = answer["shrinkage"]
        self.estimates = pd.DataFrame(answer["estimates"]).set_index("name").reindex(columns=["estimate", "se", "rse"])
        individuals = [{"id": one["id"], "objective": one.get("objective"), **one["eta"]} for one in answer["individuals"]]
        self.individuals = pd.DataFrame(individuals)
        self.residuals = pd.DataFrame(answer["residuals"]).rename(columns=str.upper)

    def __repr__(self):
        return f"<Fit {self.answer['method']}: objective {self.objective}, {self.termination}>"


def fit(model, data, *, method="focei", columns=None, units=None, covariance="sandwich", iterations=500, threads=1):
    """Fits a model to data.

    model: a path to a .pkm file, or its text; its values are the start. data: a NONMEM-style table, as pandas or as a path;
    units stand behind names ("TIME[h]") or in units ({"TIME": "h"}). method: fo, foce, focei, laplace, agq3, ...
    A fit that did not converge is a result: look at `converged`.
    """
    source, name = text(model, (".pkm",))
    if isinstance(data, pd.DataFrame):
        table = data.to_csv(index=False, na_rep=".")
    else:
        table, _ = text(data, (".csv", ".txt", ".dat"))
    return Fit(
        call(
            "fit", model=source, name=name, table=table, method=method, columns=columns or {}, units=units or {},
            covariance=covariance, iterations=iterations, threads=threads,
        )
    )
