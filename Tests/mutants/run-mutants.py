#!/usr/bin/env python3
# Changes the code in small ways, runs the suite of each change, and reports the changes no test notices.
"""Make every change of mutants.toml in a scratch copy, run its suite, and report those that survive.

    run-mutants.py                       # all of them
    run-mutants.py 'merge-bases*' slop   # some, by name, with wildcards
    run-mutants.py --check               # only whether every change still finds its code
    run-mutants.py --alone NAME          # really change the text, instead of building a switch

All changes are built into one program, each behind a switch, so that one build serves for all; a file says which
one is on. A change whose code is not found exactly once is STALE, one that no test fails under has SURVIVED; either makes
the exit status 1. First every suite has to pass with all switches off. The scratch copy is kept and used again.
"""

import argparse
import fnmatch
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("mutants.toml")
SWITCH = """// Made by run-mutants.py: which small change of the code is on, by its number in a file.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

let activeMutant: Int = {
    guard let file = fopen("%s", "r") else { return 0 }
    defer { fclose(file) }
    var number = 0
    while case let byte = fgetc(file), byte >= 0x30, byte <= 0x39 { number = number * 10 + Int(byte - 0x30) }
    return number
}()
"""


class Mutant:
    """One change, and where its code is."""

    def __init__(self, entry, number):
        self.number = number
        self.name, self.suite, self.becomes = entry["name"], entry["suite"], entry["becomes"]
        self.is_statement = entry.get("form") == "statement"
        before, rest = entry["code"].split("⟦")
        changed, after = rest.split("⟧")
        self.pattern = re.compile(f"({loosely(before)})({loosely(changed)})({loosely(after)})")
        self.file = self.problem = None

    def find(self, sources):
        """Looks for the code; what is wrong is in `problem`."""
        found = [(file, match) for file, text in sources.items() for match in self.pattern.finditer(text)]
        if len(found) != 1:
            self.problem = f"its code is found {len(found)} times"
        else:
            self.file = found[0][0]

    def apply(self, text, switched):
        """The text of a file with the change in it."""
        if not switched:
            replacement = f"do {{ {self.becomes} }}" if self.is_statement else f"({self.becomes})"
        elif self.is_statement:
            replacement = f"if activeMutant == {self.number} {{ {self.becomes} }} else {{ \\2 }}"
        else:
            replacement = f"(activeMutant == {self.number} ? ({self.becomes}) : (\\2))"
        kept = replacement.split("\\2")
        return self.pattern.sub(lambda match: match[1] + match[2].join(kept) + match[3], text)


def loosely(code):
    """A pattern for code with any white space."""
    words = re.findall(r"\w+|[^\w\s]|\s+", code)
    return "".join(r"\s*" if word.isspace() else re.escape(word) + ("" if word.isalnum() or "_" in word else r"\s*?") for word in words)


def modules(text_by_file):
    """The folders of the modules that hold changes."""
    return sorted({file.parts[1] for file in text_by_file})


def copy_tree(scratch):
    """Brings the scratch copy's files up to date without touching those that are the same."""
    listed = subprocess.run(("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"), cwd=ROOT, capture_output=True, check=True)
    names = {Path(os.fsdecode(name)) for name in listed.stdout.split(b"\0") if name}
    names = {name for name in names if (ROOT / name).is_file()}
    for folder in ("Sources", "Tests"):
        for file in (scratch / folder).rglob("*"):
            if file.is_file() and file.relative_to(scratch) not in names:
                file.unlink()
    return {name: (ROOT / name).read_bytes() for name in names}


def write(scratch, files):
    for name, content in files.items():
        target = scratch / name
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            shutil.copymode(ROOT / name, target) if (ROOT / name).exists() else None


