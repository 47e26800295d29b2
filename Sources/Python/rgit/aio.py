"""Questions to a repository for programs that use asyncio: `async for row in repo.contributors()`.

One `rgit batch` process answers all repositories of an event loop, several questions at a time. A task that is
cancelled, or that leaves its loop, ends its question. An answer that comes faster than it is read is kept in memory.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from rgit import _binary, _request, _row_types as types, _spawn
from rgit._answer import Answer
from rgit._row_questions import command_line
from rgit.exc import GitCommandError
from rgit.rows import Columns, Row

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from rgit._row_questions import Option, Options, Paths, Revision, Revisions

__all__ = ["Repo", "Rows"]

_READ_SIZE = 1 << 18
_ATTEMPTS = 3

R = TypeVar("R", bound=Row)


class _Batch:
    """An `rgit batch` process, and the messages of each question that is not answered yet."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._start_lock = asyncio.Lock()
        self._queues: dict[int, asyncio.Queue[dict[str, Any] | None]] = {}
        self._count = 0

    async def start(self) -> None:
        async with self._start_lock:
            if self._process is not None and self._process.returncode is None:
                return
            hidden = {os.fsdecode(name) for name in _spawn.REPOSITORY_VARIABLES}
            self._process = await asyncio.create_subprocess_exec(
                _binary.find(),
                "batch",
                "--unordered",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name not in hidden},
                start_new_session=True,
            )
            self._reader = asyncio.ensure_future(self._read(self._process))

    def send(self, text: bytes) -> int:
        """Sends a question, the text of a request behind its id; its number."""
        self._count = number = self._count + 1
        self._queues[number] = asyncio.Queue()
        self._write(b'{"id":%d,' % number + text)
        return number

    async def message(self, number: int) -> dict[str, Any] | None:
        """The next message of an answer; None where the process has ended."""
        return await self._queues[number].get()

    def forget(self, number: int, is_answered: bool) -> None:
        """Ends a question."""
        if self._queues.pop(number, None) is not None and not is_answered:
            self._write(b'{"cancel":%d}\n' % number)

    def _write(self, text: bytes) -> None:
        if self._process is not None and self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.write(text)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        rest = b""
        try:
            while True:
                data = await process.stdout.read(_READ_SIZE)
                if not data:
                    break
                lines = data.split(b"\n")
                lines[0] = rest + lines[0]
                rest = lines.pop()
                for message in _request.rows(lines) if lines else ():
                    queue = self._queues.get(message["id"])
                    if queue is not None:
                        queue.put_nowait(message)
        except (ValueError, KeyError, TypeError):
            # What cannot be read as an answer is no rgit's; another process is started.
            if process.returncode is None:
                process.kill()
        finally:
            try:
                await process.wait()
            finally:
                for queue in self._queues.values():
                    queue.put_nowait(None)

    async def stop(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        if self._reader is not None:
            await self._reader
        if process.stdin is not None:
            process.stdin.close()


_batches: WeakKeyDictionary[asyncio.AbstractEventLoop, _Batch] = WeakKeyDictionary()
_users: WeakKeyDictionary[asyncio.AbstractEventLoop, int] = WeakKeyDictionary()


class Rows(Generic[R]):
    """The rows of an answer, in order, for `async for`; `await rows.to_dicts()` has all at once.

    Where something could not be read, `GitCommandError` is raised after the rows that could.
    """

    def __init__(self, kind: type[R], batch: _Batch, words: list[str], cwd: str) -> None:
        self._kind = kind
        self._batch = batch
        self._words = words
        self._cwd = cwd
        self._number = 0
        self._attempts = 0
        self._has_begun = False
        self._rows: deque[dict[str, Any]] = deque()
        self._done: dict[str, Any] | None = None
        self._data: list[bytes] = []

    def __aiter__(self) -> AsyncIterator[R]:
        return self

    async def __anext__(self) -> R:
        if not self._rows and self._done is None:
            await self._next()
        if self._rows:
            return self._kind(self._rows.popleft())
        assert self._done is not None
        Answer([], self._done, b"").check(self._words)
        raise StopAsyncIteration

    async def _next(self) -> None:
        """Waits for a row, or for the end."""
        try:
            while not self._rows and self._done is None:
                if not self._number:
                    await self._batch.start()
                    self._number = self._batch.send(_request.request(self._words, self._cwd))
                message = await self._batch.message(self._number)
                if message is None:
                    # The process was killed: a question only reads, and is asked again where nothing of it was read.
                    self._batch.forget(self._number, True)
                    self._number = 0
                    self._attempts += 1
                    if self._has_begun or self._attempts == _ATTEMPTS:
                        raise GitCommandError(["rgit", *self._words], 1, "rgit ended without an answer")
                    continue
                self._has_begun = True
                if "row" in message:
                    self._rows.append(message["row"])
                elif "done" in message:
                    self._done = message["done"]
                    self._batch.forget(self._number, True)
                else:
                    self._data += [_request.data(message)]
        except BaseException:
            self.close()
            raise

    async def _all(self) -> None:
        rows: list[dict[str, Any]] = []
        while self._done is None:
            await self._next()
            rows.extend(self._rows)
            self._rows.clear()
        self._rows.extend(rows)

    def close(self) -> None:
        """Ends the question where the rest of its answer is not wanted."""
        if self._number and self._done is None:
            self._batch.forget(self._number, False)
            self._done = {"exit": 0}

    def __del__(self) -> None:
        if self._number and self._done is None:
            try:
                self.close()
            except RuntimeError:
                pass  # The event loop is closed, and the process has ended.

    async def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, as `--ndjson` has them."""
        await self._all()
        assert self._done is not None
        Answer([], self._done, b"").check(self._words)
        rows = list(self._rows)
        self._rows.clear()
        return rows

    async def to_columns(self) -> Columns:
        """The rows as columns."""
        return Columns.of(await self.to_dicts())

    async def summary(self) -> dict[str, Any]:
        """All that the answer says beside its rows, such as `total`; the rows are kept."""
        await self._all()
        assert self._done is not None
        return {name: value for name, value in self._done.items() if name != "exit"}

    async def answer(self) -> Answer:
        """The whole answer, whatever its exit status is."""
        await self._all()
        assert self._done is not None
        return Answer(list(self._rows), self._done, b"".join(self._data))


class Repo:
    """A repository, for asyncio: the questions of `rgit.Repo`, answered as rows.

    `async with rgit.aio.Repo("DIR") as repo:` ends the process with the last repository of the event loop.
    """

    def __init__(self, path: str | os.PathLike[str] = ".") -> None:
        self._directory = os.path.abspath(os.fspath(path))
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def _batch(self) -> _Batch:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            _users[loop] = _users.get(loop, 0) + 1
        batch = _batches.get(loop)
        if batch is None:
            _batches[loop] = batch = _Batch()
        return batch

    async def __aenter__(self) -> Repo:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the process where this was the last repository of the event loop that uses it."""
        loop, self._loop = self._loop, None
        if loop is None:
            return
        _users[loop] -= 1
        if not _users[loop] and loop in _batches:
            await _batches.pop(loop).stop()

    def rows(self, command: str, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[Any]:
        """The answer of any command that has rows, by its name."""
        return self._rows(command, rev, paths, options)

    def _rows(self, command: str, rev: Revisions, paths: Paths, options: Options) -> Rows[Any]:
        kind: type[Row] = types.BY_COMMAND.get(command, Row)
        return Rows(kind, self._batch, command_line(command, rev, paths, options), self._directory)

    async def ask(self, words: Sequence[str]) -> Answer:
        """The answer to a command line of rgit, without an output format."""
        return await Rows(Row, self._batch, list(words), self._directory).answer()

    async def _checked(self, words: Sequence[str]) -> Answer:
        return (await self.ask(words)).check(list(words))

    def iter_commits(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.LogRow]:
        """Commits, as `git rev-list` selects them."""
        return self._rows("log", rev, paths, options)

    async def commit(self, rev: Revision = "HEAD") -> types.LogRow:
        """One commit."""
        found: list[types.LogRow] = [row async for row in self.iter_commits(rev, max_count=1)]
        return found[0]

    async def rev_parse(self, rev: Revision) -> str:
        """The name of the object that a revision names."""
        answer = await self._checked(["rev-parse", "--end-of-options", str(rev)])
        return str(answer.rows[0]["hexsha"])

    async def read(self, rev: Revision, path: str) -> bytes:
        """What a file holds at a revision."""
        return (await self._checked(["cat", "--end-of-options", f"{rev}:{path}"])).data

    async def active_branch(self) -> str | None:
        """The short name of the branch that HEAD is on; None where it is detached."""
        name: str | None = (await self._checked(["info", "--fields", "active_branch"])).rows[0]["active_branch"]
        return name

    async def is_dirty(self, untracked_files: bool = False) -> bool:
        """Whether the index or the working tree has changes."""
        rows = self.rows("status", untracked="normal" if untracked_files else "no", fields=["path"])
        end = await rows.summary()
        return bool(end["is_dirty"] or (untracked_files and end["untracked_files"]))

    async def untracked_files(self) -> list[str]:
        """The paths that are neither tracked nor ignored."""
        found: list[str] = (await self.rows("status", untracked="all", fields=["path"]).summary())["untracked_files"]
        return found

    async def is_ancestor(self, ancestor: Revision, rev: Revision) -> bool:
        """Whether `rev` reaches `ancestor`."""
        return (await self._checked(["is-ancestor", str(ancestor), str(rev)])).exit == 0

    async def merge_base(self, *revs: Revision) -> list[str]:
        """The names of the best common ancestors."""
        answer = await self._checked(["merge-base", "--all", *map(str, revs)])
        return [row["hexsha"] for row in answer.rows]

    def blame(self, rev: Revision, file: str, **options: Option) -> Rows[types.BlameRow]:
        """The commit each line of a file came in, as hunks."""
        return self._rows("blame", rev, file, options)

    def branches(self, **options: Option) -> Rows[types.BranchesRow]:
        """Branches, and how far each is ahead and behind."""
        return self._rows("branches", None, (), options)

    def tags(self, **options: Option) -> Rows[types.TagsRow]:
        """Tags."""
        return self._rows("tags", None, (), options)

    def remotes(self, **options: Option) -> Rows[types.RemotesRow]:
        """Remotes and their URLs."""
        return self._rows("remotes", None, (), options)

    def contributors(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.ContributorsRow]:
        """As `Repo.contributors`."""
        return self._rows("contributors", rev, paths, options)

    def blame_stats(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.BlameStatsRow]:
        """As `Repo.blame_stats`."""
        return self._rows("blame-stats", rev, paths, options)

    def hotspots(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.HotspotsRow]:
        """As `Repo.hotspots`."""
        return self._rows("hotspots", rev, paths, options)

    def coupling(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.CouplingRow]:
        """As `Repo.coupling`."""
        return self._rows("coupling", rev, paths, options)

    def owners(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.OwnersRow]:
        """As `Repo.owners`."""
        return self._rows("owners", rev, paths, options)

    def weight(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.WeightRow]:
        """As `Repo.weight`."""
        return self._rows("weight", rev, paths, options)

    def age(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.AgeRow]:
        """As `Repo.age`."""
        return self._rows("age", rev, paths, options)

    def activity(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.ActivityRow]:
        """As `Repo.activity`."""
        return self._rows("activity", rev, paths, options)

    def last_modified(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.LastModifiedRow]:
        """As `Repo.last_modified`."""
        return self._rows("last-modified", rev, paths, options)

    def search(
        self, pattern: str, rev: Revisions = None, paths: Paths = (), **options: Option
    ) -> Rows[types.SearchRow]:
        """As `Repo.search`."""
        return self._rows("search", rev, paths, {"e": pattern, **options})

    def diff_stats(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.DiffStatsRow]:
        """As `Repo.diff_stats`."""
        return self._rows("diff-stats", rev, paths, options)

    def log_stats(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.LogRow]:
        """As `Repo.log_stats`."""
        return self._rows("log", rev, paths, {"stats": True, **options})
