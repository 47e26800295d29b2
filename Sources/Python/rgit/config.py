"""Settings of git, by section and name."""

from __future__ import annotations

import os

from rgit import _config_file
from rgit._refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

    from rgit.repo import Repo

__all__ = ["CONFIG_LEVELS", "GitConfigParser", "SectionConstraint", "get_config_path"]

CONFIG_LEVELS = ("system", "user", "global", "repository")
"""Where settings are, from what counts least."""

_MISSING: Any = object()


def _title(section: str, second: str | None) -> str:
    return section if second is None else f'{section} "{second}"'


def _key(section: str) -> str:
    """What sections are found by: small letters, but for the second name."""
    first, quote, second = section.partition('"')
    return first.strip().lower() + (" " + quote + second if quote else "")


def get_config_path(config_level: str) -> str:
    """The file of a level: system, user or global; raises `ValueError` for repository, as each has its own."""
    if config_level == "system":
        return "/etc/gitconfig"
    if config_level == "user":
        folder = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.environ.get("HOME", "~"), ".config")
        return os.path.normpath(os.path.expanduser(os.path.join(folder, "git", "config")))
    if config_level == "global":
        return os.path.normpath(os.path.expanduser("~/.gitconfig"))
    if config_level == "repository":
        raise ValueError("No repo to get repository configuration from. Use Repo.config_reader")
    raise ValueError(f"Invalid configuration level: {config_level!r}")


