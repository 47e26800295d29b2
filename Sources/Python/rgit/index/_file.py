"""Reads the bytes of git's index."""

from __future__ import annotations

from struct import unpack_from

from rgit.index.typ import IndexEntry

__all__ = ["SplitIndex", "read"]


class SplitIndex(Exception):
    """The index has its entries in several files, or folders in place of entries."""


def read(data: bytes, name_size: int) -> tuple[int, dict[tuple[str, int], IndexEntry]]:
    """The version of an index and its entries by path and stage; raises `ValueError` where it is damaged.

    `name_size` is the number of bytes of an object name.
    """
    if len(data) < 12 + name_size or data[:4] != b"DIRC":
        raise ValueError("not an index")
    version, count = unpack_from(">LL", data, 4)
    if version not in (2, 3, 4):
        raise ValueError(f"unknown version of the index: {version}")
    entries: dict[tuple[str, int], IndexEntry] = {}
    place = 12
    path = b""
    try:
        for _ in range(count):
            start = place
            fields = unpack_from(">8s8s6L", data, place)
            binsha = data[place + 40 : place + 40 + name_size]
            place += 40 + name_size
            flags = int.from_bytes(data[place : place + 2], "big")
            place += 4 if flags & 0x4000 else 2
            if version == 4:
                kept, place = _number(data, place)
                end = data.index(b"\0", place)
                path = path[: len(path) - kept] + data[place:end]
                place = end + 1
            else:
                end = data.index(b"\0", place)
                path = data[place:end]
                place = start + (end - start + 8) // 8 * 8
            ctime, mtime, device, inode, mode, user, group, size = fields
            if mode == 0o040000:
                raise SplitIndex
            name = path.decode("utf-8", "surrogateescape")
            stage = (flags >> 12) & 3
            entries[name, stage] = IndexEntry(
                (mode, binsha, flags, name, ctime, mtime, device, inode, user, group, size)
            )
    except SplitIndex:
        raise
    except Exception as error:
        raise ValueError("the index is damaged") from error
    while place + 8 <= len(data) - name_size:
        kind, size = unpack_from(">4sL", data, place)
        if kind == b"link":
            raise SplitIndex
        place += 8 + size
    return version, entries


def _number(data: bytes, place: int) -> tuple[int, int]:
    """A number of version 4 and where it ends."""
    byte = data[place]
    value = byte & 127
    while byte & 128:
        place += 1
        byte = data[place]
        value = ((value + 1) << 7) | (byte & 127)
    return value, place + 1
