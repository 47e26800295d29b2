"""Where a repository is: its git directory, the one it shares, and its working tree."""

from __future__ import annotations

import os

from rgit import _config_file
from rgit.exc import InvalidGitRepositoryError, NoSuchPathError
from rgit.util import expand_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rgit.types import PathLike

__all__ = ["Place", "find", "git_directory_of_file", "is_git_dir"]

_join = os.path.join


class Place:
    """Where a repository is, and the settings that are needed to read it."""

    __slots__ = ("common_dir", "git_dir", "is_bare", "is_reftable", "is_sha256", "working_tree_dir")

    def __init__(self, git_dir: str, working_tree_dir: str | None) -> None:
        self.git_dir = git_dir
        self.common_dir = _common_directory(git_dir)
        settings = _settings(_join(self.common_dir, "config"))
        # core.bare of the shared directory says nothing of a linked worktree.
        is_linked = self.common_dir != git_dir
        self.is_bare = not is_linked and settings.get("core.bare", "false").lower() in ("true", "yes", "on", "1", "")
        self.is_reftable = settings.get("extensions.refstorage", "").lower().startswith("reftable")
        self.is_sha256 = settings.get("extensions.objectformat", "").lower() == "sha256"
        if os.environ.get("GIT_WORK_TREE"):
            working_tree_dir = os.environ["GIT_WORK_TREE"]
        elif working_tree_dir is None and not is_linked and "GIT_COMMON_DIR" not in os.environ:
            working_tree_dir = settings.get("core.worktree") or None
        if working_tree_dir is None:
            working_tree_dir = os.path.dirname(git_dir)
        self.working_tree_dir = None if self.is_bare else working_tree_dir


def _settings(path: str) -> dict[str, str]:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return {}
    found = {}
    for section, second, name, value in _config_file.parse(data):
        if second is None and section in ("core", "extensions") and name:
            found[f"{section}.{name.lower()}"] = "" if value is None else value
    return found


def _common_directory(git_dir: str) -> str:
    try:
        with open(_join(git_dir, "commondir"), encoding="utf-8", errors="surrogateescape") as file:
            return os.path.normpath(_join(git_dir, file.readline().strip()))
    except OSError:
        return git_dir


def is_git_dir(path: PathLike) -> bool:
    """Whether the path is a git directory with objects, references and HEAD."""
    text = os.fspath(path)
    return (
        os.path.isdir(_join(text, "objects"))
        and os.path.isdir(_join(text, "refs"))
        and (os.path.isfile(_join(text, "HEAD")) or os.path.islink(_join(text, "HEAD")))
    )


def _is_worktree_dir(path: str) -> bool:
    return all(os.path.isfile(_join(path, name)) for name in ("gitdir", "commondir", "HEAD"))


def git_directory_of_file(path: PathLike) -> str | None:
    """The git directory that a `.git` is, or that the file names: of a submodule or a linked worktree."""
    text = os.fspath(path)
    if is_git_dir(text):
        return text
    try:
        with open(text, encoding="utf-8", errors="surrogateescape") as file:
            content = file.read().rstrip()
    except OSError:
        return None
    if not content.startswith("gitdir: "):
        return None
    target = os.path.normpath(_join(os.path.dirname(text), content[8:]))
    return target if is_git_dir(target) or _is_worktree_dir(target) else None


def find(path: PathLike | None, search_parent_directories: bool, expand_vars: bool) -> Place:
    """The repository at a path, or in a folder above it.

    Raises `NoSuchPathError` where there is no such path and `InvalidGitRepositoryError` where there is no repository.
    """
    start = expand_path(path or os.environ.get("GIT_DIR") or os.getcwd(), expand_vars)
    if not os.path.exists(start):
        raise NoSuchPathError(start)
    current = start
    while True:
        if _is_worktree_dir(current):
            with open(_join(current, "gitdir"), encoding="utf-8", errors="surrogateescape") as file:
                target = os.path.normpath(_join(current, file.read().strip()))
            return Place(current, os.path.dirname(target))
        if is_git_dir(current):
            return Place(current, None)
        found = git_directory_of_file(_join(current, ".git"))
        if found is not None:
            return Place(found, current)
        above = os.path.dirname(current)
        if not search_parent_directories or above == current:
            raise InvalidGitRepositoryError(start)
        current = above
