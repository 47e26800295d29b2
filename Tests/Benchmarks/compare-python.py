#!/usr/bin/env python3
"""Compares the Python package with GitPython, pygit2 and gitoxide-python: python3 compare-python.py RGIT REPOSITORY [ROUNDS]

Every library that is installed answers the same questions in this process, one after the other in each round, after one round
that is not counted. Printed are the medians of the wall time, and rgit's as a share of each library's. What rgit's processes
compute side by side is in the wall time, and is work for as many cores. The repository is only read.
"""

from __future__ import annotations

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGE = os.path.join(ROOT, "Sources", "Python")
sys.path.insert(0, PACKAGE)


def commits_gitpython(repo):
    return [
        (
            *(c.hexsha, c.tree.hexsha, [p.hexsha for p in c.parents], c.author.name, c.author.email, c.authored_date),
            *(c.author_tz_offset, c.committer.name, c.committer.email, c.committed_date, c.committer_tz_offset),
            *(c.summary, c.message, c.encoding, c.gpgsig),
        )
        for c in repo.iter_commits()
    ]


def commits_pygit2(repo):
    return [
        (
            *(str(c.id), str(c.tree_id), [str(p) for p in c.parent_ids], c.author.name, c.author.email, c.author.time),
            *(c.author.offset, c.committer.name, c.committer.email, c.commit_time, c.commit_time_offset, c.message),
            c.message_encoding,
        )
        for c in repo.walk(repo.head.target)
    ]


def commits_gitoxide(repo):
    return [
        (
            *(c.id, c.tree_id, c.parents, c.author.name, c.author.email, c.author.time, c.author.offset),
            *(c.committer.name, c.committer.email, c.committer.time, c.committer.offset, c.summary, c.message),
        )
        for c in repo.commits()
    ]


def stats_gitpython(repo):
    return [c.stats.total["lines"] for c in repo.iter_commits(max_count=1000)]


def stats_pygit2(repo):
    found = []
    for number, c in enumerate(repo.walk(repo.head.target)):
        if number == 1000:
            return found
        diff = repo.diff(c.parents[0], c) if c.parents else c.tree.diff_to_tree(swap=True)
        found.append(diff.stats.insertions + diff.stats.deletions)


def dirty_pygit2(repo):
    return any(repo.status(untracked_files="no").values())


def questions(path: str, file: str):
    """The questions, and for each the libraries' answers."""
    import rgit

    libraries = {"rgit": rgit.Repo(path)}
    for name, module, opener in (
        ("GitPython", "git", "Repo"),
        ("pygit2", "pygit2", "Repository"),
        ("gitoxide", "gitoxide", "open"),
    ):
        try:
            libraries[name] = getattr(__import__(module), opener)(path)
        except ImportError:
            pass
    answers = {
        "all commits, all fields": {
            "rgit": lambda repo: repo.log_table(),
            "GitPython": commits_gitpython,
            "pygit2": commits_pygit2,
            "gitoxide": commits_gitoxide,
        },
        "all commits as objects": {"rgit": commits_gitpython, "GitPython": commits_gitpython},
        "stats of 1,000 commits": {"rgit": stats_gitpython, "GitPython": stats_gitpython, "pygit2": stats_pygit2},
        "head.commit.hexsha": {
            "rgit": lambda repo: repo.head.commit.hexsha,
            "GitPython": lambda repo: repo.head.commit.hexsha,
            "pygit2": lambda repo: str(repo.head.target),
            "gitoxide": lambda repo: repo.head_id,
        },
        "is_dirty()": {
            "rgit": lambda repo: repo.is_dirty(),
            "GitPython": lambda repo: repo.is_dirty(),
            "pygit2": dirty_pygit2,
        },
        f"blame of {file}": {
            "rgit": lambda repo: repo.blame("HEAD", file),
            "GitPython": lambda repo: repo.blame("HEAD", file),
            "gitoxide": lambda repo: repo.blame(file),
        },
    }
    for question, library in answers.items():
        yield question, {name: (call, libraries[name]) for name, call in library.items() if name in libraries}


def seconds(call, repo) -> float:
    start = time.perf_counter()
    call(repo)
    return time.perf_counter() - start


def imports(rounds: int) -> dict[str, float]:
    """What an import adds to the start of Python; all are compiled, as pip installs them."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(PACKAGE, "rgit"), os.path.join(folder, "rgit"))
        compileall.compile_dir(folder, quiet=2)
        return imports_with(folder, rounds)


def imports_with(folder: str, rounds: int) -> dict[str, float]:
    """What an import adds to the start of Python, rgit's from `folder`."""
    statements = {"": "pass", "rgit": "from rgit import Repo", "GitPython": "import git", "pygit2": "import pygit2"}
    found: dict[str, list[float]] = {}
    for _ in range(rounds + 1):
        for name, statement in statements.items():
            start = time.perf_counter()
            result = subprocess.run(
                [sys.executable, "-c", statement], env={**os.environ, "PYTHONPATH": folder}, capture_output=True
            )
            if result.returncode == 0:
                found.setdefault(name, []).append(time.perf_counter() - start)
    medians = {name: statistics.median(times[1:]) for name, times in found.items()}
    nothing = medians.pop("")
    return {name: max(median - nothing, 1e-6) for name, median in medians.items()}


def through_the_batch(path: str) -> tuple[float, float]:
    """The medians of one `rev-parse HEAD` and of one echo of a pipe, in seconds."""
    from rgit import _batch

    times = []
    for _ in range(10_000):
        start = time.perf_counter()
        _batch.ask(["rev-parse", "HEAD"], path)
        times.append(time.perf_counter() - start)
    echo = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    echoes = []
    for _ in range(10_000):
        start = time.perf_counter()
        os.write(echo.stdin.fileno(), b"x" * 60 + b"\n")
        os.read(echo.stdout.fileno(), 4096)
        echoes.append(time.perf_counter() - start)
    echo.stdin.close()
    echo.wait()
    return statistics.median(times), statistics.median(echoes)


def show(question: str, medians: dict[str, float]) -> None:
    own = medians["rgit"]
    others = [
        f"{name} {own / median:.2f} ({1000 * median:.2f} ms)" for name, median in medians.items() if name != "rgit"
    ]
    print(f"{question:28} {1000 * own:10.2f} ms   of {', of '.join(others)}", flush=True)


def longest_file(path: str) -> str:
    """A file with a long history: the largest of those that most commits changed."""
    from rgit import Repo

    rows = Repo(path).hotspots(top=40, fields=["path", "current_lines"], no_merges=True).to_dicts()
    return max(rows, key=lambda row: row["current_lines"] or 0)["path"]


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    os.environ["RGIT"] = os.path.abspath(sys.argv[1])
    path = os.path.abspath(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    show("import", imports(rounds))
    for question, libraries in questions(path, longest_file(path)):
        times: dict[str, list[float]] = {name: [] for name in libraries}
        for _ in range(rounds + 1):
            for name, (call, repo) in libraries.items():
                times[name].append(seconds(call, repo))
        show(question, {name: statistics.median(found[1:]) for name, found in times.items()})
    question, echo = through_the_batch(path)
    print(f"rev-parse HEAD by the batch  {1e6 * question:.0f} µs, of which a pipe's echo takes {1e6 * echo:.0f} µs")


if __name__ == "__main__":
    main()
