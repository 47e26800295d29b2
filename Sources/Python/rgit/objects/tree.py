"""A folder of a commit."""

from __future__ import annotations

import os

from rgit._refusal import refuse
from rgit.diff import Diffable
from rgit.objects.base import IndexObject
from rgit.objects.blob import Blob
from rgit.objects.submodule import Submodule
from rgit.objects.util import Traversable
from rgit.util import join_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, NoReturn, Union

    from rgit._prefetch import TreeWalk
    from rgit.repo import Repo
    from rgit.types import PathLike

    Entry = tuple[bytes, int, str]
    IndexObjUnion = Union["Tree", Blob, Submodule]

__all__ = ["Tree", "TreeModifier"]


def _entries(data: bytes, name_size: int) -> list[Entry]:
    """The entries of a tree's bytes: name of the object, mode, name."""
    found = []
    start = 0
    while start < len(data):
        space = data.index(b" ", start)
        end = data.index(b"\0", space)
        after = end + 1 + name_size
        name = data[space + 1 : end].decode("utf-8", "surrogateescape")
        found.append((data[end + 1 : after], int(data[start:space], 8), name))
        start = after
    return found


class TreeModifier:
    """Kept for programs that import it: trees are not changed."""

    __slots__ = ("_cache",)

    def __init__(self, cache: list[Entry]) -> None:
        self._cache = cache

    def add(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git update-index and git write-tree."""
        refuse("git update-index --cacheinfo, then git write-tree")

    add_unchecked = add
    set_done = add
    __delitem__ = add


class Tree(IndexObject, Diffable, Traversable):
    """A folder of a commit: `tree["path"]`, `tree / "path"`, `tree[0]`, `for item in tree`."""

    type: str = "tree"
    __slots__ = ("_cache", "_walk")
    _cache: list[Entry]
    _walk: TreeWalk | None

    commit_id = 0o16
    blob_id = 0o10
    symlink_id = 0o12
    tree_id = 0o04

    _map_id_to_type: dict[int, Any] = {commit_id: Submodule, blob_id: Blob, symlink_id: Blob}

    def __init__(
        self, repo: Repo, binsha: bytes, mode: int = tree_id << 12, path: PathLike | None = None
    ) -> None:
        """The tree of this name; without a path it is taken for the root."""
        super().__init__(repo, binsha, mode, "" if path is None else path)
        self._walk = None

    @classmethod
    def _root(cls, repo: Repo, name: bytes) -> Tree:
        """The tree of a commit, whose name is given in hex."""
        tree = cls.__new__(cls)
        tree.repo = repo
        tree.binsha = bytes.fromhex(name.decode("ascii"))
        tree.mode = cls.tree_id << 12
        tree.path = ""
        tree._walk = None
        return tree

    def _set_cache_(self, attr: str) -> None:
        if attr == "_cache":
            data = self._walk.content(self.repo, self.hexsha) if self._walk is not None else None
            if data is None:
                data = self.repo.odb.read(self.hexsha)[1]
            self._take(data)
        else:
            super()._set_cache_(attr)

    def _take(self, content: bytes) -> None:
        self.size: int = len(content)
        self._cache = _entries(content, len(self.binsha))

    @classmethod
    def _get_intermediate_items(cls, item: Any) -> Sequence[IndexObjUnion]:
        if item.type != "tree":
            return ()
        found = list(item)
        walk = item._walk
        if walk is not None:
            for entry in found:
                if entry.type == "tree":
                    entry._walk = walk
                    walk.expect(entry.hexsha)
        return found

    def _object(self, entry: Entry) -> IndexObjUnion:
        binsha, mode, name = entry
        path = join_path(self.path, name)
        try:
            kind = self._map_id_to_type[mode >> 12]
        except KeyError as error:
            raise TypeError(f"Unknown mode {mode:o} found in tree data for path '{path}'") from error
        found: IndexObjUnion = kind(self.repo, binsha, mode, path)
        return found

    def join(self, file: PathLike) -> IndexObjUnion:
        """The entry at a path below this tree; raises `KeyError` where there is none."""
        path = os.fspath(file)
        item: IndexObjUnion = self
        for part in path.split("/"):
            if not isinstance(item, Tree):
                raise KeyError(f"Blob or Tree named {path!r} not found")
            for entry in item._cache:
                if entry[2] == part:
                    item = item._object(entry)
                    break
            else:
                raise KeyError(f"Blob or Tree named {path!r} not found")
        return item

    def __truediv__(self, file: PathLike) -> IndexObjUnion:
        return self.join(file)

    @property
    def trees(self) -> list[Tree]:
        """The trees directly below."""
        return [item for item in self if isinstance(item, Tree)]

    @property
    def blobs(self) -> list[Blob]:
        """The blobs directly below."""
        return [item for item in self if isinstance(item, Blob)]

    def traverse(
        self,
        predicate: Callable[[Any, int], bool] = lambda i, d: True,
        prune: Callable[[Any, int], bool] = lambda i, d: False,
        depth: int = -1,
        branch_first: bool = True,
        visit_once: bool = False,
        ignore_self: int = 1,
        as_edge: bool = False,
    ) -> Iterator[Any]:
        """Walks over all that is below, as `Traversable.traverse`; equal trees at several paths come several times."""
        from rgit._prefetch import TreeWalk

        self._walk = TreeWalk()
        return self._traverse(predicate, prune, depth, branch_first, visit_once, ignore_self, as_edge)

    def __iter__(self) -> Iterator[IndexObjUnion]:
        return map(self._object, self._cache)

    def __reversed__(self) -> Iterator[IndexObjUnion]:
        return map(self._object, reversed(self._cache))

    def __len__(self) -> int:
        return len(self._cache)

    def __getitem__(self, item: str | int | slice) -> Any:
        if isinstance(item, int):
            return self._object(self._cache[item])
        if isinstance(item, slice):
            return [self._object(entry) for entry in self._cache[item]]
        if isinstance(item, (str, os.PathLike)):
            return self.join(item)
        raise TypeError(f"Invalid index type: {item!r}")

    def __contains__(self, item: object) -> bool:
        if isinstance(item, IndexObject):
            return any(item.binsha == entry[0] for entry in self._cache)
        return any(item == join_path(self.path, entry[2]) for entry in self._cache)


Tree._map_id_to_type[Tree.tree_id] = Tree
