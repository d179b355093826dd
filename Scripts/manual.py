"""Turns the argument parser's own description of the command (JSON on standard input) into a manual page (mdoc)."""

import json
import sys


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in text.split("\n"))


def paragraphs(text):
    """Lines; those that are set in are examples and stay as they are."""
    for block in text.split("\n"):
        if block.startswith("  "):
            yield ".Dl " + escaped(block.strip())
        elif block.strip():
            yield escaped(block)
        else:
            yield ".Pp"


def label(argument):
    names = [("--" if name["kind"] == "long" else "-") + name["name"] for name in argument.get("names") or []]
    value = argument.get("valueName") or ""
    if argument["kind"] == "flag":
        value = ""
    if not names:
        return f".It Ar {escaped(value)}"
    flags = " , ".join("Fl " + escaped(name[1:]) for name in names)
    return f".It {flags}" + (f" Ar {escaped(value)}" if value else "")


def section(command, path):
    lines = [f".Sh {' '.join(path).upper()}" if len(path) > 1 else ".Sh DESCRIPTION", escaped(command.get("abstract", ""))]
    if command.get("discussion"):
        lines += [".Pp", *paragraphs(command["discussion"])]
    shown = [argument for argument in command.get("arguments") or [] if argument.get("shouldDisplay", True)]
    if shown:
        lines.append(".Bl -tag -width indent")
        for argument in shown:
            lines.append(label(argument))
            words = " ".join(filter(None, [argument.get("abstract"), argument.get("discussion")]))
            default = argument.get("defaultValue")
            lines.append(escaped(words + (f" (default: {default})" if default else "")) or "\\&")
        lines.append(".El")
    for child in command.get("subcommands") or []:
        if child["commandName"] != "help":
            lines += section(child, path + [child["commandName"]])
    return lines


def main():
    command = json.load(sys.stdin)["command"]
    page = [
        ".Dd $Mdocdate$", ".Dt BATEMAN 1", ".Os", ".Sh NAME", ".Nm bateman", f".Nd {escaped(command['abstract'])}",
        ".Sh SYNOPSIS", ".Nm", ".Ar subcommand", ".Op Ar options",
    ]
    print("\n".join(page + section(command, [command["commandName"]])))


main()
