"""What all objects of a repository have: a name, a type, a size and bytes."""

from __future__ import annotations

import os

from rgit.exc import WorkTreeRepositoryUnsupported
from rgit.util import LazyMixin, join_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    from typing_extensions import Self

    from rgit._object_streams import OStream
    from rgit.repo import Repo
    from rgit.types import AnyGitObject, PathLike

__all__ = ["IndexObject", "Object"]


class Object(LazyMixin):
    """A commit, tree, blob or tag, by its name."""

    NULL_HEX_SHA = "0" * 40
    NULL_BIN_SHA = b"\0" * 20
    TYPES = (b"blob", b"tree", b"commit", b"tag")

    __slots__ = ("binsha", "repo", "size")

    type: str = None  # type: ignore[assignment]
    repo: Repo
    binsha: bytes
    size: int

    def __init__(self, repo: Repo, binsha: bytes) -> None:
        """The object whose name has these bytes."""
        if len(binsha) not in (20, 32):
            raise AssertionError(f"Require 20 byte binary sha, got {binsha!r}, len = {len(binsha)}")
        self.repo = repo
        self.binsha = binsha

    @classmethod
    def new(cls, repo: Repo, id: Any) -> AnyGitObject:
        """The object that a revision or a reference names."""
        return repo.rev_parse(str(id))

    @classmethod
    def new_from_sha(cls, repo: Repo, sha1: bytes) -> AnyGitObject:
        """The object whose name has these bytes, of the class of its type."""
        from rgit.objects.util import get_object_type_by_name

        name = sha1.hex()
        found: AnyGitObject = get_object_type_by_name(repo.odb.type(name))(repo, sha1)
        return found

    @classmethod
    def _of_content(cls, repo: Repo, hexsha: str, kind: str, content: bytes) -> AnyGitObject:
        """The object of this name, type and content."""
        from rgit.objects.util import get_object_type_by_name

        found = get_object_type_by_name(kind)(repo, bytes.fromhex(hexsha))
        found._take(content)
        taken: AnyGitObject = found
        return taken

    def _take(self, content: bytes) -> None:
        """Keeps what is known from the content."""
        self.size = len(content)

    def _set_cache_(self, attr: str) -> None:
        if attr == "size":
            self.size = self.repo.odb.type_and_size(self.hexsha)[1]
        else:
            super()._set_cache_(attr)

    def __eq__(self, other: object) -> bool:
        return isinstance(getattr(other, "binsha", None), bytes) and self.binsha == other.binsha  # type: ignore[attr-defined]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.binsha)

    def __str__(self) -> str:
        return self.hexsha

    def __repr__(self) -> str:
        return f'<git.{type(self).__name__} "{self.hexsha}">'

    @property
    def hexsha(self) -> str:
        """The name in hex."""
        return self.binsha.hex()

    @property
    def data_stream(self) -> OStream:
        """A file-like object of the bytes that git stores."""
        return self.repo.odb.stream(self.binsha)

    def stream_data(self, ostream: BinaryIO) -> Self:
        """Writes the bytes that git stores to `ostream`."""
        ostream.write(self.repo.odb.read(self.hexsha)[1])
        return self


class IndexObject(Object):
    """An object with a path and a mode: a tree, a blob or a submodule."""

    __slots__ = ("mode", "path")

    _id_attribute_ = "path"
    mode: int
    path: str

    def __init__(self, repo: Repo, binsha: bytes, mode: int | None = None, path: PathLike | None = None) -> None:
        """The object of this name at `path`, which is relative to the working tree; `mode` as in the `stat` module."""
        super().__init__(repo, binsha)
        if mode is not None:
            self.mode = mode
        if path is not None:
            self.path = os.fspath(path)

    def __hash__(self) -> int:
        return hash(self.path)

    def _set_cache_(self, attr: str) -> None:
        if attr in ("mode", "path"):
            raise AttributeError(
                f"Attribute '{attr}' unset: path and mode attributes must have been set during "
                f"{type(self).__name__} object creation"
            )
        super()._set_cache_(attr)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return os.path.basename(self.path)

    @property
    def abspath(self) -> str:
        """The absolute path in the working tree."""
        if self.repo.working_tree_dir is None:
            raise WorkTreeRepositoryUnsupported("working_tree_dir was None or empty")
        return join_path(self.repo.working_tree_dir, self.path)
