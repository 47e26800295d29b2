"""Questions about one repository."""

from __future__ import annotations


from rgit import _batch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rgit._answer import Answer

__all__ = ["Questions"]


class Questions:
    """Asks rgit about the repository of a directory."""

    __slots__ = ("directory", "prefix")

    def __init__(self, directory: str, prefix: list[str]) -> None:
        """Asks from an absolute directory; `prefix` are the options that name the repository, where any are needed."""
        self.directory: str = directory
        self.prefix: list[str] = prefix

    def ask(self, words: Sequence[str], stdin: bytes | str | None = None) -> Answer:
        """What rgit answers to the arguments of a command line."""
        return _batch.ask([*self.prefix, *words], self.directory, stdin)

    def ask_checked(self, words: Sequence[str], stdin: bytes | str | None = None) -> Answer:
        """The same; raises `GitCommandError` where the question failed."""
        return _batch.ask([*self.prefix, *words], self.directory, stdin).check(list(words))
