"""What rgit answers about a repository, and how the answers of an engine are compared with it; for the recipes here."""

import json
import pathlib
import subprocess
import typing

ALL = ("--branches", "--remotes", "--tags")

#: The rows of each question, in the order of its columns.
Answers = typing.Dict[str, typing.Set[tuple]]

COLUMNS = {
    "contributors": ("name", "email", "commits"),
    "hotspots": ("path", "commits", "authors", "insertions", "deletions", "last_commit_date"),
    "coupling": ("a_path", "b_path", "shared", "a_commits", "b_commits"),
}


def repositories(facts: pathlib.Path) -> typing.Iterator[typing.Tuple[str, str]]:
    """The name and the path of each repository that facts were exported of."""
    manifest = json.loads((facts / "manifest.json").read_bytes())
    for entry in manifest["repositories"]:
        if entry["tables"]:
            yield entry["name"], entry["path"]


def of_rgit(program: str, path: str) -> Answers:
    """The answers of rgit itself."""

    def rows(question: str, member: str, *words: str) -> typing.Set[tuple]:
        line = [program, "-C", path, question, *words, *ALL, "--json"]
        document = json.loads(subprocess.run(line, check=True, capture_output=True).stdout)
        # What is not UTF-8 is compared by its exact bytes, in base64.
        return {
            tuple(row.get(f"{column}_base64", row[column]) for column in COLUMNS[question]) for row in document[member]
        }

    return {
        "contributors": rows("contributors", "contributors"),
        "hotspots": rows("hotspots", "files", "-M"),
        "coupling": rows("coupling", "pairs"),
    }


def ordered(rows: typing.Set[tuple]) -> typing.Set[tuple]:
    """Pairs with the lesser path first: engines order texts, rgit bytes."""
    return {(b, a, shared, of_b, of_a) if b < a else (a, b, shared, of_a, of_b) for a, b, shared, of_a, of_b in rows}


def differences(engine: str, repo: str, found: Answers, expected: Answers) -> int:
    """Prints a line for each question about a repository; returns the number of those whose answers differ."""
    count = 0
    for question, rows in expected.items():
        answered = found[question]
        if question == "coupling":
            rows, answered = ordered(rows), ordered(answered)
        same = answered == rows
        count += not same
        print(f"{question} of {repo}: {len(rows)} rows, {'equal' if same else 'DIFFERENT'}")
        if not same:
            print(f"  only {engine}:", sorted(answered - rows, key=repr)[:3])
            print("  only rgit:", sorted(rows - answered, key=repr)[:3])
    return count
