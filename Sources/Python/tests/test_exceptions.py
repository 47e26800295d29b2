"""The exceptions mean what GitPython's mean."""

from __future__ import annotations

import os

from rgit import BadName, BadObject, GitCommandError, Repo, Submodule, UnsafeOptionError
from rgit.util import remove_password_if_present

from .repositories import RepositoryTestCase

MISSING = "b4ecbfaa90c8be6ed6d9fb4e57cc824663ae15b4"


class ExceptionTests(RepositoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.path = self.init()
        self.commit(self.path, "one", {"a": "1\n"})
        self.repo = Repo(self.path)

    def test_what_is_not_found_is_a_value_error_too(self) -> None:
        for ask in (self.repo.commit, self.repo.tree, self.repo.rev_parse):
            with self.assertRaisesRegex(BadObject, MISSING):
                ask(MISSING)
            self.assertTrue(issubclass(BadObject, ValueError))
            for suffix in ("^", "^9"):
                with self.assertRaises(BadName):
                    ask(self.repo.head.commit.hexsha + suffix)
            with self.assertRaises(BadName) as raised:
                ask("nothing")
            self.assertEqual(str(raised.exception), "Ref 'nothing' did not resolve to an object")
        with self.assertRaisesRegex(ValueError, "could not be resolved"):
            list(Submodule.iter_items(self.repo, MISSING))
        with self.assertRaises(KeyError):
            self.repo.rev_parse("HEAD:nothing")
        with self.assertRaisesRegex(ValueError, "Cannot convert"):
            self.repo.commit("HEAD:a")
        self.assertEqual(self.repo.tree("HEAD:"), self.repo.head.commit.tree)

    def test_names_without_items_are_named(self) -> None:
        with self.assertRaisesRegex(AttributeError, "No item found with id nothing"):
            self.repo.heads.nothing
        with self.assertRaisesRegex(IndexError, "No item found with id nothing"):
            self.repo.heads["nothing"]

    def test_command_lines_are_shown_without_passwords(self) -> None:
        words = ["git", "-c", "http.https://x/.extraheader=Authorization: Basic abc", "https://me:secret@x/y", "a@b"]
        shown = ["git", "-c", "http.https://x/.extraheader=Authorization: *****", "https://*****:*****@x/y", "a@b"]
        self.assertEqual(remove_password_if_present(words), shown)
        error = GitCommandError(words, 128)
        self.assertNotIn("secret", str(error))
        self.assertEqual(error.command, shown)

    def test_options_that_write_are_refused_among_other_letters(self) -> None:
        target = os.path.join(self.folder, "written")
        for option in ("-pO", "-uO", "-DO", "--output=", "--orderfile=", "-O", "--no-index="):
            with self.subTest(option):
                with self.assertRaises(UnsafeOptionError):
                    self.repo.head.commit.diff(option + target)
                with self.assertRaises(UnsafeOptionError):
                    self.repo.index.diff(option + target)
        with self.assertRaises(UnsafeOptionError):
            self.repo.blame("-wS" + target, "a")
        self.assertFalse(os.path.exists(target))
