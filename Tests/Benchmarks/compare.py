#!/usr/bin/env python3
# Compares rgit with git, GitPython and pygit2 on one repository: times, peak memory, and whether the answers agree.
"""Compare rgit with git, GitPython and pygit2 on a repository, or on a synthetic one.

    python3 Tests/Benchmarks/compare.py                    # a synthetic repository
    python3 Tests/Benchmarks/compare.py ~/src/git          # a real one; it is only read
    python3 Tests/Benchmarks/compare.py --long 1000000 --no-peers    # a long history, five million objects
    python3 Tests/Benchmarks/compare.py --wide 70000 --no-peers      # a clean working tree of 70,000 files
    python3 Tests/Benchmarks/compare.py --only contributors,count --runs 9 ~/src/git

Times are medians of hyperfine's runs, all contenders of a question in one hyperfine run, warm cache. Ratios are
rgit's time by the other's: below 1 rgit is faster. Memory is the peak of anonymous pages: a mapped pack, which the
system can drop at any time, does not count.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import random
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "GIT_PAGER": "cat",
}
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
# The fields of rgit log, as git's placeholders.
ALL_FIELDS = "%H%x00%T%x00%P%x00%aN%x00%aE%x00%ad%x00%cN%x00%cE%x00%cd%x00%D%x00%e%x00%(trailers)%x00%B"


def run(*command, cwd=None, data=None):
    """Runs a command that has to succeed and gives what it prints."""
    result = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, input=data, capture_output=True)
    if result.returncode != 0:
        message = result.stderr.decode(errors="replace")
        sys.exit(f"{shlex.join(map(str, command))}: status {result.returncode}\n{message}")
    return result.stdout


# Answers, brought to one form to be compared: what a contender printed becomes a value.


def filled_lines(output):
    return sum(1 for line in output.split(b"\n") if line)


def checksum(output):
    return hashlib.sha256(output).hexdigest()


def text_of(output):
    return output.decode(errors="replace")


def lines(output):
    return text_of(output).splitlines()


def rows(output):
    return list(csv.DictReader(io.StringIO(text_of(output), newline="")))


def shortlog(output):
    return sorted((int(line.split("\t", 1)[0]), line.split("\t", 1)[1]) for line in lines(output))


def contributors(output):
    return sorted((int(row["commits"]), f"{row['name']} <{row['email']}>") for row in rows(output))


def hexshas(output):
    return [json.loads(line)["hexsha"] for line in output.splitlines()]


def numstat(output):
    return sorted(tuple(line.split("\t")[:2]) for line in lines(output) if line)


def patch(output):
    return hashlib.sha256(output).hexdigest()


def diff_rows(output):
    return sorted(
        ("-", "-") if row["binary"] == "true" else (row["insertions"], row["deletions"]) for row in rows(output)
    )


def log_numstat(output):
    """Commits, insertions and deletions of git log --numstat --format=%H."""
    commits = insertions = deletions = 0
    for line in output.split(b"\n"):
        columns = line.split(b"\t")
        if len(columns) >= 3:
            insertions += 0 if columns[0] == b"-" else int(columns[0])
            deletions += 0 if columns[1] == b"-" else int(columns[1])
        elif len(line) == 40:
            commits += 1
    return commits, insertions, deletions


def log_stats(output):
    documents = [json.loads(line) for line in output.splitlines()]
    totals = [document["stats"]["total"] for document in documents]
    return len(documents), sum(t["insertions"] for t in totals), sum(t["deletions"] for t in totals)


def contributors_stats(output):
    table = rows(output)
    return tuple(sum(int(row[name]) for row in table) for name in ("commits", "insertions", "deletions"))


def last_commits(output):
    """Paths and commits of git last-modified -z."""
    return sorted(tuple(reversed(entry.lstrip("^").split("\t", 1))) for entry in text_of(output).split("\0") if entry)


def last_modified(output):
    return sorted((row["path"], row["hexsha"]) for row in rows(output) if row["type"] != "tree")


def checked_blobs(output):
    """The blobs that git cat-file --batch-check names, and the sum of their sizes."""
    sizes = [int(line.split(" ")[2]) for line in lines(output) if line.split(" ")[1] == "blob"]
    return len(sizes), sum(sizes)


def weighed_blobs(output):
    total = json.loads(output)["total"]
    return total["blobs"], total["bytes"]


def first_ten(output):
    return [commit["hexsha"] for commit in json.loads(output)["commits"]]


def branch_tips(output):
    return sorted((branch["path"], branch["hexsha"]) for branch in json.loads(output)["branches"])


def ref_tips(output):
    return sorted(tuple(line.split(" ")[:2]) for line in lines(output))


def number(output):
    return int(output)


# The same questions in Python; `repo` is opened by the prelude of each library.

GITPYTHON = {
    "count": "print(sum(1 for _ in repo.iter_commits('HEAD')))",
    "hexsha": "print('\\n'.join(c.hexsha for c in repo.iter_commits('HEAD')))",
    "contributors": """
