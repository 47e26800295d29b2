"""Repositories of other kinds: bare, linked worktrees, detached, in conflict, empty, with other names and formats."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import unittest
from typing import Any

import rgit
from rgit import Repo, _batch
from rgit.exc import BadName, InvalidGitRepositoryError, NoSuchPathError

from .random_repository import RandomRepository
from .repositories import RepositoryTestCase

try:
    import git
except ImportError:  # The comparison needs it; all else is tested without.
    git = None
    print("GitPython is not installed: nothing is compared with it", file=sys.stderr)


def _commit(commit: Any) -> tuple[Any, ...]:
    return (
        commit.hexsha,
        commit.message,
        commit.summary,
        (commit.author.name, commit.author.email),
        (commit.committer.name, commit.committer.email),
        commit.encoding,
        commit.gpgsig,
        commit.authored_date,
        commit.author_tz_offset,
        [parent.hexsha for parent in commit.parents],
        commit.tree.hexsha,
        commit.stats.total,
    )


def _places(repo: Any) -> tuple[Any, ...]:
    return (
        repo.git_dir,
        os.path.normpath(repo.common_dir),
        repo.working_dir,
        repo.working_tree_dir,
        repo.bare,
        repo.is_dirty(),
        repo.has_separate_working_tree(),
        [(head.path, head.commit.hexsha) for head in repo.heads],
        [(tag.path, tag.commit.hexsha) for tag in repo.tags if tag.name != "blob"],
        repo.head.commit.hexsha,
        repo.head.is_detached,
        [item.hexsha for item in repo.iter_commits(max_count=5)],
        sorted(item.path for item in repo.head.commit.tree.traverse()),
    )


@unittest.skipIf(git is None, "GitPython is not installed")
class KindTests(RepositoryTestCase):
    maxDiff = 4000

    def same(self, ask: Any, path: str, **options: Any) -> Any:
        found = ask(Repo(path, **options))
        self.assertEqual(found, ask(git.Repo(path, **options)))
        return found

    def test_places(self) -> None:
        path = RandomRepository(self, 5).path
        bare = os.path.join(self.folder, "random5-remote")
        linked = os.path.join(self.folder, "linked")
        self.git(path, "worktree", "add", "-q", "--detach", linked, "main~1")
        separate = os.path.join(self.folder, "separate")
        self.git(self.folder, "clone", "-q", "--separate-git-dir", separate + ".git", bare, separate)
        for place in (path, os.path.join(path, ".git"), bare, linked, separate, os.path.join(path, "sub/module")):
            with self.subTest(place=place):
                self.same(_places, place)
        self.same(_places, os.path.join(path, "dir", "deep"), search_parent_directories=True)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(path)
        self.same(_places, ".")
        os.environ["GIT_DIR"] = bare
        self.assertEqual(Repo().git_dir, git.Repo().git_dir)

    def test_conflict(self) -> None:
        path = self.init()
        self.commit(path, "base", {"a": "base\n", "b": "b\n"})
        self.git(path, "checkout", "-q", "-b", "other")
        self.commit(path, "other", {"a": "other\n"})
        self.git(path, "checkout", "-q", "main")
        self.commit(path, "ours", {"a": "ours\n"})
        subprocess.run(["git", "merge", "other"], cwd=path, capture_output=True, check=False)

        def ask(repo: Any) -> Any:
            return (
                repo.is_dirty(),
                [
                    (path, [(stage, blob.hexsha) for stage, blob in pairs])
                    for path, pairs in repo.index.unmerged_blobs().items()
                ],
                [(item.change_type, item.a_path, item.b_path) for item in repo.index.diff(None)],
                [(item.change_type, item.a_path, item.b_path) for item in repo.index.diff("HEAD")],
                [(item.change_type, item.a_path, item.b_path) for item in repo.head.commit.diff(None)],
            )

        self.assertEqual(len(self.same(ask, path)[1]), 1)

    def test_odd_commits(self) -> None:
        path = self.init()
        tree = self.git(path, "write-tree")
        head = f"tree {tree}\nauthor A <a@x> 1700000000 +0100\ncommitter B <b@x> 1700000001 -0700\n".encode()
        signature = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n =def\n -----END PGP SIGNATURE-----\n"
        contents = [
            head + b"\nplain",
            head + b"\n",
            head + b"\nnot \xff UTF-8\n",
            head + signature + b"\nsigned\n\nbody\n",
            head + b"\n\n\n leading\r\nlines\r\n\r\n",
            head.replace(b"A <a@x>", b"Zo\xc3\xab <>") + b"\nname\n",
            head.replace(b"A <a@x>", b"<a@x>") + b"\nno name\n",
            head.replace(b"A <a@x>", b"A > B <a <b> c@x>") + b"\nbrackets\n",
            head + b"mergetag object " + tree.encode() + b"\n type commit\n tag x\n \n text\n\nmerged tag\n",
        ]
        names = [self.store(path, content) for content in contents]
        self.git(path, "update-ref", "refs/heads/main", names[0])
        for name, content in zip(names, contents):
            with self.subTest(content=content):
                self.same(lambda repo, name=name: _commit(repo.commit(name)), path)

    def store(self, path: str, content: bytes) -> str:
        """The name of a commit with this content."""
        made = subprocess.run(
            ["git", "hash-object", "-w", "-t", "commit", "--literally", "--stdin"],
            cwd=path,
            input=content,
            capture_output=True,
            check=True,
        )
        return made.stdout.decode().strip()

    def test_encodings(self) -> None:
        # GitPython passes over the header, and reads all messages as UTF-8.
        path = self.init()
        tree = self.git(path, "write-tree").encode()
        head = b"tree " + tree + b"\nauthor Zo\xeb <a@x> 1700000000 +0100\ncommitter B <b@x> 1700000001 -0700\n"
        name = self.store(path, head + b"encoding ISO-8859-1\ngpgsig a\n b\n\ncaf\xe9\n")
        unknown = self.store(path, head + b"encoding no-such\n\ncaf\xe9\n")
        commit = Repo(path).commit(name)
        self.assertEqual((commit.message, commit.author.name, commit.encoding), ("caf\xe9\n", "Zo\xeb", "ISO-8859-1"))
        self.assertEqual(commit.gpgsig, "a\nb")
        commit = Repo(path).commit(unknown)
        self.assertEqual((commit.message, commit.encoding), ("caf\ufffd\n", "UTF-8"))

    def test_names_that_are_no_utf8(self) -> None:
        path = self.init()
        self.write(path, os.fsdecode(b"caf\xe9"), "x")
        self.write(path, "tab\tand \"quotes\"", "x")
        self.commit(path, "names")
        repo = Repo(path)
        name = os.fsdecode(b"caf\xe9")
        self.assertIn(name, [item.path for item in repo.head.commit.tree])
        self.assertEqual((repo.head.commit.tree / name).data_stream.read(), b"x")
        self.assertIn((name, 0), repo.index.entries)
        self.write(path, name, "y")
        self.write(path, os.fsdecode(b"new\xff"), "")
        self.assertEqual([item.a_rawpath for item in repo.index.diff(None)], [b"caf\xe9"])
        self.assertEqual(repo.untracked_files, [os.fsdecode(b"new\xff")])
        self.assertTrue(repo.is_dirty(path=name))

    def test_shallow_clone(self) -> None:
        path = self.init()
        for number in range(4):
            self.commit(path, str(number), {"a": f"{number}\n"})
        shallow = os.path.join(self.folder, "shallow")
        self.git(self.folder, "clone", "-q", "--depth", "2", "file://" + path, shallow)
        names = self.same(lambda repo: [commit.hexsha for commit in repo.iter_commits()], shallow)
        self.assertEqual(len(names), 2)
        self.same(lambda repo: repo.commit().stats.total, shallow)
        self.same(lambda repo: [parent.hexsha for parent in repo.commit("HEAD~1").parents], shallow)
        for module in (git, rgit):
            repo = module.Repo(shallow)
            with self.assertRaises(module.GitCommandError):
                repo.commit("HEAD~1").stats

    def test_empty_repository(self) -> None:
        path = self.init()
        for module in (git, rgit):
            with self.subTest(module=module.__name__):
                repo = module.Repo(path)
                self.assertEqual((list(repo.heads), list(repo.tags), repo.head.is_valid()), ([], [], False))
                self.assertEqual(repo.active_branch.name, "main")
                self.assertFalse(repo.head.is_detached)
                self.assertRaises(ValueError, lambda: repo.head.commit)
                self.assertRaises(ValueError, repo.iter_commits)
                self.assertEqual(repo.index.entries, {})
                self.assertFalse(repo.is_dirty())

    def test_versions_of_the_index(self) -> None:
        path = self.init()
        for version in ("3", "4"):
            self.git(path, "config", "index.version", version)
            self.commit(path, version, {f"folder/file {number}": version for number in range(5)})
            self.write(path, "intended", "x")
            self.git(path, "add", "-N", "intended")
            self.git(path, "update-index", "--index-version", version)
            lines = self.git(path, "ls-files", "-s", "-z").split("\0")[:-1]
            entries = Repo(path).index.entries.values()
            self.assertEqual([f"{entry.mode:o} {entry.hexsha} {entry.stage}\t{entry.path}" for entry in entries], lines)
            self.git(path, "rm", "-q", "--cached", "intended")
            os.unlink(os.path.join(path, "intended"))
        self.git(path, "update-index", "--split-index")
        lines = self.git(path, "ls-files", "-s", "-z").split("\0")[:-1]
        self.assertEqual([str(entry) for entry in Repo(path).index.entries.values()], lines)


class OwnKindTests(RepositoryTestCase):
    def test_sha256(self) -> None:
        path = os.path.join(self.folder, "sha256")
        os.makedirs(path)
        self.git(path, "init", "-q", "-b", "main", "--object-format=sha256")
        first = self.commit(path, "one", {"a": "1\n"})
        second = self.commit(path, "two", {"a": "2\n", "dir/b": "b\n"})
        self.git(path, "tag", "-a", "-m", "tag", "v1")
        repo = Repo(path)
        self.assertEqual(repo.head.commit.hexsha, second)
        self.assertEqual([commit.hexsha for commit in repo.iter_commits()], [second, first])
        self.assertEqual(repo.head.commit.parents[0].message, "one\n")
        self.assertEqual([item.path for item in repo.head.commit.tree.traverse()], ["a", "dir", "dir/b"])
        self.assertEqual(repo.tags.v1.commit.hexsha, second)
        self.assertEqual([item.b_path for item in repo.commit(first).diff(second)], ["a", "dir/b"])
        self.assertEqual([item.b_path for item in repo.commit(first).diff(rgit.NULL_TREE)], ["a"])
        self.assertEqual(list(repo.index.entries), [("a", 0), ("dir/b", 0)])
        self.assertEqual(repo.blame("HEAD", "a")[0][0].hexsha, second)
        self.assertFalse(repo.is_dirty())

    def test_the_process_ends_with_the_last_repository(self) -> None:
        path = self.init()
        self.commit(path, "one")
        _batch.stop()
        gc.collect()  # Repositories that earlier tests have left in cycles.
        first, second = Repo(path), Repo(path)
        self.assertEqual(first.commit("main").message, "one\n")
        self.assertIsNotNone(_batch._shared.process)
        commit = second.head.commit
        del first, second
        self.assertIsNotNone(_batch._shared.process, "a commit has its repository")
        del commit
        self.assertIsNone(_batch._shared.process)
        with Repo(path) as repo:
            self.assertEqual(repo.commit("main").message, "one\n")
        self.assertIsNone(_batch._shared.process)

    def test_what_is_no_repository(self) -> None:
        self.assertRaises(NoSuchPathError, Repo, os.path.join(self.folder, "none"))
        self.assertRaises(InvalidGitRepositoryError, Repo, self.folder)
        path = self.init()
        self.commit(path, "one", {"dir/a": "a"})
        self.assertRaises(InvalidGitRepositoryError, Repo, os.path.join(path, "dir"))
        self.assertRaises(BadName, Repo(path).commit, "none")

    def test_what_would_write_names_the_command(self) -> None:
        path = self.init()
        self.commit(path, "one", {"a": "a"})
        repo = Repo(path)
        self.git(path, "remote", "add", "origin", path)
        calls = {
            "git init": lambda: Repo.init(path),
            "git clone": lambda: Repo.clone_from(path, path),
            "git branch": lambda: repo.create_head("x"),
            "git tag": lambda: repo.create_tag("x"),
            "git add": lambda: repo.index.add(["a"]),
            "git commit": lambda: repo.index.commit("x"),
            "git fetch": lambda: repo.remote().fetch(),
            "git push": lambda: repo.remote().push(),
            "git checkout": lambda: repo.heads[0].checkout(),
            "git reset": lambda: repo.head.reset(),
            "git config": lambda: repo.config_writer(),
            "makes no archives; use: git archive": lambda: repo.archive(None),
            "asks no remote; use: git remote prune --dry-run origin": lambda: repo.remote().stale_refs,
            "git update-ref": lambda: repo.heads[0].set_commit("HEAD"),
        }
        for command, call in calls.items():
            with self.subTest(command=command), self.assertRaises(NotImplementedError) as raised:
                call()
            self.assertIn(command, str(raised.exception))

    def test_the_command_line_says_what_to_use(self) -> None:
        repo = Repo(self.init())
        with self.assertRaises(NotImplementedError) as raised:
            repo.git.rev_parse("HEAD")
        self.assertIn("repo.rev_parse()", str(raised.exception))
        with self.assertRaises(NotImplementedError) as raised:
            repo.git.update_index("--refresh")
        self.assertIn('"update-index"', str(raised.exception))

    def test_trailers(self) -> None:
        path = self.init()
        self.commit(path, "Subject\n\nBody\n\nKey: one\nOther: two\n  words\nKey: three\n")
        commit = Repo(path).head.commit
        self.assertEqual(commit.trailers_list, [("Key", "one"), ("Other", "two words"), ("Key", "three")])
        self.assertEqual(commit.trailers_dict, {"Key": ["one", "three"], "Other": ["two words"]})

    def test_many_commits_of_one_iterator(self) -> None:
        path = self.init()
        script = b"".join(
            b"commit refs/heads/main\nmark :%d\ncommitter C <c@x> %d +0000\ndata 3\nn%d\n"
            b"M 100644 inline f\ndata 2\n%d\n\n" % (number, 1_700_000_000 + number, number % 10, number % 10)
            for number in range(1, 1501)
        )
        subprocess.run(["git", "fast-import", "--quiet"], cwd=path, input=script, check=True)
        names = self.git(path, "rev-list", "main").split()
        repo = Repo(path)
        self.assertEqual([commit.hexsha for commit in repo.iter_commits("main")], names)
        self.assertEqual([commit.hexsha for commit in repo.iter_commits("main", max_count=1200)], names[:1200])
        commits = list(repo.iter_commits("main"))
        self.assertEqual([commit.authored_date for commit in commits], list(range(1_700_001_500, 1_700_000_000, -1)))
        self.assertEqual({commit.stats.total["lines"] for commit in commits}, {1, 2})
        # Out of order, and the last one alone.
        commits = list(repo.iter_commits("main"))
        self.assertEqual([commit.committed_date for commit in reversed(commits)][0], 1_700_000_001)
        self.assertEqual(commits[-1].stats.total["lines"], 1)

    def test_import_is_light(self) -> None:
        program = "import sys; import rgit; print([name for name in sys.modules if name.startswith('rgit')])"
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        result = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": package},
            capture_output=True,
            text=True,
            check=True,
        )
        self.assertEqual(result.stdout.strip(), "['rgit']")
        for name in rgit.__all__:
            self.assertIsNotNone(getattr(rgit, name))
