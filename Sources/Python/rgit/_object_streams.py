"""What the object database says of an object, and its content as a stream."""

from __future__ import annotations

import io
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["OInfo", "OStream"]


class OInfo(NamedTuple):
    """An object's name as bytes, its type as bytes, and its size."""

    binsha: bytes
    type: bytes
    size: int

    @property
    def hexsha(self) -> str:
        """The name in hex."""
        return self.binsha.hex()

    @property
    def type_id(self) -> int:
        """The number of the type in packs."""
        return {b"commit": 1, b"tree": 2, b"blob": 3, b"tag": 4}[self.type]


class OStream(io.BytesIO):
    """The content of an object, with its name, type and size."""

    def __init__(self, binsha: bytes, type: bytes, data: bytes) -> None:
        super().__init__(data)
        self.binsha = binsha
        self.type = type
        self.size: int = len(data)

    @property
    def hexsha(self) -> str:
        """The name in hex."""
        return self.binsha.hex()

    @property
    def stream(self) -> OStream:
        """The object itself."""
        return self

    def __iter__(self) -> Iterator[Any]:  
        # GitPython unpacks its streams as tuples.
        return iter((self.binsha, self.type, self.size, self))
