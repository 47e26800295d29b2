"""The logs of the moves of references."""

from __future__ import annotations

import os
from typing import List, NamedTuple

from rgit._refusal import refuse
from rgit.objects.util import altz_to_utctz_str, parse_date
from rgit.util import Actor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

    from rgit.refs.symbolic import SymbolicReference
    from rgit.types import PathLike

__all__ = ["RefLog", "RefLogEntry"]


class _Fields(NamedTuple):
    oldhexsha: str
    newhexsha: str
    actor: Actor
    time: tuple[int, int]
    message: str | None


class RefLogEntry(_Fields):
    """A move of a reference: from where, to where, by whom, when (`time`: seconds and zone as in `time.altzone`), why."""

    __slots__ = ()

    def __new__(cls, fields: tuple[Any, ...]) -> RefLogEntry:
        """The move with these five fields."""
        return super().__new__(cls, *fields)

    def __repr__(self) -> str:
        return self.format()

    def format(self) -> str:
        """The line that git's file has for it."""
        return (
            f"{self.oldhexsha} {self.newhexsha} {self.actor.name} <{self.actor.email}> "
            f"{self.time[0]} {altz_to_utctz_str(self.time[1])}\t{self.message}\n"
        )

    @classmethod
    def new(
        cls, oldhexsha: str, newhexsha: str, actor: Actor, time: int, tz_offset: int, message: str
    ) -> RefLogEntry:
        """The move with these fields."""
        if not isinstance(actor, Actor):
            raise ValueError(f"Need actor instance, got {actor}")
        return cls((oldhexsha, newhexsha, actor, (time, tz_offset), message))

    @classmethod
    def from_line(cls, line: bytes) -> RefLogEntry:
        """The move of a line without its end; raises `ValueError` where it has not the form."""
        text = line.decode("utf-8", "surrogateescape")
        info, mark, message = text.partition("\t")
        names = info.split(" ", 2)
        if len(names) != 3 or any(len(name) not in (40, 64) for name in names[:2]):
            raise ValueError(f"Invalid hexsha: {info!r}")
        for name in names[:2]:
            try:
                bytes.fromhex(name)
            except ValueError as error:
                raise ValueError(f"Invalid hexsha: {name!r}") from error
        person, end, moment = names[2].partition("> ")
        if not end:
            raise ValueError("Missing token: >")
        return cls((names[0], names[1], Actor.from_string(person + ">"), parse_date(moment), message if mark else None))


class RefLog(List[RefLogEntry]):
    """The moves of a reference, the first one first."""

    def __init__(self, filepath: PathLike | None = None) -> None:
        """The moves of a file; none where there is no file."""
        super().__init__()
        self._path = filepath
        if filepath is not None:
            try:
                with open(filepath, "rb") as file:
                    data = file.read()
            except OSError:
                return
            self.extend(RefLogEntry.from_line(line.strip()) for line in data.split(b"\n") if line)

    @classmethod
    def from_file(cls, filepath: PathLike) -> RefLog:
        """The moves of a file."""
        return cls(filepath)

    @classmethod
    def path(cls, ref: SymbolicReference) -> str:
        """The file that has the moves of a reference, whether it is there or not."""
        ref._check_ref_name_valid(ref.path)
        repo = ref.repo
        own = os.path.join(repo.git_dir, "logs", ref.path)
        if not os.path.exists(own) and ref.path.startswith("refs/"):
            return os.path.join(repo.common_dir, "logs", ref.path)
        return own

    @classmethod
    def iter_entries(cls, stream: Any) -> Iterator[RefLogEntry]:
        """The moves of a file, or of the path of one."""
        if isinstance(stream, (str, os.PathLike)):
            with open(stream, "rb") as file:
                yield from cls.iter_entries(file)
            return
        for line in stream:
            yield RefLogEntry.from_line(line.strip())

    @classmethod
    def entry_at(cls, filepath: PathLike, index: int) -> RefLogEntry:
        """One move of a file; -1 is the last. Raises `IndexError` where there is none."""
        with open(filepath, "rb") as file:
            lines = file.read().splitlines()
        return RefLogEntry.from_line(lines[index].strip())

    def write(self) -> NoReturn:
        """Raises: git writes its logs."""
        refuse("git update-ref -m MESSAGE NAME OBJECT")

    to_file = write
    append_entry = write
