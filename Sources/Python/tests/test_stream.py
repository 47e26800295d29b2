"""Long answers from a process of their own."""

from __future__ import annotations

import os

from rgit import _stream
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
