"""Finds the program rgit: `$RGIT`, else the one installed with the package, else the first on PATH."""

from __future__ import annotations

import os
import sys

from rgit.exc import GitCommandNotFound

__all__ = ["find"]


def _is_program(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


def _on_path(name: str) -> str | None:
    for directory in os.get_exec_path():
        path = os.path.join(directory or os.curdir, name)
        if _is_program(path):
            return os.path.abspath(path)
    return None


def _installed() -> str | None:
    """The program that was installed with this package: a wheel puts it with the scripts, and these are at one place
    from the modules with each scheme of installation, so that no list of schemes has to be loaded."""
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if os.path.basename(folder) in ("site-packages", "dist-packages"):
        # PREFIX/lib/python3.11/site-packages/rgit and PREFIX/bin/rgit
        prefixes = [os.path.normpath(os.path.join(folder, *[os.pardir] * 3))]
    elif sys.prefix != sys.base_prefix:
        # `pip install --editable` leaves the modules where they are.
        prefixes = [folder, sys.prefix]
    else:
        # `pip install --target`
        prefixes = [folder]
    paths = (os.path.join(prefix, "bin", "rgit") for prefix in prefixes)
    return next(filter(_is_program, paths), None)


def find() -> str:
    """The absolute path of the program; raises `GitCommandNotFound` where there is none."""
    chosen = os.environ.get("RGIT")
    if chosen:
        path = os.path.abspath(chosen) if os.sep in chosen else _on_path(chosen)
        if path is None or not _is_program(path):
            raise GitCommandNotFound([chosen], "$RGIT names no program")
        return path
    path = _installed() or _on_path("rgit")
    if path is None:
        raise GitCommandNotFound(["rgit"], "not installed with the package and not on PATH; set $RGIT to the program")
    return path
