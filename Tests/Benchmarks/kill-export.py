#!/usr/bin/env python3
"""Kills `rgit export` (kill -9) at random moments, and compares what the next run completes with an undisturbed export.

    kill-export.py RGIT [--moments N] [--formats LIST] REPO...

For each format, N times (50): a run, into an empty folder or over older facts, is killed at a moment drawn from the time that an
undisturbed run takes; then a reader has to see all tables of a repository as they were before the run or as they are after it,
and the next run has to make the folder equal to an undisturbed one, which `rgit export --check` finds valid. The exit status is 1 where one of them is not.
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


#: What a reader finds: the rows or bytes of each table, by repository.
Content = typing.Dict[str, typing.Dict[str, typing.Any]]


def content(folder: pathlib.Path) -> Content:
    """What readers find of each repository of which there is anything."""
    found: Content = {}
    database = folder / "rgit.sqlite"
    if database.exists():
        base = sqlite3.connect(database)
        try:
            made = {name for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            # A run that was killed early has not made all tables: there are no rows.
            for table in TABLES if made.issuperset(TABLES) else ():
                for row in base.execute(f"SELECT * FROM {table}"):
                    found.setdefault(row[0], {}).setdefault(table, []).append(row)
        finally:
            base.close()
        for tables in found.values():
            for rows in tables.values():
                rows.sort(key=repr)
        return found
    # The directories of repositories are links.
    for table in TABLES:
        for part in folder.glob(f"{table}/*/part.*"):
            found.setdefault(part.parent.name, {})[table] = part.read_bytes()
    return found


def is_whole(found: Content, *states: Content) -> bool:
    """Whether all tables of each repository are those of one of the states, in which it may not be at all."""
    names = {name for state in states for name in state} | set(found)
    return all(any(found.get(name) == state.get(name) for state in states) for name in names)


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
            assert run(line(older, "--rev", "HEAD~1")) == 0
            expected, before = content(undisturbed), content(older)
            assert all(before[name] != tables for name, tables in expected.items())
            counts = {"killed": 0, "ended": 0, "whole": 0, "equal": 0, "valid": 0}
            for moment in range(words.moments):
                folder = pathlib.Path(scratch, f"{format_}-killed")
                if moment % 2:
                    shutil.copytree(older, folder, symlinks=True)
                process = subprocess.Popen(line(folder), stdout=subprocess.DEVNULL)
                time.sleep(random_.random() * seconds)
                process.kill()
                counts["killed" if process.wait() == -9 else "ended"] += 1
                counts["whole"] += is_whole(content(folder), before if moment % 2 else {}, expected)
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
