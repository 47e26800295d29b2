"""Long answers from a process of their own."""

from __future__ import annotations

import gc
import os
import signal
import threading
from typing import Any, Callable
from unittest import mock

from rgit import Repo, _stream
from rgit._object_reader import ObjectReader
from rgit._questions import Questions
from rgit.exc import GitCommandError

from .repositories import RepositoryTestCase


class StreamTests(RepositoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.path = self.init()
        self.commits = [self.commit(self.path, f"commit {number}") for number in range(3)]

    def children(self) -> set[str]:
        found = set()
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{process}/stat", encoding="utf-8") as file:
                    if int(file.read().rsplit(")", 1)[1].split()[1]) == os.getpid():
                        found.add(process)
            except (FileNotFoundError, ProcessLookupError):
                pass
        return found

    def test_rows(self) -> None:
        rows = list(_stream.stream(["log", "--fields", "hexsha"], self.path))
        self.assertEqual([row["hexsha"] for row in rows], self.commits[::-1])

    def test_an_iterator_that_is_closed_leaves_no_process(self) -> None:
        before = self.children()
        descriptors = os.listdir("/proc/self/fd")
        rows = _stream.stream(["log"], self.path)
        self.assertEqual(next(rows)["hexsha"], self.commits[2])
        rows.close()
        self.assertEqual(self.children(), before)
        self.assertEqual(len(os.listdir("/proc/self/fd")), len(descriptors))

    def test_errors_are_raised(self) -> None:
        for words, status in ((["log", "nothing"], 128), (["log", "--no-such"], 129)):
            with self.subTest(words=words), self.assertRaises(GitCommandError) as raised:
                list(_stream.stream(words, self.path))
            self.assertEqual(raised.exception.status, status)
            self.assertIn(words[1], raised.exception.stderr)

    def test_errors_are_raised_where_sigchld_is_ignored(self) -> None:
        former = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        try:
            with self.assertRaisesRegex(GitCommandError, "revision: nothing"):
                list(Repo(self.path).iter_commits("nothing"))
            self.assertEqual([commit.hexsha for commit in Repo(self.path).iter_commits()], self.commits[::-1])
            # A warning is no error.
            with open(os.path.join(self.path, ".git", "shallow"), "w", encoding="ascii") as file:
                file.write(self.commits[1] + "\n")
            rows = list(_stream.stream(["log", "--fields", "hexsha"], self.path))
            self.assertEqual([row["hexsha"] for row in rows], self.commits[:0:-1])
        finally:
            signal.signal(signal.SIGCHLD, former)

    def test_signals_leave_no_process_and_no_descriptor(self) -> None:
        class Interrupt(Exception):
            pass

        def interrupt(*_: object) -> None:
            raise Interrupt

        def after(call: Callable[..., Any]) -> Callable[..., Any]:
            def interrupted(*args: Any, **kwargs: Any) -> Any:
                result = call(*args, **kwargs)
                signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
                return result

            return interrupted

        former = signal.signal(signal.SIGUSR1, interrupt)
        self.addCleanup(signal.signal, signal.SIGUSR1, former)
        gc.collect()  # Ends what other tests have left.
        before, descriptors = self.children(), len(os.listdir("/proc/self/fd"))
        for name in ("pipe", "posix_spawn", "close", "waitpid"):
            with self.subTest(name), self.assertRaises(Interrupt):
                rows = _stream.stream(["log"], self.path)
                with mock.patch.object(os, name, after(getattr(os, name))):
                    next(rows)
                    rows.close()
            rows.close()
            del rows
            gc.collect()
            self.assertLessEqual(self.children(), before, name)
            self.assertLessEqual(len(os.listdir("/proc/self/fd")), descriptors, name)

    def test_contents_of_many_objects(self) -> None:
        self.write(self.path, "noise", bytes(range(256)) * 4000)
        names = [*self.commits, self.commit(self.path, "noise"), "0" * 40]
        names.append(self.git(self.path, "rev-parse", "HEAD:noise"))
        reader = ObjectReader(Questions(self.path, []))
        before = self.children()
        for _ in range(2):
            found = reader.read_many(names)
            self.assertEqual([item and item[0] for item in found], ["commit"] * 4 + [None, "blob"])
            self.assertEqual(found[5], ("blob", bytes(range(256)) * 4000))
        self.assertEqual(len(self.children()), len(before) + 1)
        self.assertRaises(OSError, reader.read_many, names * 1000)
        os.kill(reader._child.process, signal.SIGKILL)
        self.assertRaises(OSError, reader.read_many, names)
        self.assertEqual(len(reader.read_many(names)), 6)
        child = os.fork()
        if not child:
            try:
                reader.read_many(names)
            except OSError:
                os._exit(7)
            os._exit(0)
        self.assertEqual(os.waitpid(child, 0)[1], 7 << 8)
        self.assertEqual(len(reader.read_many(names)), 6)
        del reader
        self.assertEqual(self.children(), before)
