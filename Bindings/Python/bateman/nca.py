"""Non-compartmental analysis."""

import pandas as pd

from ._library import call


def nca(
    data, *, id="id", time="time", concentration="conc", dose=None, route="extravascular", duration=None,
    method="linear", units=None, parameters=None,
):
    """Non-compartmental parameters of a table with a row for each sample.

    dose: one for all, the name of a column, or a dictionary by id. route: extravascular, iv-bolus or infusion (with its
    duration). method: linear, lin-up-log-down, log, lin-log. units: {"time": "h", "concentration": "mg/L", "dose": "mg"}.
    Returns a row for each subject and parameter: id, code, label, value, unit, status (ok, doubtful, absent), reason.
    """
    profiles = []
    for subject, rows in data.groupby(id, sort=False):
        rows = rows.sort_values(time)
        amount = dose.get(subject) if isinstance(dose, dict) else rows[dose].iloc[0] if isinstance(dose, str) else dose
        profiles.append(
            {
                "id": str(subject), "times": [float(value) for value in rows[time]],
                "concentrations": [None if pd.isna(value) else float(value) for value in rows[concentration]],
                "dose": None if amount is None else float(amount), "route": route, "duration": duration,
            }
        )
    answer = call("nca", profiles=profiles, method=method, units=units or {}, parameters=parameters)
    columns = ["id", "code", "label", "value", "unit", "status", "reason"]
    return pd.DataFrame(answer["values"]).reindex(columns=columns)
