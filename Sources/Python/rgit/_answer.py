"""The answer to one question: its rows, its end, and its bytes."""

from __future__ import annotations


from rgit.exc import GitCommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Answer"]


class Answer:
    """What rgit answers to one command line.

    `rows` are the rows as dictionaries, `done` is everything else of the answer (`exit`, `errors`, `warnings`,
    totals), `data` are the bytes of a command that prints bytes.
    """

    __slots__ = ("data", "done", "rows")

    def __init__(self, rows: list[dict[str, Any]], done: dict[str, Any], data: bytes) -> None:
        self.rows: list[dict[str, Any]] = rows
        self.done: dict[str, Any] = done
        self.data: bytes = data

    @property
    def exit(self) -> int:
        """The exit status: 0 done, 1 the answer is no, 2 a bad command line, 3 something could not be read."""
        return int(self.done["exit"])

    @property
    def message(self) -> str:
        """The errors as text, a line each."""
        return "\n".join(
            f"{error['what']}: {error['subject']}" if error.get("subject") else error["what"]
            for error in self.done.get("errors", ())
        )

    def check(self, args: list[str]) -> Answer:
        """The answer itself; raises `GitCommandError` with git's exit status where the question failed."""
        status = self.exit
        if status > 1:
            raise GitCommandError(["git", *args], 129 if status == 2 else 128, self.message)
        return self
