"""`repo.git`, which runs git in GitPython, and here says what to use."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

__all__ = ["Git", "refresh"]

# What answers the commands that programs run most.
_CALLS = {
    "blame": "repo.blame()",
    "branch": "repo.branches or repo.active_branch",
    "cat_file": "repo.rev_parse(...).data_stream",
    "check_ignore": "repo.ignored()",
    "config": "repo.config_reader()",
    "diff": "commit.diff() or repo.index.diff()",
    "diff_tree": "commit.diff()",
    "for_each_ref": "repo.references",
    "log": "repo.iter_commits()",
    "ls_files": "repo.index.entries",
    "ls_tree": "repo.tree().traverse()",
    "merge_base": "repo.merge_base()",
    "name_rev": "commit.name_rev",
    "remote": "repo.remotes",
    "rev_list": "repo.iter_commits()",
    "rev_parse": "repo.rev_parse()",
    "show": "repo.commit(), or (repo.commit().tree / path).data_stream",
    "status": "repo.is_dirty() and repo.untracked_files",
    "symbolic_ref": "repo.head.reference",
    "tag": "repo.tags",
}


def refresh(path: object = None) -> None:
    """Does nothing: there is no git to be found."""


class Git:
    """The place of GitPython's command line: every call raises `NotImplementedError`."""

    __slots__ = ("_working_dir",)

    def __init__(self, working_dir: str | None = None) -> None:
        """A command line that would run in `working_dir`."""
        self._working_dir = working_dir

    @property
    def working_dir(self) -> str | None:
        """Where commands would run."""
        return self._working_dir

    @property
    def version_info(self) -> tuple[int, ...]:
        """Raises: there is no git whose version this would be."""
        raise NotImplementedError("git.version_info would run git version, and rgit runs no git: use rgit.__version__")

    def __getattr__(self, name: str) -> Callable[..., NoReturn]:
        if name.startswith("_"):
            raise AttributeError(name)

        def refuse(*args: Any, **kwargs: Any) -> NoReturn:
            command = "git " + name.replace("_", "-")
            better = f"use {_CALLS[name]}, or " if name in _CALLS else ""
            raise NotImplementedError(
                f"repo.git.{name}() would run {command}, and rgit runs no git: {better}"
                f"subprocess.run([\"git\", \"{name.replace('_', '-')}\", ...], cwd=repo.working_dir)"
            )

        return refuse

    @classmethod
    def refresh(cls, path: object = None) -> bool:
        """Does nothing: there is no git to be found."""
        return True

    def clear_cache(self) -> None:
        """Does nothing: nothing is kept."""
