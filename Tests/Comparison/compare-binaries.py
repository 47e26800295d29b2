#!/usr/bin/env python3
# Runs some 400 command lines with two rgit binaries in many repositories and reports every difference of what they print.
"""Compare what two rgit binaries print, byte by byte, and their exit statuses.

    compare-binaries.py OLD NEW ~/src/git ~/src/curl         # some 400 command lines in each repository
    compare-binaries.py OLD NEW --random 20                  # in 20 random repositories
    compare-binaries.py OLD NEW --only 'log --stats*' REPO   # only some of them
    compare-binaries.py OLD NEW --instructions --memory REPO # what they cost, as new by old, the worst first

Repositories are only read. Paths, commits, tags and people are chosen from the repository itself, always the same ones.
The exit status is 0 without differences, 1 with some.

--expected FILE lists differences that are meant. A line of it is a pattern for REPOSITORY: COMMAND LINE as this script
prints it, with *, ? and [] as in a shell, and # begins a comment.

Instructions are counted by perf where the processor lets it, else by valgrind, which takes some 40 times as long:
choose command lines with --only, or small repositories. Peak memory is the highest resident size of the process, the
least of up to five runs.
"""

import argparse
import collections
import ctypes
import fnmatch
import hashlib
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import command_lines
import random_history

SMALL = 6_000  # commits
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "RGIT_", "XDG_"))},
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PAGER": "cat",
    "MANPAGER": "cat",
}


# What is asked: the command lines of a repository.


def git(repository, *arguments):
    """What git prints, as text that keeps every byte; empty where it fails."""
    result = subprocess.run(("git", "-C", repository, *arguments), env=ENVIRONMENT, capture_output=True)
    return os.fsdecode(result.stdout) if result.returncode == 0 else ""


