"""Lists public symbols of the library's modules, but for cases, that have no documentation comment, from their symbol graphs.

usage: Scripts/undocumented.py [folder of modules, default .build/release/Modules]; ends with 1 when there are any.
"""

import json
import pathlib
import platform
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent
modules = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / ".build/release/Modules"
names = sorted(
    folder.name for folder in (root / "Sources").iterdir() if folder.name == "Bateman" or folder.name.startswith("PK")
)
names.remove("PKTestSupport")
includes = [str(path) for path in root.glob(".build/checkouts/*/Sources/*/include")]


def symbols(name, folder):
    """The symbols of a module, its own alone."""
    command = [
        "swift-symbolgraph-extract", "-module-name", name, "-I", str(modules), "-minimum-access-level", "public",
        "-target", f"{platform.machine()}-unknown-linux-gnu", "-output-dir", folder, "-skip-synthesized-members",
        "-Xcc", f"-fmodule-map-file={root}/Sources/CLAPACKE/module.modulemap",
    ]
    for path in includes:
        command += ["-Xcc", f"-I{path}"]
    run = subprocess.run(command, capture_output=True, text=True)
    files = sorted(pathlib.Path(folder).glob(f"{name}*.symbols.json"))
    if not files:
        sys.exit(f"{name} cannot be read: {run.stderr}")
    for file in files:
        yield from json.loads(file.read_text())["symbols"]


def is_own(symbol):
    """Whether the symbol is written in the sources, and not made by the compiler (==, hash(into:), rawValue, ...).

    A case of an enumeration is told by its name and by the comment of its type, so it needs none of its own.
    """
    return "location" in symbol and symbol["kind"]["identifier"] not in ("swift.extension", "swift.enum.case")


undocumented, count = [], 0
for name in names:
    with tempfile.TemporaryDirectory() as folder:
        for symbol in symbols(name, folder):
            count += 1
            if is_own(symbol) and not symbol.get("docComment"):
                place = symbol["location"]
                path = place["uri"].split("/Sources/")[-1]
                undocumented.append(f"Sources/{path}:{place['position']['line'] + 1}: {'.'.join(symbol['pathComponents'])}")
print("\n".join(sorted(set(undocumented))))
print(f"{len(set(undocumented))} of {count} public symbols of {len(names)} modules have no documentation", file=sys.stderr)
sys.exit(1 if undocumented else 0)
