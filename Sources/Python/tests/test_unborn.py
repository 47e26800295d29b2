"""A repository without a commit, and revisions that search."""

from __future__ import annotations

from rgit import BadName, Git, Repo, Submodule

from .repositories import RepositoryTestCase


class UnbornTests(RepositoryTestCase):
    def test_there_are_no_submodules(self) -> None:
        repo = Repo(self.init())
        self.assertEqual(repo.submodules, [])
        self.assertEqual(list(Submodule.iter_items(repo)), [])

    def test_head_is_a_name_without_an_object(self) -> None:
        repo = Repo(self.init())
        for ask in (repo.commit, repo.tree, repo.rev_parse):
            with self.assertRaises(BadName):
                ask("HEAD")
        with self.assertRaisesRegex(ValueError, "refs/heads/main"):
            repo.commit()


class RevisionTests(RepositoryTestCase):
    def test_messages_are_searched_for_without_what_peels(self) -> None:
        path = self.init()
        self.commit(path, "one", {"a": "1\n"})
        found = self.commit(path, "area: two {x}", {"a": "2\n"})
        self.commit(path, "three", {"a": "3\n"})
        repo = Repo(path)
        for text in (":/area", ":/area: two .x}", "HEAD^{/area}", "HEAD^{/area: two}"):
            with self.subTest(text):
                self.assertEqual(repo.commit(text).hexsha, found)
                self.assertEqual(repo.tree(text).hexsha, self.git(path, "rev-parse", found + "^{tree}"))
        with self.assertRaisesRegex(BadName, "Ref ':/nothing' did"):
            repo.commit(":/nothing")
        for ask in (repo.commit, repo.tree):
            with self.assertRaisesRegex(ValueError, "Cannot convert"):
                ask(":a")


class GitTests(RepositoryTestCase):
    def test_the_version_of_git_is_refused_as_a_property(self) -> None:
        for git in (Git(), Repo(self.init()).git):
            with self.assertRaisesRegex(NotImplementedError, "git version"):
                git.version_info
