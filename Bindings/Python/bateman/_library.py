"""The shared library, and requests to it."""

import ctypes
import functools
import json
import os
import pathlib


class BatemanError(ValueError):
    """What is wrong with a request; `diagnostics` has message, help and, where known, code, file, line, column."""

    def __init__(self, diagnostics):
        self.diagnostics = diagnostics
        super().__init__("\n".join(_line(entry) for entry in diagnostics))


def _line(entry):
    place = ":".join(str(entry[key]) for key in ("file", "line", "column") if entry.get(key) is not None)
    help = "".join(f"\n  = help: {text}" for text in entry.get("help", []))
    return (f"{place}: " if place else "") + entry["message"] + help


@functools.lru_cache(maxsize=None)
def library():
    """The shared library: that of the environment variable BATEMAN_LIBRARY, or the package's own."""
    path = os.environ.get("BATEMAN_LIBRARY") or pathlib.Path(__file__).with_name("libbateman.so")
    try:
        loaded = ctypes.CDLL(os.fspath(path))
    except OSError as error:
        raise ImportError(f"{error}; build it with Scripts/bindings, and install liblapacke") from error
    pointer, doubles = ctypes.c_void_p, ctypes.POINTER(ctypes.c_double)
    signatures = {
        "bateman_version": (ctypes.c_char_p, []),
        "bateman_free": (None, [pointer]),
        "bateman_call": (pointer, [ctypes.c_char_p]),
        "bateman_simulation_create": (pointer, [ctypes.c_char_p, ctypes.POINTER(pointer)]),
        "bateman_simulation_describe": (pointer, [pointer]),
        "bateman_simulation_shape": (None, [pointer, ctypes.POINTER(ctypes.c_int64)]),
        "bateman_simulation_run": (pointer, [pointer, doubles, ctypes.c_int64, doubles, ctypes.c_int64]),
        "bateman_simulation_free": (None, [pointer]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(loaded, name)
        function.restype, function.argtypes = result, arguments
    return loaded


def version():
    """The version of the library."""
    return library().bateman_version().decode()


def taken(pointer):
    """The JSON of a text that the library returned, which is freed."""
    try:
        return json.loads(ctypes.string_at(pointer).decode())
    finally:
        library().bateman_free(pointer)


def encoded(request):
    """A request as bytes, without what is None."""
    return json.dumps({key: value for key, value in request.items() if value is not None}, allow_nan=False).encode()


def call(kind, **request):
    """The answer to a request; raises BatemanError for a failure."""
    answer = taken(library().bateman_call(encoded({"call": kind, **request})))
    if "diagnostics" in answer:
        raise BatemanError(answer["diagnostics"])
    return answer


def text(source, suffixes):
    """The text and name of a file, or a text itself: what has line ends, or does not end like a file, is a text."""
    words = os.fspath(source)
    if "\n" in words or not words.endswith(suffixes):
        return words, "text"
    return pathlib.Path(words).read_text(encoding="utf-8"), words
