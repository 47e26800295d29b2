"""Differences between commits, trees, the index and the working tree."""

from __future__ import annotations

import enum

from rgit import _options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, TypeVar, Union

    from rgit.objects.base import IndexObject
    from rgit.repo import Repo
    from rgit.types import PathLike

    Paths = Union[PathLike, Sequence[PathLike], None]
    T = TypeVar("T")
else:
    T = object

__all__ = ["INDEX", "NULL_TREE", "Diff", "DiffConstants", "DiffIndex", "Diffable"]


class DiffConstants(enum.Enum):
    """What is compared with where it is neither a commit nor a tree."""

    NULL_TREE = enum.auto()
    INDEX = enum.auto()


NULL_TREE = DiffConstants.NULL_TREE
"""Compares a commit with its parent, and the first commit with nothing, as git diff-tree --root."""

INDEX = DiffConstants.INDEX
"""Compares with the index."""

# What is cut off the paths of a patch is there, whatever diff.noprefix says.
_PATCH_FORMAT = ["--patch", "--full-index", "--src-prefix=a/", "--dst-prefix=b/"]

# GitPython asks git diff-tree for what differs between commits, which ignores these settings.
_COMMIT_SETTINGS = ["--unified=3", "--inter-hunk-context=0", "--diff-algorithm=default"]

_UNSAFE = ("--output", "-o", "--no-index", "-O", "--orderfile")


def check_diff(arguments: list[str], is_allowed: bool) -> None:
    """Raises `UnsafeOptionError` where an argument is an option of git diff that writes or leaves the repository."""
    _options.check_safe(arguments, _UNSAFE, is_allowed)


class Diffable:
    """Can be compared: a commit, a tree, the index."""

    __slots__ = ()

    repo: Repo
    INDEX = DiffConstants.INDEX
    Index = DiffConstants.INDEX

    def _diff_words(self) -> list[str]:
        """What names this side on a command line."""
        return [str(self)]

    def diff(
        self,
        other: Any = INDEX,
        paths: Paths = None,
        create_patch: bool = False,
        allow_unsafe_options: bool = False,
        **kwargs: Any,
    ) -> DiffIndex[Diff]:
        """What changes from here to `other`, renames found.

        `other` is a commit, a tree or a revision, `INDEX`, None for the working tree, or `NULL_TREE`. With
        `create_patch` each `Diff` has the patch's text, and no change type. Keywords are options of git diff, such as
        `R=True`.
        """
        options = _options.options(kwargs)
        check_diff(options, allow_unsafe_options)
        format = _PATCH_FORMAT if create_patch else ["--raw", "-z", f"--abbrev={2 * self.repo._name_size}"]
        is_of_commits = other is NULL_TREE or not (other is INDEX or other is None)
        words = ["diff", "-M", *format, *(_COMMIT_SETTINGS if is_of_commits and create_patch else []), *options]
        if other is INDEX:
            words += ["--staged", *self._diff_words()]
        elif other is NULL_TREE:
            from rgit.objects.commit import Commit

            parents = self.parents if isinstance(self, Commit) else ()
            if len(parents) > 1:
                return DiffIndex()
            words += [str(parents[0]) if parents else self.repo._empty_tree, *self._diff_words()]
        elif other is None:
            words += self._diff_words()
        else:
            check_diff([str(other)], allow_unsafe_options)
            words += [*self._diff_words(), str(other)]
        words += ["--", *_options.words(paths if isinstance(paths, (list, tuple)) else [paths or None])]
        data = self.repo._ask_checked(words).data
        return _from_patch(self.repo, data) if create_patch else _from_raw(self.repo, data)


class DiffIndex(list[T]):
    """The differences, a `Diff` each."""

    change_type: tuple[str, ...] = ("A", "C", "D", "R", "M", "T")

    def iter_change_type(self, change_type: str) -> Iterator[T]:
        """Those of one kind: A added, D deleted, R renamed, C copied, M modified, T changed in type."""
        if change_type not in self.change_type:
            raise ValueError(f"Invalid change type: {change_type}")
        for item in self:
            diff: Any = item
            if (
                diff.change_type == change_type
                or (change_type == "A" and diff.new_file)
                or (change_type == "D" and diff.deleted_file)
                or (change_type == "C" and diff.copied_file)
                or (change_type == "R" and diff.renamed_file)
                or (change_type == "M" and diff.a_blob and diff.b_blob and diff.a_blob != diff.b_blob)
            ):
                yield item


