"""Builds rgit with Swift so that it needs glibc alone, and takes the symbols out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import List

from .project import ROOT, fail

# What the build needs beside Swift: headers, and the Debian package that has each.
_HEADERS = {"git2.h": "libgit2-dev", "libdeflate.h": "libdeflate-dev", "zlib.h": "zlib1g-dev"}
# Linked statically where the archive is there, by the name that the linker looks for: each shared library less is a tenth
# less to start. libgit2, zlib and PCRE2 are opened when first needed.
_ARCHIVES = {"libdeflate.a": "libdeflate.a", "libstdc++.a": "libstdc++.a", "libgcc_s.a": "libgcc_eh.a"}


def build() -> Path:
    """Builds the release binary and returns its path; ends with one line that says what is missing, or went wrong."""
    swift = shutil.which("swift")
    if swift is None:
        fail("building needs Swift 6.2 or later on PATH, see https://www.swift.org/install; or give --binary PATH")
    if sys.platform != "linux":
        fail("packages are built on Linux")
    # The compiler of C in Swift's own folder searches the same headers and libraries as the build.
    clang = Path(swift).resolve().parent / "clang"
    compiler = str(clang) if clang.exists() else "cc"
    for header, package in _HEADERS.items():
        check = [compiler, "-fsyntax-only", "-x", "c", "-include", header, os.devnull]
        if subprocess.run(check, capture_output=True).returncode != 0:
            fail(f"building needs the header {header}: apt-get install {package}")
    command = [swift, "build", "-c", "release", "--static-swift-stdlib", "--product", "rgit"]
    # The linker takes the first library of a name on its path: a folder with archives only comes first.
    archives = ROOT / ".build" / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    for name, archive in _ARCHIVES.items():
        link = archives / name
        link.unlink(missing_ok=True)
        found = Path(_output([compiler, f"-print-file-name={archive}"]).strip())
        if found.is_absolute():
            link.symlink_to(found.resolve())
    source = Path(__file__).with_name("older_glibc.c")
    functions = archives / "older_glibc.o"
    if subprocess.run([compiler, "-O2", "-c", str(source), "-o", str(functions)]).returncode != 0:
        fail(f"{source.name} does not compile, see above")
    command += ["-Xlinker", f"-L{archives}", "-Xlinker", str(functions)]
    program = Path(_output([*command, "--show-bin-path"]).strip()) / "rgit"
    # SwiftPM does not see that an archive has changed.
    program.unlink(missing_ok=True)
    # Standard output is the frontend's, where `.ci/package` prints the names of the packages.
    if subprocess.run(command, cwd=ROOT, stdout=2).returncode != 0:
        fail("swift build failed, see above")
    return program


def stripped(path: Path) -> bytes:
    """The bytes of a program without its symbols; the file itself is left as it is."""
    if not path.is_file():
        fail(f"{path}: no such file")
    strip = shutil.which("strip") or shutil.which("llvm-strip")
    if strip is None:
        fail("packaging needs strip: apt-get install binutils")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "rgit"
        shutil.copyfile(path, copy)
        result = subprocess.run([strip, "--strip-all", "--remove-section=.comment", str(copy)], capture_output=True, text=True)
        if result.returncode != 0:
            fail(f"{path}: cannot be stripped: {result.stderr.strip()}")
        return copy.read_bytes()


def _output(command: List[str]) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
