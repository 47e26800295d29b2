"""Names of types that signatures use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from rgit.objects.blob import Blob
    from rgit.objects.commit import Commit
    from rgit.objects.tag import TagObject
    from rgit.objects.tree import Tree

    AnyGitObject = Union[Commit, Tree, TagObject, Blob]
    Commit_ish = Union[Commit, TagObject]
    Tree_ish = Union[Commit, Tree, TagObject]
else:
    AnyGitObject = Commit_ish = Tree_ish = Any

__all__ = ["AnyGitObject", "Commit_ish", "PathLike", "Tree_ish"]

PathLike = Union[str, "os.PathLike[str]"]
