"""Every answer of the package is GitPython's."""

from __future__ import annotations

import sys
import unittest
from typing import Any

import rgit

from .facts import facts
from .random_repository import RandomRepository
from .repositories import RepositoryTestCase

try:
    import git
except ImportError:  # The comparison needs it; all else is tested without.
    git = None
    print("GitPython is not installed: nothing is compared with it", file=sys.stderr)


@unittest.skipIf(git is None, "GitPython is not installed")
class GitPythonTests(RepositoryTestCase):
    maxDiff = 4000

    def compare(self, path: str) -> None:
        expected, found = facts(git, path), facts(rgit, path)
        self.assertEqual(list(found), list(expected))
        for question in expected:
            with self.subTest(question=question, path=path):
                self.assertEqual(self.plain(found[question]), self.plain(expected[question]))

    @staticmethod
    def plain(value: Any) -> Any:
        return value

    def test_random_repositories(self) -> None:
        for seed in range(2):
            self.compare(RandomRepository(self, seed).path)
