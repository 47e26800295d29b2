"""Settings of git and of the program around change no answer that they do not change in GitPython."""

from __future__ import annotations

from typing import Any

import rgit
from rgit import Diff, Repo

from .repositories import RepositoryTestCase




class SettingTests(RepositoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.path = self.init()
        lines = [f"{number}\n" for number in range(40)]
        self.first = self.commit(self.path, "one", {"dir/a.txt": "".join(lines), "b c\t.txt": "1\n", "m": "x\n"})
        lines[20] = "other\n"
        self.git(self.path, "mv", "m", "moved")
        self.git(self.path, "update-index", "--chmod=+x", "moved")
        self.write(self.path, "b c\t.txt", "2\n")
        self.second = self.commit(self.path, "two", {"dir/a.txt": "".join(lines)})
        self.write(self.path, "dir/a.txt", "".join(lines[1:]))

    def differences(self, **options: Any) -> list[list[tuple[Any, ...]]]:
        repo = Repo(self.path)
        commit = repo.commit(self.second)

        def plain(differences: list[Diff]) -> list[tuple[Any, ...]]:
            return [(item.a_path, item.b_path, item.rename_from, item.diff) for item in differences]

        return [
            plain(repo.commit(self.first).diff(commit, create_patch=True, **options)),
            plain(commit.diff(rgit.NULL_TREE, create_patch=True, **options)),
            plain(commit.diff(None, create_patch=True, **options)),
            plain(repo.index.diff(None, create_patch=True, **options)),
        ]

    def test_prefixes_of_paths_are_not_those_of_the_settings(self) -> None:
        expected = self.differences()
        self.assertEqual(expected[0][0][:2], ("b c\t.txt", "b c\t.txt"))
        for name in ("diff.noprefix", "diff.mnemonicPrefix"):
            self.git(self.path, "config", name, "true")
            self.assertEqual(self.differences(), expected, name)
            self.git(self.path, "config", "--unset", name)

    def test_patches_of_commits_do_not_depend_on_settings(self) -> None:
        expected, wider = self.differences(), self.differences(unified=9)
        for name, value in (("context", "0"), ("interHunkContext", "9"), ("algorithm", "patience")):
            self.git(self.path, "config", "diff." + name, value)
        found = self.differences()
        self.assertEqual(found[:2], expected[:2])
        self.assertNotEqual(found[2:], expected[2:])
        self.assertEqual(self.differences(unified=9)[:2], wider[:2])
        self.assertEqual(self.differences(U=9)[:2], wider[:2])
        self.assertEqual(len(self.differences(inter_hunk_context=1, diff_algorithm="histogram")[0]), len(expected[0]))
