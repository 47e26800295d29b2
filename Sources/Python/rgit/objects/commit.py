"""A commit."""

from __future__ import annotations

import re

from rgit import _options
from rgit._refusal import refuse
from rgit.diff import Diffable
from rgit.exc import BadObject, GitCommandError
from rgit.objects.base import Object
from rgit.objects.tree import Tree
from rgit.objects.util import Traversable, from_timestamp, parse_actor_and_date, utctz_to_altz
from rgit.util import Actor, IterableObj, Stats, hex_to_bin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from typing import Any, NoReturn, Union

    from rgit._prefetch import Group
    from rgit.repo import Repo
    from rgit.types import PathLike

    Paths = Union[PathLike, Sequence[PathLike]]

__all__ = ["Commit"]

# Identities without brackets in their names, a signature, and no other headers.
_USUAL = re.compile(
    rb"tree ([0-9a-f]{40,64})\n((?:parent [0-9a-f]{40,64}\n)*)"
    rb"author ([^<>\n]*)<([^<>\n]*)> (\d+) ([+-]\d{4})\n"
    rb"committer ([^<>\n]*)<([^<>\n]*)> (\d+) ([+-]\d{4})\n"
    rb"(?:gpgsig ([^\n]*(?:\n [^\n]*)*)\n)?\n"
)

_FIELDS = frozenset(
    (
        "tree",
        "author",
        "authored_date",
        "author_tz_offset",
        "committer",
        "committed_date",
        "committer_tz_offset",
        "message",
        "parents",
        "encoding",
        "gpgsig",
    )
)


