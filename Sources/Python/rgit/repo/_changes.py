"""Whether there are changes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rgit._questions import Questions

__all__ = ["is_dirty"]

_LINKS = frozenset((b"160000", b"000000"))


def is_dirty(
    questions: Questions, index: bool, working_tree: bool, untracked: bool, submodules: bool, rest: list[str]
) -> bool:
    """Whether git diff --cached, git diff or git status show anything, as far as they are asked for.

    `rest` are the paths, behind `--`. All are answered by one git status, which is the fastest; only for submodules it
    goes by other settings than git diff, which is asked where it depends on them.
    """
    words = ["status", "--porcelain=v2", "-z", "--untracked-files=" + ("all" if untracked else "no"), *rest]
    asks_diff = False
    lines = iter(questions.ask_checked(words).data.split(b"\0"))
    for line in lines:
        kind = line[:1]
        if kind == b"?":
            return True
        if kind == b"u":
            if index or working_tree:
                return True
        elif kind in (b"1", b"2"):
            if kind == b"2":
                next(lines, b"")  # The former path.
            if (index and line[2:3] != b".") or (working_tree and line[3:4] != b"."):
                if line[5:6] == b"N":
                    return True
                asks_diff = True
    return asks_diff and (
        (index and _differs(questions, ["diff", "--staged"], submodules, rest))
        or (working_tree and _differs(questions, ["diff"], submodules, rest))
    )


def _differs(questions: Questions, words: list[str], submodules: bool, rest: list[str]) -> bool:
    """Whether git diff shows anything, submodules left out unless they count."""
    for line in questions.ask_checked([*words, "--raw", "-z", *rest]).data.split(b"\0"):
        if line.startswith(b":") and (submodules or {line[1:7], line[8:14]} - _LINKS):
            return True
    return False
