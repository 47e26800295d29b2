"""Reads the contents of many objects, from an `rgit cat --batch` of its own: as bytes, without JSON around them."""

from __future__ import annotations

import os
from _thread import allocate_lock

from rgit import _binary, _spawn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rgit._questions import Questions

__all__ = ["ObjectReader"]

# The names of one question have to fit into a pipe, so that writing them never waits for reading the answer.
_MAXIMUM_QUESTION = 1 << 15
_READ_SIZE = 1 << 18


class ObjectReader:
    """The objects of one repository. The process starts with the first question and ends with the object."""

    __slots__ = ("_child", "_lock", "_owner", "_questions", "_rest")

    def __init__(self, questions: Questions) -> None:
        """Reads from the repository that these questions are about."""
        self._questions = questions
        self._child = _spawn.Child()
        self._owner = 0  # The process that started it, to which the pipes belong; 0 where it does not run.
        self._lock = allocate_lock()
        self._rest = b""

    def read_many(self, names: Sequence[str]) -> list[tuple[str, bytes] | None]:
        """The types and contents in the order of the names, None for those that cannot be read.

        Raises `OSError` where the process ends, and in a process made by fork; the batch can be asked then.
        """
        question = "".join([name + "\n" for name in names]).encode("ascii")
        if len(question) > _MAXIMUM_QUESTION:
            raise OSError("too many names")
        with self._lock:
            try:
                self._start()
                os.write(self._child.input, question)
                return list(self._answers(len(names)))
            except BaseException:
                self.close()
                raise

    def _start(self) -> None:
        if self._owner == os.getpid():
            return
        if self._owner:
            raise OSError("the process belongs to the parent")
        questions = self._questions
        words = ["-C", questions.directory, *questions.prefix, "cat", "--batch"]
        self._child = _spawn.start(_binary.find(), [os.fsencode(word) for word in words])
        self._owner = os.getpid()

    def _more(self) -> bytes:
        data = os.read(self._child.output, _READ_SIZE)
        if not data:
            raise OSError("rgit has ended")
        return data

    def _answers(self, count: int) -> Iterator[tuple[str, bytes] | None]:
        data = self._rest
        start = 0
        for _ in range(count):
            end = data.find(b"\n", start)
            while end < 0:
                data, start = data[start:] + self._more(), 0
                end = data.find(b"\n")
            words = data[start:end].split(b" ")
            start = end + 1
            if len(words) != 3:
                yield None
                continue
            size = int(words[2])
            while len(data) <= start + size:
                data, start = data[start:] + self._more(), 0
            yield words[1].decode("ascii"), data[start : start + size]
            start += size + 1
        self._rest = data[start:]

    def close(self) -> None:
        """Ends the process; the next question starts another."""
        child, self._child = self._child, _spawn.Child()
        is_own, self._owner, self._rest = self._owner == os.getpid(), 0, b""
        child.close()
        if is_own:
            child.end()

    def __del__(self) -> None:
        try:
            self.close()
        except Exception:
            pass
