"""Who wrote the lines of a file."""

from __future__ import annotations

from typing import NamedTuple

from rgit.util import Actor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rgit.objects.commit import Commit
    from rgit.repo.base import Repo

__all__ = ["BlameEntry", "blame", "incremental"]


class BlameEntry(NamedTuple):
    """A commit, the lines of the file that came in it, and the path and the lines they had there."""

    commit: Commit
    linenos: range
    orig_path: str | None
    orig_linenos: range


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")


class _Reader:
    """Reads the output of git blame --porcelain, which names the details of each commit once."""

    def __init__(self, repo: Repo, data: bytes) -> None:
        self._repo = repo
        self._lines = iter(data.split(b"\n"))
        self._commits: dict[bytes, Commit] = {}

    def _commit(self, name: bytes, details: dict[bytes, bytes]) -> Commit:
        found = self._commits.get(name)
        if found is None:
            from rgit.objects.commit import Commit

            get = details.get
            found = Commit(
                self._repo,
                bytes.fromhex(name.decode("ascii")),
                author=Actor(_text(get(b"author", b"")), _text(get(b"author-mail", b"").lstrip(b"<").rstrip(b">"))),
                authored_date=int(get(b"author-time", b"0")),
                committer=Actor(
                    _text(get(b"committer", b"")), _text(get(b"committer-mail", b"").lstrip(b"<").rstrip(b">"))
                ),
                committed_date=int(get(b"committer-time", b"0")),
            )
            self._commits[name] = found
        return found

    def entries(self) -> Iterator[BlameEntry]:
        """The entries of --incremental."""
        for line in self._lines:
            words = line.split(b" ")
            if len(words) != 4:
                continue
            details: dict[bytes, bytes] = {}
            for other in self._lines:
                name, _, value = other.partition(b" ")
                details[name] = value
                if name == b"filename":
                    break
            original, start, count = map(int, words[1:])
            yield BlameEntry(
                self._commit(words[0], details),
                range(start, start + count),
                _text(details.get(b"filename", b"")),
                range(original, original + count),
            )

    def groups(self) -> list[list[Any]]:
        """Commits, each with the lines in a row that came in it."""
        found: list[list[Any]] = []
        current = b""
        for line in self._lines:
            words = line.split(b" ")
            if len(words) not in (3, 4):
                continue
            details: dict[bytes, bytes] = {}
            text = b""
            for other in self._lines:
                if other.startswith(b"\t"):
                    text = other[1:]
                    break
                name, _, value = other.partition(b" ")
                details[name] = value
            if len(words) == 4 or words[0] != current:
                current = words[0]
                found.append([self._commit(current, details), []])
            found[-1][1].append(_line(text))
        return found


def _line(text: bytes) -> str | bytes:
    """A line as text, or as the bytes it is where these are no UTF-8."""
    try:
        return text.decode("utf-8").rstrip()
    except UnicodeDecodeError:
        return text + b"\n"


def blame(repo: Repo, words: list[str]) -> list[list[Any]]:
    """Lists of a commit and its lines, from the first line of the file to the last."""
    return _Reader(repo, repo._ask_checked(["blame", "--porcelain", *words]).data).groups()


def incremental(repo: Repo, words: list[str]) -> Iterator[BlameEntry]:
    """The entries in the order in which git finds them."""
    data = repo._ask_checked(["blame", "--porcelain", "--incremental", *words]).data
    return _Reader(repo, data).entries()
