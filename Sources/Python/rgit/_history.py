"""The commits of a history, as objects, as they come."""

from __future__ import annotations


from rgit import _stream
from rgit._object_reader import ObjectReader
from rgit._prefetch import Group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rgit.objects.commit import Commit
    from rgit.repo import Repo

__all__ = ["commits"]

# At most so many commits are one question of the batch; more come from a process of their own.
_MAXIMUM_OF_BATCH = 1000
_GROUP_SIZE = 2048


def _maximum(options: list[str]) -> int | None:
    """The number of commits that the options limit the answer to."""
    for option in options:
        for name in ("--max-count=", "-n"):
            if option.startswith(name) and option[len(name) :].isdecimal():
                return int(option[len(name) :])
    return None


def commits(
    kind: type[Commit], repo: Repo, options: list[str], revisions: list[str], paths: list[str]
) -> Iterator[Commit]:
    """The commits of the class `kind` that revisions and options of git rev-list select."""
    words = ["log", "--value", "hexsha", "--no-mailmap", *options, *revisions, "--", *paths]
    maximum = _maximum(options)
    if maximum is not None and maximum <= _MAXIMUM_OF_BATCH:
        yield from _objects(kind, repo, repo._ask_checked(words).data.decode("ascii").split(), [0, 0], None)
        return
    reader = ObjectReader(repo._questions)
    steps = [0, 0]
    pieces = _stream.pieces(repo._questions.prefix + words, repo._questions.directory)
    rest = b""
    try:
        for data in pieces:
            lines = (rest + data).split(b"\n")
            rest = lines.pop()
            yield from _objects(kind, repo, [line.decode("ascii") for line in lines], steps, reader)
    finally:
        pieces.close()


def _objects(
    kind: type[Commit], repo: Repo, names: list[str], steps: list[int], reader: ObjectReader | None
) -> Iterator[Commit]:
    create = kind._of_group
    for start in range(0, len(names), _GROUP_SIZE):
        part = names[start : start + _GROUP_SIZE]
        group = Group(repo, part, steps, reader)
        for name in part:
            yield create(repo, name, group)
