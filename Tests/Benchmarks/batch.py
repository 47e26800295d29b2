#!/usr/bin/env python3
"""Measures `rgit batch`: the time of a request that comes alone, and the memory and the answers of a million of them.

    batch.py RGIT REPO [--lone N] [--requests N] [--ahead N] [--jobs N] [--seed N]

Asks N times (10000) for `rev-parse HEAD`, one request after the other, in three rounds, and prints the medians less those of an
echo through the same pipes: once with both programs on one processor, and once with each on one of its own, since what a pipe costs depends
on where the kernel puts them. Then clones REPO, repacks the clone in a loop (`git repack -ad`, `git gc`) and sends N requests (1000000) of
all kinds, a third of them broken, N (64) ahead of their answers. Each answer has to be that of the one-shot command: the same exit status
and the same rows or bytes, in the order of the requests. Prints the anonymous memory of the batch after every twentieth of them.

The exit status is 1 where an answer is wrong, where memory grew by more than a tenth after the first tenth of the requests (and is
above 32 MiB), or where the batch leaves a process behind.
"""

import argparse
import base64
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import typing

# MARK: A request that comes alone


def median(command: typing.List[str], repository: str, count: int, processor: int) -> float:
    """The median time, in microseconds, until a line that is written to a command on a processor comes back as an answer."""
    request, times = b'{"id":1,"args":["rev-parse","HEAD"]}\n', []
    ending = b'"args":["rev-parse","HEAD"]}\n' if command[0] == "cat" else b'"errors":[]}}\n'
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=repository,
        preexec_fn=lambda: os.sched_setaffinity(0, {processor}),
    ) as process:
        source, target = process.stdout.fileno(), process.stdin.fileno()
        for _ in range(count):
            start = time.perf_counter()
            os.write(target, request)
            answer = b""
            while not answer.endswith(ending):
                piece = os.read(source, 1 << 16)
                if not piece:
                    sys.exit(f"{command[0]} ended: {answer!r}")
                answer += piece
            times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def measure_lone(rgit: str, repository: str, count: int) -> None:
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, processors[:1])
    for processor in processors[:2]:
        place = "one processor" if processor == processors[0] else "two processors"
        for _ in range(3):
            answer = median([rgit, "--jobs", "2", "batch"], repository, count, processor)
            echo = median(["cat"], repository, count, processor)
            print(f"{place}: a lone request: {answer:.0f} µs, an echo: {echo:.0f} µs, beyond it: {answer - echo:.0f} µs", flush=True)
    os.sched_setaffinity(0, processors)


# MARK: Requests of all kinds


class Kind(typing.NamedTuple):
    """A request but for its id: what follows that in the line, and the command line that it stands for."""

    rest: bytes
    arguments: typing.Optional[typing.List[str]]
    stdin: str = ""
    #: What comes in place of the id in the answer, where the id cannot be read.
    has_id: bool = True


def kind(*arguments: str, stdin: str = "") -> Kind:
    """A request that can be read, whether it can be answered or not."""
    members: typing.Dict[str, typing.Any] = {"args": list(arguments)}
    if stdin:
        members["stdin"] = stdin
    return Kind(b"," + json.dumps(members)[1:].encode() + b"\n", list(arguments), stdin)


def git(repository: pathlib.Path, *words: str) -> typing.List[str]:
    run = subprocess.run(["git", "-C", str(repository), *words], check=True, capture_output=True, text=True, errors="surrogateescape")
    return run.stdout.splitlines()


def whole_kinds(repository: pathlib.Path, random_: random.Random) -> typing.List[Kind]:
    """Requests that can be answered, quick ones oftener than slow ones."""
    commits = git(repository, "rev-list", "--all", "--max-count=2000")
    tags = git(repository, "tag")
    paths = [path for path in git(repository, "ls-tree", "-r", "--name-only", "HEAD") if path.isascii() and '"' not in path]
    kinds: typing.List[Kind] = []
    for _ in range(40):
        commit, other, path = random_.choice(commits), random_.choice(commits), random_.choice(paths)
        kinds += [
            kind("rev-parse", "HEAD", commit), kind("rev-parse", f"{commit}~1^{{tree}}"),
            kind("log", "-n", "1", commit), kind("log", "-n", "5", "--fields", "hexsha,author,summary", commit),
            kind("cat", f"HEAD:{path}"), kind("is-ancestor", other, commit), kind("files", commit, "--", path),
            kind("refs", "--top", "3"), kind("config", "core.bare"), kind("rev-parse", *tags[:2]),
        ]
    for _ in range(4):
        commit, other, path = random_.choice(commits), random_.choice(commits), random_.choice(paths)
        kinds += [
            kind("show", commit), kind("diff-stats", f"{commit}~1", commit), kind("diff", f"{commit}~1", commit),
            kind("merge-base", commit, other), kind("ahead-behind", commit, other), kind("describe", "--tags", commit),
            kind("log", "--stats", "-n", "3", commit), kind("attributes", path), kind("ignored", path, "target/x"),
            kind("tags"), kind("branches"), kind("remotes"), kind("reflog", "-n", "3"), kind("stashes"), kind("worktrees"),
            kind("submodules"), kind("notes"), kind("name-rev", commit), kind("log", "-n", "2", "--", path),
            kind("rev-parse", "--stdin", stdin=f"{commit}\n{other}\n"),
        ]
    return kinds + [kind("status"), kind("contributors", "-n", "50"), kind("blame", paths[0]), kind("info")]


