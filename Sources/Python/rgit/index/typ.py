"""Entries of the index."""

from __future__ import annotations

import os
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from typing_extensions import Self

    from rgit.objects.blob import Blob
    from rgit.repo import Repo
    from rgit.types import PathLike

__all__ = ["BaseIndexEntry", "BlobFilter", "IndexEntry", "StageType"]

StageType = int

_STAGE_MASK = 0x3000
_STAGE_SHIFT = 12
_NO_TIME = bytes(8)


class BlobFilter:
    """Chooses the blobs of `IndexFile.iter_blobs` that are at or below one of the paths."""

    __slots__ = ("paths",)

    def __init__(self, paths: Sequence[PathLike]) -> None:
        """Paths relative to the root of the repository."""
        self.paths: Sequence[PathLike] = paths

    def __call__(self, stage_blob: tuple[StageType, Blob]) -> bool:
        path = stage_blob[1].path
        for chosen in [os.fspath(path) for path in self.paths]:
            if not chosen.strip("./") or path == chosen or path.startswith(chosen.rstrip("/") + "/"):
                return True
        return False


class _Fields(NamedTuple):
    mode: int
    binsha: bytes
    flags: int
    path: str
    ctime_bytes: bytes = _NO_TIME
    mtime_bytes: bytes = _NO_TIME
    dev: int = 0
    inode: int = 0
    uid: int = 0
    gid: int = 0
    size: int = 0


class BaseIndexEntry(_Fields):
    """What the index has at a path: mode, object, flags, path."""

    __slots__ = ()

    def __new__(cls, fields: tuple[Any, ...]) -> Self:
        """The entry with these fields: the first four, or all."""
        return super().__new__(cls, *fields)

    def __str__(self) -> str:
        return f"{self.mode:o} {self.hexsha} {self.stage}\t{self.path}"

    def __repr__(self) -> str:
        return f"({self.mode:o}, {self.hexsha}, {self.stage}, {self.path})"

    @property
    def hexsha(self) -> str:
        """The name of the object in hex."""
        return self.binsha.hex()

    @property
    def stage(self) -> int:
        """0, or in a conflict 1 the common ancestor, 2 ours, 3 theirs."""
        return (self.flags & _STAGE_MASK) >> _STAGE_SHIFT

    @classmethod
    def from_blob(cls, blob: Blob, stage: int = 0) -> Self:
        """The entry that has a blob."""
        return cls((blob.mode, blob.binsha, stage << _STAGE_SHIFT, blob.path))

    def to_blob(self, repo: Repo) -> Blob:
        """The object of the entry, as a blob."""
        from rgit.objects.blob import Blob

        return Blob(repo, self.binsha, self.mode, self.path)


class IndexEntry(BaseIndexEntry):
    """An entry with what git noted of the file: times, device, inode, owner, size."""

    __slots__ = ()

    @property
    def ctime(self) -> tuple[int, int]:
        """When the file's state changed, in seconds and nanoseconds."""
        return int.from_bytes(self.ctime_bytes[:4], "big"), int.from_bytes(self.ctime_bytes[4:], "big")

    @property
    def mtime(self) -> tuple[int, int]:
        """When the file's content changed, in seconds and nanoseconds."""
        return int.from_bytes(self.mtime_bytes[:4], "big"), int.from_bytes(self.mtime_bytes[4:], "big")

    @classmethod
    def from_base(cls, base: BaseIndexEntry) -> Self:
        """The entry without what git noted of the file."""
        return cls(tuple(base[:4]))
