#!/usr/bin/env python3
"""Mirrors repositories from a git daemon that is a round trip of 50 ms away: several at once and one after the other.

    Tests/Benchmarks/mirror.py [RGIT [COUNT [JOBS]]]

Prints the seconds of clones and of updates without changes, and the ratio of the two ways.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
rgit = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "../../.build/release/rgit"))
count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
jobs = int(sys.argv[3]) if len(sys.argv) > 3 else 8


def history(number):
    """A stream of git fast-import: ten commits of two files."""
    lines = []
    for commit in range(10):
        text = f"{number} {commit}\n" * 100
        lines.append(
            f"commit refs/heads/main\ncommitter A <a@example.com> {1_600_000_000 + commit} +0000\ndata 4\none\n\n"
            f"M 100644 inline a\ndata {len(text)}\n{text}\nM 100644 inline d/b\ndata 2\n{commit}\n\n")
    return "".join(lines).encode()


with tempfile.TemporaryDirectory() as folder:
    root = os.path.join(folder, "root")
    for number in range(count):
        path = f"{root}/r{number}.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", path], check=True)
        subprocess.run(["git", "-C", path, "fast-import", "--quiet"], input=history(number), check=True)
    server = subprocess.Popen(
        [sys.executable, os.path.join(here, "../Servers/serve.py"), root, "50"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE)
    port = json.loads(server.stdout.readline())["far"]
    urls = "".join(f"git://127.0.0.1:{port}/r{number}.git\n" for number in range(count)).encode()

    def run(width, into):
        begin = time.monotonic()
        command = [rgit, "mirror", "-q", "--into", os.path.join(folder, into), "--from", "-", "-j", str(width), "--json"]
        answer = json.loads(subprocess.run(command, input=urls, check=True, stdout=subprocess.PIPE).stdout)
        assert answer["failed"] == 0 and answer["total"] == count
        return time.monotonic() - begin

    for name in ("clone", "unchanged"):
        many, one = run(jobs, "many"), run(1, "one")
        print(f"{name}: {jobs} at once {many:.2f} s, one after the other {one:.2f} s, ratio {many / one:.3f}", flush=True)
    server.stdin.close()
