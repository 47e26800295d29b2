"""Repositories."""

from __future__ import annotations

from rgit.repo.base import Repo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rgit.repo._blame import BlameEntry

__all__ = ["BlameEntry", "Repo"]


def __getattr__(name: str) -> Any:
    if name == "BlameEntry":
        from rgit.repo._blame import BlameEntry

        return BlameEntry
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