def build(scratch):
    command = ("nice", "-n", "19", "swift", "build", "--build-tests")
    result = subprocess.run(command, cwd=scratch, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        output = result.stdout.decode(errors="replace")
        sys.exit("\n".join(line for line in output.splitlines() if "error" in line) or output)


def test(scratch, suite, limit):
    """Whether a suite passes, and whether it has tests; it is ended at its first failure."""
    command = ("nice", "-n", "19", "swift", "test", "--skip-build", "--disable-xctest", "--filter", suite)
    process = subprocess.Popen(command, cwd=scratch, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    timer = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
    timer.start()
    has_tests = failed = False
    with process.stdout:
        for line in process.stdout:
            if match := re.search(rb"Test run with (\d+) test", line):
                has_tests = match[1] != b"0"
            if b" recorded an issue" in line:
                failed = True
                os.killpg(process.pid, signal.SIGKILL)
                break
    status = process.wait()
    timer.cancel()
    return status == 0 and not failed, has_tests


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only the changes of these names; wildcards are allowed")
    parser.add_argument("--check", action="store_true", help="only look whether every change finds its code")
    parser.add_argument("--alone", action="store_true", help="make each change by itself, with a build of its own")
    parser.add_argument("--scratch", default=os.path.join(tempfile.gettempdir(), "rgit-mutants"), metavar="DIR", help="the scratch copy (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=300, metavar="SECONDS", help="a suite that takes longer has noticed (300)")
    options = parser.parse_args()

    entries = tomllib.loads(LIST.read_text())["mutant"]
    mutants = [Mutant(entry, number) for number, entry in enumerate(entries, 1)]
    if len({mutant.name for mutant in mutants}) < len(mutants):
        sys.exit("two changes have the same name")
    sources = {file.relative_to(ROOT): file.read_text() for file in (ROOT / "Sources").rglob("*.swift")}
    for mutant in mutants:
        mutant.find(sources)
    chosen = [mutant for mutant in mutants if not options.names or any(fnmatch.fnmatchcase(mutant.name, name) for name in options.names)]
    if not chosen:
        sys.exit("no change has such a name")
    stale = [mutant for mutant in chosen if mutant.problem]
    for mutant in stale:
        print(f"STALE     {mutant.name}: {mutant.problem}")
    chosen = [mutant for mutant in chosen if not mutant.problem]
    if options.check:
        print(f"{len(chosen)} changes find their code, {len(stale)} do not")
        return 1 if stale else 0

    scratch = Path(options.scratch)
    scratch.mkdir(parents=True, exist_ok=True)
    switch = scratch / "active-mutant"
    switch.write_text("0")
    plain = copy_tree(scratch)
    survivors = []
    if not options.alone:
        files = dict(plain)
        for mutant in chosen:
            files[mutant.file] = mutant.apply(files[mutant.file].decode(), switched=True).encode()
        for module in modules(mutant.file for mutant in chosen):
            files[Path("Sources", module, "ActiveMutant.swift")] = (SWITCH % switch).encode()
        write(scratch, files)
        print("building", flush=True)
        build(scratch)
        suites = sorted({mutant.suite for mutant in chosen})
        if not test(scratch, "|".join(suites), options.timeout * 10)[0]:
            for suite in suites:
                if not test(scratch, suite, options.timeout)[0]:
                    print(f"UNUSABLE  {suite}: fails without any change")
                    survivors += [mutant for mutant in chosen if mutant.suite == suite]
        chosen = [mutant for mutant in chosen if mutant not in survivors]
    for mutant in chosen:
        started = time.monotonic()
        if options.alone:
            write(scratch, {**plain, mutant.file: mutant.apply(plain[mutant.file].decode(), switched=False).encode()})
            build(scratch)
        else:
            switch.write_text(str(mutant.number))
        passed, has_tests = test(scratch, mutant.suite, options.timeout)
        if passed:
            survivors.append(mutant)
        answer = "noticed " if not passed else "SURVIVED" if has_tests else "NO TESTS"
        print(f"{answer}  {mutant.name} ({time.monotonic() - started:.0f} s)", flush=True)
    switch.write_text("0")
    if options.alone:
        write(scratch, plain)
    print(f"\n{len(mutants) if not options.names else len(chosen)} changes, {len(survivors)} not noticed, {len(stale)} stale")
    return 1 if survivors or stale else 0


if __name__ == "__main__":
    sys.exit(main())
