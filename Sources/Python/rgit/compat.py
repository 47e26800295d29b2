"""Text of bytes."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import overload
else:

    def overload(function: object) -> object:
        return function


__all__ = ["defenc", "is_darwin", "is_posix", "is_win", "safe_decode"]

is_win: bool = os.name == "nt"
is_posix: bool = os.name == "posix"
is_darwin: bool = sys.platform == "darwin"
defenc: str = sys.getfilesystemencoding()


@overload
def safe_decode(s: None) -> None: ...


@overload
def safe_decode(s: str | bytes) -> str: ...


def safe_decode(s: str | bytes | None) -> str | None:
    """Bytes as text, undecodable ones as surrogates; text and None as they are."""
    if s is None or isinstance(s, str):
        return s
    if isinstance(s, bytes):
        return s.decode(defenc, "surrogateescape")
    raise TypeError(f"Expected bytes or text, but got {s!r}")
