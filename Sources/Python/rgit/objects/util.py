"""Time zones, dates, and walks over what refers to each other."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo

from rgit.util import Actor, IterableList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

__all__ = [
    "Actor",
    "Traversable",
    "altz_to_utctz_str",
    "from_timestamp",
    "get_object_type_by_name",
    "mode_str_to_int",
    "parse_actor_and_date",
    "parse_date",
    "tzoffset",
    "utc",
    "utctz_to_altz",
    "verify_utctz",
]

_ZERO = timedelta(0)
_IDENTITY = re.compile(r"\S+ (.*) (\d+) ([+-]\d+)")


class tzoffset(tzinfo):
    """A time zone by its seconds west of Greenwich."""

    def __init__(self, secs_west_of_utc: float, name: str | None = None) -> None:
        self._offset = timedelta(seconds=-secs_west_of_utc)
        self._name = name or "fixed"

    def __reduce__(self) -> tuple[type[tzoffset], tuple[float, str]]:
        return tzoffset, (-self._offset.total_seconds(), self._name)

    def utcoffset(self, dt: datetime | None) -> timedelta:
        return self._offset

    def tzname(self, dt: datetime | None) -> str:
        return self._name

    def dst(self, dt: datetime | None) -> timedelta:
        return _ZERO


utc: tzoffset = tzoffset(0, "UTC")


def from_timestamp(timestamp: float, tz_offset: float) -> datetime:
    """The moment in the zone so many seconds west of Greenwich, or in UTC where there is no such zone."""
    moment = datetime.fromtimestamp(timestamp, utc)
    try:
        return moment.astimezone(tzoffset(tz_offset))
    except ValueError:
        return moment


def mode_str_to_int(modestr: str | bytes) -> int:
    """A mode such as 100644 as a number."""
    return int(modestr[-6:], 8)


def utctz_to_altz(utctz: str | bytes) -> int:
    """A zone such as +0200 in seconds west of Greenwich, which is -7200."""
    number = int(utctz)
    seconds = abs(number) // 100 * 3600 + abs(number) % 100 * 60
    return seconds if number < 0 else -seconds


def altz_to_utctz_str(altz: float) -> str:
    """Seconds west of Greenwich as a zone such as +0200."""
    minutes = abs(int(altz)) // 60
    return f"{'-' if altz > 0 and minutes else '+'}{minutes // 60:02}{minutes % 60:02}"


def verify_utctz(offset: str) -> str:
    """The zone itself; raises `ValueError` where it is none."""
    if len(offset) != 5 or offset[0] not in "+-" or not offset[1:].isdecimal():
        raise ValueError(f"Invalid timezone offset format: {offset}")
    return offset


def parse_actor_and_date(line: str) -> tuple[Actor, int, int]:
    """The person, the seconds since 1970 and the zone in seconds west of Greenwich of a header such as `author ...`."""
    match = _IDENTITY.match(line)
    if match:
        return Actor.from_string(match[1]), int(match[2]), utctz_to_altz(match[3])
    return Actor.from_string(line.split(" ", 1)[1] if " " in line else line), 0, 0


def parse_date(string_date: str | datetime) -> tuple[int, int]:
    """Seconds since 1970 and the zone in seconds west of Greenwich.

    Of a moment with a zone, or of text: `1700000000 +0100`, RFC 2822, ISO 8601, and `YYYY.MM.DD`, `MM/DD/YYYY`,
    `DD.MM.YYYY` with a time. Raises `ValueError` for anything else.
    """
    try:
        if isinstance(string_date, datetime):
            offset = string_date.utcoffset()
            if offset is None:
                raise ValueError("without a zone")
            return int(string_date.timestamp()), -int(offset.total_seconds())
        return _parse_date_text(string_date)
    except Exception as error:
        raise ValueError(f"Unsupported date format or type: {string_date}, type={type(string_date)}") from error


def _parse_date_text(text: str) -> tuple[int, int]:
    if text.count(" ") == 1 and ":" not in text:
        moment, zone = text.split()
        return int(moment[1:] if moment.startswith("@") else moment), utctz_to_altz(verify_utctz(zone))
    zone = "+0000"
    if text[-5] in "-+":
        zone = verify_utctz(text[-5:])
        text = text[:-6]
    if "," in text:
        formats = ["%a, %d %b %Y"]
        split = text.rindex(" ")
    else:
        formats = ["%Y-%m-%d", "%Y.%m.%d", "%m/%d/%Y", "%d.%m.%Y"]
        split = text.rfind("T")
        if split < 0:
            split = text.rindex(" ")
    for form in formats:
        try:
            found = datetime.strptime(f"{text[:split]} {text[split + 1 :]}", form + " %H:%M:%S")
        except ValueError:
            continue
        return int(found.replace(tzinfo=timezone.utc).timestamp()), utctz_to_altz(zone)
    raise ValueError("no format matched")


def get_object_type_by_name(object_type_name: bytes | str) -> type[Any]:
    """The class of a type: commit, tree, blob or tag; raises `ValueError` for any other."""
    name = object_type_name.decode() if isinstance(object_type_name, bytes) else object_type_name
    if name == "commit":
        from rgit.objects.commit import Commit

        return Commit
    if name == "tree":
        from rgit.objects.tree import Tree

        return Tree
    if name == "blob":
        from rgit.objects.blob import Blob

        return Blob
    if name == "tag":
        from rgit.objects.tag import TagObject

        return TagObject
    raise ValueError(f"Cannot handle unknown object type: {name}")


class Traversable:
    """Refers to others of its kind: a commit to its parents, a tree to its entries, a submodule to its own."""

    __slots__ = ()
    _id_attribute_: str

    @classmethod
    def _get_intermediate_items(cls, item: Any) -> Sequence[Any]:
        """What the item refers to."""
        raise NotImplementedError

    def list_traverse(self, *args: Any, **kwargs: Any) -> IterableList[Any]:
        """What `traverse` gives, as a list that finds items by name."""
        found: IterableList[Any] = IterableList(self._id_attribute_)
        found.extend(self.traverse(*args, **kwargs))
        return found

    def traverse(
        self,
        predicate: Callable[[Any, int], bool] = lambda i, d: True,
        prune: Callable[[Any, int], bool] = lambda i, d: False,
        depth: int = -1,
        branch_first: bool = True,
        visit_once: bool = True,
        ignore_self: int = 1,
        as_edge: bool = False,
    ) -> Iterator[Any]:
        """Walks over all that is reached from here.

        `predicate(item, depth)` chooses what comes, `prune(item, depth)` ends the walk at an item, which does not
        come; `depth` limits how far it goes, -1 not at all; `branch_first` goes level by level, else to the end of
        each branch first; `visit_once` drops what came before; `ignore_self` leaves the start out; `as_edge` gives
        pairs of where an item was reached from and the item.
        """
        return self._traverse(predicate, prune, depth, branch_first, visit_once, ignore_self, as_edge)

    def _traverse(
        self,
        predicate: Callable[[Any, int], bool],
        prune: Callable[[Any, int], bool],
        depth: int,
        branch_first: bool,
        visit_once: bool,
        ignore_self: int,
        as_edge: bool,
    ) -> Iterator[Any]:
        from collections import deque

        visited = set()
        waiting: deque[tuple[int, Any, Any]] = deque([(0, self, None)])
        while waiting:
            level, item, source = waiting.pop()
            if visit_once:
                if item in visited:
                    continue
                visited.add(item)
            found = (source, item) if as_edge else item
            if prune(found, level):
                continue
            if not (ignore_self and item is self) and predicate(found, level):
                yield found
            if -1 < depth < level + 1:
                continue
            others = self._get_intermediate_items(item)
            if branch_first:
                waiting.extendleft((level + 1, other, item) for other in others)
            else:
                waiting.extend((level + 1, other, item) for other in reversed(others))
