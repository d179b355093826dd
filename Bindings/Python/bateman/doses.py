"""Exact doses of patients."""

from ._library import call, text


def dose(protocol, *, parameters=None, training=False, pin=None, **inputs):
    """One patient's dose by a protocol file: the record of a dose or of a refusal (`record["outcome"]`).

    inputs: as the command's options, with underscores, as texts with their units: weight="62.4 kg", last_dose="2026-03-02
    155 mg". Numbers in the record are texts, so that no digit is lost. Not for use on a patient without the validation of an
    institution.
    """
    source, name = text(protocol, (".yaml", ".yml"))
    given = {key.replace("_", "-"): str(value) for key, value in inputs.items()}
    return call("dose", protocol=source, name=name, inputs=given, parameters=parameters or {}, training=training, pin=pin)
