"""Remotes."""

from __future__ import annotations


from rgit._refusal import refuse
from rgit.exc import GitCommandError
from rgit.refs.remote import RemoteReference
from rgit.util import IterableList, IterableObj

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

    from rgit.config import SectionConstraint
    from rgit.repo import Repo

__all__ = ["FetchInfo", "PushInfo", "Remote", "RemoteProgress"]


class RemoteProgress:
    """Kept for programs that import it; nothing is transferred."""


class FetchInfo:
    """Kept for programs that import it; nothing is transferred."""


class PushInfo:
    """Kept for programs that import it; nothing is transferred."""


class Remote(IterableObj):
    """A remote by its name. Its settings are attributes: `remote.url`, `remote.pushurl`."""

    __slots__ = ("_config_reader", "name", "repo")
    _id_attribute_ = "name"

    repo: Repo
    name: str
    url: str

    def __init__(self, repo: Repo, name: str) -> None:
        """The remote of this name, whether it exists or not."""
        self.repo = repo
        self.name = name

    def __getattr__(self, attr: str) -> Any:
        if attr == "_config_reader":
            from rgit.config import SectionConstraint

            self._config_reader = SectionConstraint(self.repo.config_reader("repository"), f'remote "{self.name}"')
            return self._config_reader
        if attr.startswith("__"):
            raise AttributeError(attr)
        from configparser import NoOptionError

        try:
            return self.config_reader.get(attr)
        except NoOptionError:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {attr!r}") from None

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f'<git.{type(self).__name__} "{self.name}">'

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.name == other.name

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.name)

    def exists(self) -> bool:
        """Whether the repository's settings have the remote."""
        return self.config_reader.has_section()

    @classmethod
    def iter_items(cls, repo: Repo, *args: Any, **kwargs: Any) -> Iterator[Remote]:
        """The remotes of the repository's settings, in their order."""
        for section in repo.config_reader("repository").sections():
            if section.startswith('remote "'):
                yield cls(repo, section[8:-1])

    @property
    def urls(self) -> Iterator[str]:
        """The URLs git fetches from, as `url.*.insteadOf` makes them."""
        rows = self.repo._ask_checked(["config", "--fields", "key,value"]).rows
        urls = [row["value"] for row in rows if row["key"] == f"remote.{self.name}.url" and row["value"]]
        if not urls:
            if not self.exists():
                raise GitCommandError(
                    ["git", "remote", "get-url", "--all", self.name], 2, f"error: No such remote '{self.name}'"
                )
            urls = [self.name]
        rewrites = [
            (row["value"], row["key"][4:-10])
            for row in rows
            if row["value"] and row["key"].startswith("url.") and row["key"].endswith(".insteadof")
        ]
        for url in urls:
            beginnings = [(begin, base) for begin, base in rewrites if url.startswith(begin)]
            if beginnings:
                begin, base = max(beginnings, key=lambda pair: len(pair[0]))
                url = base + url[len(begin) :]
            yield url

    @property
    def refs(self) -> IterableList[RemoteReference]:
        """Its remote-tracking branches, found by their names without the remote's."""
        found: IterableList[RemoteReference] = IterableList(RemoteReference._id_attribute_, f"{self.name}/")
        found.extend(RemoteReference.list_items(self.repo, remote=self.name))
        return found

    @property
    def stale_refs(self) -> NoReturn:
        """Raises: only the remote itself knows; use git remote prune --dry-run."""
        refuse(f"git remote prune --dry-run {self.name}", "asks no remote")

    @property
    def config_reader(self) -> SectionConstraint:
        """The remote's settings."""
        reader: SectionConstraint = self._config_reader
        return reader

    @property
    def config_writer(self) -> NoReturn:
        """Raises: use git config."""
        refuse(f"git config remote.{self.name}.NAME VALUE")

    def fetch(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git fetch."""
        refuse(f"git fetch {self.name}")

    def pull(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git pull."""
        refuse(f"git pull {self.name}")

    def push(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git push."""
        refuse(f"git push {self.name}")

    def set_url(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git remote set-url."""
        refuse(f"git remote set-url {self.name} URL")

    add_url = set_url
    delete_url = set_url

    def rename(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git remote rename."""
        refuse(f"git remote rename {self.name} NAME")

    def update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git remote update."""
        refuse(f"git remote update {self.name}")

    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git remote add."""
        refuse("git remote add NAME URL")

    add = create

    @classmethod
    def remove(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git remote remove."""
        refuse("git remote remove NAME")

    rm = remove
