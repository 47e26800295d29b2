"""A repository."""

from __future__ import annotations

import os

from rgit import _batch, _options
from rgit._questions import Questions
from rgit._reference_files import ReferenceFiles
from rgit._refusal import refuse
from rgit._row_questions import RowQuestions
from rgit.cmd import Git
from rgit.db import GitCmdObjectDB
from rgit.exc import AmbiguousObjectName, BadName, BadObject, GitCommandError
from rgit.repo import _place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, NoReturn

    from typing_extensions import Self

    from rgit.config import GitConfigParser
    from rgit.index.base import IndexFile
    from rgit.objects.commit import Commit
    from rgit.objects.submodule import Submodule
    from rgit.objects.tree import Tree
    from rgit.refs.head import HEAD, Head
    from rgit.refs.reference import Reference
    from rgit.refs.tag import TagReference
    from rgit.remote import Remote
    from rgit.repo._blame import BlameEntry
    from rgit.types import AnyGitObject, PathLike
    from rgit.util import IterableList

__all__ = ["Repo"]

_EMPTY_TREES = {
    20: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    32: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


class Repo(RowQuestions):
    """A git repository, which is only read.

    Questions are answered by one rgit process that all repositories of the program share; it ends with the last of
    them. `with Repo(path) as repo:` ends its use at the end of the block.
    """

    DAEMON_EXPORT_FILE = "git-daemon-export-ok"
    GitCommandWrapperType = Git
    config_level: tuple[str, ...] = ("system", "user", "global", "repository")
    unsafe_git_revision_options: tuple[str, ...] = ("--output", "-o")
    unsafe_git_blame_options: tuple[str, ...] = ("--output", "-o", "--contents", "-S", "--ignore-revs-file")

    git_dir: str
    """The repository's directory, such as /path/.git."""

    working_dir: str
    """The root of the working tree; of a bare repository the directory it shares with its worktrees."""

    git: Git
    """Raises `NotImplementedError` for every command."""

    odb: GitCmdObjectDB
    """The objects by name."""

    def __init__(
        self,
        path: PathLike | None = None,
        odbt: Any = None,
        search_parent_directories: bool = False,
        expand_vars: bool = True,
    ) -> None:
        """The repository at a path: its working tree, its .git, or with `search_parent_directories` a folder below.

        Without a path it is that of `$GIT_DIR`, else that of the current directory. `odbt` is taken for programs that
        give it. Raises `NoSuchPathError` and `InvalidGitRepositoryError`.
        """
        place = _place.find(path, search_parent_directories, expand_vars)
        self.git_dir = place.git_dir
        self._common_dir = place.common_dir
        self._working_tree_dir = place.working_tree_dir
        self._bare = place.is_bare
        self._name_size = 32 if place.is_sha256 else 20
        self.working_dir = place.working_tree_dir or place.common_dir
        directory = os.path.abspath(os.path.join(self.git_dir, self.working_dir))
        questions = Questions(directory, [] if self._is_found(directory) else ["--git-dir", os.path.abspath(self.git_dir)])
        self._questions = questions
        self._ask = questions.ask
        self._ask_checked = questions.ask_checked
        self._references = ReferenceFiles(questions, self.git_dir, self._common_dir, place.is_reftable)
        self.git = self.GitCommandWrapperType(self.working_dir)
        self.odb = GitCmdObjectDB(questions)
        _batch.retain(self)

    def _is_found(self, directory: str) -> bool:
        """Whether git finds the repository from its working directory."""
        if self._bare:
            return os.path.samefile(directory, self.git_dir)
        dotgit = os.path.join(directory, ".git")
        return dotgit == self.git_dir or _place.git_directory_of_file(dotgit) == self.git_dir

    def _boundary(self) -> frozenset[str]:
        """The commits of a shallow clone whose parents are not there."""
        try:
            with open(os.path.join(self.common_dir, "shallow"), encoding="ascii") as file:
                return frozenset(file.read().split())
        except (OSError, UnicodeDecodeError):
            return frozenset()

    @property
    def _empty_tree(self) -> str:
        return _EMPTY_TREES[self._name_size]

    # Life

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self.close()

    def __del__(self) -> None:
        try:
            self.close()
        except Exception:
            pass

    def close(self) -> None:
        """Ends the shared process where no other repository uses it; a later question starts it again."""
        _batch.release(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Repo) and self.git_dir == other.git_dir

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.git_dir)

    def __repr__(self) -> str:
        kind = type(self)
        return f"<{kind.__module__}.{kind.__name__} {self.git_dir!r}>"

    # Where and what it is

    @property
    def working_tree_dir(self) -> str | None:
        """The root of the working tree; None for a bare repository."""
        return self._working_tree_dir

    @property
    def common_dir(self) -> str:
        """The directory that a linked worktree shares with the others; else `git_dir`."""
        return self._common_dir

    @property
    def bare(self) -> bool:
        """Whether it has no working tree."""
        return self._bare

    @property
    def description(self) -> str:
        """The text of the file `description`."""
        with open(os.path.join(self.git_dir, "description"), "rb") as file:
            return file.read().rstrip().decode("utf-8")

    @property
    def daemon_export(self) -> bool:
        """Whether git daemon may show it."""
        return os.path.exists(os.path.join(self.git_dir, self.DAEMON_EXPORT_FILE))

    @property
    def alternates(self) -> list[str]:
        """The object directories it borrows from."""
        try:
            with open(os.path.join(self.common_dir, "objects", "info", "alternates"), "rb") as file:
                return os.fsdecode(file.read()).strip().splitlines()
        except OSError:
            return []

    def has_separate_working_tree(self) -> bool:
        """Whether `.git` of the working tree is a file that names the directory."""
        tree = self.working_tree_dir
        return not self.bare and tree is not None and os.path.isfile(os.path.join(tree, ".git"))

    def currently_rebasing_on(self) -> Commit | None:
        """The commit that a rebase is at; None where there is no rebase."""
        try:
            with open(os.path.join(self.git_dir, "REBASE_HEAD"), encoding="ascii") as file:
                return self.commit(file.readline().strip())
        except OSError:
            return None

    # References

    @property
    def head(self) -> HEAD:
        """HEAD."""
        from rgit.refs.head import HEAD

        return HEAD(self, "HEAD")

    @property
    def active_branch(self) -> Head:
        """The branch HEAD is on; raises `TypeError` where HEAD is detached."""
        branch: Head = self.head.reference
        return branch

    @property
    def heads(self) -> IterableList[Head]:
        """The branches."""
        from rgit.refs.head import Head

        return Head.list_items(self)

    branches = heads

    @property
    def references(self) -> IterableList[Reference]:
        """Everything below refs/."""
        from rgit.refs.reference import Reference

        return Reference.list_items(self)

    refs = references

    @property
    def tags(self) -> IterableList[TagReference]:
        """The tags."""
        from rgit.refs.tag import TagReference

        return TagReference.list_items(self)

    def tag(self, path: PathLike) -> TagReference:
        """The tag of a name such as `v1.0` or `tags/v1.0`."""
        from rgit.refs.tag import TagReference

        text = str(path)
        return TagReference(self, "refs/" + text if text.startswith("tags/") else TagReference.to_full_path(text))

    @property
    def remotes(self) -> IterableList[Remote]:
        """The remotes."""
        from rgit.remote import Remote

        return Remote.list_items(self)

    def remote(self, name: str = "origin") -> Remote:
        """The remote of a name; raises `ValueError` where there is none."""
        from rgit.remote import Remote

        remote = Remote(self, name)
        if not remote.exists():
            raise ValueError(f"Remote named '{name}' didn't exist")
        return remote

    # Submodules

    @property
    def submodules(self) -> IterableList[Submodule]:
        """The submodules of HEAD."""
        from rgit.objects.submodule import Submodule

        return Submodule.list_items(self)

    def submodule(self, name: str) -> Submodule:
        """The submodule of a name; raises `ValueError` where there is none."""
        try:
            return self.submodules[name]
        except IndexError as error:
            raise ValueError(f"Didn't find submodule named {name!r}") from error

    def iter_submodules(self, *args: Any, **kwargs: Any) -> Iterator[Submodule]:
        """The submodules and theirs; arguments are those of `Traversable.traverse`."""
        from rgit.objects.submodule import RootModule

        return RootModule(self).traverse(*args, **kwargs)

    # Settings and the index

    def config_reader(self, config_level: str | None = None) -> GitConfigParser:
        """The settings in effect, or those of one level: system, user, global or repository."""
        from rgit.config import GitConfigParser

        return GitConfigParser(repo=self, config_level=config_level)

    @property
    def index(self) -> IndexFile:
        """The index as it is now."""
        from rgit.index.base import IndexFile

        return IndexFile(self)

    # Revisions and objects

    def rev_parse(self, rev: str) -> AnyGitObject:
        """The object a revision names; raises `BadName` where it names none, `KeyError` where `REV:PATH` has no path."""
        from rgit.objects.base import Object

        text = str(rev)
        before, colon, path = text.partition(":")
        if colon and before and "{" not in before:
            tree = self.tree(before)
            entry: AnyGitObject = tree[path] if path else tree
            return entry
        # The content comes with the name at the price of the name, and is what is asked for next.
        found = self.odb.read_revision(text)
        if found is None:
            raise _unknown(text, self._ask(["rev-parse", text]).message)
        hexsha, kind, content = found
        self.odb.note_type(hexsha, kind)
        return Object._of_content(self, hexsha, kind, content)

    def commit(self, rev: Any = None) -> Commit:
        """The commit a revision names, by default HEAD's."""
        if rev is None:
            return self.head.commit
        if rev == "HEAD":
            try:
                return self.head.commit
            except ValueError:
                raise BadName("HEAD") from None
        commit: Commit = self._peeled(rev, "^0", "commit")
        return commit

    def tree(self, rev: Any = None) -> Tree:
        """The tree of a commit or tree, by default HEAD's."""
        if rev is None:
            return self.head.commit.tree
        tree: Tree = self._peeled(rev, "^{tree}", "tree")
        return tree

    def _peeled(self, rev: Any, suffix: str, kind: str) -> Any:
        """The object of a type that a revision with `suffix` names; errors name the revision alone."""
        text = str(rev)
        if text.startswith(":") or (":" in text and "{" not in text):
            # A suffix would be part of the path, or of the text that `:/TEXT` searches for.
            found: Any = self.rev_parse(text)
            if kind == "tree" and found.type == "commit":
                return found.tree
            if found.type != kind:
                raise ValueError(f"Cannot convert object {found!r} to type {kind}")
            return found
        try:
            return self.rev_parse(text + suffix)
        except BadName:
            raise BadName(text) from None

    def iter_commits(
        self,
        rev: Any = None,
        paths: PathLike | Sequence[PathLike] = "",
        allow_unsafe_options: bool = False,
        **kwargs: Any,
    ) -> Iterator[Commit]:
        """The commits that a revision or a range selects, by default HEAD's history, as git rev-list does.

        Only those that change `paths` where these are given; keywords are options of git rev-list, such as
        `max_count=10`, `skip=5`, `since="2024-01-01"`, `author="name"`, `no_merges=True`.
        """
        from rgit.objects.commit import Commit

        if rev is None:
            rev = self.head.commit
        return Commit.iter_items(self, rev, paths, allow_unsafe_options=allow_unsafe_options, **kwargs)

    def iter_trees(self, *args: Any, **kwargs: Any) -> Iterator[Tree]:
        """The trees of commits; arguments are those of `iter_commits`."""
        return (commit.tree for commit in self.iter_commits(*args, **kwargs))

    def merge_base(self, *rev: Any, **kwargs: Any) -> list[Commit]:
        """The best common ancestor of two or more commits, or with `all=True` all of them; none where there is none.

        Keywords are options of git merge-base.
        """
        if len(rev) < 2:
            raise ValueError(f"Please specify at least two revs, got only {len(rev)}")
        words = ["merge-base", *_options.options(kwargs), *_options.words(rev)]
        return [self.commit(row["hexsha"]) for row in self._ask_checked(words).rows if row.get("hexsha")]

    def is_ancestor(self, ancestor_rev: Any, rev: Any) -> bool:
        """Whether one commit is an ancestor of the other, or the same."""
        return self._ask_checked(["is-ancestor", str(ancestor_rev), str(rev)]).exit == 0

    def is_valid_object(self, sha: str, object_type: str | None = None) -> bool:
        """Whether there is an object of this name, and of this type where one is given."""
        try:
            kind = self.odb.type(self.odb.partial_to_complete_sha_hex(sha).hex())
        except (BadObject, AmbiguousObjectName, ValueError):
            return False
        return object_type is None or kind == object_type

    # The working tree

    def is_dirty(
        self,
        index: bool = True,
        working_tree: bool = True,
        untracked_files: bool = False,
        submodules: bool = True,
        path: PathLike | None = None,
    ) -> bool:
        """Whether there are changes: in the index against HEAD, in the working tree against the index, new files.

        Only at or below `path` where it is given. A bare repository has none.
        """
        if self._bare:
            return False
        from rgit.repo import _changes

        rest = ["--", os.fspath(path)] if path else []
        has_index = index and os.path.isfile(os.path.join(self.git_dir, "index"))
        return _changes.is_dirty(self._questions, has_index, working_tree, untracked_files, submodules, rest)

    def _untracked(self, rest: list[str]) -> list[str]:
        data = self._ask_checked(["status", "--porcelain", "-z", "--untracked-files=all", *rest]).data
        return [os.fsdecode(entry[3:]) for entry in data.split(b"\0") if entry.startswith(b"?? ")]

    @property
    def untracked_files(self) -> list[str]:
        """The files that are neither in the index nor ignored, relative to the root of the working tree."""
        return self._untracked([])

    def ignored(self, *paths: PathLike) -> list[str]:
        """Those of the paths that are ignored."""
        words = [os.fspath(path) for path in _options.words(paths)]
        if not words:
            return []
        answer = self._ask_checked(["ignored", "--fields", "path", "--", *words])
        from rgit import _request

        return [_request.exact(row, "path") for row in answer.rows]

    # Lines

    def blame(
        self,
        rev: Any,
        file: str,
        incremental: bool = False,
        rev_opts: Sequence[str] | None = None,
        allow_unsafe_options: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Lists of a commit and lines of the file that came in it, from the first to the last.

        `rev` None takes the working tree's file. A line that is no UTF-8 is bytes. With `incremental` it is
        `blame_incremental`. Keywords are options of git blame.
        """
        if incremental:
            return self.blame_incremental(rev, file, allow_unsafe_options=allow_unsafe_options, **kwargs)
        from rgit.repo import _blame

        return _blame.blame(self, self._blame_words(rev, file, rev_opts, allow_unsafe_options, kwargs))

    def blame_incremental(
        self, rev: Any, file: str, allow_unsafe_options: bool = False, **kwargs: Any
    ) -> Iterator[BlameEntry]:
        """Entries of a commit, the lines of the file that came in it, and where they were there."""
        from rgit.repo import _blame

        return _blame.incremental(self, self._blame_words(rev, file, None, allow_unsafe_options, kwargs))

    def _blame_words(
        self, rev: Any, file: str, rev_opts: Sequence[str] | None, is_allowed: bool, keywords: dict[str, Any]
    ) -> list[str]:
        words = _options.options(keywords) + _options.words([rev, list(rev_opts or ())])
        _options.check_safe(words, self.unsafe_git_blame_options, is_allowed)
        return [*words, "--", os.fspath(file)]

    # What would write

    @classmethod
    def init(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git init."""
        refuse("git init PATH")

    @classmethod
    def clone_from(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git clone."""
        refuse("git clone URL PATH")

    def clone(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git clone."""
        refuse("git clone PATH PATH")

    def archive(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: rgit makes no archives; use git archive."""
        refuse("git archive --output=FILE REVISION", "makes no archives")

    def create_head(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git branch."""
        refuse("git branch NAME")

    def delete_head(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git branch -d."""
        refuse("git branch -d NAME")

    def create_tag(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git tag."""
        refuse("git tag NAME")

    def delete_tag(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git tag -d."""
        refuse("git tag -d NAME")

    def create_remote(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git remote add."""
        refuse("git remote add NAME URL")

    def delete_remote(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git remote remove."""
        refuse("git remote remove NAME")

    def create_submodule(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git submodule add."""
        refuse("git submodule add URL PATH")

    def submodule_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git submodule update."""
        refuse("git submodule update --init")

    def config_writer(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git config."""
        refuse("git config NAME VALUE")


def _unknown(rev: str, message: str) -> Exception:
    """The exception for a revision that names no object."""
    if "not a git repository" in message:
        return GitCommandError(["git", "rev-parse", rev], 128, message)
    name = rev.partition("^")[0]
    if len(name) in (40, 64) and not name.strip("0123456789abcdef") and rev[len(name) :] in ("", "^0", "^{tree}"):
        return BadObject(name.encode())
    is_short = "ambiguous" in message and "ambiguous argument" not in message
    return AmbiguousObjectName(rev) if is_short else BadName(rev)
