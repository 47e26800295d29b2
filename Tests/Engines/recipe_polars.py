#!/usr/bin/env python3
"""Asks Polars about exported facts, and compares its answers with those of rgit over the same repositories.

    rgit export --into facts --tables commits,changes --repo A --repo B
    recipe_polars.py RGIT facts

Contributors, hotspots and coupling of all repositories at once, lazily: Polars reads only what a question needs, in parallel.
Needs the package polars from PyPI. Prints a line for each question; the exit status is 1 where an answer differs.
"""

import pathlib
import sys
import typing

import polars as pl

import answers

TEXTS = dict.fromkeys(["repo", "hexsha"], pl.String)
# Names and paths that are not UTF-8 have their exact bytes in base64 beside them.
SCHEMAS = {
    "commits": {
        **TEXTS, "author_name": pl.String, "author_name_base64": pl.String, "author_email": pl.String,
        "author_email_base64": pl.String, "committed_date": pl.Int64,
    },
    "changes": {
        **TEXTS, "path": pl.String, "path_base64": pl.String, "change_type": pl.String, "insertions": pl.Int64,
        "deletions": pl.Int64, "old_path": pl.String, "old_path_base64": pl.String,
    },
}


def scan(facts: pathlib.Path, table: str) -> pl.LazyFrame:
    """A table of all repositories, with the columns that are asked for."""
    parts = [part for part in sorted(facts.glob(f"{table}/*/part.ndjson")) if part.stat().st_size]
    if not parts:
        return pl.LazyFrame(schema=SCHEMAS[table])
    frame = pl.scan_ndjson(parts, schema=SCHEMAS[table])
    exact = [name for name in SCHEMAS[table] if f"{name}_base64" in SCHEMAS[table]]
    return frame.with_columns(pl.coalesce(f"{name}_base64", name).alias(name) for name in exact)


def contributors(commits: pl.LazyFrame) -> pl.LazyFrame:
    return commits.group_by("repo", "author_name", "author_email").agg(pl.len().alias("commits"))


def hotspots(commits: pl.LazyFrame, changes: pl.LazyFrame) -> pl.LazyFrame:
    return (
        changes.join(commits, on=["repo", "hexsha"])
        .group_by("repo", "path")
        .agg(
            pl.col("hexsha").n_unique().alias("commits"),
            pl.struct("author_name", "author_email").n_unique().alias("authors"),
            # The counts of a binary file are null, and no part of a sum.
            pl.col("insertions", "deletions").sum(),
            pl.col("committed_date").max().alias("last_commit_date"),
        )
    )


def coupling(changes: pl.LazyFrame) -> pl.LazyFrame:
    renamed = changes.filter(pl.col("change_type") == "R")
    listed = pl.concat(
        [changes.select("repo", "hexsha", "path"), renamed.select("repo", "hexsha", path="old_path")]
    ).unique()
    kept = listed.filter(pl.len().over("repo", "hexsha") <= 30)
    # What changed too seldom is in no pair: left out before the join, which is the costly part.
    kept = kept.with_columns(commits=pl.len().over("repo", "path")).filter(pl.col("commits") >= 5)
    return (
        kept.join(kept, on=["repo", "hexsha"], suffix="_b")
        .filter(pl.col("path") < pl.col("path_b"))
        .group_by("repo", "path", "path_b", "commits", "commits_b")
        .agg(pl.len().alias("shared"))
        .filter(pl.col("shared") >= 5)
        .select("repo", "path", "path_b", "shared", "commits", "commits_b")
    )


def rows(frame: pl.DataFrame, repo: str) -> typing.Set[tuple]:
    return set(frame.filter(pl.col("repo") == repo).drop("repo").iter_rows())


def main() -> int:
    program, facts = sys.argv[1], pathlib.Path(sys.argv[2])
    commits, changes = scan(facts, "commits"), scan(facts, "changes")
    questions = {
        "contributors": contributors(commits),
        "hotspots": hotspots(commits, changes),
        "coupling": coupling(changes),
    }
    found = dict(zip(questions, pl.collect_all(list(questions.values()))))
    count = 0
    for repo, path in answers.repositories(facts):
        own = {question: rows(frame, repo) for question, frame in found.items()}
        count += answers.differences("Polars", repo, own, answers.of_rgit(program, path))
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
