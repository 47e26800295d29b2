"""The questions for asyncio."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from typing import Any
from unittest import mock

from rgit import aio
from rgit.exc import GitCommandError

from .repositories import RepositoryTestCase


class AsyncTests(RepositoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.path = self.init()
        self.commits = [self.commit(self.path, f"commit {number}", {"a": f"{number}\n"}) for number in range(3)]

    def run_with(self, body: Any) -> Any:
        async def run() -> Any:
            async with aio.Repo(self.path) as repo:
                return await body(repo)

        return asyncio.run(run())

    def test_modules_are_found_without_an_import(self) -> None:
        program = "import rgit; print(rgit.aio.Repo.__module__, rgit.rows.Row.__module__)"
        folder = os.path.dirname(os.path.dirname(os.path.abspath(aio.__file__)))
        result = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, check=True)
        self.assertEqual(result.stdout, b"rgit.aio rgit.rows\n")

    def test_rows(self) -> None:
        async def body(repo: aio.Repo) -> None:
            self.assertEqual([row.hexsha async for row in repo.iter_commits()], self.commits[::-1])
            rows = repo.contributors(top=1)
            self.assertEqual([row.name async for row in rows], ["A U Thor"])
            self.assertEqual((await rows.summary())["total"]["commits"], 3)
            self.assertEqual(await repo.hotspots(fields=["path", "commits"]).to_dicts(), [{"path": "a", "commits": 3}])
            self.assertEqual(await repo.diff_stats("HEAD~2..HEAD", fields=["path"]).to_columns(), {"path": ["a"]})

        self.run_with(body)

    def test_single_questions(self) -> None:
        async def body(repo: aio.Repo) -> None:
            self.assertEqual(await repo.rev_parse("HEAD"), self.commits[2])
            self.assertEqual((await repo.commit("HEAD~1")).summary, "commit 1")
            self.assertEqual(await repo.read("HEAD~1", "a"), b"1\n")
            self.assertEqual(await repo.active_branch(), "main")
            self.assertFalse(await repo.is_dirty())
            self.write(self.path, "new", "")
            self.assertFalse(await repo.is_dirty())
            self.assertTrue(await repo.is_dirty(untracked_files=True))
            self.assertEqual(await repo.untracked_files(), ["new"])
            self.write(self.path, "a", "changed\n")
            self.assertTrue(await repo.is_dirty())
            self.assertTrue(await repo.is_ancestor("HEAD~1", "HEAD"))
            self.assertFalse(await repo.is_ancestor("HEAD", "HEAD~1"))
            self.assertEqual(await repo.merge_base("HEAD", "HEAD~1"), [self.commits[1]])
            self.assertEqual([row.hexsha async for row in repo.blame("HEAD", "a")], [self.commits[2]])
            self.assertEqual([row.name async for row in repo.branches()], ["main"])

        self.run_with(body)

    def test_many_at_a_time(self) -> None:
        async def body(repo: aio.Repo) -> None:
            names = await asyncio.gather(*(repo.rev_parse(f"HEAD~{number % 3}") for number in range(200)))
            self.assertEqual(names, [self.commits[2 - number % 3] for number in range(200)])

        self.run_with(body)

    def test_errors(self) -> None:
        async def body(repo: aio.Repo) -> None:
            with self.assertRaises(GitCommandError) as raised:
                await repo.rev_parse("nothing")
            self.assertEqual(raised.exception.status, 128)
            with self.assertRaises(GitCommandError):
                await repo.contributors(no_such=True).to_dicts()
            self.assertEqual(await repo.rev_parse("HEAD"), self.commits[2])

        self.run_with(body)

    def test_a_cancelled_question_is_ended(self) -> None:
        async def body(repo: aio.Repo) -> None:
            await repo.rev_parse("HEAD")
            batch = aio._batches[asyncio.get_running_loop()]
            sent: list[bytes] = []
            write = batch._write
            batch._write = lambda text: (sent.append(text), write(text))[1]  # type: ignore[method-assign]
            task = asyncio.ensure_future(repo.blame_stats().to_dicts())
            while not sent:
                await asyncio.sleep(0)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            self.assertIn(b'{"cancel":2}\n', sent)
            self.assertEqual(batch._queues, {})
            async for _ in repo.iter_commits():
                break
            self.assertEqual(await repo.rev_parse("HEAD"), self.commits[2])

        self.run_with(body)

    def test_a_killed_process_is_replaced(self) -> None:
        async def body(repo: aio.Repo) -> None:
            await repo.rev_parse("HEAD")
            process = aio._batches[asyncio.get_running_loop()]._process
            assert process is not None
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()
            self.assertEqual(await repo.rev_parse("HEAD"), self.commits[2])
            process = aio._batches[asyncio.get_running_loop()]._process
            assert process is not None
            process.send_signal(signal.SIGSTOP)
            waiting = asyncio.ensure_future(repo.rev_parse("HEAD~1"))
            await asyncio.sleep(0)
            process.kill()
            self.assertEqual(await waiting, self.commits[1])

        self.run_with(body)

    def test_what_is_no_answer_leaves_no_question_waiting(self) -> None:
        async def body(repo: aio.Repo) -> None:
            await repo.rev_parse("HEAD")
            with mock.patch.object(aio._request, "rows", side_effect=ValueError):
                with self.assertRaises(GitCommandError):
                    await asyncio.wait_for(repo.rev_parse("HEAD~1"), 60)
            self.assertEqual(await repo.rev_parse("HEAD~1"), self.commits[1])

        self.run_with(body)

    def test_repositories_share_a_process_which_ends_with_the_last(self) -> None:
        async def run() -> None:
            one, two = aio.Repo(self.path), aio.Repo(self.path)
            await asyncio.gather(one.rev_parse("HEAD"), two.rev_parse("HEAD"))
            process = aio._batches[asyncio.get_running_loop()]._process
            assert process is not None
            await one.close()
            self.assertIsNone(process.returncode)
            self.assertEqual(await two.rev_parse("HEAD~1"), self.commits[1])
            await two.close()
            self.assertIsNotNone(process.returncode)

        asyncio.run(run())
