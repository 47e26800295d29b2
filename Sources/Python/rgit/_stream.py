"""The rows of long answers as they come, from an rgit process of their own."""

from __future__ import annotations

import os

from rgit import _binary, _spawn
from rgit.exc import GitCommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from typing import Any

__all__ = ["chunks", "pieces", "stream"]

_READ_SIZE = 1 << 18


def _error_file() -> int:
    """A file without a name for what the process writes to standard error."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("rgit")
    import tempfile

    descriptor, path = tempfile.mkstemp()
    os.unlink(path)
    return descriptor


def pieces(args: Sequence[str], cwd: str) -> Generator[bytes, None, None]:
    """The bytes that the command line `rgit ARGS` writes when started in `cwd`, as they come.

    Closing the iterator ends the process. Raises `GitCommandError` at the end where the process failed.
    """
    words = [word.encode("utf-8", "surrogateescape") for word in ("-C", cwd, "--no-progress", *args)]
    errors = _error_file()
    child = _spawn.Child()
    try:
        child = _spawn.start(_binary.find(), words, errors)
        child.close_input()
        while True:
            data = os.read(child.output, _READ_SIZE)
            if not data:
                break
            yield data
        status = child.wait()
        if status is None or status > 1:
            os.lseek(errors, 0, os.SEEK_SET)
            message = os.read(errors, 1 << 16).decode("utf-8", "replace").rstrip()
            if status is None:
                # The exit status is lost: only standard error tells whether rgit failed.
                if all(line.startswith(("warning: ", "hint: ")) for line in message.splitlines()):
                    return
                status = 3
            raise GitCommandError(["git", *args], {2: 129, 3: 128}.get(status, status), message)
    finally:
        try:
            child.end()
            child.close()
        finally:
            os.close(errors)


def chunks(args: Sequence[str], cwd: str) -> Generator[list[bytes], None, None]:
    """The rows of `rgit ARGS --ndjson` as lines of JSON, as many at a time as have come."""
    rest = b""
    stream = pieces([args[0], "--ndjson", *args[1:]], cwd)
    try:
        for data in stream:
            lines = data.split(b"\n")
            lines[0] = rest + lines[0]
            rest = lines.pop()
            if lines:
                yield lines
    finally:
        stream.close()


def stream(args: Sequence[str], cwd: str) -> Generator[dict[str, Any], None, None]:
    """The rows of `rgit ARGS --ndjson` as dictionaries, as they come."""
    from rgit import _request

    found = chunks(args, cwd)
    try:
        for lines in found:
            yield from _request.rows(lines)
    finally:
        found.close()