class Diff:
    """One file that differs: `a_` is the side before, `b_` the side after.

    A blob is None on the side where there is no file, and where the file is that of the working tree. `diff` is the
    patch where it was asked for; `score` is how similar renamed and copied files are, in percent.
    """

    NULL_HEX_SHA = "0" * 40
    NULL_BIN_SHA = b"\0" * 20

    __slots__ = (
        "a_blob",
        "b_blob",
        "a_mode",
        "b_mode",
        "a_rawpath",
        "b_rawpath",
        "new_file",
        "deleted_file",
        "copied_file",
        "raw_rename_from",
        "raw_rename_to",
        "diff",
        "change_type",
        "score",
    )

    a_blob: IndexObject | None
    b_blob: IndexObject | None

    def __init__(
        self,
        repo: Repo,
        a_rawpath: bytes | None,
        b_rawpath: bytes | None,
        a_blob_id: str | bytes | None,
        b_blob_id: str | bytes | None,
        a_mode: str | bytes | None,
        b_mode: str | bytes | None,
        new_file: bool,
        deleted_file: bool,
        copied_file: bool,
        raw_rename_from: bytes | None,
        raw_rename_to: bytes | None,
        diff: str | bytes | None,
        change_type: str | None,
        score: int | None,
    ) -> None:
        """A difference with these parts; modes and object names as text."""
        self.a_rawpath: bytes | None = a_rawpath
        self.b_rawpath: bytes | None = b_rawpath
        self.a_mode: int | None = int(a_mode, 8) if a_mode else None
        self.b_mode: int | None = int(b_mode, 8) if b_mode else None
        self.new_file: bool = new_file
        self.deleted_file: bool = deleted_file
        self.copied_file: bool = copied_file
        self.raw_rename_from: bytes | None = raw_rename_from or None
        self.raw_rename_to: bytes | None = raw_rename_to or None
        self.diff: str | bytes | None = diff
        self.change_type: str | None = change_type
        self.score: int | None = score
        if 0o160000 in (self.a_mode, self.b_mode):
            repo = _submodule(repo, self.a_path) or repo
        self.a_blob = _blob(repo, a_blob_id, self.a_mode, self.a_path)
        self.b_blob = _blob(repo, b_blob_id, self.b_mode, self.b_path)

    def _parts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in Diff.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Diff) and self._parts() == other._parts()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._parts())

    def __str__(self) -> str:
        path = self.a_blob.path if self.a_blob else self.b_blob.path if self.b_blob else "%s"
        sides = [
            f"\n{side}: {blob.mode:o} | {blob.hexsha}" if blob else f"\n{side}: None"
            for side, blob in (("lhs", self.a_blob), ("rhs", self.b_blob))
        ]
        text = path + "\n" + "=" * max(len(line) for line in sides) + "".join(sides)
        if self.deleted_file:
            text += "\nfile deleted in rhs"
        if self.new_file:
            text += "\nfile added in rhs"
        if self.copied_file:
            text += f"\nfile {self.b_path!r} copied from {self.a_path!r}"
        if self.rename_from:
            text += f"\nfile renamed from {self.rename_from!r}"
        if self.rename_to:
            text += f"\nfile renamed to {self.rename_to!r}"
        if self.diff:
            try:
                patch = self.diff.decode() if isinstance(self.diff, bytes) else self.diff
            except UnicodeDecodeError:
                patch = "OMITTED BINARY DATA"
            text += f"\n---{patch}\n---"
        return text

    @property
    def a_path(self) -> str | None:
        """The path before."""
        return self.a_rawpath.decode("utf-8", "replace") if self.a_rawpath else None

    @property
    def b_path(self) -> str | None:
        """The path after."""
        return self.b_rawpath.decode("utf-8", "replace") if self.b_rawpath else None

    @property
    def rename_from(self) -> str | None:
        """The path before, where the file was renamed."""
        return self.raw_rename_from.decode("utf-8", "replace") if self.raw_rename_from else None

    @property
    def rename_to(self) -> str | None:
        """The path after, where the file was renamed."""
        return self.raw_rename_to.decode("utf-8", "replace") if self.raw_rename_to else None

    @property
    def renamed_file(self) -> bool:
        """Whether the file was renamed."""
        return self.rename_from != self.rename_to

    @property
    def renamed(self) -> bool:
        """The same as `renamed_file`."""
        return self.renamed_file


def _blob(repo: Repo, name: str | bytes | None, mode: int | None, path: str | None) -> IndexObject | None:
    from rgit.objects.blob import Blob

    text = name.decode("ascii") if isinstance(name, bytes) else name
    if not text or not text.strip("0"):
        return None
    return Blob(repo, bytes.fromhex(text), mode=mode, path=path)


def _submodule(repo: Repo, path: str | None) -> Repo | None:
    """The repository of the submodule at a path, where it is there."""
    for submodule in repo.submodules:
        if submodule.path == path:
            return submodule.module() if submodule.module_exists() else None
    return None


