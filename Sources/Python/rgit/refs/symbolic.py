"""References that point to other references, or to objects: HEAD, ORIG_HEAD, refs/..."""

from __future__ import annotations

import os

from rgit._refusal import refuse
from rgit.exc import BadName, BadObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

    from rgit.objects.commit import Commit
    from rgit.refs.log import RefLog, RefLogEntry
    from rgit.repo import Repo
    from rgit.types import AnyGitObject, PathLike

__all__ = ["SymbolicReference"]

# What is found there is a commit; for other references rgit is asked for the type.
_COMMIT_PLACES = ("refs/heads/", "refs/remotes/")
_FORBIDDEN = frozenset(" ~^:?*[\\")


class SymbolicReference:
    """A reference by its full name. It is read anew each time."""

    __slots__ = ("path", "repo")
    _resolve_ref_on_create = False
    _points_to_commits_only = True
    _common_path_default = ""
    _remote_common_path_default = "refs/remotes"
    _id_attribute_ = "name"

    repo: Repo
    path: str

    def __init__(self, repo: Repo, path: PathLike, check_path: bool = False) -> None:
        """The reference of this full name, whether it exists or not."""
        self.repo = repo
        self.path = os.fspath(path)

    def __str__(self) -> str:
        return self.path

    def __repr__(self) -> str:
        return f'<git.{type(self).__name__} "{self.path}">'

    def __eq__(self, other: object) -> bool:
        return bool(getattr(other, "path", None) == self.path)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def name(self) -> str:
        """The shortest name, which for HEAD and its like is the whole."""
        return self.path

    @property
    def abspath(self) -> str:
        """The file that has the reference where it is not packed."""
        return self.repo._references.file(self.path)

    @staticmethod
    def _check_ref_name_valid(ref_path: PathLike) -> None:
        """Raises `ValueError` for a name that git check-ref-format refuses."""
        path = os.fspath(ref_path)
        problem = ""
        if any(letter in _FORBIDDEN for letter in path):
            problem = (
                "references cannot contain spaces, tildes (~), carets (^), colons (:), question marks (?), "
                "asterisks (*), open brackets ([) or backslashes (\\)"
            )
        elif path.startswith(".") or "/." in path:
            problem = "references cannot start with a period (.) or contain '/.'"
        elif ".." in path:
            problem = "references cannot contain '..'"
        elif path.startswith("/"):
            problem = "references cannot start with forward slashes '/'"
        elif "//" in path:
            problem = "references cannot contain '//'"
        elif "@{" in path:
            problem = "references cannot contain '@{'"
        elif any(ord(letter) < 32 or ord(letter) == 127 for letter in path):
            problem = "references cannot contain ASCII control characters"
        elif path.endswith("."):
            problem = "references cannot end with a period (.)"
        elif path.endswith("/"):
            problem = "references cannot end with a forward slash (/)"
        elif path == "@":
            problem = "references cannot be '@'"
        elif any(part.endswith(".lock") for part in path.split("/")):
            problem = "references cannot have slash-separated components that end with '.lock'"
        if problem:
            raise ValueError(f"Invalid reference '{ref_path}': {problem}")

    @classmethod
    def dereference_recursive(cls, repo: Repo, ref_path: PathLike | None) -> str:
        """The object name a reference leads to at last."""
        path = os.fspath(ref_path) if ref_path is not None else ""
        for _ in range(32):
            hexsha, target = repo._references.read(path)
            if hexsha is not None:
                return hexsha
            path = target or ""
        raise ValueError(f"Reference at {ref_path!r} leads nowhere")

    @classmethod
    def _get_ref_info(cls, repo: Repo, ref_path: PathLike | None) -> tuple[str | None, str | None]:
        return repo._references.read(os.fspath(ref_path) if ref_path is not None else "")

    @property
    def object(self) -> AnyGitObject:
        """The object the reference leads to; raises `ValueError` where there is none."""
        return self._object()

    def _object(self) -> AnyGitObject:
        from rgit.objects.base import Object
        from rgit.objects.commit import Commit

        binsha = bytes.fromhex(self.dereference_recursive(self.repo, self.path))
        if self.path == "HEAD" or self.path.startswith(_COMMIT_PLACES):
            return Commit(self.repo, binsha)
        try:
            return Object.new_from_sha(self.repo, binsha)
        except BadObject as error:
            raise ValueError(f"{self.path} names {binsha.hex()}, which cannot be read") from error

    @property
    def commit(self) -> Commit:
        """The commit the reference leads to; raises `TypeError` where it is something else."""
        found: Any = self._object()
        if found.type == "tag":
            found = found.object
        if found.type != "commit":
            raise TypeError(f"Symbolic Reference pointed to object {found!r}, commit was required")
        commit: Commit = found
        return commit

    @property
    def reference(self) -> Any:
        """The reference it points to; raises `TypeError` where it points to an object."""
        hexsha, target = self._get_ref_info(self.repo, self.path)
        if target is None:
            raise TypeError(f"{self} is a detached symbolic reference as it points to {hexsha!r}")
        return self.from_path(self.repo, target)

    @property
    def ref(self) -> Any:
        """The same as `reference`."""
        return self.reference

    def is_valid(self) -> bool:
        """Whether it can be read and leads to an object."""
        try:
            found = self._object()
            self.repo.odb.type(found.hexsha)
        except (OSError, ValueError, BadName, BadObject):
            return False
        return True

    @property
    def is_detached(self) -> bool:
        """Whether it points to an object and not to another reference."""
        return self._get_ref_info(self.repo, self.path)[1] is None

    def log(self) -> RefLog:
        """The moves of the reference, the first one first."""
        from rgit.refs.log import RefLog

        return RefLog.from_file(RefLog.path(self))

    def log_entry(self, index: int) -> RefLogEntry:
        """One move of the reference; -1 is the last."""
        from rgit.refs.log import RefLog

        return RefLog.entry_at(RefLog.path(self), index)

    @classmethod
    def to_full_path(cls, path: PathLike | SymbolicReference) -> str:
        """The full name of a reference of this kind."""
        text = path.path if isinstance(path, SymbolicReference) else os.fspath(path)
        if cls._common_path_default and not text.startswith(cls._common_path_default + "/"):
            return f"{cls._common_path_default}/{text}"
        return text

    @classmethod
    def _iter_items(cls, repo: Repo, common_path: PathLike | None = None) -> Iterator[Any]:
        prefix = os.fspath(common_path) if common_path is not None else cls._common_path_default or "refs"
        for path in repo._references.names(prefix.rstrip("/")):
            try:
                yield cls.from_path(repo, path)
            except ValueError:
                continue

    @classmethod
    def iter_items(cls, repo: Repo, common_path: PathLike | None = None, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """The references below a path that point to another reference."""
        return (
            item
            for item in cls._iter_items(repo, common_path)
            if type(item) is SymbolicReference or not item.is_detached
        )

    @classmethod
    def from_path(cls, repo: Repo, path: PathLike) -> Any:
        """The reference of a full name, of the class for its place."""
        from rgit.refs.head import HEAD, Head
        from rgit.refs.reference import Reference
        from rgit.refs.remote import RemoteReference
        from rgit.refs.tag import TagReference

        text = os.fspath(path)
        if not text:
            raise ValueError(f"Cannot create Reference from {path!r}")
        if text == "HEAD":
            return HEAD(repo, text)
        for kind in (Head, RemoteReference, TagReference, Reference):
            if text.startswith(kind._common_path_default + "/"):
                return kind(repo, text)
        found = SymbolicReference(repo, text)
        if found.is_detached:
            raise ValueError(f"Could not find reference type suitable to handle path {path!r}")
        return found

    def is_remote(self) -> bool:
        """Whether it is a remote-tracking branch."""
        return self.path.startswith(self._remote_common_path_default + "/")

    @classmethod
    def delete(cls, *args: Any, **kwargs: Any) -> Any:
        """Raises: use git update-ref -d."""
        refuse("git update-ref -d NAME")

    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> Any:
        """Raises: use git update-ref or git symbolic-ref."""
        refuse("git update-ref NAME OBJECT")

    def rename(self, *args: Any, **kwargs: Any) -> Any:
        """Raises: use git update-ref."""
        refuse("git update-ref NAME OBJECT && git update-ref -d NAME")

    def set_commit(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git update-ref."""
        refuse("git update-ref NAME COMMIT")

    def set_object(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git update-ref."""
        refuse("git update-ref NAME OBJECT")

    def set_reference(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git symbolic-ref."""
        refuse("git symbolic-ref NAME TARGET")

    def log_append(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git update-ref -m."""
        refuse("git update-ref -m MESSAGE NAME OBJECT")

