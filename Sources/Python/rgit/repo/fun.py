"""Where git directories are, and what revisions name."""

from __future__ import annotations

import os

from rgit._refusal import refuse
from rgit.exc import BadObject
from rgit.repo import _place
from rgit.repo._place import is_git_dir
from rgit.util import bin_to_hex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from rgit.db import GitCmdObjectDB
    from rgit.repo import Repo
    from rgit.types import AnyGitObject, PathLike

__all__ = [
    "deref_tag",
    "find_submodule_git_dir",
    "find_worktree_git_dir",
    "is_git_dir",
    "name_to_object",
    "rev_parse",
    "short_to_long",
    "to_commit",
    "touch",
]


def touch(filename: str) -> NoReturn:
    """Raises: nothing is written."""
    refuse("pathlib.Path(...).touch()")


def find_worktree_git_dir(dotgit: PathLike) -> str | None:
    """The git directory that the file `.git` of a linked worktree or a submodule names; None where there is none."""
    if not os.path.isfile(dotgit):
        return None
    try:
        with open(dotgit, encoding="utf-8", errors="surrogateescape") as file:
            content = file.read().rstrip("\r\n")
    except OSError:
        return None
    return content[8:] if len(content) > 8 and content.startswith("gitdir: ") else None


def find_submodule_git_dir(d: PathLike) -> str | None:
    """The git directory that a `.git` is, or that the file names; None where there is none."""
    return _place.git_directory_of_file(d)


def short_to_long(odb: GitCmdObjectDB, hexsha: str) -> bytes | None:
    """The object name, in hex, that begins so; None where there is none, or more than one."""
    try:
        return bin_to_hex(odb.partial_to_complete_sha_hex(hexsha))
    except BadObject:
        return None


def name_to_object(repo: Repo, name: str, return_ref: bool = False) -> Any:
    """The object of a name or a reference, or with `return_ref` the reference itself where it is one."""
    if return_ref:
        from rgit.refs.symbolic import SymbolicReference

        for place in ("%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD"):
            try:
                SymbolicReference.dereference_recursive(repo, place % name)
            except (ValueError, OSError):
                continue
            return SymbolicReference(repo, place % name)
        raise BadObject(name)
    return repo.rev_parse(name)


def deref_tag(tag: Any) -> Any:
    """The object that a tag leads to at last."""
    while True:
        try:
            tag = tag.object
        except AttributeError:
            return tag


def to_commit(obj: AnyGitObject) -> Any:
    """The commit that an object is or that a tag leads to; raises `ValueError` where there is none."""
    found: Any = deref_tag(obj) if obj.type == "tag" else obj
    if found.type != "commit":
        raise ValueError(f"Cannot convert object {found!r} to type commit")
    return found


def rev_parse(repo: Repo, rev: str) -> AnyGitObject:
    """The object a revision names."""
    return repo.rev_parse(rev)
