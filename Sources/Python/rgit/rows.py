"""The rows of answers: an iterator of typed rows, and tables for programs that compute with columns."""

# Their types are unknown where pandas, polars or pyarrow is not installed.
# pyright: reportUnknownParameterType=false

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from rgit._answer import Answer
from rgit.exc import GitCommandError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from datetime import datetime

    import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]
    import polars  # type: ignore[import-not-found,unused-ignore]
    import pyarrow  # type: ignore[import-not-found,import-untyped,unused-ignore]

__all__ = ["Columns", "Row", "Rows"]


class Row:
    """One row of an answer: its fields are attributes, with the names and types of `rgit schema COMMAND`.

    Dates with a time zone are `datetime`s, objects are rows themselves. A field that was not asked for is no
    attribute; `fields=` asks for it.
    """

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            value = self._values[name]
        except KeyError:
            raise AttributeError(f"'{name}' is no field of this row: {', '.join(self._values)}") from None
        kind = type(self).__annotations__.get(name, "")
        if value is None or type(value) is int:
            return float(value) if value is not None and kind.startswith("float") else value
        if kind.startswith("DateTime"):
            return _datetime(value, self._values.get(name[: -len("time")]))
        if isinstance(value, dict):
            return _kind(kind)(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            element = _kind(kind)
            return [element(member) for member in value]
        return value

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._values]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._values.items())})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and type(self) is type(other) and self._values == other._values

    def __hash__(self) -> int:
        return hash(repr(self._values))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._values,)

    def to_dict(self) -> dict[str, Any]:
        """The row as `--ndjson` has it: dates with a time zone are text in ISO 8601."""
        return self._values

    def to_bytes(self, name: str) -> bytes:
        """The bytes of a text as git has them, also where they are not UTF-8."""
        from binascii import a2b_base64

        exact = self._values.get(name + "_base64")
        return a2b_base64(exact) if exact is not None else str(self._values[name]).encode()


def _kind(annotation: str) -> type[Row]:
    """The class of rows that an annotation such as `list[LogRowTrailers]` names."""
    from rgit import _row_types

    name = annotation.replace(" | None", "").replace("list[", "").rstrip("]")
    return getattr(_row_types, name, Row)


def _datetime(text: str, seconds: int | None) -> datetime:
    from datetime import datetime, timezone

    try:
        return datetime.fromisoformat(text)
    except ValueError:
        # As in GitPython: a time zone that there is not is UTC.
        if seconds is None:
            raise
        return datetime.fromtimestamp(seconds, timezone.utc)


def flattened(values: dict[str, Any]) -> dict[str, Any]:
    """A row with the members of its objects as fields of their own, `author.name`, as CSV has them."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            for member, inner in flattened(value).items():
                flat[f"{name}.{member}"] = inner
        else:
            flat[name] = value
    return flat


R = TypeVar("R", bound=Row)


class Columns(dict[str, list[Any]]):
    """A table: the names of its columns, and for each the list of its values."""

    def to_pandas(self) -> pandas.DataFrame:
        """A `pandas.DataFrame`."""
        frame: pandas.DataFrame = _module("pandas").DataFrame(dict(self))
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A `polars.DataFrame`."""
        frame: polars.DataFrame = _module("polars").DataFrame(dict(self), strict=False)
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """A `pyarrow.Table`."""
        table: pyarrow.Table = _module("pyarrow").table(dict(self))
        return table

    @staticmethod
    def of(rows: Iterable[dict[str, Any]]) -> Columns:
        """The columns of rows, `None` where a row has no such field."""
        flat = [flattened(row) for row in rows]
        names: dict[str, None] = {}
        for row in flat:
            names.update(dict.fromkeys(row))
        return Columns({name: [row.get(name) for row in flat] for name in names})


def _module(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise ImportError(f"to_{'arrow' if name == 'pyarrow' else name}() needs {name}: pip install {name}") from error


class Rows(Generic[R]):
    """The rows of an answer, in order: an iterator, which asks when it is first used.

    What the answer says beside its rows, such as `total`, is known at its end: asking for it reads the rest, which the
    iterator keeps. Where something could not be read, `GitCommandError` is raised after the rows that could.
    """

    def __init__(self, kind: type[R], args: list[str], source: Generator[dict[str, Any], None, dict[str, Any]]) -> None:
        self._kind = kind
        self._args = args
        self._source = source
        self._rows = self._read()
        self._kept: deque[dict[str, Any]] = deque()
        self._done: dict[str, Any] | None = None
        self._error: GitCommandError | None = None

    def _read(self) -> Generator[dict[str, Any], None, None]:
        self._done = done = yield from self._source
        try:
            Answer([], done, b"").check(self._args)
        except GitCommandError as error:
            self._error = error

    def __iter__(self) -> Iterator[R]:
        return self

    def __next__(self) -> R:
        values = self._kept.popleft() if self._kept else next(self._rows, None)
        if values is None:
            self._raise()
            raise StopIteration
        return self._kind(values)

    def __repr__(self) -> str:
        return f"<rgit.Rows {' '.join(self._args)}>"

    def __enter__(self) -> Rows[R]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the question where the rest of its answer is not wanted."""
        self._rows.close()
        self._source.close()

    def _raise(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise error

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, as `--ndjson` has them."""
        self._kept.extend(self._rows)
        self._raise()
        rows = list(self._kept)
        self._kept.clear()
        return rows

    def to_columns(self) -> Columns:
        """The rows as columns; the members of objects are columns of their own, such as `author.name`."""
        return Columns.of(self.to_dicts())

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a `pandas.DataFrame`."""
        return self.to_columns().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """The rows as a `polars.DataFrame`."""
        return self.to_columns().to_polars()

    def to_arrow(self) -> pyarrow.Table:
        """The rows as a `pyarrow.Table`."""
        return self.to_columns().to_arrow()

    @property
    def summary(self) -> dict[str, Any]:
        """All that the answer says beside its rows, with the names of `rgit schema COMMAND`."""
        self._kept.extend(self._rows)
        if self._done is None or self._done["exit"] == 2:
            self._raise()
            raise ValueError("the question was closed before its end")
        return {name: value for name, value in self._done.items() if name != "exit"}

    @property
    def total(self) -> dict[str, Any]:
        """The sums over all that was counted."""
        return self.summary.get("total") or {}

    @property
    def skipped(self) -> dict[str, Any]:
        """What was left out or is not known, and how much of it."""
        found: dict[str, Any] = {}
        for name, value in self.summary.items():
            if name in ("excluded", "skipped"):
                found.update(value or {})
            elif name.startswith("unknown_"):
                found[name] = value
        return found

    @property
    def shallow(self) -> bool:
        """Whether history ends early, at the boundary of a shallow clone."""
        return bool(self.summary.get("shallow"))

    @property
    def omitted(self) -> int:
        """How many rows `top=` has cut off."""
        return int(self.summary.get("omitted") or 0)

    @property
    def warnings(self) -> list[Any]:
        """What is doubtful about the answer."""
        return self.summary.get("warnings") or []

    @property
    def errors(self) -> list[dict[str, Any]]:
        """What could not be read, as `what`, `subject` and `object`."""
        return self.summary.get("errors") or []
