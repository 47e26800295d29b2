"""References below refs/."""

from __future__ import annotations


from rgit.refs.symbolic import SymbolicReference
from rgit.util import IterableObj

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rgit.repo import Repo
    from rgit.types import PathLike

__all__ = ["Reference"]


class Reference(SymbolicReference, IterableObj):
    """A reference below refs/, which may name any object."""

    __slots__ = ()
    _points_to_commits_only = False
    _resolve_ref_on_create = True
    _common_path_default = "refs"

    def __init__(self, repo: Repo, path: PathLike, check_path: bool = True) -> None:
        """The reference of this full name; with `check_path` it has to begin as those of its kind do."""
        super().__init__(repo, path)
        if check_path and not self.path.startswith(self._common_path_default + "/"):
            raise ValueError(f"Cannot instantiate {type(self).__name__!r} from path {path}")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name without what is the same for all of its kind."""
        parts = self.path.split("/", 2)
        return self.path if len(parts) < 3 else parts[2]

    @classmethod
    def iter_items(cls, repo: Repo, common_path: PathLike | None = None, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """The references below a path, by default all of this kind, in order of their names."""
        return cls._iter_items(repo, common_path)

    def _remote_parts(self) -> list[str]:
        if not self.is_remote():
            raise ValueError(f"ref path does not point to a remote reference: {self.path}")
        return self.path.split("/", 3)

    @property
    def remote_name(self) -> str:
        """The remote of a remote-tracking branch."""
        return self._remote_parts()[2]

    @property
    def remote_head(self) -> str:
        """The name that a remote-tracking branch has at its remote."""
        return self._remote_parts()[3]