from collections import Counter
counts = Counter((c.author.name, c.author.email) for c in repo.iter_commits('HEAD'))
for (name, email), count in counts.items(): print(f'{count}\\t{name} <{email}>')""",
    "log-10": "print('\\n'.join(c.hexsha for c in repo.iter_commits('HEAD', max_count=10)))",
    "branches": "print('\\n'.join(f'{h.path} {h.commit.hexsha}' for h in repo.heads))",
    "diff-stats": "print(repo.git.diff(A, B, numstat=True, M=True))",
    "log-stats": """
n = i = d = 0
for c in repo.iter_commits('HEAD'):
    n += 1
    if len(c.parents) < 2: i += c.stats.total['insertions']; d += c.stats.total['deletions']
print(n, i, d)""",
}
PYGIT2 = {
    "count": "print(sum(1 for _ in repo.walk(repo.head.target, TIME)))",
    "hexsha": "print('\\n'.join(str(c.id) for c in repo.walk(repo.head.target, TIME)))",
    "contributors": """
from collections import Counter
mailmap = pygit2.Mailmap.from_repository(repo)
def who(s):
    s = mailmap.resolve_signature(s)
    return s.name, s.email
counts = Counter(who(c.author) for c in repo.walk(repo.head.target, TIME))
for (name, email), count in counts.items(): print(f'{count}\\t{name} <{email}>')""",
    "log-10": """
import itertools
print('\\n'.join(str(c.id) for c in itertools.islice(repo.walk(repo.head.target, TIME), 10)))""",
    "branches": """
for name in repo.branches.local:
    branch = repo.branches[name]
    print(branch.name, branch.target)""",
    "diff-stats": """
diff = repo.diff(A, B)
diff.find_similar()
for patch in diff:
    if patch.delta.is_binary: print('-\\t-\\tx')
    else:
        _, i, d = patch.line_stats
        print(f'{i}\\t{d}\\tx')""",
    "log-stats": """
n = i = d = 0
for c in repo.walk(repo.head.target, TIME):
    n += 1
    if len(c.parents) > 1: continue
    diff = c.tree.diff_to_tree(c.parents[0].tree, swap=True) if c.parents else c.tree.diff_to_tree(swap=True)
    i += diff.stats.insertions; d += diff.stats.deletions
