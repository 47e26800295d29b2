"""The names that programs import from GitPython are there."""

from __future__ import annotations

import os

import rgit
from rgit import Repo
from rgit.repo import fun

from .repositories import RepositoryTestCase

try:
    import git
except ImportError:
    git = None


class NameTests(RepositoryTestCase):
    def test_all_names_of_gitpython_are_there(self) -> None:
        names = ["BlockingLockFile", "LockFile", "RootUpdateProgress", "TreeModifier", "refresh", "rmtree"]
        names += ["remove_password_if_present", "safe_decode"]
        if git is not None:
            # What its modules happen to import is none of its names.
            classes = [name for name, value in vars(git).items() if isinstance(value, type) and name[0].isupper()]
            names += [name for name in classes if vars(git)[name].__module__.startswith(("git.", "gitdb."))]
        for name in names:
            with self.subTest(name):
                self.assertIsNotNone(getattr(rgit, name))

    def test_what_writes_is_refused_when_it_is_used(self) -> None:
        path = os.path.join(self.folder, "kept")
        os.mkdir(path)
        lock = rgit.BlockingLockFile(path)
        for call in (
            lambda: rgit.rmtree(path),
            lock._obtain_lock,
            rgit.LockFile(path)._obtain_lock_or_raise,
            rgit.TreeModifier([]).set_done,
            lambda: fun.touch(os.path.join(path, "new")),
        ):
            with self.assertRaises(NotImplementedError):
                call()
        self.assertFalse(lock._has_lock())
        self.assertEqual(os.listdir(path), [])
        rgit.refresh()
        rgit.RootUpdateProgress()

    def test_functions_that_read(self) -> None:
        path = self.init()
        commit = self.commit(path, "one", {"a": "1\n"})
        self.git(path, "tag", "-a", "-m", "t", "t")
        self.git(path, "worktree", "add", "-q", "../linked")
        linked = os.path.join(self.folder, "linked", ".git")
        repo = Repo(path)
        self.assertEqual([rgit.safe_decode(text) for text in ("a", b"a\xff", None)], ["a", "a\udcff", None])
        self.assertRaises(TypeError, rgit.safe_decode, 1)
        self.assertTrue(fun.is_git_dir(repo.git_dir))
        self.assertFalse(fun.is_git_dir(path))
        self.assertEqual(fun.find_worktree_git_dir(linked), os.path.join(path, ".git", "worktrees", "linked"))
        self.assertIsNone(fun.find_worktree_git_dir(repo.git_dir))
        self.assertEqual(fun.find_submodule_git_dir(repo.git_dir), repo.git_dir)
        self.assertIsNone(fun.find_submodule_git_dir(path))
        self.assertEqual(fun.short_to_long(repo.odb, commit[:9]), commit.encode())
        self.assertIsNone(fun.short_to_long(repo.odb, "0" * 9))
        self.assertEqual(fun.name_to_object(repo, "main").hexsha, commit)
        self.assertEqual(fun.name_to_object(repo, "main", return_ref=True).path, "refs/heads/main")
        self.assertRaises(rgit.BadObject, fun.name_to_object, repo, "none", True)
        self.assertEqual(fun.to_commit(repo.tags["t"].tag).hexsha, commit)
        self.assertEqual(fun.deref_tag(repo.tags["t"].tag), fun.rev_parse(repo, "main"))
        self.assertRaises(ValueError, fun.to_commit, repo.tree())
