"""Makes git repositories for the tests, with git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import unittest


def _environment(home: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A U Thor",
        "GIT_AUTHOR_EMAIL": "author@example.com",
        "GIT_AUTHOR_DATE": "1700000000 +0200",
        "GIT_COMMITTER_NAME": "C O Mitter",
        "GIT_COMMITTER_EMAIL": "committer@example.com",
        "GIT_COMMITTER_DATE": "1700000100 -0300",
        "LC_ALL": "C.UTF-8",
    }


class RepositoryTestCase(unittest.TestCase):
    """A test with a folder for repositories, and an environment without the settings of this machine."""

    def setUp(self) -> None:
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="rgit-python-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        former = dict(os.environ)
        self.addCleanup(self._restore, former)
        os.environ.update(_environment(self.folder))
        for name in [name for name in os.environ if name.startswith("GIT_") and name not in _environment("")]:
            del os.environ[name]

    @staticmethod
    def _restore(variables: dict[str, str]) -> None:
        os.environ.clear()
        os.environ.update(variables)

    def git(self, path: str, *words: str, **environment: str) -> str:
        """What git prints."""
        result = subprocess.run(
            ["git", *words], cwd=path, env={**os.environ, **environment}, capture_output=True, check=False
        )
        self.assertEqual(result.returncode, 0, (words, result.stderr))
        return result.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    def init(self, name: str = "repository") -> str:
        """The path of a new empty repository."""
        path = os.path.join(self.folder, name)
        os.makedirs(path)
        self.git(path, "init", "-q", "-b", "main")
        return path

    def write(self, path: str, name: str, text: str | bytes) -> None:
        """Writes a file of a repository's working tree."""
        full = os.path.join(path, name)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(text.encode() if isinstance(text, str) else text)

    def commit(self, path: str, message: str, files: dict[str, str] | None = None, **environment: str) -> str:
        """Commits files; the commit's name."""
        for name, text in (files or {}).items():
            self.write(path, name, text)
        self.git(path, "add", "-A")
        self.git(path, "commit", "-q", "--allow-empty", "-m", message, **environment)
        return self.git(path, "rev-parse", "HEAD")
