"""The questions that GitPython has no calls for: methods of `Repo` that answer with typed rows."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from typing import Any, Union

    from rgit import _row_types as types
    from rgit._questions import Questions
    from rgit.objects.base import Object
    from rgit.refs.symbolic import SymbolicReference
    from rgit.rows import Columns, Row, Rows

    Revision = Union[str, Object, SymbolicReference]
    Revisions = Union[Revision, Sequence[Revision], None]
    Path = Union[str, "os.PathLike[str]"]
    Paths = Union[Path, Sequence[Path]]
    Option = Union[str, int, bool, None, Sequence[Union[str, int]]]
    Options = Mapping[str, Option]

__all__ = ["RowQuestions", "command_line"]

# Options whose values are one list; others are repeated for each value.
_LISTS = frozenset(("by", "fields", "sort"))

# What GitPython's `Commit` has.
_COMMIT_FIELDS = (
    "hexsha",
    "tree",
    "parents",
    "author",
    "authored_date",
    "authored_datetime",
    "committer",
    "committed_date",
    "committed_datetime",
    "summary",
    "message",
    "encoding",
    "gpgsig",
)


def _several(value: Any) -> list[Any]:
    """The elements of a list, a tuple or a set; anything else is one."""
    return list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]


def command_line(command: str, rev: Revisions, paths: Paths, options: Options) -> list[str]:
    """The arguments of a command; `options` are its long options with `_` for `-`, or its letters."""
    from rgit import _options

    named: dict[str, Any] = {}
    for name, value in options.items():
        values = _several(value)
        name = name.rstrip("_")
        named[name] = ",".join(map(str, values)) if name in _LISTS and value is not None else values
    words = [command, *_options.options(named)]
    if rev is not None:
        words += ["--end-of-options", *map(str, _several(rev))]
    return [*words, "--", *map(os.fspath, _several(paths))]


def _short_answer(questions: Questions, words: list[str]) -> Generator[dict[str, Any], None, dict[str, Any]]:
    answer = questions.ask(words)
    yield from answer.rows
    return answer.done


class RowQuestions:
    """Calls that answer with `Rows`: an iterator of typed rows, with `to_dicts()`, `to_pandas()` and the like.

    Each is the command of the same name: `rev` is a revision or a range, or several of them, `paths` limit the
    answer, and keyword arguments are the command's options: `since="1 year ago"`, `top=10`, `no_merges=True`,
    `by=["year", "name"]`, `fields=["path", "commits"]`. An option that is a Python keyword has a `_` after it: `for_`.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        _questions: Questions

    def rows(self, command: str, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[Any]:
        """The answer of any command that has rows, by its name: `repo.rows("stashes")`."""
        return self._rows(command, rev, paths, options)

    def _rows(self, command: str, rev: Revisions, paths: Paths, options: Options, is_long: bool = False) -> Rows[Any]:
        from rgit import _long_answer, _row_types
        from rgit.rows import Row, Rows

        words = command_line(command, rev, paths, options)
        kind: type[Row] = _row_types.BY_COMMAND.get(command, Row)
        source = _long_answer.rows(self._questions, words) if is_long else _short_answer(self._questions, words)
        return Rows(kind, words, source)

    def contributors(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.ContributorsRow]:
        """The people of a history by their commits; `by=`, `group=`, `stats=True`, `since=`, `top=`."""
        return self._rows("contributors", rev, paths, options)

    def blame_stats(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.BlameStatsRow]:
        """Who wrote the lines that are still there; `by=`, `ignore_rev=`, `depth=`."""
        return self._rows("blame-stats", rev, paths, options)

    def hotspots(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.HotspotsRow]:
        """Files by how often they changed; `by=`, `follow=True`, `exclude_attr=`."""
        return self._rows("hotspots", rev, paths, options)

    def coupling(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.CouplingRow]:
        """Files that change together; `for_=`, `depth=`, `min_shared=`."""
        return self._rows("coupling", rev, paths, options)

    def owners(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.OwnersRow]:
        """Whose each directory is; `for_="A..B"`, `depth=`, `metric=`, `check=True`."""
        return self._rows("owners", rev, paths, options)

    def weight(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.WeightRow]:
        """What takes the space in a history; `by=`, `depth=`."""
        return self._rows("weight", rev, paths, options)

    def age(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.AgeRow]:
        """How long lines survive, by cohort; `by=`, `every=`."""
        return self._rows("age", rev, paths, options)

    def activity(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.ActivityRow]:
        """When commits are written; `by=`, `newcomers=True`, `left=`, `between_tags=True`."""
        return self._rows("activity", rev, paths, options)

    def last_modified(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.LastModifiedRow]:
        """The commit that last changed each path; `created=True`, `depth=`."""
        return self._rows("last-modified", rev, paths, options)

    def search(
        self, pattern: str, rev: Revisions = None, paths: Paths = (), **options: Option
    ) -> Rows[types.SearchRow]:
        """Where a pattern came and went in history."""
        return self._rows("search", rev, paths, {"e": pattern, **options})

    def diff_stats(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.DiffStatsRow]:
        """The files and lines that differ: `repo.diff_stats("main...topic", by="extension")`; `total` has the sums."""
        return self._rows("diff-stats", rev, paths, options)

    def check(
        self, base: Revision | None = None, head: Revision | None = None, **options: Option
    ) -> Rows[types.CheckRow]:
        """What of a change breaks rules; `max_blob="1m"`, `require="Signed-off-by"`, `affected=True`."""
        return self._rows("check", [rev for rev in (base, head) if rev is not None], (), options)

    def log_stats(self, rev: Revisions = None, paths: Paths = (), **options: Option) -> Rows[types.LogRow]:
        """Commits with the files and lines they changed, as they come; all options of `rgit log`."""
        return self._rows("log", rev, paths, {"stats": True, **options}, is_long=True)

    def log_table(
        self, fields: Iterable[str] | None = None, rev: Revisions = None, paths: Paths = (), **options: Option
    ) -> Columns:
        """All commits as columns: a dictionary of lists, the fastest way to read a history.

        `fields` are those of `rgit log`, such as `hexsha` or `author.name`; by default what GitPython's `Commit`
        has, with the mailmap applied as in `git log`. Dates with a time zone are text in ISO 8601.
        """
        from rgit import _columns, _row_types, _stream
        from rgit.rows import Columns

        chosen = list(_COMMIT_FIELDS if fields is None else fields)
        words = command_line("log", rev, paths, {"fields": chosen, **options})
        if not _columns.is_flat(_row_types.LogRow, chosen):
            return self._rows("log", rev, paths, {"fields": chosen, **options}, is_long=True).to_columns()
        questions = self._questions
        pieces = _stream.pieces(["--tsv", *questions.prefix, *words], questions.directory)
        return Columns(_columns.read(_row_types.LogRow, pieces))
