"""The index of a repository."""

from __future__ import annotations

import os

from rgit import _options
from rgit._refusal import refuse
from rgit.diff import INDEX, Diff, Diffable, DiffIndex, check_diff
from rgit.index.typ import IndexEntry, StageType
from rgit.util import LazyMixin, hex_to_bin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, NoReturn

    from rgit.objects.blob import Blob
    from rgit.repo import Repo
    from rgit.types import PathLike

__all__ = ["IndexFile", "StageType"]


class IndexFile(LazyMixin, Diffable):
    """The index as it is in its file: `entries` has an entry by path and stage."""

    __slots__ = ("_file_path", "entries", "repo", "version")

    repo: Repo
    version: int
    entries: dict[tuple[str, int], IndexEntry]

    def __init__(self, repo: Repo, file_path: PathLike | None = None) -> None:
        """The repository's index, or the one in a file. It is read when first asked for."""
        self.repo = repo
        self._file_path = os.fspath(file_path) if file_path is not None else self._index_path()

    def _index_path(self) -> str:
        return os.path.join(self.repo.git_dir, "index")

    @property
    def path(self) -> str:
        """The file."""
        return self._file_path

    def _set_cache_(self, attr: str) -> None:
        if attr not in ("entries", "version"):
            return
        from rgit.index import _file

        try:
            with open(self._file_path, "rb") as file:
                data = file.read()
        except OSError:
            self.version, self.entries = 2, {}
            return
        try:
            self.version, self.entries = _file.read(data, self.repo._name_size)
        except _file.SplitIndex:
            self.version, self.entries = 2, self._asked_entries()

    def _asked_entries(self) -> dict[tuple[str, int], IndexEntry]:
        """The entries as rgit lists them, without what git noted of the files."""
        from rgit import _request

        entries: dict[tuple[str, int], IndexEntry] = {}
        for row in self.repo._ask_checked(["files", "--index"]).rows:
            path = _request.exact(row, "path")
            flags = row["stage"] << 12 | (0x8000 if row["assume_unchanged"] else 0) | min(len(path), 0xFFF)
            fields = (int(row["mode"], 8), hex_to_bin(row["hexsha"]), flags, path)
            entries[path, row["stage"]] = IndexEntry(fields)
        return entries

    def iter_blobs(
        self, predicate: Callable[[tuple[StageType, Blob]], bool] = lambda t: True
    ) -> Iterator[tuple[StageType, Blob]]:
        """Stage and blob of each entry that the predicate chooses."""
        for entry in self.entries.values():
            blob = entry.to_blob(self.repo)
            blob.size = entry.size
            if predicate((entry.stage, blob)):
                yield entry.stage, blob

    def unmerged_blobs(self) -> dict[str, list[tuple[StageType, Blob]]]:
        """The stages and blobs of each path in conflict."""
        found: dict[str, list[tuple[StageType, Blob]]] = {}
        for stage, blob in self.iter_blobs(lambda pair: pair[0] != 0):
            found.setdefault(blob.path, []).append((stage, blob))
        for pairs in found.values():
            pairs.sort(key=lambda pair: pair[0])
        return found

    @classmethod
    def entry_key(cls, *entry: Any) -> tuple[str, StageType]:
        """The key of an entry, or of a path and a stage, in `entries`."""
        if len(entry) == 1:
            return entry[0].path, entry[0].stage
        path, stage = entry
        return os.fspath(path), stage

    def update(self) -> IndexFile:
        """Has the file read anew when next asked for."""
        for name in ("entries", "version"):
            try:
                delattr(self, name)
            except AttributeError:
                pass
        return self

    def _diff_words(self) -> list[str]:
        return []

    def diff(
        self,
        other: Any = INDEX,
        paths: PathLike | Sequence[PathLike] | None = None,
        create_patch: bool = False,
        allow_unsafe_options: bool = False,
        **kwargs: Any,
    ) -> DiffIndex[Diff]:
        """What changes from the index to `other`: None for the working tree, or a commit, a tree or a revision.

        Towards a commit or tree it is the reverse of what would be committed, as in GitPython: a file that was added
        to the index is deleted on the way back.
        """
        check_diff(_options.options(kwargs), allow_unsafe_options)
        if self._file_path != self._index_path():
            raise AssertionError("Cannot diff indices that do not represent the default git index")
        if other is INDEX:
            return DiffIndex()
        if isinstance(other, str):
            check_diff([other], allow_unsafe_options)
            other = self.repo.rev_parse(other)
        if other is None:
            return super().diff(None, paths, create_patch, allow_unsafe_options, **kwargs)
        if not isinstance(other, Diffable):
            raise ValueError(f"other must be None, Diffable.INDEX, a Tree or Commit, was {other!r}")
        kwargs["R"] = not kwargs.get("R", False)
        return other.diff(INDEX, paths, create_patch, allow_unsafe_options, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git add."""
        refuse("git add PATH")

    def remove(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git rm."""
        refuse("git rm PATH")

    def move(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git mv."""
        refuse("git mv PATH PATH")

    def commit(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git commit."""
        refuse("git commit -m MESSAGE")

    def checkout(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git checkout-index."""
        refuse("git checkout-index --all")

    def reset(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git reset."""
        refuse("git reset COMMIT")

    def write(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git update-index."""
        refuse("git update-index")

    resolve_blobs = write

    def write_tree(self) -> NoReturn:
        """Raises: use git write-tree."""
        refuse("git write-tree")

    @classmethod
    def from_tree(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git read-tree."""
        refuse("git read-tree --index-output=FILE TREE")

    new = from_tree
    merge_tree = from_tree


