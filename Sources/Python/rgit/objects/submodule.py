"""A submodule: another repository at a path of this one."""

from __future__ import annotations

import os

from rgit._refusal import refuse
from rgit.exc import BadName, InvalidGitRepositoryError, NoSuchPathError
from rgit.objects.base import IndexObject
from rgit.objects.util import Traversable
from rgit.util import IterableList, IterableObj

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

    from rgit.config import GitConfigParser, SectionConstraint
    from rgit.objects.commit import Commit
    from rgit.refs.head import Head
    from rgit.repo import Repo
    from rgit.types import PathLike

__all__ = ["RootModule", "RootUpdateProgress", "Submodule", "UpdateProgress"]


class UpdateProgress:
    """Kept for programs that import it; nothing is updated."""


class RootUpdateProgress(UpdateProgress):
    """Kept for programs that import it; nothing is updated."""


class Submodule(IndexObject, IterableObj, Traversable):
    """A submodule, by the name that .gitmodules gives it; its object is the commit that this repository records."""

    _id_attribute_ = "name"
    k_modules_file = ".gitmodules"
    k_head_option = "branch"
    k_head_default = "master"
    k_default_mode = 0o160000

    type: str = "submodule"
    __slots__ = ("__weakref__", "_branch_path", "_name", "_parent_commit", "_url")

    _branch_path: str
    _name: str
    _parent_commit: Commit | None
    _url: str

    def __init__(
        self,
        repo: Repo,
        binsha: bytes,
        mode: int | None = None,
        path: PathLike | None = None,
        name: str | None = None,
        parent_commit: Commit | None = None,
        url: str | None = None,
        branch_path: PathLike | None = None,
    ) -> None:
        """The submodule at `path`; what is not given is read from .gitmodules when first asked for."""
        super().__init__(repo, binsha, mode, path)
        self.size = 0
        self._parent_commit = parent_commit
        if url is not None:
            self._url = url
        if branch_path is not None:
            self._branch_path = os.fspath(branch_path)
        if name is not None:
            self._name = name

    def _set_cache_(self, attr: str) -> None:
        if attr == "_name":
            raise AttributeError("Cannot retrieve the name of a submodule if it was not set initially")
        if attr in ("path", "_url", "_branch_path"):
            reader = self.config_reader()
            if not reader.has_section():
                raise ValueError("This submodule instance does not exist anymore in '.gitmodules' file")
            self.path: str = reader.get("path")
            self._url = reader.get("url")
            self._branch_path = _full_path(str(reader.get_value(self.k_head_option, self.k_head_default)))
            return
        super()._set_cache_(attr)

    @classmethod
    def _get_intermediate_items(cls, item: Submodule) -> IterableList[Any]:
        try:
            return cls.list_items(item.module())
        except InvalidGitRepositoryError:
            return IterableList("")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Submodule) and self._name == other._name

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._name)

    def __str__(self) -> str:
        return self._name

    def __repr__(self) -> str:
        return (
            f"git.{type(self).__name__}(name={self._name}, path={self.path}, url={self.url}, "
            f"branch_path={self.branch_path})"
        )

    @classmethod
    def _modules(cls, repo: Repo, commit: Commit | None) -> GitConfigParser:
        """The settings of .gitmodules, of the working tree where the commit is HEAD, else of the commit."""
        from rgit.config import GitConfigParser

        is_head = True
        if commit is not None:
            try:
                is_head = repo.head.commit == commit
            except ValueError:
                pass
        if not repo.bare and is_head and repo.working_tree_dir:
            # Git follows no include of this file, which comes with the repository.
            return GitConfigParser(os.path.join(repo.working_tree_dir, cls.k_modules_file), merge_includes=False)
        if commit is None:
            raise OSError(f"Could not find {cls.k_modules_file} without a commit")
        try:
            data = commit.tree[cls.k_modules_file].data_stream
        except KeyError as error:
            raise OSError(f"Could not find {cls.k_modules_file} file in the tree of {commit}") from error
        return GitConfigParser(data, merge_includes=False)

    def module(self) -> Repo:
        """The submodule's repository; raises `InvalidGitRepositoryError` where it is not there."""
        from rgit.repo import Repo

        path = self.abspath
        try:
            repo = Repo(path)
        except (InvalidGitRepositoryError, NoSuchPathError) as error:
            raise InvalidGitRepositoryError(f"No valid repository at {path}") from error
        if repo == self.repo:
            raise InvalidGitRepositoryError(f"Repository at {path!r} was not yet checked out")
        return repo

    def module_exists(self) -> bool:
        """Whether the submodule's repository is there."""
        try:
            self.module()
        except Exception:
            return False
        return True

    def exists(self) -> bool:
        """Whether .gitmodules has the submodule."""
        try:
            return self.config_reader().has_section()
        except OSError:
            return False

    @property
    def branch(self) -> Head:
        """The branch of the submodule that is to be checked out."""
        from rgit.refs.head import Head

        return Head(self.module(), self.branch_path)

    @property
    def branch_path(self) -> str:
        """The full name of that branch."""
        return self._branch_path

    @property
    def branch_name(self) -> str:
        """The short name of that branch."""
        return self._branch_path.split("/", 2)[2]

    @property
    def url(self) -> str:
        """Where the submodule comes from."""
        return self._url

    @property
    def parent_commit(self) -> Commit:
        """The commit that has the submodule, HEAD's where none was given."""
        return self.repo.commit() if self._parent_commit is None else self._parent_commit

    @property
    def name(self) -> str:
        """The name that .gitmodules gives it."""
        return self._name

    def config_reader(self) -> SectionConstraint:
        """The submodule's settings in .gitmodules."""
        from rgit.config import SectionConstraint

        try:
            commit: Commit | None = self.parent_commit
        except ValueError:
            commit = None
        return SectionConstraint(self._modules(self.repo, commit), f'submodule "{self.name}"')

    def children(self) -> IterableList[Submodule]:
        """The submodules of the submodule; none where it is not checked out."""
        return self._get_intermediate_items(self)

    @classmethod
    def iter_items(cls, repo: Repo, parent_commit: Any = "HEAD", *args: Any, **kwargs: Any) -> Iterator[Submodule]:
        """The submodules that a commit, or else the index, has."""
        try:
            commit = repo.commit(parent_commit)
            modules = cls._modules(repo, commit)
            sections = modules.sections()
        except (OSError, BadName):
            return
        is_head: bool | None = None
        for section in sections:
            if not section.startswith('submodule "'):
                continue
            path = modules.get(section, "path")
            url = modules.get(section, "url")
            branch = str(modules.get(section, cls.k_head_option, cls.k_head_default))
            found: Any
            try:
                found = commit.tree[path]
            except KeyError:
                entry = repo.index.entries.get((path, 0))
                if entry is None:
                    continue
                found = Submodule(repo, entry.binsha, entry.mode, entry.path)
            if not isinstance(found, Submodule):
                continue
            if is_head is None:
                is_head = commit == repo.commit()
            found._name = section[11:-1]
            if not is_head:
                found._parent_commit = commit
            found._branch_path = _full_path(branch)
            found._url = url
            yield found

    @classmethod
    def add(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git submodule add."""
        refuse("git submodule add URL PATH")

    def update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git submodule update."""
        refuse("git submodule update --init")

    def move(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git mv."""
        refuse("git mv PATH PATH")

    def remove(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git rm."""
        refuse("git rm PATH")

    def rename(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git config --file .gitmodules --rename-section."""
        refuse("git config --file .gitmodules --rename-section")

    def config_writer(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git config --file .gitmodules."""
        refuse("git config --file .gitmodules NAME VALUE")


class RootModule(Submodule):
    """The repository itself, as the root of its submodules."""

    __slots__ = ()
    k_root_name = "__ROOT__"

    def __init__(self, repo: Repo) -> None:
        """The root of the repository's submodules."""
        super().__init__(
            repo,
            binsha=self.NULL_BIN_SHA,
            mode=self.k_default_mode,
            path="",
            name=self.k_root_name,
            url="",
            branch_path=_full_path(self.k_head_default),
        )

    def module(self) -> Repo:
        """The repository."""
        return self.repo


def _full_path(branch: str) -> str:
    return branch if branch.startswith("refs/heads/") else "refs/heads/" + branch
