"""Turns keyword arguments into options of a command line, as GitPython does."""

from __future__ import annotations


from rgit.exc import UnsafeOptionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

__all__ = ["check_safe", "options", "words"]


def options(keywords: Mapping[str, Any]) -> list[str]:
    """`max_count=5, n=5, all=True` as `--max-count=5 -n5 --all`; a list repeats the option, None and False drop it."""
    found: list[str] = []
    for name, value in keywords.items():
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if one is None or one is False:
                continue
            if len(name) == 1:
                found.append(f"-{name}" if one is True else f"-{name}{one}")
            else:
                option = "--" + name.replace("_", "-")
                found.append(option if one is True else f"{option}={one}")
    return found


def words(values: Iterable[Any]) -> list[str]:
    """Arguments as text, those of lists and tuples among them, None dropped."""
    found: list[str] = []
    for value in values:
        if isinstance(value, (list, tuple)):
            found.extend(words(value))
        elif value is not None:
            found.append(str(value))
    return found


# The letters of options of git that take no value, behind which another option may be written, as in -wS.
_BARE_LETTERS = frozenset("46abceflmnpqrstuvwzBCDMNRW")


def _has_letter(argument: str, option: str) -> bool:
    """Whether an argument such as -wSFILE has the option of one letter."""
    if argument.startswith("--"):
        return False
    for letter in argument[1:]:
        if letter == option[1]:
            return True
        if letter not in _BARE_LETTERS:
            return False
    return False


def check_safe(arguments: Iterable[str], unsafe: Iterable[str], is_allowed: bool = False) -> None:
    """Raises `UnsafeOptionError` where an argument is one of the options of git that write files or run programs."""
    if is_allowed:
        return
    for argument in arguments:
        if not argument.startswith("-"):
            continue
        name = argument.split("=", 1)[0]
        for option in unsafe:
            is_long = option.startswith("--")
            is_same = name == option or (is_long and len(name) > 3 and option.startswith(name))
            if is_same or (not is_long and _has_letter(argument, option)):
                raise UnsafeOptionError(f"{option} is not allowed, use `allow_unsafe_options=True` to allow it.")
