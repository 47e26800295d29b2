"""The questions that answer with typed rows, and the tables made of them."""

from __future__ import annotations

import datetime
import os
import pickle
import sys
import types
from typing import Any
from unittest import mock

from rgit import Repo, _row_types
from rgit.exc import GitCommandError
from rgit.rows import Columns

from . import row_types
from .repositories import RepositoryTestCase


class RowTypeTests(RepositoryTestCase):
    def test_the_classes_are_those_of_the_schemas(self) -> None:
        with open(row_types.PATH, encoding="utf-8") as file:
            recorded = file.read()
        self.assertTrue(recorded == row_types.text(), "run: RGIT=... python3 tests/row_types.py in Sources/Python")


class RowTests(RepositoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.path = self.init()
        self.first = self.commit(self.path, "one\n\nSigned-off-by: A <a@b>", {"a.txt": "1\n", "b.txt": "1\n"})
        self.second = self.commit(self.path, "two", {"a.txt": "2\n", "b.txt": "2\n"}, GIT_AUTHOR_NAME="Bee")
        self.third = self.commit(self.path, "three", {"a.txt": "3\n"})
        self.repo = Repo(self.path)

    def test_rows_have_the_values_and_types_of_the_schema(self) -> None:
        rows = self.repo.contributors()
        found = list(rows)
        self.assertEqual([(row.name, row.commits, row.rank) for row in found], [("A U Thor", 2, 1), ("Bee", 1, 2)])
        self.assertIsInstance(found[0], _row_types.ContributorsRow)
        self.assertEqual(
            found[0].first_commit_datetime,
            datetime.datetime.fromtimestamp(1700000000, datetime.timezone(datetime.timedelta(hours=2))),
        )
        self.assertEqual(found[0].to_dict()["first_commit_datetime"], "2023-11-15T00:13:20+02:00")
        self.assertIsInstance(found[0].share, float)
        self.assertEqual((rows.total["commits"], rows.shallow, rows.omitted, rows.errors), (3, False, 0, []))
        self.assertEqual(rows.skipped["bots"], 0)
        with self.assertRaisesRegex(AttributeError, "domain"):
            found[0].domain

    def test_keywords_are_options(self) -> None:
        rows = self.repo.blame_stats(by=["extension", "name"], fields=["name", "lines"], sort=("-lines",), top=1)
        self.assertEqual(rows.total["lines"], 2)
        self.assertEqual(rows.to_dicts(), [{"name": "A U Thor", "lines": 1}])
        self.assertEqual(rows.omitted, 1)
        pairs = self.repo.coupling(for_="b.txt", min_shared=2, min_commits=1)
        self.assertEqual([(row.a_path, row.b_path, row.shared) for row in pairs], [("b.txt", "a.txt", 2)])
        self.assertEqual([row.path for row in self.repo.hotspots(paths="b.txt")], ["b.txt"])
        self.assertEqual([row.path for row in self.repo.hotspots(paths=["b.txt"], no_merges=True)], ["b.txt"])
        self.assertEqual([row.lines for row in self.repo.age(by="year")], [2])
        self.assertEqual({row.path for row in self.repo.last_modified(self.second)}, {"a.txt", "b.txt"})
        self.assertEqual([row.hexsha for row in self.repo.search("3")][:1], [self.third])
        self.assertEqual(self.repo.activity(by="year").to_dicts()[0]["commits"], 3)
        self.assertEqual(self.repo.weight(top=1, fields=["path"]).total["blobs"], 3)
        self.assertEqual([row.name for row in self.repo.owners(depth=1, top=1)], ["A U Thor"])

    def test_a_change_is_checked(self) -> None:
        rows = self.repo.check(self.first, "HEAD", max_files=1, no_merges=True)
        self.assertEqual([(row.rule, row.limit, row.value) for row in rows], [("max-files", 1, 2)])

    def test_any_command_is_asked_by_its_name(self) -> None:
        self.git(self.path, "tag", "v1")
        self.assertEqual([row.name for row in self.repo.rows("tags")], ["v1"])
        self.assertEqual(self.repo.diff_stats(f"{self.first}..{self.third}").total["lines"], 4)

    def test_long_answers_stream(self) -> None:
        rows = self.repo.log_stats()
        row = next(rows)
        self.assertEqual((row.hexsha, row.author.name, row.stats.total.lines), (self.third, "A U Thor", 2))
        self.assertEqual(row.stats.files[0].path, "a.txt")
        self.assertFalse(rows.shallow)
        self.assertEqual([row.summary for row in rows], ["two", "one"])
        with self.repo.log_stats() as rows:
            next(rows)
        self.assertEqual(list(rows), [])
        with self.assertRaises(ValueError):
            rows.total

    def test_errors_are_raised(self) -> None:
        for rows, status in (
            (self.repo.contributors("nothing"), 128),
            (self.repo.contributors(no_such=1), 129),
            (self.repo.contributors("--all"), 128),
            (self.repo.log_stats("nothing"), 128),
        ):
            with self.subTest(rows), self.assertRaises(GitCommandError) as raised:
                next(rows)
            self.assertEqual(raised.exception.status, status)

    def test_rows_that_could_be_read_come_before_the_error(self) -> None:
        name = self.git(self.path, "rev-parse", self.first)
        path = os.path.join(self.path, ".git", "objects", name[:2], name[2:])
        os.chmod(path, 0o644)
        with open(path, "wb") as file:
            file.write(b"no object")
        rows = self.repo.log_stats(fields=["summary"])
        self.assertEqual(next(rows).summary, "three")
        self.assertEqual(next(rows).summary, "two")
        with self.assertRaises(GitCommandError):
            next(rows)
        self.assertTrue(rows.errors)

    def test_rows_are_values(self) -> None:
        first, second = next(self.repo.contributors()), next(self.repo.contributors())
        self.assertEqual(first, second)
        self.assertEqual(len({first, second}), 1)
        self.assertEqual(pickle.loads(pickle.dumps(first)), first)
        self.assertIn("name='A U Thor'", repr(first))
        self.assertIn("commits", dir(first))

    def test_text_that_is_not_utf8_has_its_bytes(self) -> None:
        self.git(self.path, "config", "i18n.commitEncoding", "US-ASCII")
        self.commit(self.path, "four", GIT_AUTHOR_NAME="J\udcf6rg")
        row = next(self.repo.log_stats(n=1))
        self.assertEqual(row.author.name, "J\ufffdrg")
        self.assertEqual(row.author.to_bytes("name"), b"J\xf6rg")
        self.assertEqual(row.to_bytes("summary"), b"four")


class ColumnTests(RepositoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.path = self.init()
        self.message = "tab\there\n\nback\\slash \\n \\\\ end\n"
        self.first = self.commit(self.path, self.message)
        self.second = self.commit(self.path, "two", GIT_AUTHOR_NAME="Jörg")
        self.repo = Repo(self.path)

    def test_all_commits_as_columns(self) -> None:
        table = self.repo.log_table()
        self.assertEqual(
            list(table),
            [
                *("hexsha", "tree", "parents", "author.name", "author.email", "authored_date", "authored_datetime"),
                *("committer.name", "committer.email", "committed_date", "committed_datetime"),
                *("summary", "message", "encoding", "gpgsig"),
            ],
        )
        self.assertEqual(table["hexsha"], [self.second, self.first])
        self.assertEqual(table["parents"], [[self.first], []])
        self.assertEqual(table["author.name"], ["Jörg", "A U Thor"])
        self.assertEqual(table["authored_date"], [1700000000, 1700000000])
        self.assertEqual(table["committed_datetime"][0], "2023-11-14T19:15:00-03:00")
        self.assertEqual(table["message"], ["two\n", self.message])
        self.assertEqual(table["gpgsig"], [None, None])

    def test_the_columns_are_those_of_the_rows(self) -> None:
        rows = self.repo.rows("log").to_columns()
        for name, values in self.repo.log_table().items():
            self.assertEqual(values, rows[name], name)
        table = self.repo.log_table(["hexsha", "trailers", "stats.total.lines"], stats=True, n=1)
        self.assertEqual(table["trailers"], [[]])
        self.assertEqual(self.repo.log_table(["stats"], n=1, stats=True)["stats.total.files"], [0])
        self.assertEqual(self.repo.log_table(["side"], n=1), {"side": [None]})

    def test_an_empty_cell_is_a_row_however_the_bytes_come(self) -> None:
        from rgit import _columns
        from rgit._row_types import LogRow

        for pieces in ([b"side\n\n"], [b"side\n", b"\n"], [b"si", b"de\n\n"], [b"side", b"\n", b"\n"]):
            self.assertEqual(_columns.read(LogRow, (piece for piece in pieces)), {"side": [None]}, pieces)
        self.assertEqual(_columns.read(LogRow, (piece for piece in [b"side\n"])), {"side": []})

    def test_no_commit_has_empty_columns(self) -> None:
        self.assertEqual(self.repo.log_table(["hexsha"], author="nobody-at-all"), {"hexsha": []})
        with self.assertRaises(GitCommandError):
            self.repo.log_table(["hexsha"], "nothing")

    def test_pieces_may_end_anywhere(self) -> None:
        from rgit import _columns

        data = "hexsha\tauthor.name\n1\tJörg\n2\tB\\\\n\n".encode()
        for size in range(1, len(data) + 1):
            pieces = (data[start : start + size] for start in range(0, len(data), size))
            self.assertEqual(
                _columns.read(_row_types.LogRow, pieces), {"hexsha": ["1", "2"], "author.name": ["Jörg", "B\\n"]}
            )

    def test_libraries_of_tables(self) -> None:
        made: list[Any] = []
        fake = types.SimpleNamespace(
            DataFrame=lambda columns, **_: made.append(columns), table=lambda columns: made.append(columns)
        )
        for library, method in (("pandas", "to_pandas"), ("polars", "to_polars"), ("pyarrow", "to_arrow")):
            with mock.patch.dict(sys.modules, {library: fake}):
                getattr(self.repo.contributors(fields=["name"]), method)()
                self.assertEqual(made.pop(), {"name": ["A U Thor", "Jörg"]})
            with mock.patch.dict(sys.modules, {library: None}):
                with self.assertRaisesRegex(ImportError, f"install {library}"):
                    getattr(Columns(), method)()
