"""One `rgit batch` process, and the exchange of requests and answers with it by several threads."""

from __future__ import annotations

import os
from _thread import allocate_lock

__all__ = ["BatchProcess", "Lost"]


class Lost(Exception):
    """The process has ended before it answered."""


class _Waiter:
    """A request: the lines of its answer, and a gate at which its thread waits while another one reads."""

    __slots__ = ("done", "gate", "is_at_gate", "lines")

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.done = False
        self.is_at_gate = False
        self.gate = allocate_lock()
        self.gate.acquire()


class BatchProcess:
    """A running `rgit batch`.

    Of the threads that wait for an answer one reads, for all of them: it hands each line to the request it belongs
    to, and when its own answer is there, another takes over. A thread that is interrupted ends the process, as it
    may have read or written half a line; the other threads get `Lost` and ask a new process.
    """

    _READ_SIZE = 1 << 16

    def __init__(self, program: str) -> None:
        # Takes longer than the rest of `from rgit import Repo`, for it needs `signal` and that `enum`.
        from rgit import _spawn

        self._child = _spawn.start(program, [b"batch", b"--unordered"])
        self.process = self._child.process
        """The process id."""
        self.is_lost = False
        """Whether the process has ended, or is about to."""
        self._mutex = allocate_lock()  # Guards what follows; never held while reading or writing.
        self._waiters: dict[int, _Waiter] = {}
        self._is_read = False  # Whether a thread reads the output.
        self._count = 0
        self._write_lock = allocate_lock()
        self._rest = b""  # The beginning of a line; of the thread that reads.

    def exchange(self, request: bytes) -> list[bytes]:
        """The lines of the answer to a request, which is the text of a request behind its id; raises `Lost`."""
        waiter = _Waiter()
        try:
            with self._mutex:
                if self.is_lost:
                    raise Lost
                self._count = number = self._count + 1
                self._waiters[number] = waiter
            with self._write_lock:
                self._write(b'{"id":%d,' % number + request)
            self._wait(waiter, number)
        except BaseException:
            self.lose()
            raise
        return waiter.lines

    def _write(self, data: bytes) -> None:
        try:
            written = os.write(self._child.input, data)
            while written < len(data):
                data = data[written:]
                written = os.write(self._child.input, data)
        except OSError as error:
            raise Lost from error

    def _wait(self, waiter: _Waiter, number: int) -> None:
        while True:
            with self._mutex:
                if waiter.done:
                    return
                if self.is_lost:
                    raise Lost
                reads = not self._is_read
                self._is_read = True
                waiter.is_at_gate = not reads
            if not reads:
                waiter.gate.acquire()
                continue
            try:
                self._read(waiter, number)
            finally:
                with self._mutex:
                    self._is_read = False
                    for other in self._waiters.values():
                        if other.is_at_gate:
                            self._open(other)
                            break

    @staticmethod
    def _open(waiter: _Waiter) -> None:
        """Lets the thread of a request look again; a gate that is open already stays so."""
        try:
            waiter.gate.release()
        except RuntimeError:
            pass

    def _read(self, waiter: _Waiter, number: int) -> None:
        """Reads until the request `number` is answered."""
        own = b'{"id":%d,' % number
        end = own + b'"done":'
        while not waiter.done:
            try:
                data = os.read(self._child.output, self._READ_SIZE)
            except OSError as error:
                raise Lost from error
            if not data:
                raise Lost
            lines = data.split(b"\n")
            lines[0] = self._rest + lines[0]
            self._rest = lines.pop()
            for line in lines:
                if line.startswith(own):
                    waiter.lines.append(line)
                    if line.startswith(end):
                        waiter.done = True
                else:
                    self._hand_on(line)
        with self._mutex:
            del self._waiters[number]

    def _hand_on(self, line: bytes) -> None:
        """Gives a line to the request it belongs to, if that still waits."""
        comma = line.find(b",")
        word = line[6:comma]
        if not word.isdigit():
            return
        number = int(word)
        with self._mutex:
            waiter = self._waiters.get(number)
            if waiter is None:
                return
            waiter.lines.append(line)
            if line.startswith(b'"done":', comma + 1):
                waiter.done = True
                del self._waiters[number]
                self._open(waiter)

    def lose(self) -> None:
        """Ends the process; every request that waits gets `Lost`."""
        with self._mutex:
            if self.is_lost:
                return
            self.is_lost = True
        # The thread that reads meets the end of the output.
        self._child.end()
        with self._mutex:
            for waiter in self._waiters.values():
                self._open(waiter)

    def close_if_idle(self) -> bool:
        """Ends the process where no request waits and nothing is being done with it; never blocks."""
        if not self._mutex.acquire(False):
            return False
        try:
            if self._waiters:
                return False
            self.is_lost = True
        finally:
            self._mutex.release()
        self._child.end()
        return True

    def forget(self) -> None:
        """Closes the copies of the pipes in a process made by fork, whose parent goes on with this one."""
        self.is_lost = True
        self._child.close()
