"""Starts the program rgit with pipes, and ends it."""

from __future__ import annotations

import os
import signal

from rgit.exc import GitCommandNotFound

__all__ = ["REPOSITORY_VARIABLES", "Child", "start"]

# What names a repository in the environment is left out: the directory of a question names it.
REPOSITORY_VARIABLES = (b"GIT_DIR", b"GIT_WORK_TREE", b"GIT_COMMON_DIR", b"GIT_PREFIX")


def _above_standard(descriptor: int) -> int:
    """The same file as a descriptor above 2: where a program has closed its own, a pipe may get those."""
    if descriptor > 2:
        return descriptor
    import fcntl

    moved = int(fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3))
    os.close(descriptor)
    return moved


def _pipe() -> tuple[int, int]:
    read, write = os.pipe()
    return _above_standard(read), _above_standard(write)


class _Undisturbed:
    """Holds back the signals of this thread, so that no exception of a handler comes between a call and its result."""

    __slots__ = ("_former",)

    def __enter__(self) -> None:
        # Asked for first, for the call that blocks may already run a handler.
        self._former = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        except BaseException:
            signal.pthread_sigmask(signal.SIG_SETMASK, self._former)
            raise

    def __exit__(self, *args: object) -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, self._former)


class Child:
    """A running process: its id, and the descriptors of its standard input and output.

    The descriptors are closed with the object, so that no thread meets one that belongs to another file by now, and
    the process is ended then where that was interrupted. A process whose input has ended ends.
    """

    __slots__ = ("input", "output", "owner", "process")

    def __init__(self) -> None:
        self.process = 0
        self.owner = os.getpid()
        self.input = -1
        self.output = -1

    def close(self) -> None:
        """Closes the descriptors."""
        self.close_input()
        output, self.output = self.output, -1
        if output >= 0:
            os.close(output)

    def close_input(self) -> None:
        """Closes standard input."""
        descriptor, self.input = self.input, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()
        self.end()

    def end(self) -> None:
        """Kills the process, which has nothing to lose as it only reads, and waits until it has ended."""
        if not self.process or self.owner != os.getpid():
            return
        with _Undisturbed():
            process, self.process = self.process, 0
            try:
                if os.waitpid(process, os.WNOHANG)[0] == 0:
                    os.kill(process, signal.SIGKILL)
                    os.waitpid(process, 0)
            except (ChildProcessError, ProcessLookupError):
                pass  # Waited for by another part of the program.

    def wait(self) -> int | None:
        """Waits until the process ends: its exit status, 128 + N after the signal N.

        None where that is not known, as another part of the program waited or SIGCHLD is ignored.
        """
        try:
            status = os.waitpid(self.process, 0)[1]
        except ChildProcessError:
            self.process = 0
            return None
        self.process = 0
        return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def start(program: str, arguments: list[bytes], errors: int | None = None) -> Child:
    """Starts `program`, whose standard error goes to the descriptor `errors`, or nowhere.

    The process is in a process group of its own, so that Ctrl-C reaches this program alone. No other descriptor is
    inherited.
    """
    environment = {name: value for name, value in os.environb.items() if name not in REPOSITORY_VARIABLES}
    child = Child()
    with _Undisturbed():
        _start(child, program, arguments, environment, errors)
    return child


def _start(
    child: Child, program: str, arguments: list[bytes], environment: dict[bytes, bytes], errors: int | None
) -> None:
    input_read, child.input = _pipe()
    try:
        child.output, output_write = _pipe()
        try:
            actions: list[tuple[int, ...] | tuple[int, int, str, int, int]] = [
                (os.POSIX_SPAWN_DUP2, input_read, 0),
                (os.POSIX_SPAWN_DUP2, output_write, 1),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
                if errors is None
                else (os.POSIX_SPAWN_DUP2, errors, 2),
            ]
            child.process = os.posix_spawn(
                program,
                [os.fsencode(program), *arguments],
                environment,
                file_actions=actions,
                setpgroup=0,
                setsigmask=(),
                setsigdef=(signal.SIGPIPE,),
            )
        except OSError as error:
            raise GitCommandNotFound([program], error) from error
        finally:
            os.close(output_write)
    finally:
        os.close(input_read)
