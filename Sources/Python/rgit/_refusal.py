"""What a call does that would write: it raises `NotImplementedError` and names git's command."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["refuse"]


def refuse(command: str) -> NoReturn:
    """Raises `NotImplementedError` that names git's command for it."""
    raise NotImplementedError(f"rgit only reads repositories; use: {command}")