def broken_kinds(repository: pathlib.Path) -> typing.List[Kind]:
    """Lines that are no requests, and requests that cannot be answered."""
    absent = "0123456789abcdef" * 2 + "01234567"
    lines = [
        b"\n", b"{\n", b"[]\n", b"null\n", b"not a request\n", b"\xff\xfe\n", b'{"args":["log"\n', b'{"id":{},"args":["log"]}\n',
        b'{"id":true,"args":[]}\n', b'{"args":[1]}\n', b'{"args":"log"}\n', b"{" * 1000 + b"\n", b'"' + b"x" * 100_000 + b"\n",
    ]
    rests = [
        b"}\n", b',"args":[]}\n', b',"args":["log"],"args":["log"]}\n', b',"args":["log"],"unknown":1}\n',
        b',"args":["log","\\u0000"]}\n', b',"args":["batch"]}\n', b',"cancel":7}\n', b',"args":["log","--json"]}\n', b',"args":["log"]} trailing\n',
    ]
    return [
        *(Kind(line, None, has_id=False) for line in lines), *(Kind(rest, None) for rest in rests),
        Kind(b',"args":["log"],"cwd":"/nowhere/at/all"}\n', ["-C", "/nowhere/at/all", "log"]),
        kind("no-such-command"), kind("log", "--no-such-option"), kind("log", "-n"), kind("log", "-n", "x"), kind("log", "no-such-revision"),
        kind("rev-parse", "HEAD", "no-such-revision"), kind("cat", "HEAD:no/such/path"), kind("cat", absent), kind("show", absent),
        kind("log", "--fields", "no_such_field"), kind("refs", "--sort", "no_such_field"), kind("blame", "no/such/path"),
        kind("merge-base", "HEAD"), kind("is-ancestor", "HEAD"), kind("describe", absent), kind("-C", "/nowhere/at/all", "log"),
        kind("config", "no.such.variable"), kind("diff", "HEAD", "no-such-revision"), kind("log", "HEAD", "--since", "no such date at all?"),
    ]


# MARK: Answers


class Answer(typing.NamedTuple):
    """What the lines of an answer come to."""

    status: int
    rows: typing.List[bytes]
    content: bytes


def read(lines: typing.List[bytes]) -> Answer:
    """Reads an answer, its lines without their ids."""
    rows, content, status = [], b"", -1
    for line in lines:
        if line.startswith(b'"row":'):
            rows.append(line[6:-2])
            continue
        message = json.loads(b"{" + line)
        if "done" in message:
            status = message["done"]["exit"]
        elif "text" in message:
            content += message["text"].encode("utf-8", "surrogatepass")
        else:
            content += base64.b64decode(message["base64"])
    return Answer(status, rows, content)


def expected(rgit: str, repository: pathlib.Path, kind_: Kind, answer: Answer) -> typing.Optional[Answer]:
    """The answer of the one-shot command, in the form of `answer`; `None` where the line is none of a command."""
    if kind_.arguments is None:
        return None

    def ask(words: typing.List[str]) -> subprocess.CompletedProcess:
        return subprocess.run([rgit, *words], cwd=repository, input=kind_.stdin.encode(), capture_output=True)

    # An error has no rows that would tell what the answer consists of, and neither needs a format.
    if answer.content or answer.status and not answer.rows:
        run = ask(kind_.arguments)
        return Answer(run.returncode, [], run.stdout)
    words, rest = kind_.arguments, []
    if "--" in words:
        words, rest = words[:words.index("--")], words[words.index("--"):]
    run = ask([*words, "--ndjson", *rest])
    return Answer(run.returncode, run.stdout.splitlines(), b"")


class Judge:
    """Compares answers with those of the one-shot command, each kind's first in full and the others with the first."""

    def __init__(self, rgit: str, repository: pathlib.Path, kinds: typing.List[Kind]) -> None:
        self.rgit, self.repository, self.kinds = rgit, repository, kinds
        self.known: typing.Dict[int, typing.Tuple[typing.List[bytes], Answer]] = {}
        self.wrong = 0

    def judge(self, number: int, lines: typing.List[bytes]) -> None:
        known = self.known.get(number)
        # Bytes may be cut into messages anywhere.
        if known is not None and (known[0] == lines or known[1] == read(lines)):
            return
        answer = read(lines)
        if known is None:
            self.known[number] = (lines, answer)
        right = expected(self.rgit, self.repository, self.kinds[number], answer) if known is None else known[1]
        if answer != right and (right is not None or answer.status != 2 or answer.rows or answer.content):
            self.wrong += 1
            print(f"WRONG: {self.kinds[number]}\n  {b''.join(lines)[:600]!r}\n  expected {right!r}"[:2000], flush=True)


