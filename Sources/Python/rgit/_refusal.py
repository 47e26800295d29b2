"""What a call does that rgit has no part in: it raises `NotImplementedError` and names git's command."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["refuse"]


def refuse(command: str, reason: str = "only reads repositories") -> NoReturn:
    """Raises `NotImplementedError` that says what rgit does, or does not, and names git's command for it."""
    raise NotImplementedError(f"rgit {reason}; use: {command}")
