"""Settings of git and of the program around change no answer that they do not change in GitPython."""

from __future__ import annotations

import io
import os
from typing import Any

import rgit
from rgit import Diff, GitConfigParser, Repo
from rgit.config import get_config_path

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


class FileTests(RepositoryTestCase):
    def file(self, name: str, text: str) -> str:
        self.write(self.folder, name, text)
        return os.path.join(self.folder, name)

    def test_included_files_are_read_where_they_are_included(self) -> None:
        absolute = self.file("elsewhere", "[x]\n\tabsolute = 1\n")
        self.file(".of-home", "[x]\n\thome = 2\n")
        self.file("folder/more", "[x]\n\tdeep = 3\n\tlater = no\n[include]\n\tpath = ../config\n\tpath = none\n")
        text = f"[include]\n\tpath = folder/more\n\tPath = {absolute}\n\tpath = ~/.of-home\n[x]\n\tlater = yes\n"
        path = self.file("config", text)
        parser = GitConfigParser(path)
        self.assertEqual(
            [parser.get_value("x", name) for name in ("absolute", "home", "deep", "later")], [1, 2, 3, "yes"]
        )
        self.assertEqual(parser.get_values("x", "later"), ["no", "yes"])
        self.assertEqual(self.git(self.folder, "config", "--includes", "-f", absolute, "x.absolute"), "1")
        parser = GitConfigParser(path, merge_includes=False)
        self.assertEqual(parser.options("x"), ["later"])
        self.assertEqual(parser.get("include", "path"), "~/.of-home")
        parser = GitConfigParser(io.BytesIO(text.encode()))
        self.assertEqual(parser.options("x"), ["absolute", "home", "later"])

    def test_modules_include_no_files(self) -> None:
        path = self.init()
        other = self.file("other", '[submodule "s"]\n\tpath = s\n\turl = u\n')
        self.commit(path, "one", {".gitmodules": f"[include]\n\tpath = {other}\n"})
        self.assertEqual(Repo(path).submodules, [])

    def test_levels_are_read_without_a_repository(self) -> None:
        os.environ["XDG_CONFIG_HOME"] = os.path.join(self.folder, "xdg")
        self.file("xdg/git/config", "[x]\n\tboth = user\n\tuser = 1\n")
        self.file(".gitconfig", "[x]\n\tboth = global\n")
        self.assertEqual(GitConfigParser().get("x", "both"), "global")
        self.assertEqual(GitConfigParser().get_value("x", "user"), 1)
        self.assertEqual(GitConfigParser(config_level="global").options("x"), ["both"])
        self.assertEqual(GitConfigParser(config_level="user").get("x", "both"), "user")
        self.assertEqual(get_config_path("system"), "/etc/gitconfig")
        self.assertEqual(get_config_path("user"), os.path.join(self.folder, "xdg", "git", "config"))
        self.assertEqual(get_config_path("global"), os.path.join(self.folder, ".gitconfig"))
        for level in ("repository", "none"):
            with self.assertRaises(ValueError):
                get_config_path(level)
            with self.assertRaises(ValueError):
                GitConfigParser(config_level=level)
