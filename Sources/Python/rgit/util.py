"""People, line counts, lists that are found by name, and paths."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, NoReturn, TypeVar

    from typing_extensions import Self

    from rgit.repo import Repo
    from rgit.types import PathLike

    T = TypeVar("T")
else:
    T = object  # The module typing takes as long to import as all else.

__all__ = [
    "Actor",
    "BlockingLockFile",
    "IterableList",
    "IterableObj",
    "LazyMixin",
    "LockFile",
    "Stats",
    "bin_to_hex",
    "expand_path",
    "hex_to_bin",
    "join_path",
    "join_path_native",
    "remove_password_if_present",
    "rmtree",
    "to_bin_sha",
    "to_hex_sha",
]


def hex_to_bin(name: str | bytes) -> bytes:
    """The bytes of an object name in hex."""
    return bytes.fromhex(name.decode("ascii") if isinstance(name, bytes) else name)


def bin_to_hex(name: bytes) -> bytes:
    """An object name in hex, as bytes."""
    return name.hex().encode("ascii")


def to_hex_sha(name: str | bytes) -> str:
    """An object name in hex, whether it is given in hex or as its bytes."""
    if isinstance(name, str):
        return name
    return name.decode("ascii") if len(name) in (40, 64) else name.hex()


def to_bin_sha(name: str | bytes) -> bytes:
    """The bytes of an object name, whether it is given in hex or as its bytes."""
    if isinstance(name, bytes) and len(name) in (20, 32):
        return name
    return hex_to_bin(name)


def join_path(first: PathLike, *others: PathLike) -> str:
    """Paths joined by one slash each."""
    path = os.fspath(first)
    for other in others:
        part = os.fspath(other)
        if not part:
            continue
        if part.startswith("/"):
            path += part[1:]
        elif not path or path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


join_path_native = join_path


def expand_path(path: PathLike, expand_vars: bool = True) -> str:
    """An absolute path, with `~` and, where asked for, variables resolved."""
    text = os.path.expanduser(os.fspath(path))
    if expand_vars:
        text = os.path.expandvars(text)
    return os.path.normpath(os.path.abspath(text))


class LazyMixin:
    """Has attributes that are read when first asked for, by `_set_cache_`."""

    __slots__ = ()

    def __getattr__(self, attr: str) -> Any:
        self._set_cache_(attr)
        return object.__getattribute__(self, attr)

    def _set_cache_(self, attr: str) -> None:
        """Sets the attribute, and others that are known with it; attributes that are none stay unset."""


class Actor:
    """A person, by name and e-mail address as they are recorded."""

    __slots__ = ("email", "name")

    env_author_name = "GIT_AUTHOR_NAME"
    env_author_email = "GIT_AUTHOR_EMAIL"
    env_committer_name = "GIT_COMMITTER_NAME"
    env_committer_email = "GIT_COMMITTER_EMAIL"
    conf_name = "name"
    conf_email = "email"

    def __init__(self, name: str | None, email: str | None = None) -> None:
        self.name: str | None = name
        self.email: str | None = email

    def __eq__(self, other: object) -> bool:
        return (self.name, self.email) == (getattr(other, "name", NotImplemented), getattr(other, "email", None))

    def __hash__(self) -> int:
        return hash((self.name, self.email))

    def __str__(self) -> str:
        return self.name or ""

    def __repr__(self) -> str:
        return f'<git.Actor "{self.name} <{self.email}>">'

    @classmethod
    def from_string(cls, string: str) -> Self:
        """The person of a text such as `A U Thor <author@example.com>`; text without an address is all name."""
        line = string.split("\n", 1)[0]
        start = line.find("<")
        end = line.find(">", start + 1)
        if start < 0 or end < 0:
            return cls(string, None)
        return cls(line[:start].rstrip(), line[start + 1 : end])

    _from_string = from_string

    @classmethod
    def _main(cls, name: str, email: str, config_reader: Any) -> Self:
        def value(variable: str, option: str) -> str:
            found = os.environ.get(variable)
            if found is None and config_reader is not None:
                found = str(config_reader.get_value("user", option, ""))
            return found or ""

        import getpass
        import platform

        address = value(email, cls.conf_email) or f"{getpass.getuser()}@{platform.node()}"
        return cls(value(name, cls.conf_name) or address.split("@")[0], address)

    @classmethod
    def committer(cls, config_reader: Any = None) -> Self:
        """The person git would record as committer, by the environment and the given configuration."""
        return cls._main(cls.env_committer_name, cls.env_committer_email, config_reader)

    @classmethod
    def author(cls, config_reader: Any = None) -> Self:
        """The person git would record as author, by the environment and the given configuration."""
        return cls._main(cls.env_author_name, cls.env_author_email, config_reader)


class Stats:
    """Line counts: `total` has insertions, deletions, lines and files, `files` the counts and change type of each path.

    Binary files count no lines.
    """

    __slots__ = ("files", "total")

    def __init__(self, total: dict[str, int], files: dict[str, dict[str, Any]]) -> None:
        self.total: dict[str, int] = total
        self.files: dict[str, dict[str, Any]] = files

    @classmethod
    def _from_rows(cls, rows: list[dict[str, Any]]) -> Stats:
        """The counts of rows with path, change_type, insertions and deletions."""
        files = {}
        total = {"insertions": 0, "deletions": 0, "lines": 0, "files": 0}
        for row in rows:
            insertions = row["insertions"] or 0
            deletions = row["deletions"] or 0
            lines = insertions + deletions
            total["insertions"] += insertions
            total["deletions"] += deletions
            total["lines"] += lines
            total["files"] += 1
            files[row["path"]] = {
                "insertions": insertions,
                "deletions": deletions,
                "lines": lines,
                "change_type": row["change_type"],
            }
        return cls(total, files)


class IterableObj:
    """Has items of its kind in a repository."""

    __slots__ = ()
    _id_attribute_: str

    @classmethod
    def iter_items(cls, repo: Repo, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """The items one by one."""
        raise NotImplementedError

    @classmethod
    def list_items(cls, repo: Repo, *args: Any, **kwargs: Any) -> IterableList[Self]:
        """The items as a list that finds them by name."""
        found: IterableList[Self] = IterableList(cls._id_attribute_)
        found.extend(cls.iter_items(repo, *args, **kwargs))
        return found


class IterableList(list[T]):
    """A list whose items are also found by name: `heads["main"]`, `heads.main`.

    `prefix` is what the names of all items begin with, such as `origin/`.
    """

    __slots__ = ("_id_attr", "_prefix")

    def __new__(cls, id_attr: str, prefix: str = "") -> IterableList[T]:
        return super().__new__(cls)

    def __init__(self, id_attr: str, prefix: str = "") -> None:
        self._id_attr = id_attr
        self._prefix = prefix

    def __contains__(self, attr: object) -> bool:
        try:
            if list.__contains__(self, attr):
                return True
        except (AttributeError, TypeError):
            pass
        try:
            getattr(self, attr)  # type: ignore[call-overload]
        except (AttributeError, TypeError):
            return False
        return True

    def __getattr__(self, attr: str) -> T:
        name = self._prefix + attr
        for item in self:
            if getattr(item, self._id_attr) == name:
                return item
        raise AttributeError(f"No item found with id {name}")

    def __getitem__(self, index: Any) -> T:  # type: ignore[override]
        if isinstance(index, int):
            return list.__getitem__(self, index)
        if isinstance(index, slice):
            raise ValueError("Index should be an int or str")
        try:
            found: T = getattr(self, index)
        except AttributeError as error:
            raise IndexError(str(error)) from None
        return found

    def __delitem__(self, index: Any) -> None:
        if not isinstance(index, int):
            name = self._prefix + index
            for position, item in enumerate(self):
                if getattr(item, self._id_attr) == name:
                    index = position
                    break
            else:
                raise IndexError(f"Item with name {name} not found")
        list.__delitem__(self, index)


def rmtree(path: PathLike) -> NoReturn:
    """Raises: nothing is removed."""
    from rgit._refusal import refuse

    refuse("shutil.rmtree(PATH)")


class LockFile:
    """Kept for programs that import it: no lock is taken, as nothing is written."""

    __slots__ = ("_file_path",)

    def __init__(self, file_path: PathLike) -> None:
        self._file_path = file_path

    def _lock_file_path(self) -> str:
        return f"{os.fspath(self._file_path)}.lock"

    def _has_lock(self) -> bool:
        return False

    def _obtain_lock_or_raise(self) -> NoReturn:
        from rgit._refusal import refuse

        refuse("a lock of your own, such as open(PATH, 'x')")

    _obtain_lock = _obtain_lock_or_raise

    def _release_lock(self) -> None:
        pass


class BlockingLockFile(LockFile):
    """Kept for programs that import it: no lock is taken, as nothing is written."""

    __slots__ = ()

    def __init__(self, file_path: PathLike, check_interval_s: float = 0.3, max_block_time_s: float = 0) -> None:
        super().__init__(file_path)


def remove_password_if_present(cmdline: Sequence[str]) -> list[str]:
    """The words of a command line without the names and passwords of URLs, and without authorization headers."""
    return [_without_password(word) if isinstance(word, str) else word for word in cmdline]


def _without_password(word: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    key, _, header = word.partition("=")
    name, colon, _ = header.partition(":")
    if colon and key.lower().endswith(".extraheader") and name.strip().lower() == "authorization":
        return f"{key}={name}: *****"
    try:
        url = urlsplit(word)
        secrets = (url.password, url.username)
    except ValueError:
        return word
    place = url.netloc
    for secret in secrets:
        if secret:
            place = place.replace(secret, "*****")
    return word if place == url.netloc else urlunsplit(url._replace(netloc=place))
