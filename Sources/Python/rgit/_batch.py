"""The `rgit batch` process of this program, which answers single questions.

It is started by the first question and shared by all repositories and threads. It ends with the last `Repo` and when
the program ends. A program made by fork starts its own, and so does a question after the environment has changed.
A process that was killed is replaced, and the question is asked again: questions only read.
"""

from __future__ import annotations

import atexit
import os
from _thread import allocate_lock, get_ident

from rgit._batch_process import BatchProcess, Lost
from rgit.exc import GitCommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from rgit._answer import Answer

__all__ = ["ask", "release", "retain", "stop"]

_ATTEMPTS = 3

# The variables as CPython keeps them, which compare faster than their decoded copies.
_variables: Mapping[Any, Any] = getattr(os.environ, "_data", os.environ)


class _Shared:
    """The process in use, and what it was started with."""

    def __init__(self) -> None:
        self.lock = allocate_lock()  # Guards the start and the end of processes.
        self.process: BatchProcess | None = None
        self.environment: dict[Any, Any] = {}
        self.threads: set[int] = set()  # Those that wait for an answer.
        self.users: set[int] = set()  # The `id` of every open `Repo`.
        self.is_over = False


_shared = _Shared()


def _start() -> BatchProcess:
    from rgit import _binary

    return BatchProcess(_binary.find())


def _current() -> BatchProcess:
    shared = _shared
    process = shared.process
    if process is not None and not process.is_lost and shared.environment == _variables:
        return process
    with shared.lock:
        process = shared.process
        if process is not None and not process.is_lost and shared.environment == _variables:
            return process
        if shared.is_over:
            raise RuntimeError("no questions while Python ends")
        # Where another thread still waits for the former process, that ends with its answer.
        shared.process = None
        if process is not None:
            process.close_if_idle()
        environment = dict(_variables)
        shared.process = process = _start()
        shared.environment = environment
        return process


def ask(args: Sequence[str], cwd: str | None = None, stdin: bytes | str | None = None) -> Answer:
    """Asks one question: the arguments of a command line of rgit, without an output format.

    `cwd` is an absolute directory, by default the current one; `stdin` is what the command reads. Raises
    `GitCommandNotFound` where there is no rgit, and `GitCommandError` where it ends again and again without an
    answer. What the answer itself says (`Answer.exit`, `Answer.check`) is up to the caller.
    """
    from rgit import _request

    request = _request.request(args, os.getcwd() if cwd is None else cwd, stdin)
    shared = _shared
    thread = get_ident()
    if thread in shared.threads:
        # A signal handler or a destructor asks while the same thread waits for another answer.
        return _request.answer(_ask_alone(request))
    try:
        # Inside, for an interrupt may come behind every call.
        shared.threads.add(thread)
        for _ in range(_ATTEMPTS):
            try:
                return _request.answer(_current().exchange(request))
            except Lost:
                continue
    finally:
        shared.threads.discard(thread)
    raise GitCommandError(["rgit", *args], _failure(), "rgit ended without an answer")


def _ask_alone(request: bytes) -> list[bytes]:
    process = _start()
    try:
        return process.exchange(request)
    finally:
        process.lose()


def _failure() -> str:
    """What rgit says where it cannot even start."""
    import subprocess

    from rgit import _binary

    result = subprocess.run([_binary.find(), "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return result.stderr.decode("utf-8", "replace").strip() or f"exit status {result.returncode}"


def retain(user: object) -> None:
    """Notes a user of the process, which stays while there is one."""
    _shared.users.add(id(user))


def release(user: object) -> None:
    """Ends the process where this was its last user; never blocks, as destructors call it."""
    shared = _shared
    shared.users.discard(id(user))
    if shared.users or shared.process is None or not shared.lock.acquire(False):
        return
    try:
        process = shared.process
        if process is not None and process.close_if_idle():
            shared.process = None
    finally:
        shared.lock.release()


def stop() -> None:
    """Ends the process; the next question starts another."""
    with _shared.lock:
        process, _shared.process = _shared.process, None
    if process is not None:
        process.lose()


def _finish() -> None:
    _shared.is_over = True
    stop()


def _after_fork() -> None:
    """Leaves the process to the parent."""
    global _shared
    process, users = _shared.process, _shared.users
    _shared = _Shared()
    _shared.users = users
    if process is not None:
        process.forget()


atexit.register(_finish)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