class Commit(Object, IterableObj, Diffable, Traversable):
    """A commit, as it is recorded: names without the mailmap, the whole message, parents without grafts."""

    env_author_date = "GIT_AUTHOR_DATE"
    env_committer_date = "GIT_COMMITTER_DATE"
    conf_encoding = "i18n.commitencoding"
    default_encoding = "UTF-8"
    unsafe_git_rev_options: tuple[str, ...] = ("--output", "-o")

    type: str = "commit"
    __slots__ = (
        "_group",
        "author",
        "author_tz_offset",
        "authored_date",
        "committed_date",
        "committer",
        "committer_tz_offset",
        "encoding",
        "gpgsig",
        "message",
        "parents",
        "tree",
    )
    _id_attribute_ = "hexsha"

    tree: Tree
    author: Actor
    authored_date: int
    author_tz_offset: int
    committer: Actor
    committed_date: int
    committer_tz_offset: int
    message: str
    parents: tuple[Commit, ...]
    encoding: str
    gpgsig: str
    _group: Group | None

    def __init__(
        self,
        repo: Repo,
        binsha: bytes,
        tree: Tree | None = None,
        author: Actor | None = None,
        authored_date: int | None = None,
        author_tz_offset: int | None = None,
        committer: Actor | None = None,
        committed_date: int | None = None,
        committer_tz_offset: int | None = None,
        message: str | None = None,
        parents: Sequence[Commit] | None = None,
        encoding: str | None = None,
        gpgsig: str | None = None,
    ) -> None:
        """The commit of this name; what is not given is read when first asked for."""
        super().__init__(repo, binsha)
        self._group = None
        if tree is not None:
            self.tree = tree
        if author is not None:
            self.author = author
        if authored_date is not None:
            self.authored_date = authored_date
        if author_tz_offset is not None:
            self.author_tz_offset = author_tz_offset
        if committer is not None:
            self.committer = committer
        if committed_date is not None:
            self.committed_date = committed_date
        if committer_tz_offset is not None:
            self.committer_tz_offset = committer_tz_offset
        if message is not None:
            self.message = message
        if parents is not None:
            self.parents = tuple(parents)
        if encoding is not None:
            self.encoding = encoding
        if gpgsig is not None:
            self.gpgsig = gpgsig

    @classmethod
    def _of_group(cls, repo: Repo, name: str, group: Group | None) -> Commit:
        """A commit that an iterator gives with others, or a parent."""
        commit = cls.__new__(cls)
        commit.repo = repo
        commit.binsha = bytes.fromhex(name)
        commit._group = group
        return commit

    @classmethod
    def _get_intermediate_items(cls, item: Commit) -> Sequence[Commit]:
        return item.parents

    def _set_cache_(self, attr: str) -> None:
        if attr not in _FIELDS:
            if attr == "size":
                self._read()
            else:
                super()._set_cache_(attr)
        else:
            self._read()

    def _read(self) -> None:
        content = self._group.content(self.hexsha) if self._group is not None else None
        if content is None:
            kind, content = self.repo.odb.read(self.hexsha)
            if kind != "commit":
                raise BadObject(self.hexsha.encode())
        self._take(content)

    def _take(self, content: bytes) -> None:
        """Sets all that the content says; nearly all commits have the form that is read at once."""
        match = _USUAL.match(content)
        if match is None:
            self._take_unusual(content)
            return
        tree, parents, name, email, date, zone, other_name, other_email, other_date, other_zone, signature = match.groups()
        repo = self.repo
        self.size = len(content)
        self.tree = Tree._root(repo, tree)
        create = type(self)._of_group
        self.parents = tuple([create(repo, line[7:].decode("ascii"), None) for line in parents.split(b"\n") if line])
        self.author = Actor(name.rstrip().decode("utf-8", "replace"), email.decode("utf-8", "replace"))
        self.authored_date = int(date)
        self.author_tz_offset = utctz_to_altz(zone)
        self.committer = Actor(other_name.rstrip().decode("utf-8", "replace"), other_email.decode("utf-8", "replace"))
        self.committed_date = int(other_date)
        self.committer_tz_offset = utctz_to_altz(other_zone)
        self.encoding = self.default_encoding
        self.gpgsig = ""
        if signature is not None:
            self.gpgsig = signature.replace(b"\n ", b"\n").rstrip(b"\n").decode("utf-8", "ignore")
        self.message = content[match.end() :].decode("utf-8", "replace")

    def _take_unusual(self, content: bytes) -> None:
        """Sets all that the content says, whatever headers it has."""
        self.size: int = len(content)
        head, _, message = content.partition(b"\n\n")
        lines = head.split(b"\n")
        tree = b""
        parents = []
        place = 0
        if lines[0].startswith(b"tree "):
            tree = lines[0][5:]
            place = 1
        while place < len(lines) and lines[place].startswith(b"parent "):
            parents.append(type(self)(self.repo, hex_to_bin(lines[place][7:])))
            place += 1
        author = lines[place] if place < len(lines) else b""
        committer = lines[place + 1] if place + 1 < len(lines) else b""
        encoding = self.default_encoding
        signature: list[bytes] | None = None
        continued: list[bytes] | None = None
        for line in lines[place + 2 :]:
            if line.startswith(b" "):
                if continued is not None:
                    continued.append(line[1:])
                continue
            continued = None
            if line.startswith(b"encoding "):
                encoding = line[9:].decode(encoding, "ignore")
            elif line.startswith(b"gpgsig "):
                signature = continued = [line[7:]]
        try:
            text = message.decode(encoding, "replace")
        except LookupError:
            encoding = self.default_encoding
            text = message.decode(encoding, "replace")
        self.tree = Tree(self.repo, hex_to_bin(tree), Tree.tree_id << 12, "")
        self.parents = tuple(parents)
        self.encoding = encoding
        self.gpgsig = b"\n".join(signature).rstrip(b"\n").decode(encoding, "ignore") if signature else ""
        self.author, self.authored_date, self.author_tz_offset = parse_actor_and_date(
            author.decode(encoding, "replace")
        )
        self.committer, self.committed_date, self.committer_tz_offset = parse_actor_and_date(
            committer.decode(encoding, "replace")
        )
        self.message = text

    @property
    def authored_datetime(self) -> datetime:
        """When it was written, in the author's zone."""
        return from_timestamp(self.authored_date, self.author_tz_offset)

    @property
    def committed_datetime(self) -> datetime:
        """When it was committed, in the committer's zone."""
        return from_timestamp(self.committed_date, self.committer_tz_offset)

    @property
    def summary(self) -> str:
        """The first line of the message."""
        return self.message.split("\n", 1)[0]

    def count(self, paths: Paths = "", allow_unsafe_options: bool = False, **kwargs: Any) -> int:
        """The number of commits reached from this one, of those that change `paths` where these are given.

        Keywords are options of git rev-list.
        """
        options = _options.options(kwargs)
        _options.check_safe(options, self.unsafe_git_rev_options, allow_unsafe_options)
        words = ["log", "--count", "--no-mailmap", *options, self.hexsha, "--", *_paths(paths)]
        return int(self.repo._ask_checked(words).data.split()[0])

    @property
    def name_rev(self) -> str:
        """Its name and what git name-rev calls it by, such as `HEXSHA main~3`."""
        row = self.repo._ask_checked(["name-rev", self.hexsha]).rows[0]
        return f"{self.hexsha} {row['name'] or 'undefined'}"

    @classmethod
    def iter_items(
        cls,
        repo: Repo,
        rev: Any,
        paths: Paths = "",
        allow_unsafe_options: bool = False,
        **kwargs: Any,
    ) -> Iterator[Commit]:
        """The commits that `rev` selects, as git rev-list does; keywords are its options."""
        if "pretty" in kwargs:
            raise ValueError("--pretty cannot be used as parsing expects single sha's only")
        options = _options.options(kwargs)
        revisions = _options.words([rev])
        _options.check_safe(revisions + options, cls.unsafe_git_rev_options, allow_unsafe_options)
        from rgit import _history

        return _history.commits(cls, repo, options, revisions, _paths(paths))

    def iter_parents(self, paths: Paths = "", **kwargs: Any) -> Iterator[Commit]:
        """All commits reached from its parents; keywords are options of git rev-list."""
        kwargs["skip"] = kwargs.get("skip", 1) or 1
        return self.iter_items(self.repo, self, paths, **kwargs)

    @property
    def stats(self) -> Stats:
        """The line counts of its changes since its first parent, without renames.

        Raises `GitCommandError` at the boundary of a shallow clone, where the parent is not known.
        """
        from rgit import _prefetch

        name = self.hexsha
        if name in self.repo._boundary():
            raise GitCommandError(["git", "diff", name + "^", name, "--numstat"], 128, "the parent was not fetched")
        rows = self._group.stats(name) if self._group is not None else None
        if rows is None:
            rows = _prefetch.stats(self.repo, [name]).get(name)
        if rows is None:
            raise GitCommandError(["git", "diff", name + "^", name, "--numstat"], 128, "the changes cannot be read")
        return Stats._from_rows(rows)

    @property
    def trailers_list(self) -> list[tuple[str, str]]:
        """The trailers of the message in order, each with key and value."""
        words = ["log", "--no-walk", "--no-mailmap", "--fields", "trailers", self.hexsha, "--"]
        rows = self.repo._ask_checked(words).rows
        return [(trailer["key"].strip(), trailer["value"].strip()) for row in rows for trailer in row["trailers"]]

    @property
    def trailers_dict(self) -> dict[str, list[str]]:
        """The values of each trailer's key."""
        found: dict[str, list[str]] = {}
        for key, value in self.trailers_list:
            found.setdefault(key, []).append(value)
        return found

    @property
    def trailers(self) -> dict[str, str]:
        """The first value of each trailer's key."""
        return {key: values[0] for key, values in self.trailers_dict.items()}

    @property
    def co_authors(self) -> list[Actor]:
        """The people that `Co-authored-by:` lines of the message name."""
        found = re.findall(r"^Co-authored-by: (.*) <(.*?)>$", self.message, re.MULTILINE)
        return [Actor(name, email) for name, email in found]

    def replace(self, **kwargs: Any) -> NoReturn:
        """Raises: use git commit-tree."""
        refuse("git commit-tree")

    @classmethod
    def create_from_tree(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git commit-tree."""
        refuse("git commit-tree")


def _paths(paths: Paths) -> list[str]:
    return _options.words(paths if isinstance(paths, (list, tuple, set)) else [paths or None])
