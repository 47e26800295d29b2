"""The exceptions, with GitPython's and gitdb's names and base classes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rgit.repo import Repo

__all__ = [
    "AmbiguousObjectName",
    "BadName",
    "BadObject",
    "BadObjectType",
    "CacheError",
    "CheckoutError",
    "CommandError",
    "GitCommandError",
    "GitCommandNotFound",
    "GitError",
    "HookExecutionError",
    "InvalidDBRoot",
    "InvalidGitRepositoryError",
    "NoSuchPathError",
    "ODBError",
    "ParseError",
    "RepositoryDirtyError",
    "UnmergedEntriesError",
    "UnsafeOptionError",
    "UnsafeProtocolError",
    "UnsupportedOperation",
    "WorkTreeRepositoryUnsupported",
]


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return "" if value is None else str(value)


class ODBError(Exception):
    """An object could not be found or read."""


class InvalidDBRoot(ODBError):
    """There is no object database at the path."""


class BadObject(ODBError, ValueError):
    """No object has this name; the argument is the name in hex, or its bytes.

    A `ValueError` too, which GitPython raises for some missing objects.
    """

    def __str__(self) -> str:
        name = self.args[0] if self.args else b""
        if isinstance(name, bytes):
            name = name.decode("ascii") if len(name) in (40, 64) else name.hex()
        return f"BadObject: {name} could not be resolved"


class BadName(ODBError, ValueError):
    """A revision that names no object; the argument is the revision."""

    def __str__(self) -> str:
        return f"Ref '{self.args[0] if self.args else ''}' did not resolve to an object"


class ParseError(ODBError):
    """A file has not the form it should have."""


class AmbiguousObjectName(ODBError):
    """A short object name that several objects share."""


class BadObjectType(ODBError):
    """An object of an unknown type."""


class UnsupportedOperation(ODBError):
    """The object database cannot do this."""


class GitError(Exception):
    """The base class of what is not about single objects."""


class InvalidGitRepositoryError(GitError):
    """The directory is no git repository."""


class WorkTreeRepositoryUnsupported(InvalidGitRepositoryError):
    """Kept for programs that catch it; linked worktrees are supported."""


class NoSuchPathError(GitError, OSError):
    """The path does not exist."""


class UnsafeProtocolError(GitError):
    """Kept for programs that catch it; nothing is transferred."""


class UnsafeOptionError(GitError):
    """An option that would write or run something."""


class CommandError(GitError):
    """A command failed: its `command` line, `status`, and what it wrote to `stderr` and `stdout`."""

    _msg = "Cmd('%s') failed%s"

    def __init__(
        self,
        command: Sequence[object] | str,
        status: str | int | Exception | None = None,
        stderr: bytes | str | None = None,
        stdout: bytes | str | None = None,
    ) -> None:
        super().__init__(command, status, stderr, stdout)
        words: list[Any] = command.split() if isinstance(command, str) else list(command)
        if any(isinstance(word, str) and ("@" in word or "=" in word) for word in words):
            from rgit.util import remove_password_if_present

            words = remove_password_if_present(words)
        self.command = words
        self.status = status
        self._cmd = _text(words[0]) if words else ""
        self._cmdline = " ".join(_text(word) for word in words)
        if isinstance(status, Exception):
            cause = f"{type(status).__name__}('{status}')"
        elif isinstance(status, int):
            cause = f"exit code({status})" if status else ""
        else:
            cause = (f"'{status}'" if isinstance(status, str) else str(status)) if status else ""
        self._cause = f" due to: {cause}" if cause else "!"
        self.stdout: str = f"\n  stdout: '{_text(stdout)}'" if stdout else ""
        self.stderr: str = f"\n  stderr: '{_text(stderr)}'" if stderr else ""

    def __str__(self) -> str:
        head = self._msg % (self._cmd, self._cause)
        return f"{head}\n  cmdline: {self._cmdline}{self.stdout}{self.stderr}"


class GitCommandNotFound(CommandError):
    """The program rgit was not found, or could not be started."""

    _msg = "Cmd('%s') not found%s"

    def __init__(self, command: Sequence[object] | str, cause: str | Exception) -> None:
        super().__init__(command, cause)


class GitCommandError(CommandError):
    """A question failed; `status` is git's exit status for the same failure."""


class CheckoutError(GitError):
    """Kept for programs that catch it; nothing is checked out."""

    def __init__(
        self,
        message: str,
        failed_files: Sequence[Any] = (),
        valid_files: Sequence[Any] = (),
        failed_reasons: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.failed_files = failed_files
        self.failed_reasons = failed_reasons
        self.valid_files = valid_files

    def __str__(self) -> str:
        return f"{super().__str__()}:{self.failed_files}"


class CacheError(GitError):
    """The index could not be read."""


class UnmergedEntriesError(CacheError):
    """The index has entries in conflict."""


class HookExecutionError(CommandError):
    """Kept for programs that catch it; no hook is run."""

    _msg = "Hook('%s') failed%s"


class RepositoryDirtyError(GitError):
    """The repository has changes that would be lost."""

    def __init__(self, repo: Repo, message: str) -> None:
        super().__init__(repo, message)
        self.repo = repo
        self.message = message

    def __str__(self) -> str:
        return f"Operation cannot be performed on {self.repo!r}: {self.message}"
