#!/usr/bin/env python3
"""Asks DuckDB about exported facts, and compares its answers with those of rgit over the same repositories.

    rgit export --into facts --repo A --repo B
    recipe_duckdb.py RGIT facts [parquet-folder]

The facts are read as NDJSON, written as Parquet, and asked there: contributors, hotspots and coupling in SQL. Needs the
package duckdb from PyPI. Prints a line for each question; the exit status is 1 where an answer differs.
"""

import pathlib
import sys
import tempfile

import duckdb

import answers

#: The columns of each table. Guessed from the rows, paths that look like dates would be dates.
COLUMNS = {
    "commits": {
        "repo": "VARCHAR", "hexsha": "VARCHAR", "tree": "VARCHAR", "parents": "VARCHAR[]",
        "author_name": "VARCHAR", "author_name_base64": "VARCHAR",
        "author_email": "VARCHAR", "author_email_base64": "VARCHAR",
        "authored_date": "BIGINT", "authored_offset": "BIGINT",
        "committer_name": "VARCHAR", "committer_name_base64": "VARCHAR",
        "committer_email": "VARCHAR", "committer_email_base64": "VARCHAR",
        "committed_date": "BIGINT", "committed_offset": "BIGINT",
        "summary": "VARCHAR", "summary_base64": "VARCHAR", "is_merge": "BOOLEAN",
    },
    "changes": {
        "repo": "VARCHAR", "hexsha": "VARCHAR", "path": "VARCHAR", "path_base64": "VARCHAR", "change_type": "VARCHAR",
        "insertions": "BIGINT", "deletions": "BIGINT", "binary": "BOOLEAN",
        "old_path": "VARCHAR", "old_path_base64": "VARCHAR",
    },
    "people": {
        "repo": "VARCHAR", "name": "VARCHAR", "name_base64": "VARCHAR", "email": "VARCHAR", "email_base64": "VARCHAR",
    },
    "refs": {
        "repo": "VARCHAR", "path": "VARCHAR", "path_base64": "VARCHAR", "hexsha": "VARCHAR", "type": "VARCHAR",
    },
    "files": {
        "repo": "VARCHAR", "path": "VARCHAR", "path_base64": "VARCHAR", "hexsha": "VARCHAR", "size": "BIGINT",
        "mode": "VARCHAR",
    },
    "lines": {
        "repo": "VARCHAR", "path": "VARCHAR", "path_base64": "VARCHAR", "name": "VARCHAR", "name_base64": "VARCHAR",
        "email": "VARCHAR", "email_base64": "VARCHAR", "year": "BIGINT", "lines": "BIGINT",
    },
}

CONTRIBUTORS = """
    SELECT author_name AS name, author_email AS email, count(*) AS commits
    FROM commits WHERE repo = $repo GROUP BY ALL
"""

HOTSPOTS = """
    SELECT path, count(DISTINCT hexsha) AS commits, count(DISTINCT (author_name, author_email)) AS authors,
        coalesce(sum(insertions), 0)::BIGINT AS insertions, coalesce(sum(deletions), 0)::BIGINT AS deletions,
        max(committed_date) AS last_commit_date
    FROM changes JOIN commits USING (repo, hexsha) WHERE repo = $repo GROUP BY path
"""

COUPLING = """
    WITH listed AS (
            SELECT hexsha, path FROM changes WHERE repo = $repo
            UNION SELECT hexsha, old_path FROM changes WHERE repo = $repo AND change_type = 'R'),
        small AS (SELECT hexsha FROM listed GROUP BY hexsha HAVING count(*) <= 30),
        kept AS (SELECT hexsha, path FROM listed SEMI JOIN small USING (hexsha)),
        totals AS (SELECT path, count(*) AS commits FROM kept GROUP BY path)
    SELECT a.path AS a_path, b.path AS b_path, count(*) AS shared,
        any_value(a_total.commits) AS a_commits, any_value(b_total.commits) AS b_commits
    FROM kept a JOIN kept b ON a.hexsha = b.hexsha AND encode(a.path) < encode(b.path)
        JOIN totals a_total ON a_total.path = a.path JOIN totals b_total ON b_total.path = b.path
    GROUP BY a.path, b.path
    HAVING shared >= 5 AND a_commits >= 5 AND b_commits >= 5
"""


def to_parquet(base: duckdb.DuckDBPyConnection, facts: pathlib.Path, parquet: pathlib.Path) -> None:
    """Writes each table as Parquet, a folder for each repository, and makes a view of it.

    In the views names and paths that are not UTF-8 are their bytes in base64, so that no two are taken for one.
    """
    parquet.mkdir(parents=True, exist_ok=True)
    for table, columns in COLUMNS.items():
        target = parquet / table
        parts = [part for part in facts.glob(f"{table}/*/part.ndjson") if part.stat().st_size]
        if parts:
            types = ", ".join(f"'{name}': '{type_}'" for name, type_ in columns.items())
            base.execute(
                f"COPY (SELECT * FROM read_json($parts, format = 'newline_delimited', columns = {{{types}}},"
                " hive_partitioning = false, maximum_object_size = 67108864))"
                f" TO '{target}' (FORMAT parquet, PARTITION_BY (repo), OVERWRITE_OR_IGNORE)",
                {"parts": [str(part) for part in parts]},
            )
            source = f"read_parquet('{target}/*/*.parquet', hive_partitioning = true, hive_types = {{'repo': VARCHAR}})"
        else:
            # A table without rows is written nowhere.
            empty = ", ".join(f'NULL::{type_} AS "{name}"' for name, type_ in columns.items())
            source = f"(SELECT {empty} WHERE false)"
        exact = [name for name in columns if f"{name}_base64" in columns]
        replaced = ", ".join(f"coalesce({name}_base64, {name}) AS {name}" for name in exact)
        base.execute(f"CREATE VIEW {table} AS SELECT * REPLACE ({replaced}) FROM {source}")


def asked(base: duckdb.DuckDBPyConnection, sql: str, repo: str) -> set:
    return set(base.execute(sql, {"repo": repo}).fetchall())


def main() -> int:
    program, facts = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        parquet = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else scratch)
        base = duckdb.connect()
        to_parquet(base, facts, parquet)
        count = 0
        for repo, path in answers.repositories(facts):
            found = {
                "contributors": asked(base, CONTRIBUTORS, repo),
                "hotspots": asked(base, HOTSPOTS, repo),
                "coupling": asked(base, COUPLING, repo),
            }
            count += answers.differences("DuckDB", repo, found, answers.of_rgit(program, path))
        return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
