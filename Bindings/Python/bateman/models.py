"""Model files."""

from ._library import call, text


def check(model):
    """What a model (a path to a .pkm file, or its text) contains, as a dictionary; raises BatemanError for mistakes."""
    source, name = text(model, (".pkm",))
    return call("check", model=source, name=name)
