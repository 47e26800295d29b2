"""The rows of a long answer as they come, and what the answer says beside them, from an rgit process of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from rgit import _binary, _request, _spawn
from rgit.exc import GitCommandError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from rgit._questions import Questions

__all__ = ["rows"]

_READ_SIZE = 1 << 18


def rows(questions: Questions, args: Sequence[str]) -> Generator[dict[str, Any], None, dict[str, Any]]:
    """The rows; the generator's value is the end of the answer. Closing the generator ends the process."""
    child = _spawn.start(_binary.find(), [b"batch"])
    try:
        request = b'{"id":1,' + _request.request([*questions.prefix, *args], questions.directory)
        while request:
            request = request[os.write(child.input, request) :]
        child.close_input()
        rest = b""
        while True:
            data = os.read(child.output, _READ_SIZE)
            if not data:
                raise GitCommandError(["rgit", *args], child.wait() or 1, "rgit ended without an answer")
            lines = data.split(b"\n")
            lines[0] = rest + lines[0]
            rest = lines.pop()
            for message in _request.rows(lines) if lines else ():
                if "done" in message:
                    done: dict[str, Any] = message["done"]
                    return done
                if "row" in message:
                    yield message["row"]
    finally:
        child.end()
        child.close()
