"""HEAD, and branches."""

from __future__ import annotations


from rgit._refusal import refuse
from rgit.refs.reference import Reference
from rgit.refs.symbolic import SymbolicReference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from rgit.config import SectionConstraint
    from rgit.refs.remote import RemoteReference
    from rgit.repo import Repo
    from rgit.types import PathLike

__all__ = ["HEAD", "Head"]


class HEAD(SymbolicReference):
    """Where the working tree is: a branch, or where it is detached a commit."""

    _HEAD_NAME = "HEAD"
    _ORIG_HEAD_NAME = "ORIG_HEAD"
    __slots__ = ()

    def __init__(self, repo: Repo, path: PathLike = _HEAD_NAME) -> None:
        """HEAD; `path` may only be its name."""
        if path != self._HEAD_NAME:
            raise ValueError(f"HEAD instance must point to {self._HEAD_NAME!r}, got {path!r}")
        super().__init__(repo, path)

    def orig_head(self) -> SymbolicReference:
        """ORIG_HEAD, where HEAD was before it was moved far."""
        return SymbolicReference(self.repo, self._ORIG_HEAD_NAME)

    def reset(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git reset."""
        refuse("git reset COMMIT")


class Head(Reference):
    """A branch."""

    __slots__ = ()
    _common_path_default = "refs/heads"
    k_config_remote = "remote"
    k_config_remote_ref = "merge"

    def tracking_branch(self) -> RemoteReference | None:
        """The remote-tracking branch it follows, whether that exists or not; None where it follows none."""
        from rgit.refs.remote import RemoteReference

        reader = self.config_reader()
        if not (reader.has_option(self.k_config_remote) and reader.has_option(self.k_config_remote_ref)):
            return None
        branch = Head(self.repo, Head.to_full_path(str(reader.get(self.k_config_remote_ref))))
        remote = str(reader.get(self.k_config_remote))
        return RemoteReference(self.repo, RemoteReference.to_full_path(f"{remote}/{branch.name}"))

    def config_reader(self) -> SectionConstraint:
        """The branch's settings."""
        from rgit.config import SectionConstraint

        return SectionConstraint(self.repo.config_reader(), f'branch "{self.name}"')

    def set_tracking_branch(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git branch --set-upstream-to."""
        refuse(f"git branch --set-upstream-to=UPSTREAM {self.name}")

    def rename(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git branch -m."""
        refuse(f"git branch -m {self.name} NAME")

    def checkout(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git checkout."""
        refuse(f"git checkout {self.name}")

    def config_writer(self) -> NoReturn:
        """Raises: use git config."""
        refuse(f"git config branch.{self.name}.NAME VALUE")

    @classmethod
    def delete(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git branch -d."""
        refuse("git branch -d NAME")
