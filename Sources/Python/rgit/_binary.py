"""Finds the program rgit: `$RGIT`, else the one in the package, else the first on PATH."""

from __future__ import annotations

import os

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


def find() -> str:
    """The absolute path of the program; raises `GitCommandNotFound` where there is none."""
    chosen = os.environ.get("RGIT")
    if chosen:
        path = os.path.abspath(chosen) if os.sep in chosen else _on_path(chosen)
        if path is None or not _is_program(path):
            raise GitCommandNotFound([chosen], "$RGIT names no program")
        return path
    packaged = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_bin", "rgit")
    if _is_program(packaged):
        return packaged
    path = _on_path("rgit")
    if path is None:
        raise GitCommandNotFound(["rgit"], "not in the package and not on PATH; set $RGIT to the program")
    return path
