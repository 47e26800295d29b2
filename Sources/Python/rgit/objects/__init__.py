"""Commits, trees, blobs, tags and submodules."""

from rgit.objects.base import IndexObject, Object
from rgit.objects.blob import Blob
from rgit.objects.commit import Commit
from rgit.objects.submodule import RootModule, RootUpdateProgress, Submodule, UpdateProgress
from rgit.objects.tag import TagObject
from rgit.objects.tree import Tree, TreeModifier

__all__ = [
    "Blob",
    "Commit",
    "IndexObject",
    "Object",
    "RootModule",
    "RootUpdateProgress",
    "Submodule",
    "TagObject",
    "Tree",
    "TreeModifier",
    "UpdateProgress",
]
