#!/usr/bin/env python3
"""Kills `rgit export` (kill -9) at random moments, and compares what the next run completes with an undisturbed export.

    kill-export.py RGIT [--moments N] [--formats LIST] REPO...

For each format, N times (50): a run, into an empty folder or over older facts, is killed at a moment drawn from the time that an
undisturbed run takes; then a reader has to see all tables of a repository or none, and the next run has to make the folder equal
to an undisturbed one, which `rgit export --check` finds valid. The exit status is 1 where one of them is not.
"""

import argparse
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import typing

TABLES = ("commits", "changes", "people", "refs", "files", "lines")


def content(folder: pathlib.Path) -> typing.Dict[str, typing.Any]:
    """What readers find: every part by its path, or the rows of a database."""
    database = folder / "rgit.sqlite"
    if database.exists():
        base = sqlite3.connect(database)
        try:
            made = {name for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            # A run that was killed early has not made all tables: there are no rows.
            if not made.issuperset(TABLES):
                return {}
            return {table: sorted(base.execute(f"SELECT * FROM {table}"), key=repr) for table in TABLES}
        finally:
            base.close()
    # The directories of repositories are links.
    return {
        str(part.relative_to(folder)): part.read_bytes() for table in TABLES for part in folder.glob(f"{table}/*/part.*")}


def is_whole(folder: pathlib.Path, found: typing.Dict[str, typing.Any]) -> bool:
    """Whether each repository has all of its tables, or none."""
    if (folder / "rgit.sqlite").exists():
        names = [{row[0] for row in rows} for table, rows in found.items() if table in ("commits", "refs")]
        return names[0] == names[1]
    counts: typing.Dict[str, int] = {}
    for path in found:
        repo = path.split("/")[1]
        counts[repo] = counts.get(repo, 0) + 1
    return all(count == len(TABLES) for count in counts.values())


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rgit")
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--formats", default="ndjson,csv,sqlite")
    parser.add_argument("repositories", nargs="+", metavar="REPO")
    words = parser.parse_args()
    rgit = os.path.abspath(words.rgit)
    named = [word for path in words.repositories for word in ("--repo", path)]
    random_, wrong = random.Random(1), 0
    with tempfile.TemporaryDirectory() as scratch:
        for format_ in words.formats.split(","):

            def line(folder: pathlib.Path, *more: str) -> typing.List[str]:
                return [rgit, "export", "--quiet", "--into", str(folder), *named, "--format", format_, *more]

            def run(command: typing.List[str]) -> int:
                return subprocess.run(command, stdout=subprocess.DEVNULL).returncode

            undisturbed, older = (pathlib.Path(scratch, f"{format_}-{name}") for name in ("undisturbed", "older"))
            start = time.monotonic()
            assert run(line(undisturbed)) == 0
            seconds = time.monotonic() - start
            assert run(line(older, "--no-mailmap")) == 0
            expected, counts = content(undisturbed), {"killed": 0, "ended": 0, "whole": 0, "equal": 0, "valid": 0}
            for moment in range(words.moments):
                folder = pathlib.Path(scratch, f"{format_}-killed")
                if moment % 2:
                    shutil.copytree(older, folder, symlinks=True)
                process = subprocess.Popen(line(folder), stdout=subprocess.DEVNULL)
                time.sleep(random_.random() * seconds)
                process.kill()
                counts["killed" if process.wait() == -9 else "ended"] += 1
                if folder.exists():
                    counts["whole"] += is_whole(folder, content(folder)) if content(folder) else 1
                else:
                    counts["whole"] += 1
                completed = run(line(folder)) == 0
                counts["equal"] += completed and content(folder) == expected
                check = [rgit, "export", "--quiet", "--check", "--into", str(folder)]
                counts["valid"] += run(check) == 0
                shutil.rmtree(folder)
            wrong += sum(words.moments - counts[name] for name in ("whole", "equal", "valid"))
            print(f"{format_}: " + ", ".join(f"{count} {name}" for name, count in counts.items())
                  + f" of {words.moments}; an undisturbed run took {seconds:.1f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
