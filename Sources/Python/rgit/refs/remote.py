"""Remote-tracking branches."""

from __future__ import annotations


from rgit._refusal import refuse
from rgit.refs.head import Head
from rgit.util import join_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

    from rgit.remote import Remote
    from rgit.repo import Repo
    from rgit.types import PathLike

__all__ = ["RemoteReference"]


class RemoteReference(Head):
    """A branch of a remote as it was when it was fetched last."""

    __slots__ = ()
    _common_path_default = Head._remote_common_path_default

    @classmethod
    def iter_items(
        cls,
        repo: Repo,
        common_path: PathLike | None = None,
        remote: Remote | str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> Iterator[RemoteReference]:
        """The remote-tracking branches, of one remote where it is given."""
        path: PathLike = common_path or cls._common_path_default
        if remote is not None:
            path = join_path(path, str(remote))
        return super().iter_items(repo, path)

    @classmethod
    def delete(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git branch -d -r."""
        refuse("git branch -d -r NAME")

    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises `TypeError`: remote-tracking branches come with git fetch."""
        raise TypeError("Cannot explicitly create remote references")