print(n, i, d)""",
}
# A hundred thousand commits at 4 ms each: asked for by --heavy only.
HEAVY = {"log-stats"}
# What is known to differ from git: GitPython takes no mailmap and libgit2 reads one by other rules, libgit2 breaks
# ties of dates another way, its lines are counted without git's heuristics, and both libraries' loops know no renames.
MAY_DIFFER = {
    *(("GitPython", name) for name in ("contributors", "log-stats")),
    *(("pygit2", name) for name in ("contributors", "log-stats", "hexsha", "log-10", "diff-stats")),
}


class Question:
    """A question, and for every contender the command that asks it and what makes a value of its answer."""

    def __init__(self, name, text, git, rgit):
        self.name, self.text = name, text
        self.contenders = {"git": git, "rgit": rgit}


def synthetic(folder, commits):
    """Makes a repository of files that grow, with branches and merges, the same one every time."""
    dice = random.Random(1)
    path = folder / "synthetic.git"
    run("git", "init", "-q", "--bare", "--initial-branch=main", str(path))
    folders = [f"{outer}/{inner}" for outer in "abc" for inner in "xyz"]
    files = {f"{name}/file{n}.c": [f"line {i}" for i in range(40)] for name in folders for n in range(12)}
    names = sorted(files)
    stream = io.BytesIO()

    def say(text):
        stream.write(text.encode())

    def data(text):
        body = text.encode()
        stream.write(b"data %d\n%s\n" % (len(body), body))

    tips = []
    for number in range(1, commits + 1):
        who = int(dice.paretovariate(1.1)) % 200
        date = 1_100_000_000 + number * 3000
        say(f"commit refs/heads/main\nmark :{number}\n")
        say(f"author Person {who} <p{who}@example.com> {date - dice.randrange(2000)} +0100\n")
        say(f"committer Person {who % 9} <p{who % 9}@example.com> {date} +0000\n")
        reviewer = f"Person {who % 7} <p{who % 7}@example.com>"
        data(f"change number {number}\n\nWhy it was made.\n\nReviewed-by: {reviewer}\n")
        if number > 1:
            side = number > 50 and dice.random() < 0.2
            say(f"from :{number - 1}\n")
            if side:
                say(f"merge :{number - dice.randrange(2, 40)}\n")
        for name in names if number == 1 else dice.sample(names, dice.randrange(1, 4)):
            text = files[name]
            for _ in range(dice.randrange(1, 6)):
                place = dice.randrange(len(text) + 1)
                if dice.random() < 0.6 or len(text) < 20:
                    text.insert(place, f"changed {number} {dice.randrange(9)}")
                else:
                    del text[place : place + 2]
            say(f"M 644 inline {name}\n")
            data("\n".join(text) + "\n")
        say("\n")
        if number % (commits // 20 or 1) == 0:
            tips.append(number)
    for number in tips:
        say(f"reset refs/heads/topic-{number}\nfrom :{number}\n\n")
    run("git", "-C", str(path), "fast-import", "--quiet", data=stream.getvalue())
    run("git", "-C", str(path), "repack", "-adq")
    return path


def long_history(folder, commits):
    """Makes a long history as fast-import leaves it: eight branches, trees in deep delta chains, no repacking."""
    dice = random.Random(2)
    path = folder / "long.git"
    run("git", "init", "-q", "--bare", "--initial-branch=line0", str(path))
    importer = subprocess.Popen(
        ["git", "-C", str(path), "fast-import", "--quiet"], stdin=subprocess.PIPE, env=ENVIRONMENT)
    tips = {}
    date = 1_000_000_000
    for mark in range(1, commits + 1):
        date += dice.randrange(600)
        who = int(dice.paretovariate(1.2)) % 4000
        line = 0 if dice.random() < 0.6 else dice.randrange(8)
        parent = tips.get(line, tips.get(0))
        parts = [f"commit refs/heads/line{line}\nmark :{mark}\n"]
        parts += [f"{role} Person {who} <p{who}@example{who % 40}.com> {date} +0000\n" for role in ("author", "committer")]
        message = f"Change {mark} of part {dice.randrange(200)}\n\nThe reason is number {dice.randrange(10**9)}.\n"
        parts.append(f"data {len(message)}\n{message}\n")
        if parent:
            parts.append(f"from :{parent}\n")
            side = tips.get(dice.randrange(1, 8))
            if line == 0 and side and dice.random() < 0.15:
                parts.append(f"merge :{side}\n")
        content = f"number {dice.randrange(10**9)}\n" * dice.randrange(1, 8)
        file = f"part{dice.randrange(40)}/piece{dice.randrange(40)}/file{dice.randrange(30)}.c"
        parts.append(f"M 644 inline {file}\ndata {len(content)}\n{content}\n")
        importer.stdin.write("".join(parts).encode())
        tips[line] = mark
    importer.stdin.close()
    if importer.wait() != 0:
        sys.exit("git fast-import failed")
    return path


def wide_tree(folder, files):
    """Makes a clean working tree of so many small files, 20 in each directory, whose index is warm."""
    path = folder / "wide"
    run("git", "init", "-q", "--initial-branch=main", str(path))
    for number in range(files):
        directory = path / f"part{number // 1000}" / f"piece{number // 20 % 50}"
        directory.mkdir(parents=True, exist_ok=True)
        (directory / f"file{number % 20}.txt").write_text(f"content {number}\n")
    (path / ".gitignore").write_text("*.o\n/build/\n")
    # Files as old as the index would have to be read.
    time.sleep(1.1)
    run("git", "-C", str(path), "add", "--all")
    run("git", "-C", str(path), "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "wide")
    return path


def questions(options, repository, graph, rgit, folder):
    """All questions about a repository; `graph` is a copy of it with a commit-graph."""
    dice = random.Random(7)
    git = ["git", "-C", str(repository)]
    ours = [rgit, "-C", str(repository)]
    commits = number(run(*git, "rev-list", "--count", "HEAD"))
    back = min(1000, max(0, number(run(*git, "rev-list", "--count", "--first-parent", "HEAD")) - 1))
    a, b = f"HEAD~{back}", "HEAD"
    options.pair = [run(*git, "rev-parse", name).decode().strip() for name in (a, b)]
    tree = text_of(run(*git, "ls-tree", "-r", "-z", "--name-only", "HEAD")).split("\0")[:-1]
    tree = [path for path in tree if "\ufffd" not in path]
    paths = dice.sample(tree, min(20, len(tree)))
    counted = text_of(run(*git, "diff", "--numstat", "--no-renames", "-z", EMPTY_TREE, "HEAD")).split("\0")[:-1]
    text = [line.split("\t", 2)[2] for line in counted if not line.startswith("-") and "\ufffd" not in line]
    blamed = dice.sample(text, min(40, len(text)))

    def script(name, commands):
        file = folder / f"{name}.sh"
        file.write_text("\n".join(shlex.join(command) for command in commands) + "\n")
        return ["sh", str(file)]

    names = ["log", "--fields", "hexsha", "--ndjson"]
    counts = ["log", "--numstat", "-M", "--format=%H"]
    asked = []

    def ask(name, text, git_command, git_answer, rgit_command, rgit_answer):
        asked.append(Question(name, text, (git_command, git_answer), (rgit_command, rgit_answer)))

    ask("version", "--version", ["git", "--version"], None, [rgit, "--version"], None)
    ask("log-10", "log -n 10", git + ["log", "-n", "10", "--format=%H"], lines,
        ours + ["log", "-n", "10", "--json"], first_ten)
    ask("branches", "branches",
        git + ["for-each-ref", "--format=%(refname) %(objectname) %(upstream:track)", "refs/heads"], ref_tips,
        ours + ["branches", "--json"], branch_tips)
    ask("count", "log --count", git + ["rev-list", "--count", "HEAD"], number, ours + ["log", "--count"], number)
    ask("count-graph", "log --count, commit-graph", ["git", "-C", str(graph), "rev-list", "--count", "HEAD"], number,
        [rgit, "-C", str(graph), "log", "--count"], number)
    ask("hexsha", "log, names only", git + ["log", "--format=%H"], lines, ours + names, hexshas)
    ask("log", "log, all fields", git + ["log", "--date=iso-strict", f"--format={ALL_FIELDS}"],
        lambda output: output.count(b"\0") // 12, ours + ["log", "--ndjson"], lambda output: output.count(b"\n"))
    ask("contributors", "contributors", git + ["shortlog", "-sne", "HEAD"], shortlog,
        ours + ["contributors", "--csv"], contributors)
    ask("paths", f"log of {len(paths)} paths",
        script("paths-git", [git + ["log", "--format=%H", "--", path] for path in paths]), lines,
        script("paths-rgit", [ours + names + ["--", path] for path in paths]), hexshas)
    ask("diff-stats", f"diff-stats HEAD~{back} HEAD", git + ["diff", "--numstat", "-M", *options.pair], numstat,
        ours + ["diff-stats", *options.pair, "--csv"], diff_rows)
    ask("diff-patch", f"diff HEAD~{back} HEAD --patch", git + ["diff", "-M", *options.pair], patch,
        ours + ["diff", "--patch", *options.pair], patch)
    ask("log-stats", "log --stats", git + counts, log_numstat, ours + ["log", "--stats", "--ndjson"], log_stats)
    ask("log-patch", "log --patch", git + ["log", "-p"], checksum, ours + ["log", "--patch"], checksum)
    words = searched_words(git, blamed, dice)
    ask("occurrences", "log -S WORD", git + ["log", "--format=%H", f"-S{words[0]}"], lines,
        ours + names + ["-S", words[0]], hexshas)
    ask("changed-lines", "log -G WORD", git + ["log", "--format=%H", f"-G{words[0]}"], lines,
        ours + names + ["-G", words[0]], hexshas)
    ask("search", f"search of {len(words)} words (git: one by one)",
        script("search-git", [git + ["log", "--format=", "--name-only", f"-S{word}"] for word in words]), filled_lines,
        ours + ["search", "--count", *(option for word in words for option in ("-e", word))], number)
    # git 2.52 and later.
    if "last-modified" in text_of(run("git", "--list-cmds=main")).split():
        ask("last-modified", "last-modified", git + ["last-modified", "-r", "-z", "HEAD"], last_commits,
            ours + ["last-modified", "--csv", "--fields", "path,type,hexsha"], last_modified)
    objects = folder / "weight-git.sh"
    objects.write_text(
        f"{shlex.join(git)} rev-list --objects --no-object-names HEAD | {shlex.join(git)} cat-file --batch-check\n")
    ask("weight", "weight (git: rev-list --objects, cat-file)", ["sh", str(objects)], checked_blobs,
        ours + ["weight", "--json"], weighed_blobs)
    ask("contributors-stats", "contributors --stats", git + counts, log_numstat,
        ours + ["contributors", "--stats", "--csv"], contributors_stats)
    if text_of(run(*git, "rev-parse", "--is-bare-repository")).strip() == "false":
        ask("clean", "diff-stats of the work tree", git + ["diff", "--numstat", "-M", "HEAD"], numstat,
            ours + ["diff-stats", "--csv"], diff_rows)
        porcelain = ["status", "--porcelain=v2", "--branch", "--untracked-files=all"]
        ask("status", "status of the work tree", ["git", "--no-optional-locks", *git[1:], *porcelain], lines,
            ours + porcelain, lines)
    ask("blame-file", "blame-stats of 5 files, one by one",
        script("file-git", [git + ["blame", "--line-porcelain", "HEAD", "--", path] for path in blamed[:5]]), None,
        script("file-rgit", [ours + ["blame-stats", "--csv", "HEAD", "--", path] for path in blamed[:5]]), None)
    for name, options_of_blame in (("blame-moves", ["-M"]), ("blame-copies", ["-C"]), ("blame-all-copies", ["-C", "-C"])):
        ask(name, f"blame {' '.join(options_of_blame)} of 5 files, one by one",
            script(f"{name}-git", [git + ["blame", "--porcelain", *options_of_blame, "HEAD", "--", path] for path in blamed[:5]]),
            checksum,
            script(f"{name}-rgit", [ours + ["blame", "--porcelain", *options_of_blame, "HEAD", "--", path] for path in blamed[:5]]),
            checksum)
    ask("blame-stats", f"blame-stats (git: {len(blamed)} files)",
        script("blame-git", [git + ["blame", "--line-porcelain", "HEAD", "--", path] for path in blamed]), None,
        ours + ["blame-stats", "--csv"], None)
    return commits, asked


def searched_words(git, paths, dice, count=3):
    """Words of the text files at HEAD, for searches through history."""
    found = set()
    for path in paths:
        found.update(re.findall(rb"[A-Za-z_]{5,20}", run(*git, "cat-file", "blob", f"HEAD:{path}")))
    words = sorted(word.decode() for word in found) or ["change"]
    return dice.sample(words, min(count, len(words)))


def add_peers(options, asked, repository, folder, commits):
    """Adds GitPython and pygit2, in a virtual environment of their own."""
    venv = folder / "venv"
    run(sys.executable, "-m", "venv", str(venv))
    run(str(venv / "bin/python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "GitPython", "pygit2")
    preludes = {
        "GitPython": "import sys, git\nA, B = sys.argv[2:4]\nrepo = git.Repo(sys.argv[1])\n",
        "pygit2": "import sys, pygit2\nA, B = sys.argv[2:4]\nrepo = pygit2.Repository(sys.argv[1])\n"
        "TIME = pygit2.enums.SortMode.TIME\n",
    }
    parsers = {
        "count": number, "hexsha": lines, "contributors": shortlog, "log-10": lines, "branches": ref_tips,
        "diff-stats": numstat, "log-stats": lambda output: tuple(map(int, output.split())),
    }
    for tool, codes in (("GitPython", GITPYTHON), ("pygit2", PYGIT2)):
        for question in asked:
            code = codes.get(question.name)
            if code is None or (question.name in HEAVY and commits > 3000 and not options.heavy):
                continue
            file = folder / f"{tool}-{question.name}.py"
            file.write_text(preludes[tool] + code + "\n")
            command = [str(venv / "bin/python"), str(file), str(repository), *options.pair]
            question.contenders[tool] = (command, parsers[question.name])


def peak(command):
    """The peak of anonymous memory of a command and its children, in MiB, and what it printed."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=output, stderr=subprocess.DEVNULL)
        highest = 0
        while process.poll() is None:
            highest = max(highest, anonymous(process.pid))
            time.sleep(0.002)
        if process.returncode != 0:
            return None, None
        output.seek(0)
        return highest / 1024, output.read()


