"""Tags, light and annotated."""

from __future__ import annotations


from rgit._refusal import refuse
from rgit.refs.reference import Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from rgit.objects.commit import Commit
    from rgit.objects.tag import TagObject

__all__ = ["Tag", "TagReference"]


class TagReference(Reference):
    """A tag: `commit` is what it names, `tag` what an annotated one says itself, None for a light one."""

    __slots__ = ()
    _common_default = "tags"
    _common_path_default = "refs/tags"

    @property
    def commit(self) -> Commit:
        """The commit it names; raises `ValueError` where it names a tree or a blob."""
        found: Any = self.object
        while found.type == "tag":
            found = found.object
        if found.type != "commit":
            raise ValueError(
                f"Cannot resolve commit as tag {self} points to a {found.type} object - "
                "use the `.object` property instead to access it"
            )
        commit: Commit = found
        return commit

    @property
    def tag(self) -> TagObject | None:
        """The annotated tag, None where it is a light one."""
        found: Any = self.object
        return found if found.type == "tag" else None

    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git tag."""
        refuse("git tag NAME")

    @classmethod
    def delete(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git tag -d."""
        refuse("git tag -d NAME")


Tag = TagReference
