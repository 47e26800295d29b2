#!/usr/bin/env python3
"""Compares one run over many repositories with a run for each of them: answers, time and memory.

    many.py RGIT [--count N] [--keep DIR] [--rounds N] [REPO...]

Makes N repositories of random histories (200), of which five are damaged, one is empty, one shallow and two have SHA-256 names;
REPO are others. Asks each question once for all, by a shell loop with -j2, and by xargs -P2. Prints a line for each question:
whether rows are the same, seconds, the ratios, and the peak memory of the one run. The exit status is 1 where rows differ.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile
import time
import typing

QUESTIONS = ("contributors", "hotspots", "blame-stats", "branches", "status")
#: The rows of these add up: their keys, and what is summed.
SUMS = {"contributors": (("name", "email"), ("commits", "merges")), "blame-stats": (("name", "email"), ("lines",))}


# MARK: Repositories


def git(path: pathlib.Path, *words: str, **more: typing.Any) -> None:
    subprocess.run(["git", "-C", str(path), *words], check=True, stdout=subprocess.DEVNULL, **more)


def history(random_: random.Random) -> bytes:
    """A stream for git fast-import: a branch and others off it, by several people, over some years."""
    stream, files, date = [], {}, 1_400_000_000 + random_.randrange(10**7)
    people = [f"Person {random_.randrange(60)} <p{random_.randrange(60)}@example.com>" for _ in range(8)]
    paths = [f"dir{random_.randrange(6)}/file{index}.txt" for index in range(random_.randrange(5, 60))]
    count = random_.randrange(20, 400)
    for commit in range(1, count + 1):
        date += random_.randrange(1, 400_000)
        branch = "main" if random_.random() < 0.9 else f"topic{random_.randrange(4)}"
        message = f"Commit {commit}\n"
        stream.append(f"commit refs/heads/{branch}\nmark :{commit}\n")
        stream.append(f"author {random_.choice(people)} {date} +0100\ncommitter {random_.choice(people)} {date} +0100\n")
        stream.append(f"data {len(message)}\n{message}")
        if commit > 1:
            stream.append(f"from :{commit - 1}\n")
            if commit > 9 and random_.random() < 0.1:
                stream.append(f"merge :{commit - random_.randrange(2, 8)}\n")
        for path in random_.sample(paths, random_.randrange(1, 4)):
            lines = files.setdefault(path, [])
            for _ in range(random_.randrange(1, 9)):
                lines.insert(random_.randint(0, len(lines)), f"line {random_.randrange(10**6)}")
            text = "\n".join(lines) + "\n"
            stream.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}")
    stream.append(f"reset refs/heads/main\nfrom :{count}\n")
    return "".join(stream).encode()


def make(folder: pathlib.Path, count: int) -> typing.List[str]:
    """The paths of new repositories; those that are special come last."""
    random_, paths = random.Random(1), []
    for index in range(count):
        path = folder / f"r{index:03}"
        paths.append(str(path))
        special = count - index
        hash_ = "sha256" if special in (8, 9) else "sha1"
        subprocess.run(
            ["git", "init", "-q", "-b", "main", f"--object-format={hash_}", str(path)], check=True)
        if special == 6:
            continue
        if special == 7:
            git(path, "fetch", "-q", "--depth=3", f"file://{paths[0]}", "main:refs/remotes/origin/main")
            git(path, "reset", "-q", "--hard", "origin/main")
            continue
        git(path, "fast-import", "--quiet", input=history(random_))
        git(path, "reset", "-q", "--hard")
        (path / "untracked").write_text("new\n")
        git(path, "repack", "-adq")
        if special < 6:
            pack = next((path / ".git/objects/pack").glob("*.pack"))
            pack.chmod(0o644)
            os.truncate(pack, pack.stat().st_size // 2)
    return paths


# MARK: Runs


class Run(typing.NamedTuple):
    seconds: float
    status: int
    cpu: float
    kilobytes: int


def timed(words: typing.List[str], output: typing.Optional[pathlib.Path] = None) -> Run:
    """Runs a command; its exit status is 3 where some repositories are damaged."""
    with open(output or os.devnull, "wb") as file:
        start = time.monotonic()
        process = subprocess.Popen(words, stdout=file, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.monotonic() - start, process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def rows(document: typing.Any) -> typing.List[dict]:
    """The rows of a document: its first list of objects."""
    lists = [value for key, value in document.items() if isinstance(value, list) and key not in ("failures", "repositories")]
    return lists[0] if lists else []


def read(path: pathlib.Path) -> typing.Any:
    text = path.read_bytes()
    return json.loads(text) if text else {}


def same(question: str, one: pathlib.Path, singles: typing.List[typing.Tuple[str, pathlib.Path]]) -> bool:
    """Whether the rows of one run are those of a run for each, or their sums."""
    document = read(one)
    failures = {failure["repo"] for failure in document["failures"]}
    # What could not be read of a repository that was answered is an error that names it.
    named = failures | {error["repo"] for error in document.get("errors", []) if error.get("repo")}
    if named != {path for path, file in singles if file.with_name(file.name + ".status").read_text() != "0\n"}:
        return False
    if question in SUMS:
        keys, numbers = SUMS[question]
        # Days and commits of several repositories may be the same, so that their numbers are no sums.

        def sums(rows_: typing.Iterable[dict]) -> typing.Counter:
            found: typing.Counter = collections.Counter()
            for row in rows_:
                for number in numbers:
                    found[tuple(row[key] for key in keys), number] += row[number]
            return found

        answered = [read(file) for path, file in singles if path not in failures]
        found, every = rows(document), [row for single in answered for row in rows(single)]
        persons: typing.Dict[tuple, typing.List[dict]] = {}
        for row in every:
            persons.setdefault(tuple(row[key] for key in keys), []).append(row)
        firsts = [name for name in ("first_commit_date", "oldest_date") if found and name in found[0]]
        lasts = [name for name in ("last_commit_date", "newest_date") if found and name in found[0]]
        total = sum(row[numbers[0]] for row in found)
        return (
            sums(found) == sums(every)
            and len(found) == len(persons)
            # The greatest first, with its rank where it has one, and its share of all.
            and [row[numbers[0]] for row in found] == sorted((row[numbers[0]] for row in found), reverse=True)
            and all(row.get("rank", rank) == rank for rank, row in enumerate(found, 1))
            and all(abs(row["share"] - row[numbers[0]] / total) < 1e-12 for row in found)
            and all(
                row[name] == choose(own[name] for own in persons[tuple(row[key] for key in keys)])
                for names, choose in ((firsts, min), (lasts, max)) for name in names for row in found)
            and document["total"][numbers[0]] == total
        )
    expected = [{"repo": path, **row} for path, file in singles if path not in failures for row in rows(read(file))]
    return [row for row in rows(document) if row["repo"] not in failures] == expected


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rgit")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--keep", type=pathlib.Path, help="make the repositories here, and keep them")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--questions", default=",".join(QUESTIONS))
    parser.add_argument("repositories", nargs="*", metavar="REPO")
    words = parser.parse_intermixed_args()
    rgit, differences = os.path.abspath(words.rgit), 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        made = words.keep or folder / "made"
        if made.exists():
            paths = sorted(str(path) for path in made.iterdir())
        else:
            made.mkdir(parents=True)
            paths = make(made, words.count)
        paths += words.repositories
        (folder / "list").write_text("".join(path + "\n" for path in paths))
        outputs = folder / "outputs"
        outputs.mkdir()
        program = shlex.quote(rgit)
        (folder / "loop").write_text(
            'while read -r path; do\n  file="$2/$(echo "$path" | tr / _)"\n'
            f'  {program} -C "$path" "$1" -j2 --json > "$file"; echo $? > "$file.status"\ndone < "$3"\n')
        (folder / "one").write_text(f'{program} -C "$1" "$2" --json > "$3/$(echo "$1" | tr / _)"\n')
        print(f"{len(paths)} repositories")
        for question in words.questions.split(","):
            best: typing.Dict[str, Run] = {}
            for _ in range(words.rounds):
                runs = {
                    "one": timed([rgit, question, "--repos-from", str(folder / "list"), "--json"], folder / "answer"),
                    "loop": timed(["sh", str(folder / "loop"), question, str(outputs), str(folder / "list")]),
                    "xargs": timed(["xargs", "-a", str(folder / "list"), "-P2", "-I{}", "sh", str(folder / "one"), "{}",
                                    question, str(outputs)]),
                }
                best = {name: min(run, best.get(name, run)) for name, run in runs.items()}
            equal = best["one"].status in (0, 3) and same(question, folder / "answer", [(path, outputs / path.replace("/", "_")) for path in paths])
            differences += not equal
            one = best["one"]
            failed = len(read(folder / "answer")["failures"])
            print(
                f"{question:13}{'equal' if equal else 'DIFFERENT':10} {failed} failed; one {one.seconds:.2f} s, "
                + ", ".join(
                    f"{name} {run.seconds:.2f} s ({one.seconds / run.seconds:.2f} of wall, {one.cpu / run.cpu:.2f} of CPU)"
                    for name, run in best.items() if name != "one")
                + f"; {one.kilobytes / 1024:.0f} MiB", flush=True)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
