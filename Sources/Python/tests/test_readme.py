"""Every call that the README shows runs, and says what GitPython says where it claims so."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import unittest
from typing import Any

import rgit

from .repositories import RepositoryTestCase

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
README = os.path.join(_PACKAGE, "README.md")
README_OF_ALL = os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "README.md")


def _text(path: str = README) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def _blocks(path: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", _text(path), re.DOTALL)


def _tables() -> dict[str, list[list[str]]]:
    """The cells of the rows of each table, by the name in its second column."""
    tables: dict[str, list[list[str]]] = {}
    for block in re.findall(r"(?:^\|.*\n)+", _text(), re.MULTILINE):
        head, _, *rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
        tables[head[1]] = rows
    return tables


def _calls(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _plain(value: Any) -> Any:
    """A value that compares: objects by name, sequences as lists."""
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(member) for key, member in value.items()}
    if hasattr(value, "hexsha") and not hasattr(value, "_id_attr"):
        return value.hexsha
    if hasattr(value, "path"):
        return str(value.path)
    if hasattr(value, "__iter__"):
        return [_plain(member) for member in value]
    return str(value)


def _outcome(call: str, names: dict[str, Any]) -> Any:
    try:
        return _plain(eval(call, dict(names)))
    except Exception as error:
        return (type(error).__name__,)


class ReadmeTests(RepositoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        origin = self.init("origin")
        self.commit(origin, "one", {"a.txt": "1\n", "dir/b.txt": "1\n2\n", ".gitignore": "*.log\n"})
        self.git(origin, "tag", "-a", "-m", "Version 1", "v1.0")
        self.commit(origin, "two\n\nMore.", {"a.txt": "1\n2\n"}, GIT_COMMITTER_DATE="1700000200 +0000")
        self.path = os.path.join(self.folder, "clone")
        self.git(self.folder, "clone", "-q", origin, self.path)
        self.git(self.path, "config", "user.name", "A U Thor")
        self.commit(self.path, "three", {"dir/b.txt": "3\n", "c.txt": "3\n"}, GIT_COMMITTER_DATE="1700000300 +0000")
        self.write(self.path, "a.txt", "changed\n")
        self.write(self.path, "staged.txt", "new\n")
        self.git(self.path, "add", "staged.txt")
        self.write(self.path, "untracked.txt", "new\n")

    def names(self, library: Any, **more: Any) -> dict[str, Any]:
        return {"path": self.path, "repo": library.Repo(self.path), **more}

    def test_gitpython(self) -> None:
        git = importlib.import_module("git")
        rows = _tables()["GitPython"]
        self.assertGreater(len(rows), 40)
        for question, theirs, ours in rows:
            own = self.names(rgit)
            for call in _calls(theirs) if ours.startswith("the same") else ():
                with self.subTest(call):
                    expected = _outcome(call, self.names(git))
                    self.assertEqual(_outcome(call, own), expected)
                    if "not there" not in question:
                        self.assertNotIsInstance(expected, tuple, expected)
            for call in _calls(ours):
                with self.subTest(call):
                    self.assertTrue(_plain(eval(call, own)), call)

    def test_pygit2(self) -> None:
        try:
            pygit2: Any = importlib.import_module("pygit2")
        except ImportError:
            pygit2 = None
        rows = _tables()["pygit2"]
        self.assertGreater(len(rows), 20)
        for _, theirs, ours in rows:
            for call in _calls(ours):
                with self.subTest(call):
                    eval(call, self.names(rgit))
            for call in _calls(theirs) if pygit2 else ():
                with self.subTest(call):
                    eval(call, {"repo": pygit2.Repository(self.path)})

    def test_blocks(self) -> None:
        names = self.names(rgit)
        # Tests/Engines runs what is said of the engines.
        blocks = [*_blocks(README), *(block for block in _blocks(README_OF_ALL) if "from rgit " in block)]
        self.assertEqual(len(blocks), 5)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.path)
        for block in blocks:
            with self.subTest(block), contextlib.redirect_stdout(io.StringIO()) as output:
                exec(block, names)
                self.assertTrue(output.getvalue())


if __name__ == "__main__":
    unittest.main()
