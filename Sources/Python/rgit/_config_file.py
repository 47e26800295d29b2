"""Reads one file of git's configuration."""

from __future__ import annotations

__all__ = ["parse"]

_ESCAPES = {"n": "\n", "t": "\t", "b": "\b", '"': '"', "\\": "\\"}


def _section(text: str) -> tuple[str, str | None]:
    """The name and, behind it in quotes, the second name of a header without its brackets."""
    name, quote, rest = text.partition('"')
    if quote:
        inner = []
        letters = iter(rest)
        for letter in letters:
            if letter == '"':
                break
            inner.append(next(letters, "") if letter == "\\" else letter)
        return name.strip().lower(), "".join(inner)
    first, dot, second = text.strip().partition(".")
    return first.lower(), second.lower() if dot else None


def _header_end(line: str) -> int:
    """Where the bracket is that ends a header; -1 where it does not end."""
    is_quoted = False
    place = 1
    while place < len(line):
        letter = line[place]
        if letter == "\\" and is_quoted:
            place += 1
        elif letter == '"':
            is_quoted = not is_quoted
        elif letter == "]" and not is_quoted:
            return place
        place += 1
    return -1


def _value(text: str, more: list[str]) -> str:
    """The value that begins with `text` and goes on in `more`, whose lines are taken from its end."""
    found: list[str] = []
    kept = 0  # How much stays when spaces at the end go.
    is_quoted = False
    letters = list(reversed(text.lstrip(" \t")))
    while letters:
        letter = letters.pop()
        if letter == "\\":
            if not letters:
                if not more:
                    break
                letters = list(reversed(more.pop()))
                continue
            escaped = letters.pop()
            # An unknown escape, for which git refuses the file, is left as it is.
            found.append(_ESCAPES.get(escaped, "\\" + escaped))
            kept = len(found)
        elif letter == '"':
            is_quoted = not is_quoted
            kept = len(found)
        elif letter in "#;" and not is_quoted:
            break
        else:
            found.append(letter)
            if is_quoted or letter not in " \t":
                kept = len(found)
    return "".join(found[:kept])


def parse(data: bytes) -> list[tuple[str, str | None, str, str | None]]:
    """The variables in order: section, second name of the section, name as it is written, and value.

    A variable without a value has None. What is no configuration is passed over.
    """
    text = data.decode("utf-8", "surrogateescape")
    lines = [line.rstrip("\r") for line in text[1 if text.startswith("\ufeff") else 0 :].split("\n")]
    lines.reverse()
    found: list[tuple[str, str | None, str, str | None]] = []
    section: tuple[str, str | None] | None = None
    while lines:
        line = lines.pop().lstrip(" \t")
        if line.startswith("["):
            end = _header_end(line)
            section = _section(line[1:end]) if end > 0 else None
            if section is not None and not any(known[:2] == section for known in found):
                # A section counts even where it has no variable.
                found.append((*section, "", None))
            line = line[end + 1 :].lstrip(" \t") if end > 0 else ""
        if not line or line[0] in "#;" or section is None:
            continue
        name, equals, rest = line.partition("=")
        found.append((*section, name.strip(), _value(rest, lines) if equals else None))
    return found
