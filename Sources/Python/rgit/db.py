"""The objects of a repository by name, as git stores them."""

from __future__ import annotations

from rgit._refusal import refuse
from rgit.exc import AmbiguousObjectName, BadObject
from rgit.util import hex_to_bin, to_hex_sha

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import NoReturn

    from rgit._object_streams import OInfo, OStream
    from rgit._questions import Questions

__all__ = ["GitCmdObjectDB", "GitDB"]


# The maximum number of objects whose types are kept.
_MAXIMUM_TYPES = 100_000


class GitCmdObjectDB:
    """Reads objects."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        # Types of objects by name, which never change.
        self._types: dict[str, str] = {}

    def read(self, name: str) -> tuple[str, bytes]:
        """The type and the content of an object; raises `BadObject` where there is none."""
        data = self._questions.ask(["cat", "--batch"], name + "\n").data
        end = data.find(b"\n")
        words = data[:end].split(b" ")
        if len(words) != 3:
            raise BadObject(name.encode())
        return words[1].decode("ascii"), data[end + 1 : -1]

    def read_revision(self, revision: str) -> tuple[str, str, bytes] | None:
        """The name, the type and the content of the object a revision names; None where it names none."""
        if "\n" in revision or not revision:
            return None
        data = self._questions.ask(["cat", "--batch"], revision + "\n").data
        end = data.find(b"\n")
        words = data[:end].rsplit(b" ", 2)
        if len(words) != 3 or not words[2].isdigit() or len(words[0]) not in (40, 64):
            return None
        return words[0].decode("ascii"), words[1].decode("ascii"), data[end + 1 : -1]

    def read_many(self, names: Sequence[str]) -> Iterator[tuple[str, bytes] | None]:
        """The types and contents of objects in the order of their names; None for those that cannot be read."""
        data = self._questions.ask(["cat", "--batch"], "\n".join(names) + "\n").data
        start = 0
        for _ in names:
            end = data.find(b"\n", start)
            words = data[start:end].split(b" ")
            start = end + 1
            if len(words) != 3:
                yield None
                continue
            end = start + int(words[2])
            yield words[1].decode("ascii"), data[start:end]
            start = end + 1

    def type_and_size(self, name: str) -> tuple[str, int]:
        """The type and the size of an object; raises `BadObject` where there is none."""
        answer = self._questions.ask(["show", "--fields", "type,size", name])
        if not answer.rows:
            raise BadObject(name.encode())
        row = answer.rows[0]
        return row["type"], row["size"]

    def type(self, name: str) -> str:
        """The type of an object; raises `BadObject` where there is none."""
        found = self._types.get(name)
        if found is None:
            answer = self._questions.ask(["rev-parse", "--fields", "type", name])
            if not answer.rows or not answer.rows[0]["type"]:
                raise BadObject(name.encode())
            found = str(answer.rows[0]["type"])
            self.note_type(name, found)
        return found

    def note_type(self, name: str, type: str) -> None:
        """Keeps the type of an object, which is likely to be asked for."""
        if len(self._types) >= _MAXIMUM_TYPES:
            self._types.clear()
        self._types[name] = type

    def info(self, binsha: bytes) -> OInfo:
        """Name, type and size of an object."""
        from rgit._object_streams import OInfo

        kind, size = self.type_and_size(to_hex_sha(binsha))
        return OInfo(binsha, kind.encode(), size)

    def stream(self, binsha: bytes) -> OStream:
        """The content of an object."""
        from rgit._object_streams import OStream

        kind, data = self.read(to_hex_sha(binsha))
        return OStream(binsha, kind.encode(), data)

    def has_object(self, binsha: bytes) -> bool:
        """Whether there is an object of this name."""
        try:
            self.type_and_size(to_hex_sha(binsha))
        except BadObject:
            return False
        return True

    def partial_to_complete_sha_hex(self, partial_hexsha: str | bytes) -> bytes:
        """The bytes of the one object name that begins so."""
        name = to_hex_sha(partial_hexsha)
        answer = self._questions.ask(["rev-parse", "--fields", "hexsha", name])
        if not answer.rows:
            if "ambiguous" in answer.message:
                raise AmbiguousObjectName(name)
            raise BadObject(name.encode())
        return hex_to_bin(answer.rows[0]["hexsha"])

    def store(self, istream: object) -> NoReturn:
        """Raises: use git hash-object -w."""
        refuse("git hash-object -w --stdin")


GitDB = GitCmdObjectDB
