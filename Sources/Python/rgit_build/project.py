"""What the packages say about the project, each fact read from the one file that states it."""

from __future__ import annotations

import ast
import calendar
import os
import re
import time
from pathlib import Path
from typing import Any, Dict, NoReturn

# The folder with Package.swift; an sdist has the same folders as the repository.
ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / "Sources" / "Python"
# The licenses of rgit and of the code that is linked into the binary.
COPYRIGHT = Path("Sources/Python/rgit_build/copyright")


def fail(message: str) -> NoReturn:
    """Ends the program with one line, also below pip, which would show a traceback of any other exception."""
    raise SystemExit(f"rgit: {message}")


def _constant(name: str) -> str:
    """A text of ProgramInfo.swift, where the version and the date of the man pages are stated."""
    source = ROOT / "Sources" / "RgitCommandLine" / "Documents" / "ProgramInfo.swift"
    found = re.search(rf'static let {name} = "([^"]+)"', source.read_text("utf-8"))
    return found.group(1) if found else fail(f"{source}: no {name}")


def version() -> str:
    """The version of the command, which is that of the packages."""
    return _constant("version")


def timestamp() -> int:
    """The time that all packaged files carry, in seconds: SOURCE_DATE_EPOCH, else the day of the version."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given and given.isdigit():
        return int(given)
    return calendar.timegm(time.strptime(_constant("date"), "%Y-%m-%d"))


def table() -> Dict[str, Any]:
    """The [project] table of pyproject.toml.

    Its values are strings and lists of strings, which Python writes as TOML does; tomllib came with Python 3.11 only.
    """
    text = (PYTHON / "pyproject.toml").read_text("utf-8")
    values: Dict[str, Any] = {}
    section = re.search(r"^\[project\]\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    for key, value in re.findall(
        r'^([a-z-]+) = ("[^"\n]*"|\[[^\]]*\])$', section.group(1) if section else "", re.MULTILINE
    ):
        values[key] = ast.literal_eval(value)
    return values


def metadata() -> str:
    """The METADATA of the wheel, which is the PKG-INFO of the sdist."""
    project = table()
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {version()}",
        f"Summary: {project['description']}",
        f"Keywords: {','.join(project['keywords'])}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        f"License-File: {COPYRIGHT}",
    ]
    lines += [f"Classifier: {classifier}" for classifier in project["classifiers"]]
    lines += [f"Requires-Python: {project['requires-python']}", "Description-Content-Type: text/markdown"]
    return "\n".join(lines) + "\n\n" + (PYTHON / "README.md").read_text("utf-8")
