#!/usr/bin/env python3
"""Asks pandas about exported facts, and compares its answers with those of rgit over the same repositories.

    rgit export --into facts --tables commits,changes --repo A --repo B
    recipe_pandas.py RGIT facts

Contributors, hotspots and coupling of all repositories at once. Needs the package pandas from PyPI. Prints a line for each
question; the exit status is 1 where an answer differs.
"""

import pathlib
import sys
import typing

import pandas as pd

import answers

# Each name and path is its exact bytes in base64 where it is not UTF-8.
COLUMNS = {
    "commits": ["repo", "hexsha", "author_name", "author_email", "committed_date"],
    "changes": ["repo", "hexsha", "path", "change_type", "insertions", "deletions", "old_path"],
}


def read(facts: pathlib.Path, table: str) -> pd.DataFrame:
    """A table of all repositories; values stay as they are written, dates seconds and names texts."""
    parts = [
        pd.read_json(part, lines=True, dtype=False, encoding="utf-8")
        for part in sorted(facts.glob(f"{table}/*/part.ndjson"))
        if part.stat().st_size
    ]
    if not parts:
        return pd.DataFrame(columns=COLUMNS[table])
    frame = pd.concat(parts, ignore_index=True)
    for column in COLUMNS[table]:
        if f"{column}_base64" in frame:
            frame[column] = frame[f"{column}_base64"].fillna(frame[column])
    return frame[COLUMNS[table]]


def contributors(commits: pd.DataFrame) -> pd.DataFrame:
    keys = ["repo", "author_name", "author_email"]
    return commits.groupby(keys).size().reset_index(name="commits")


def hotspots(commits: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    joined = changes.merge(commits, on=["repo", "hexsha"])
    # The counts of a binary file are null.
    joined[["insertions", "deletions"]] = joined[["insertions", "deletions"]].fillna(0).astype("int64")
    keys = ["repo", "path"]
    found = joined.groupby(keys).agg(
        commits=("hexsha", "nunique"),
        insertions=("insertions", "sum"),
        deletions=("deletions", "sum"),
        last_commit_date=("committed_date", "max"),
    )
    persons = joined.drop_duplicates(keys + ["author_name", "author_email"])
    found.insert(1, "authors", persons.groupby(keys).size())
    return found.reset_index()


def coupling(changes: pd.DataFrame) -> pd.DataFrame:
    renamed = changes.loc[changes["change_type"] == "R", ["repo", "hexsha", "old_path"]]
    listed = pd.concat(
        [changes[["repo", "hexsha", "path"]], renamed.rename(columns={"old_path": "path"})]
    ).drop_duplicates()
    kept = listed[listed.groupby(["repo", "hexsha"])["path"].transform("size") <= 30]
    totals = kept.groupby(["repo", "path"]).size().rename("commits").reset_index()
    totals = totals[totals["commits"] >= 5]
    # What changed too seldom is in no pair: left out before the join, which is the costly part.
    kept = kept.merge(totals, on=["repo", "path"])
    pairs = kept.merge(kept, on=["repo", "hexsha"], suffixes=("_a", "_b"))
    pairs = pairs[pairs["path_a"] < pairs["path_b"]]
    keys = ["repo", "path_a", "path_b", "commits_a", "commits_b"]
    found = pairs.groupby(keys).size().rename("shared").reset_index()
    return found.loc[found["shared"] >= 5, ["repo", "path_a", "path_b", "shared", "commits_a", "commits_b"]]


def rows(frame: pd.DataFrame, repo: str) -> typing.Set[tuple]:
    own = frame[frame["repo"] == repo].drop(columns="repo").astype(object)
    # A commit without a date has none in Python, too.
    own = own.where(own.notna(), None)
    return set(own.itertuples(index=False, name=None))


def main() -> int:
    program, facts = sys.argv[1], pathlib.Path(sys.argv[2])
    commits, changes = read(facts, "commits"), read(facts, "changes")
    found = {
        "contributors": contributors(commits),
        "hotspots": hotspots(commits, changes),
        "coupling": coupling(changes),
    }
    count = 0
    for repo, path in answers.repositories(facts):
        own = {question: rows(frame, repo) for question, frame in found.items()}
        count += answers.differences("pandas", repo, own, answers.of_rgit(program, path))
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