def _from_raw(repo: Repo, data: bytes) -> DiffIndex[Diff]:
    """The differences that git diff --raw -z prints."""
    index: DiffIndex[Diff] = DiffIndex()
    words = iter(data.split(b"\0"))
    for word in words:
        if not word.startswith(b":"):
            continue
        a_mode, b_mode, a_name, b_name, status = word[1:].decode("ascii").split(" ")
        kind = status[0]
        a_path = b_path = next(words)
        if kind in "RC":
            b_path = next(words)
        is_renamed = kind == "R"
        index.append(
            Diff(
                repo,
                a_path,
                b_path,
                None if kind == "A" else a_name,
                None if kind == "D" else b_name,
                a_mode,
                b_mode,
                kind == "A",
                kind == "D",
                kind == "C",
                a_path if is_renamed else None,
                b_path if is_renamed else None,
                "",
                kind,
                int(status[1:]) if status[1:].isdecimal() else None,
            )
        )
    return index


_ESCAPES = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


def _unquoted(path: bytes) -> bytes:
    """A path without the quotes that git puts around unusual ones."""
    if not (path.startswith(b'"') and path.endswith(b'"') and len(path) > 1):
        return path
    import re

    def plain(match: re.Match[bytes]) -> bytes:
        escape = match[1]
        return bytes([int(escape, 8) & 255]) if len(escape) == 3 else _ESCAPES.get(escape, escape)

    return re.sub(rb"\\([0-7]{3}|.)", plain, path[1:-1])


def _side(path: bytes) -> bytes | None:
    """The path of a line `--- a/path`, None where there is no file."""
    path = _unquoted(path.rstrip(b"\t\r"))
    return None if path == b"/dev/null" else path[2:]


def _header_paths(rest: bytes) -> tuple[bytes, bytes]:
    """The paths of a line `diff --git a/path b/path`, which are equal where no other line names them."""
    if rest.startswith(b'"'):
        end = 1
        while rest[end : end + 1] != b'"':
            end += 2 if rest[end : end + 1] == b"\\" else 1
        return _unquoted(rest[: end + 1])[2:], _unquoted(rest[end + 2 :])[2:]
    if rest.endswith(b'"'):
        first, _, second = rest.partition(b' "')
        return first[2:], _unquoted(b'"' + second)[2:]
    middle = len(rest) // 2
    return rest[2:middle], rest[middle + 3 :]


def _from_patch(repo: Repo, data: bytes) -> DiffIndex[Diff]:
    """The differences that git diff --patch prints."""
    index: DiffIndex[Diff] = DiffIndex()
    parts = (b"\n" + data).split(b"\ndiff --git ")
    for place, part in enumerate(parts[1:], 2):
        index.append(_from_part(repo, part + (b"\n" if place < len(parts) else b"")))
    return index


def _from_part(repo: Repo, part: bytes) -> Diff:
    """One difference of a patch, behind `diff --git `."""
    first, _, rest = part.partition(b"\n")
    found: dict[str, bytes] = {}
    while rest:
        line, _, after = rest.partition(b"\n")
        for mark in _HEADERS:
            if line.startswith(mark):
                found[mark.decode()] = line[len(mark) :]
                break
        else:
            break
        rest = after
        if line.startswith(b"+++ "):
            break
    get = found.get
    a_header, b_header = _header_paths(first)
    rename_from, rename_to = get("rename from "), get("rename to ")

    def path(line: bytes | None, rename: bytes | None, header: bytes) -> bytes | None:
        if line:
            return _side(line)
        return _unquoted(rename) if rename else header

    a_path = path(get("--- "), rename_from, a_header)
    b_path = path(get("+++ "), rename_to, b_header)
    names, _, index_mode = get("index ", b"").partition(b" ")
    a_name, _, b_name = names.partition(b"..")
    new_mode, deleted_mode = get("new file mode "), get("deleted file mode ")
    b_mode = index_mode or get("new mode ") or new_mode or b""
    a_mode = get("old mode ") or deleted_mode or (b_mode if a_path else b"")
    return Diff(
        repo,
        a_path,
        b_path,
        a_name,
        b_name,
        a_mode,
        b_mode or (a_mode if b_path else b""),
        bool(new_mode),
        bool(deleted_mode),
        "copy to " in found,
        rename_from,
        rename_to,
        rest,
        None,
        None,
    )


_HEADERS = (
    b"old mode ",
    b"new mode ",
    b"similarity index ",
    b"dissimilarity index ",
    b"rename from ",
    b"rename to ",
    b"copy from ",
    b"copy to ",
    b"new file mode ",
    b"deleted file mode ",
    b"index ",
    b"--- ",
    b"+++ ",
)
