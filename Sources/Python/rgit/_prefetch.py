"""Reads what belongs to commits of one iterator ahead, many at a time, once a few of them are asked for it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from rgit._object_reader import ObjectReader
    from rgit.repo import Repo

__all__ = ["Group", "TreeWalk", "stats"]

# How many are read by the first questions of a group; all further ones read the last number.
_STEPS = (1, 8, 64, 512)
# So many at once are worth a process that gives them as bytes.
_LEAST_OF_READER = 256


class Group:
    """Commits that came one after the other; it keeps their names, and what was read ahead until it is asked for."""

    __slots__ = ("_asked", "_contents", "_names", "_places", "_reader", "_repo", "_stats", "_steps")

    def __init__(self, repo: Repo, names: Sequence[str], steps: list[int], reader: ObjectReader | None) -> None:
        """Commits of a repository by their names.

        `steps`, two noughts at first, are shared by all groups of an iterator; `reader` reads many contents at once.
        """
        self._repo = repo
        self._reader = reader
        self._names = names
        self._places: dict[str, int] = {}
        self._contents: dict[str, bytes] = {}
        self._stats: dict[str, list[dict[str, Any]]] = {}
        self._steps = steps
        self._asked: tuple[set[str], set[str]] = (set(), set())

    def _next_names(self, name: str, kind: int) -> list[str]:
        """The names around this one that are to be read now, whichever way the commits are gone through."""
        if not self._places:
            self._places = {name: place for place, name in enumerate(self._names)}
        step = self._steps[kind]
        self._steps[kind] = min(step + 1, len(_STEPS) - 1)
        size = _STEPS[step]
        start = self._places[name] // size * size
        asked = self._asked[kind]
        names = [name for name in self._names[start : start + size] if name not in asked]
        asked.update(names)
        return names

    def content(self, name: str) -> bytes | None:
        """The content of a commit, once; None where it cannot be read."""
        found = self._contents.pop(name, None)
        if found is None:
            names = self._next_names(name, 0)
            for other, content in zip(names, self._read_many(names)):
                if content is not None and content[0] == "commit":
                    self._contents[other] = content[1]
            found = self._contents.pop(name, None)
        return found

    def _read_many(self, names: list[str]) -> Iterable[tuple[str, bytes] | None]:
        if not names:
            return ()
        if self._reader is not None and len(names) >= _LEAST_OF_READER:
            try:
                return self._reader.read_many(names)
            except OSError:
                self._reader = None
        return self._repo.odb.read_many(names)

    def stats(self, name: str) -> list[dict[str, Any]] | None:
        """The files a commit changed, once; None where they cannot be counted."""
        found = self._stats.pop(name, None)
        if found is None:
            names = self._next_names(name, 1)
            if names:
                self._stats.update(stats(self._repo, names))
            found = self._stats.pop(name, None)
        return found


def stats(repo: Repo, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The files that commits changed since their first parents, as rows of paths and line counts."""
    answer = repo._ask(
        [
            "log",
            "--stats",
            "--no-renames",
            "--diff-merges=first-parent",
            "--fields",
            "hexsha,stats.files",
            "--no-walk=unsorted",
            "--no-mailmap",
            "--stdin",
        ],
        "\n".join(names) + "\n",
    )
    return {row["hexsha"]: row["stats"]["files"] for row in answer.rows if row.get("stats")}


class TreeWalk:
    """The trees that a walk has met and not read yet, which are read together when the first of them is."""

    __slots__ = ("_contents", "_expected")

    def __init__(self) -> None:
        self._expected: dict[str, None] = {}
        self._contents: dict[str, bytes] = {}

    def expect(self, name: str) -> None:
        """Notes a tree that the walk may go into."""
        if name not in self._contents:
            self._expected[name] = None

    def content(self, repo: Repo, name: str) -> bytes | None:
        """The content of a tree; None where it cannot be read."""
        found = self._contents.get(name)
        if found is None and name in self._expected:
            names = list(self._expected)
            self._expected.clear()
            for other, content in zip(names, repo.odb.read_many(names)):
                if content is not None and content[0] == "tree":
                    self._contents[other] = content[1]
            found = self._contents.get(name)
        return found