# MARK: A million requests


class Repacking:
    """Repacks a repository again and again, on a thread."""

    def __init__(self, repository: pathlib.Path) -> None:
        self.repository, self.count, self.is_over = repository, 0, threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        while not self.is_over.is_set():
            words = ["gc", "-q", "--prune=now"] if self.count % 3 == 2 else ["repack", "-adq"]
            subprocess.run(["git", "-C", str(self.repository), *words], check=True, stderr=subprocess.DEVNULL)
            self.count += 1

    def __enter__(self) -> "Repacking":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.thread.join()


def anonymous_memory(process: int) -> int:
    """The memory of a process that belongs to no file, in KiB."""
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    return 0


def session_members(session: int) -> typing.List[str]:
    """The processes of a session."""
    found = []
    for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            found.append(status.parent.name)
    return found


def send(target: typing.BinaryIO, kinds: typing.List[Kind], order: typing.Iterable[int], room: threading.Semaphore) -> None:
    """Writes requests, as many at a time as there is room for, and ends the input."""
    lines: typing.List[bytes] = []
    try:
        for place, number in enumerate(order):
            if not room.acquire(blocking=False):
                target.write(b"".join(lines))
                target.flush()
                lines = []
                room.acquire()
            lines.append((b'{"id":%d' % place if kinds[number].has_id else b"") + kinds[number].rest)
        target.write(b"".join(lines))
        target.close()
    except BrokenPipeError:
        pass


def measure_endurance(rgit: str, repository: pathlib.Path, options: argparse.Namespace) -> bool:
    """Sends the requests and prints the memory; whether everything was as it should be."""
    random_ = random.Random(options.seed)
    whole, broken = whole_kinds(repository, random_), broken_kinds(repository)
    kinds = whole + broken
    order = [
        random_.randrange(len(whole)) if random_.random() < 2 / 3 else len(whole) + random_.randrange(len(broken))
        for _ in range(options.requests)
    ]
    judge, room = Judge(rgit, repository, kinds), threading.Semaphore(options.ahead)
    words = [rgit, "batch", *(["--jobs", str(options.jobs)] if options.jobs else [])]
    step, memory = max(1, options.requests // 20), []
    with Repacking(repository) as repacking, subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=repository, bufsize=1 << 16, start_new_session=True
    ) as process:
        sender = threading.Thread(target=send, args=(process.stdin, kinds, order, room), daemon=True)
        sender.start()
        start, place, lines = time.monotonic(), 0, []
        for line in process.stdout:
            id_, _, rest = line[6:].partition(b",")
            if place >= len(order) or id_ != (b"%d" % place if kinds[order[place]].has_id else b"null"):
                judge.wrong += 1
                print(f"OUT OF ORDER at {place}: {line[:300]!r}", flush=True)
                process.kill()
                break
            lines.append(rest)
            if not rest.startswith(b'"done":'):
                continue
            judge.judge(order[place], lines)
            place, lines = place + 1, []
            room.release()
            if place % step == 0 and process.poll() is None:
                memory.append(anonymous_memory(process.pid) or memory[-1])
                print(
                    f"{place:>9} requests, {time.monotonic() - start:6.0f} s, {repacking.count:5} repacks, "
                    f"{memory[-1] / 1024:6.1f} MiB", flush=True)
        room.release(len(order))
        sender.join()
    left = session_members(process.pid)
    grown = len(memory) > 2 and memory[-1] > max(memory[1] * 1.1, 32 << 10)
    print(
        f"{place} of {len(order)} answered, {judge.wrong} wrong, exit status {process.returncode}, "
        f"{len(left)} processes left, memory {'grew' if grown else 'did not grow'}")
    return place == len(order) and not judge.wrong and process.returncode == 0 and not left and not grown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rgit", type=os.path.abspath)
    parser.add_argument("repository", type=os.path.abspath)
    parser.add_argument("--lone", type=int, default=10_000, help="requests that come alone, for each of three rounds")
    parser.add_argument("--requests", type=int, default=1_000_000, help="requests of all kinds")
    parser.add_argument("--ahead", type=int, default=64, help="how many requests are sent ahead of their answers")
    parser.add_argument("--jobs", type=int, default=0, help="commands at a time; the cores by default")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.lone:
        measure_lone(options.rgit, options.repository, options.lone)
    if not options.requests:
        return
    with tempfile.TemporaryDirectory() as folder:
        clone = pathlib.Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", "--no-local", options.repository, str(clone)], check=True)
        # While there are two packs git counts objects twice, and by their number abbreviates names less.
        git(clone, "config", "core.abbrev", "12")
        sys.exit(not measure_endurance(options.rgit, clone, options))


if __name__ == "__main__":
    main()