class GitConfigParser:
    """The settings of files, or of a repository with all that is in effect there. It only reads.

    Sections are named as in `remote "origin"`. Of several values of a name the last counts.
    """

    def __init__(
        self,
        file_or_files: Any = None,
        read_only: bool = True,
        merge_includes: bool = True,
        config_level: str | None = None,
        repo: Repo | None = None,
    ) -> None:
        """The settings of a path or a file-like object, of several of them, of a repository, or of the files of levels.

        With `merge_includes` the files that `include.path` names are read where it names them, as in git.
        """
        if not read_only:
            refuse("git config NAME VALUE")
        self._sections: dict[str, tuple[str, dict[str, tuple[str, list[str]]]]] = {}
        if file_or_files is None and repo is not None:
            self._read_repository(repo, config_level)
            return
        if file_or_files is None:
            levels = CONFIG_LEVELS[:3] if config_level is None else (config_level,)
            file_or_files = [get_config_path(level) for level in levels]
        files: Sequence[Any] = file_or_files if isinstance(file_or_files, (list, tuple)) else [file_or_files]
        # Each file is included once, so that files which include each other come to an end.
        included: set[str] | None = {_real(file) for file in files if not hasattr(file, "read")}
        if not merge_includes:
            included = None
        for file in files:
            if hasattr(file, "read"):
                self._read(file.read(), None, included)
            else:
                self._read_file(file, included)

    def _read_file(self, path: Any, included: set[str] | None) -> None:
        try:
            with open(path, "rb") as opened:
                data = opened.read()
        except OSError:
            return
        self._read(data, os.path.dirname(os.path.abspath(path)), included)

    def _read(self, data: bytes, folder: str | None, included: set[str] | None) -> None:
        """Adds the settings of a file in a folder, and those of the files it includes."""
        for section, second, name, value in _config_file.parse(data):
            self._add(_title(section, second), name, value)
            if included is None or section != "include" or second is not None or name.lower() != "path" or not value:
                continue
            path = os.path.expanduser(value)
            if not os.path.isabs(path):
                if folder is None:
                    continue
                path = os.path.join(folder, path)
            path = _real(path)
            if path not in included and os.path.isfile(path):
                included.add(path)
                self._read_file(path, included)

    def _read_repository(self, repo: Repo, level: str | None) -> None:
        user = os.path.join(os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config"), "git", "config")
        for row in repo._ask_checked(["config", "--fields", "key,value,scope,file"]).rows:
            if level is not None:
                scope = "user" if row["scope"] == "global" and row["file"] == user else row["scope"]
                if {"local": "repository"}.get(scope, scope) != level:
                    continue
            section, _, rest = row["key"].partition(".")
            second, dot, name = rest.rpartition(".")
            self._add(_title(section, second if dot else None), name, row["value"])

    def _add(self, section: str, name: str, value: str | None) -> None:
        options = self._sections.setdefault(_key(section), (section, {}))[1]
        if name and value is not None:
            options.setdefault(name.lower(), (name, []))[1].append(value)

    @property
    def read_only(self) -> bool:
        """Always true."""
        return True

    def __enter__(self) -> GitConfigParser:
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def release(self) -> None:
        """Does nothing: no lock is held."""

    def read(self) -> None:
        """Does nothing: the settings are read."""

    def sections(self) -> list[str]:
        """The names of the sections."""
        return [title for title, _ in self._sections.values()]

    def has_section(self, section: str) -> bool:
        """Whether there is such a section."""
        return _key(section) in self._sections

    def _options(self, section: str) -> dict[str, tuple[str, list[str]]]:
        found = self._sections.get(_key(section))
        if found is None:
            from configparser import NoSectionError

            raise NoSectionError(section)
        return found[1]

    def has_option(self, section: str, option: str) -> bool:
        """Whether the section has such a name."""
        return self.has_section(section) and option.lower() in self._options(section)

    def options(self, section: str) -> list[str]:
        """The names of a section."""
        return [name for name, _ in self._options(section).values()]

    def _values(self, section: str, option: str) -> list[str]:
        found = self._options(section).get(option.lower())
        if found is None:
            from configparser import NoOptionError

            raise NoOptionError(option, section)
        return found[1]

    def _or_default(self, section: str, option: str, default: Any) -> list[Any]:
        from configparser import Error

        try:
            return self._values(section, option)
        except Error:
            if default is _MISSING:
                raise
            return [default]

    def get(self, section: str, option: str, fallback: Any = _MISSING, **kwargs: Any) -> Any:
        """The value as text; `configparser`'s errors are raised where there is none and no `fallback`."""
        return self._or_default(section, option, fallback)[-1]

    def getint(self, section: str, option: str, **kwargs: Any) -> int:
        """The value as a whole number."""
        return int(self.get(section, option, **kwargs))

    def getfloat(self, section: str, option: str, **kwargs: Any) -> float:
        """The value as a number."""
        return float(self.get(section, option, **kwargs))

    def getboolean(self, section: str, option: str, **kwargs: Any) -> bool:
        """The value as truth: 1 yes true on, 0 no false off."""
        value = str(self.get(section, option, **kwargs)).lower()
        if value in ("1", "yes", "true", "on"):
            return True
        if value in ("0", "no", "false", "off"):
            return False
        raise ValueError(f"Not a boolean: {value}")

    def get_value(self, section: str, option: str, default: Any = _MISSING) -> Any:
        """The value as a number or as truth where it is one, else as text."""
        return _converted(self.get(section, option, default))

    def get_values(self, section: str, option: str, default: Any = _MISSING) -> list[Any]:
        """All values of a name, as `get_value` gives them."""
        return [_converted(value) for value in self._or_default(section, option, default)]

    def items(self, section: str) -> list[tuple[str, str]]:
        """Names and values of a section."""
        return [(name, values[-1]) for name, values in self._options(section).values()]

    def items_all(self, section: str) -> list[tuple[str, list[str]]]:
        """Names of a section, each with all its values."""
        return [(name, list(values)) for name, values in self._options(section).values()]

    def set(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git config."""
        refuse("git config NAME VALUE")

    set_value = set
    add_value = set
    add_section = set
    rename_section = set
    remove_section = set
    remove_option = set
    write = set


def _converted(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for number in (int, float):
        try:
            found = number(value)
            if found == float(value):
                return found
        except (ValueError, OverflowError):
            continue
    return {"true": True, "false": False}.get(value.lower(), value)


def _real(path: Any) -> str:
    real: str = os.path.realpath(os.fspath(path))
    return real


class SectionConstraint:
    """One section of settings: the calls of `GitConfigParser` without the section."""

    __slots__ = ("_config", "_section_name")

    def __init__(self, config: GitConfigParser, section: str) -> None:
        """The section of this name, whether it is there or not."""
        self._config = config
        self._section_name = section

    @property
    def config(self) -> GitConfigParser:
        """All settings."""
        return self._config

    def get(self, option: str, *args: Any, **kwargs: Any) -> Any:
        """The value as text."""
        return self._config.get(self._section_name, option, *args, **kwargs)

    def get_value(self, option: str, *args: Any, **kwargs: Any) -> Any:
        """The value as a number or as truth where it is one, else as text."""
        return self._config.get_value(self._section_name, option, *args, **kwargs)

    def get_values(self, option: str, *args: Any, **kwargs: Any) -> list[Any]:
        """All values of a name."""
        return self._config.get_values(self._section_name, option, *args, **kwargs)

    def getint(self, option: str) -> int:
        """The value as a whole number."""
        return self._config.getint(self._section_name, option)

    def getfloat(self, option: str) -> float:
        """The value as a number."""
        return self._config.getfloat(self._section_name, option)

    def getboolean(self, option: str) -> bool:
        """The value as truth."""
        return self._config.getboolean(self._section_name, option)

    def has_option(self, option: str) -> bool:
        """Whether the section has such a name."""
        return self._config.has_option(self._section_name, option)

    def has_section(self) -> bool:
        """Whether there is the section."""
        return self._config.has_section(self._section_name)

    def options(self) -> list[str]:
        """The names of the section."""
        return self._config.options(self._section_name)

    def items(self) -> list[tuple[str, str]]:
        """Names and values of the section."""
        return self._config.items(self._section_name)

    def release(self) -> None:
        """Does nothing: no lock is held."""

    def __enter__(self) -> SectionConstraint:
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def set(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises: use git config."""
        refuse("git config NAME VALUE")

    set_value = set
    add_value = set
    remove_section = set
    remove_option = set