def spread(items, count):
    """Some items, from all over a list, always the same ones."""
    return [items[len(items) * place // count] for place in range(count)] if items else []


def facts(repository):
    """What the command lines' names in braces mean in a repository, without those it lacks; and its commits."""
    commits = git(repository, "rev-list", "--first-parent", "--date-order", "HEAD").split()
    if not commits:
        raise SystemExit(f"{repository}: no commits")
    count = int(git(repository, "rev-list", "--count", "HEAD"))
    last = len(commits) - 1
    old, older = commits[min(last, 40, last // 3 + 1)], commits[min(last, 400, last // 2 + 1)]
    found = {
        "absent": "no-such-revision", "absent-path": "no/such/path", "head": commits[0], "old": old, "older": older,
        "short": old[:10], "root": git(repository, "rev-list", "--max-parents=0", "HEAD").split()[-1],
        "merge": git(repository, "rev-list", "--merges", "-n", "1", "HEAD").strip(),
        "date": git(repository, "log", "-1", "--format=%cI", old).strip(),
        "older-date": git(repository, "log", "-1", "--format=%cI", older).strip(),
        "epoch": git(repository, "log", "-1", "--format=%ct", older).strip(),
        "top": git(repository, "rev-parse", "--show-toplevel").strip() or repository,
        "git-dir": git(repository, "rev-parse", "--absolute-git-dir").strip(),
    }
    tags = git(repository, "for-each-ref", "--format=%(refname:short)", "--sort=version:refname", "refs/tags").split()
    if len(tags) > 1:
        found["tag2"], found["tag"] = spread(tags, 3)[1], tags[-1]
    branches = git(repository, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    remotes = git(repository, "for-each-ref", "--format=%(refname:short)", "refs/remotes").split()
    found["branch"] = branches[-1] if branches else ""
    found["remote"] = remotes[-1] if remotes else ""
    authors = git(repository, "log", "-n", "2000", "--format=%an").splitlines()
    words = re.findall(r"[a-z]{5,}", git(repository, "log", "-n", "500", "--format=%s"))
    for name, choices in (("author", authors), ("word", words)):
        counts = collections.Counter(choice for choice in choices if choice.isascii() and choice.strip())
        choices = sorted(counts, key=lambda choice: (-counts[choice], choice))
        found[name] = choices[min(1, len(choices) - 1)] if choices else ""
    found["author"] = re.sub(r"[^A-Za-z0-9 ]", ".", found["author"])
    found.update(paths(repository))
    return {name: value for name, value in found.items() if value}, count


def paths(repository):
    """Paths of HEAD's tree: text files with some history, a directory, a binary file, a symbolic link, renamed files."""
    found = {}
    tree = [line.split("\t", 1) for line in git(repository, "ls-tree", "-rlz", "HEAD").split("\0") if line]
    names = {path for _, path in tree}
    size = {path: int(entry.split()[3]) for entry, path in tree if entry.split()[1] == "blob"}
    binary = {line.split("\t", 2)[2] for line in git(repository, "diff", "--numstat", "-z", "--no-renames", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "HEAD").split("\0") if line.startswith("-\t")}
    found["binary"] = min(binary, default="")
    found["link"] = min((path for entry, path in tree if entry.startswith("120000")), default="")
    changed = [path for path in git(repository, "log", "-n", "1500", "--format=", "--name-only", "-z").replace("\n", "\0").split("\0") if path in size]
    changes = collections.Counter(changed)
    texts = {path for path in changes if path not in binary and path != found["link"] and 200 < size[path] < 60_000 and not path.startswith((":", "-"))}
    texts = sorted(texts, key=lambda path: (-changes[path], path))
    if texts:
        found["path"], found["path2"] = texts[0], texts[min(5, len(texts) - 1)]
        found["last"] = git(repository, "log", "-1", "--format=%H", "HEAD", "--", ":(literal)" + texts[0]).strip()
    folders = [path.rsplit("/", 1)[0] for path in texts if "/" in path]
    if folders:  # one of some 30 files
        sizes = collections.Counter(above for path in names for above in parents(path))
        found["dir"] = folder = min(folders, key=lambda folder: (abs(sizes[folder] - 30), folder))
        found["path-in-dir"] = next(path for path in texts if path.rpartition("/")[0] == folder).rpartition("/")[2]
    endings = [os.path.splitext(path)[1] for path in texts if os.path.splitext(path)[1].isascii()]
    found["ext"] = max(sorted(endings), key=endings.count, default="")
    history = git(repository, "log", "-n", "1500", "-M", "--diff-filter=RD", "--format=", "--name-status", "-z").lstrip("\n").split("\0")
    fields = iter(history)
    for status in fields:
        status = status.lstrip("\n")
        source = next(fields, "")
        target = next(fields, "") if status.startswith("R") else ""
        if target in size and target not in binary and "renamed" not in found:
            found["renamed"] = target
        if not target and source and source not in names and "gone" not in found:
            found["gone"] = source
    return found


def parents(path):
    """The directories a path is in."""
    return [path[:place] for place, character in enumerate(path) if character == "/"]


class Line:
    """A command line in a repository."""

    def __init__(self, template, facts, repository):
        self.folder, self.environment, self.small, arguments = repository, {}, False, []
        for word in shlex.split(template):
            # Names in braces that begin like git's own, such as @{upstream}, are no facts.
            word = re.sub(r"(?<![@^])\{([a-z][a-z0-9-]*)\}", lambda match: facts[match[1]], word)
            word = re.sub(r"\^\{/\{word\}\}", lambda _: "^{/" + facts["word"] + "}", word)
            if word == "small:":
                self.small = True
            elif word.startswith("cd:") and not arguments:
                self.folder = os.path.join(repository, word[3:])
            elif not arguments and re.match(r"[A-Z_]+=", word):
                name, value = word.split("=", 1)
                self.environment[name] = value
            else:
                arguments.append(word)
        self.arguments = arguments
        there = [] if self.folder == repository else ["cd:" + os.path.relpath(self.folder, repository)]
        if self.folder == "/":
            there = ["cd:/"]
        self.text = shlex.join([*there, *(f"{name}={value}" for name, value in self.environment.items()), *arguments])


def lines_of(repository, only):
    """The command lines of a repository."""
    known, commits = facts(repository)
    lines = []
    for template in command_lines.lines():
        try:
            line = Line(template, known, repository)
        except KeyError:
            continue  # the repository has no such thing
        if line.small and commits > SMALL or not os.path.isdir(line.folder):
            continue
        if not only or any(fnmatch.fnmatchcase(line.text, pattern) for pattern in only):
            lines.append(line)
    return lines


# Running.


class Result:
    """What a run printed and came to: files of its output, exit status, peak memory in KiB, instructions."""

    def __init__(self, output, error, status, memory):
        self.output, self.error, self.status, self.memory = output, error, status, memory
        self.instructions = None


class Runner:
    """Runs command lines; its temporary files are in one folder."""

    def __init__(self, folder, limit):
        self.folder, self.limit = folder, limit
        self.numbers = iter(range(sys.maxsize))
        self.perf, self.strips, self.lock = None, {}, threading.Lock()
        # What a shell leaves behind becomes this process's child, so that its memory is its own: a process started from
        # here directly would begin with this interpreter's peak.
        ctypes.CDLL(None, use_errno=True).prctl(36, 1, 0, 0, 0)

    def run(self, binary, line, prefix=()):
        name = os.path.join(self.folder, str(next(self.numbers)))
        environment = {**ENVIRONMENT, **line.environment}
        with open(name + ".out", "wb") as output, open(name + ".err", "wb") as error:
            # The shell says the number of the process it starts, which begins once the shell has ended.
            here, there = socket.socketpair()
            script = 'exec 3<&0; (read word <&3; exec "$@" </dev/null 3<&-) & echo $! >&3'
            shell = subprocess.Popen(
                ("sh", "-c", script, "sh", *prefix, binary, *line.arguments), cwd=line.folder, env=environment,
                stdin=there, stdout=output, stderr=error,
            )
            there.close()
            with here:
                process = int(here.recv(32))
                shell.wait()
                here.sendall(b"\n")
        timer = threading.Timer(self.limit, os.kill, (process, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process, 0)
        timer.cancel()
        return Result(name + ".out", name + ".err", os.waitstatus_to_exitcode(status), usage.ru_maxrss)

    def count(self, binary, line):
        """The instructions a command line takes in user space."""
        if self.perf is None:
            probe = subprocess.run(("perf", "stat", "-x,", "-e", "instructions:u", "true"), capture_output=True, text=True) if shutil.which("perf") else None
            self.perf = bool(probe and re.match(r"\d+,", probe.stderr))
        if self.perf:
            report = os.path.join(self.folder, f"{next(self.numbers)}.perf")
            drop(self.run(binary, line, ("perf", "stat", "-x,", "-e", "instructions:u", "-o", report, "--")))
            found = re.search(r"^(\d+),", Path(report).read_text(), re.MULTILINE)
        else:
            result = self.run(self.stripped(binary), line, ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"))
            found = re.search(r"I +refs: +([\d,]+)", Path(result.error).read_text(errors="replace"))
            drop(result)
        return int(found[1].replace(",", "")) if found else None


    def stripped(self, binary):
        """The binary without symbols, which valgrind would read every time."""
        with self.lock:
            if binary not in self.strips:
                self.strips[binary] = os.path.join(self.folder, f"{len(self.strips)}.stripped")
                done = subprocess.run(("strip", "-o", self.strips[binary], binary), capture_output=True) if shutil.which("strip") else None
                if not done or done.returncode:
                    self.strips[binary] = binary
        return self.strips[binary]


def drop(result):
    for name in (result.output, result.error):
        os.unlink(name)


def digest(name):
    with open(name, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def hide_clock(name, since):
    """Replaces the moments since the comparison began: lines that are not committed yet have the time of the run."""
    content = Path(name).read_bytes()
    for second in range(int(since), int(time.time()) + 1):
        moments = [str(second), *(time.strftime(form, time.gmtime(second)) for form in ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"))]
        for moment in moments:
            content = content.replace(moment.encode(), b"NOW")
    Path(name).write_bytes(content)


def first_difference(old, new):
    """The first lines that differ, to be read."""
    with open(old, "rb") as one, open(new, "rb") as other:
        for number in range(1, sys.maxsize):
            left, right = one.readline(), other.readline()
            if left != right:
                return f"    line {number}\n    - {left[:300]!r}\n    + {right[:300]!r}"
            if not left:
                return ""


class Comparison:
    """Everything that is found out, over all repositories."""

    def __init__(self, options, folder):
        self.options = options
        self.runner = Runner(folder, options.timeout)
        self.expected = [line.split(" #")[0].strip() for line in Path(options.expected).read_text().splitlines()] if options.expected else []
        self.expected = [pattern for pattern in self.expected if pattern and not pattern.startswith("#")]
        self.seen = set()
        self.ran = self.differences = 0
        self.costs = []  # (kind, ratio, old, new, name)

    def compare(self, repository, line):
        """Runs a line with both binaries; a text for each difference."""
        since = time.time()
        old, new = (self.runner.run(binary, line) for binary in (self.options.old, self.options.new))
        found = []
        if digest(old.output) != digest(new.output) and "blame" in line.arguments:
            for one in (old, new):
                hide_clock(one.output, since)
        if old.status != new.status:
            found.append(f"    exit status {old.status}, now {new.status}")
        if digest(old.output) != digest(new.output):
            found.append("    standard output\n" + first_difference(old.output, new.output))
        if self.options.stderr and digest(old.error) != digest(new.error):
            found.append("    standard error\n" + first_difference(old.error, new.error))
        if self.options.instructions:
            old.instructions, new.instructions = (self.runner.count(binary, line) for binary in (self.options.old, self.options.new))
        for one in (old, new):
            drop(one)
        # What threads have mapped at one time is a matter of luck: the least of some runs counts.
        for _ in range(4 if self.options.memory else 0):
            if new.memory <= 1.05 * old.memory:
                break
            for one, binary in ((old, self.options.old), (new, self.options.new)):
                again = self.runner.run(binary, line)
                one.memory = min(one.memory, again.memory)
                drop(again)
        return found, old, new

    def repository(self, repository, name):
        lines = lines_of(repository, self.options.only)
        started = time.monotonic()
        with ThreadPoolExecutor(self.options.parallel) as pool:
            for line, (found, old, new) in zip(lines, pool.map(lambda line: self.compare(repository, line), lines)):
                self.ran += 1
                text = f"{name}: {line.text}"
                if self.options.instructions and old.instructions and new.instructions:
                    self.costs.append(("instructions", new.instructions / old.instructions, old.instructions, new.instructions, text))
                if self.options.memory and old.memory and new.memory:
                    self.costs.append(("memory", new.memory / old.memory, old.memory, new.memory, text))
                if not found:
                    continue
                patterns = [pattern for pattern in self.expected if fnmatch.fnmatchcase(text, pattern)]
                self.seen.update(patterns)
                if patterns:
                    print(f"expected: {printable(text)}")
                    continue
                self.differences += 1
                print(f"DIFFERENT: {printable(text)}\n" + "\n".join(map(printable, found)), flush=True)
        print(f"{name}: {len(lines)} command lines, {time.monotonic() - started:.0f} s", flush=True)

    def report(self):
        for kind in ("instructions", "memory"):
            costs = sorted((cost for cost in self.costs if cost[0] == kind), key=lambda cost: (-cost[1], cost[4]))
            if not costs:
                continue
            unit = "KiB" if kind == "memory" else "instructions"
            total = sum(cost[3] for cost in costs) / sum(cost[2] for cost in costs)
            print(f"\n{kind}, new by old, the worst of {len(costs)} first; all together {total:.3f}")
            for _, ratio, old, new, text in costs[: self.options.show]:
                print(f"  {ratio:6.3f}  {old:>14,} {new:>14,} {unit}  {printable(text)}")
        for pattern in self.expected:
            if pattern not in self.seen:
                print(f"expected, but not seen: {pattern}")
        print(f"\n{self.ran} command lines, {self.differences} differences")
        return 1 if self.differences else 0


def printable(text):
    """Text that may hold bytes of any encoding, to be printed."""
    return os.fsencode(text).decode(errors="backslashreplace")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", help="the binary to compare with")
    parser.add_argument("new", help="the binary to judge")
    parser.add_argument("repositories", nargs="*", metavar="REPOSITORY")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="N random repositories, of the seeds 1 to N")
    parser.add_argument("--seed", type=int, action="append", default=[], metavar="N", help="the random repository of one seed; repeatable")
    parser.add_argument("--keep", metavar="DIR", help="make the random repositories in DIR, and keep them")
    parser.add_argument("--only", action="append", default=[], metavar="PATTERN", help="only command lines like PATTERN, such as 'log --stats*'; repeatable")
    parser.add_argument("--stderr", action="store_true", help="compare standard error, too")
    parser.add_argument("--expected", metavar="FILE", help="differences that are meant")
    parser.add_argument("--instructions", action="store_true", help="compare the instructions taken")
    parser.add_argument("--memory", action="store_true", help="compare peak memory")
    parser.add_argument("--show", type=int, default=25, metavar="N", help="how many of the worst costs to print (25)")
    parser.add_argument("--parallel", type=int, default=len(os.sched_getaffinity(0)), metavar="N", help="how many command lines run at a time (the cores)")
    parser.add_argument("--timeout", type=float, default=300, metavar="SECONDS", help="end a run after this long (300)")
    parser.add_argument("--list", action="store_true", help="print the command lines and run none")
    options = parser.parse_args()
    options.old, options.new = (os.path.abspath(binary) for binary in (options.old, options.new))

    with tempfile.TemporaryDirectory(prefix="rgit-comparison-") as folder:
        comparison = Comparison(options, folder)
        repositories = [(os.path.abspath(repository), os.path.basename(os.path.abspath(repository))) for repository in options.repositories]
        for seed in [*range(1, options.random + 1), *options.seed]:
            place = os.path.join(options.keep or folder, f"random-{seed}")
            if os.path.isdir(place):
                raise SystemExit(f"{place}: exists already")
            os.makedirs(os.path.dirname(place), exist_ok=True)
            repositories.append((random_history.make(place, seed), f"random-{seed}"))
        if not repositories:
            parser.error("name a repository, or --random N")
        for repository, name in repositories:
            if options.list:
                print("\n".join(f"{name}: {printable(line.text)}" for line in lines_of(repository, options.only)))
            else:
                comparison.repository(repository, name)
        return 0 if options.list else comparison.report()


if __name__ == "__main__":
    sys.exit(main())