def anonymous(pid):
    """Anonymous resident memory of a process and its children, in KiB."""
    total = 0
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                total = int(line.split()[1])
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            total += anonymous(int(child))
    except OSError:
        pass
    return total


def measure(options, question, folder):
    """Medians in seconds of every contender, in one run of hyperfine."""
    report = folder / "hyperfine.json"
    command = ["hyperfine", "-N", "--output=pipe", "--style=none", "--warmup", "1", "--export-json", str(report)]
    command += ["--runs", str(options.runs)]
    for tool, (arguments, _) in question.contenders.items():
        command += ["--command-name", tool, shlex.join(arguments)]
    run(*command)
    results = json.loads(report.read_text())["results"]
    return {result["command"]: statistics.median(result["times"]) for result in results}


def check(question, answers):
    """Whether all answers are git's; the names of those that are not."""
    parsers = {tool: parse for tool, (_, parse) in question.contenders.items()}
    reference = parsers["git"](answers["git"]) if parsers["git"] and answers["git"] is not None else None
    wrong = []
    for tool, parse in parsers.items():
        if tool == "git" or parse is None or reference is None:
            continue
        if answers[tool] is None or parse(answers[tool]) != reference:
            wrong.append(tool)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", nargs="?", help="the repository to ask about; a synthetic one when left out")
    parser.add_argument("--rgit", help="the rgit to measure; a static release build when left out")
    parser.add_argument("--runs", type=int, default=5, help="hyperfine's runs of every command (5)")
    parser.add_argument("--only", help="names of questions, separated by commas")
    parser.add_argument("--commits", type=int, default=10000, help="commits of the synthetic repository (10000)")
    parser.add_argument("--long", type=int, metavar="COMMITS",
                        help="a synthetic repository of so many commits as fast-import writes it; asks count and "
                        "contributors unless --only says more")
    parser.add_argument("--wide", type=int, metavar="FILES",
                        help="a synthetic working tree of so many files; asks status and clean unless --only says more")
    parser.add_argument("--no-peers", action="store_true", help="leave GitPython and pygit2 out")
    parser.add_argument("--heavy", action="store_true", help="have GitPython and pygit2 count every commit's lines")
    parser.add_argument("--jobs", action="store_true", help="measure rgit with one worker and with two as well")
    options = parser.parse_args()
    if shutil.which("hyperfine") is None:
        sys.exit("hyperfine is missing: apt-get install hyperfine")
    rgit = options.rgit or str(ROOT / ".build/release/rgit")
    if options.rgit is None:
        run("swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "rgit", cwd=ROOT)
    rgit = str(Path(rgit).resolve())

    with tempfile.TemporaryDirectory(prefix="rgit-compare-") as name:
        folder = Path(name)
        if options.long:
            repository = long_history(folder, options.long)
            options.only = options.only or "count,contributors"
        elif options.wide:
            repository = wide_tree(folder, options.wide)
            options.only = options.only or "status,clean"
        elif options.repository:
            repository = Path(options.repository).resolve()
        else:
            repository = synthetic(folder, options.commits)
        # The repository itself is only read: the copy borrows its objects and gets the commit-graph.
        graph = folder / "graph.git"
        run("git", "clone", "-q", "--bare", "--shared", str(repository), str(graph))
        run("git", "-C", str(graph), "commit-graph", "write", "--reachable", "--changed-paths")
        commits, asked = questions(options, repository, graph, rgit, folder)
        if options.only:
            chosen = options.only.split(",")
            unknown = set(chosen) - {question.name for question in asked}
            if unknown:
                sys.exit(f"no such question: {', '.join(sorted(unknown))}; there are "
                         f"{', '.join(question.name for question in asked)}")
            asked = [question for question in asked if question.name in chosen]
        if not options.no_peers:
            add_peers(options, asked, repository, folder, commits)
        if options.jobs:
            for question in asked:
                command, parse = question.contenders["rgit"]
                if command[0] == rgit and question.name != "version":
                    for jobs in ("1", "2"):
                        question.contenders[f"rgit -j{jobs}"] = (command + ["--jobs", jobs], parse)
        disagreements = report(options, repository, commits, asked, folder)
    if disagreements:
        print("\nAnswers that are not git's: " + "; ".join(disagreements))
        sys.exit(1)
    print("\nAll answers of rgit are git's.")


def report(options, repository, commits, asked, folder):
    """Measures question after question and prints a line for each; gives the disagreements of rgit."""
    print(f"{repository}: {commits} commits, {os.cpu_count()} cores, {options.runs} runs, medians")
    others = sorted({tool for question in asked for tool in question.contenders} - {"git", "rgit"})
    heads = ["question", "git s", "rgit s", "rgit/git"] + [f"rgit/{tool}" for tool in others]
    heads += ["git MiB", "rgit MiB"]
    print("  ".join(f"{head:>{34 if index == 0 else max(9, len(head))}}" for index, head in enumerate(heads)))
    disagreements = []
    for question in asked:
        memory, answers = {}, {}
        for tool, (command, _) in question.contenders.items():
            memory[tool], answers[tool] = peak(command)
        failed = [tool for tool in question.contenders if answers[tool] is None]
        for tool in failed:
            if tool.startswith("rgit") or tool == "git":
                disagreements.append(f"{question.name}: {tool} failed")
            del question.contenders[tool]
        if "git" in failed or "rgit" in failed:
            continue
        wrong = check(question, answers)
        disagreements += [f"{question.name}: {tool}" for tool in wrong if tool.startswith("rgit")]
        notes = [f"{tool} differs" for tool in wrong if (tool, question.name) not in MAY_DIFFER]
        notes += [f"{tool} differs (known)" for tool in wrong if (tool, question.name) in MAY_DIFFER]
        times = measure(options, question, folder)
        cells = [f"{question.text:>34}", f"{times['git']:9.4f}", f"{times['rgit']:9.4f}"]
        for tool in ["git"] + others:
            width = max(9, len(f"rgit/{tool}"))
            cells.append(f"{times['rgit'] / times[tool]:{width}.2f}" if tool in times else " " * (width - 1) + "-")
        cells += [f"{memory['git']:9.1f}", f"{memory['rgit']:9.1f}"]
        print("  ".join(cells) + ("   " + ", ".join(notes) if notes else ""), flush=True)
    return disagreements


if __name__ == "__main__":
    main()
