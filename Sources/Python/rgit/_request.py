"""Writes requests to `rgit batch`, and reads the lines of answers."""

from __future__ import annotations

import json
from binascii import a2b_base64
from json.encoder import encode_basestring

from rgit._answer import Answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["answer", "data", "request", "rows"]

_decode = json.JSONDecoder().raw_decode


def _string(text: str) -> str:
    # Undecodable bytes of paths are surrogates in `text`, and bytes again in the request.
    return encode_basestring(text)


def request(args: Sequence[str], cwd: str, stdin: bytes | str | None = None) -> bytes:
    """The text of a request behind its id."""
    words = ",".join([_string(word) for word in args])
    text = f'"args":[{words}],"cwd":{_string(cwd)}'
    if stdin is not None:
        if isinstance(stdin, bytes):
            stdin = stdin.decode("utf-8", "surrogateescape")
        text += f',"stdin":{_string(stdin)}'
    return text.encode("utf-8", "surrogateescape") + b"}\n"


def rows(lines: Sequence[bytes]) -> list[dict[str, Any]]:
    """The objects of lines of JSON."""
    if len(lines) == 1:
        return [_decode(lines[0].decode())[0]]
    found: list[dict[str, Any]] = _decode((b"[" + b",".join(lines) + b"]").decode())[0]
    return found


def data(message: dict[str, Any]) -> bytes:
    """The bytes of a message that has a piece of them."""
    text: str | None = message.get("text")
    return a2b_base64(message["base64"]) if text is None else text.encode()


def answer(lines: list[bytes]) -> Answer:
    """The answer whose lines these are."""
    messages = rows(lines)
    done = messages.pop()["done"]
    if not messages:
        return Answer([], done, b"")
    if "row" in messages[0]:
        return Answer([message["row"] for message in messages], done, b"")
    pieces = [data(message) for message in messages if "row" not in message]
    return Answer([message["row"] for message in messages if "row" in message], done, b"".join(pieces))


def exact(row: dict[str, Any], name: str) -> str:
    """The text of a field, its undecodable bytes as surrogates, as Python has them in paths."""
    coded = row.get(name + "_base64")
    return str(row[name]) if coded is None else a2b_base64(coded).decode("utf-8", "surrogateescape")
