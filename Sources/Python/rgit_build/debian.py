"""Writes the Debian package, with dpkg-deb."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Dict, List

from . import elf, files, project

# The package that has a library a build of rgit may be linked with.
_PACKAGES = {"libdeflate.so.0": "libdeflate0", "libgcc_s.so.1": "libgcc-s1", "libstdc++.so.6": "libstdc++6"}

_CONTROL = """\
Package: rgit
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: git, libgit2-1.5
Section: vcs
Priority: optional
Description: ask a git repository about its history
 rgit answers questions about git history: who made this, what changed, which
 branches are where, whose lines are still there. The answers are git's own
 numbers, as tables for people and as JSON, NDJSON, CSV or TSV for programs.
 It reads repositories and never writes to them.
 .
 libgit2 is loaded only when something needs it, such as line counts with
 the patience algorithm.
"""

_CHANGELOG = """\
rgit ({version}) unstable; urgency=medium

  * Built from the sources of rgit {upstream}; see changelog.gz.

 -- {maintainer}  {date}
"""

# Tags of lintian that are right about the binary, each with the reason why it is as it is.
_OVERRIDES = """\
# At a fixed address starting costs a third less, for the loader has 37,000 pointers less to write.
rgit: hardening-no-pie [usr/bin/rgit]
# The package is made by its authors, and no bug of Debian asks for it.
rgit: initial-upload-closes-no-bugs [usr/share/doc/rgit/changelog.Debian.gz:1]
"""


def write(binary: bytes, folder: Path) -> Path:
    """Writes the package with a program into a folder and returns its path; the same content makes the same bytes."""
    if shutil.which("dpkg-deb") is None:
        project.fail("the Debian package needs dpkg-deb: apt-get install dpkg")
    program = elf.read(binary, "rgit")
    contents = _contents(binary)
    control = _CONTROL.format(
        version=_version(),
        architecture=program.debian_machine,
        maintainer=_maintainer(),
        # In KiB, of each file and folder, as Debian's policy counts.
        size=sum(-(-len(data) // 1024) for data in contents.values()) + len(_folders(contents)),
        depends=", ".join(_depends(program)),
    )
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"rgit_{_version()}_{program.debian_machine}.deb"
    with tempfile.TemporaryDirectory() as temporary:
        tree = Path(temporary) / "tree"
        sums = "".join(f"{_md5(data)}  {path}\n" for path, data in sorted(contents.items()))
        information = {"DEBIAN/control": control.encode(), "DEBIAN/md5sums": sums.encode()}
        # Modes are set because the umask may take some away.
        for name in ["", "DEBIAN", *_folders(contents)]:
            (tree / name).mkdir()
            (tree / name).chmod(0o755)
        for name, data in {**contents, **information}.items():
            (tree / name).write_bytes(data)
            (tree / name).chmod(0o755 if name == "usr/bin/rgit" else 0o644)
        result = subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)],
            env={**os.environ, "SOURCE_DATE_EPOCH": str(project.timestamp())},
            capture_output=True,
            text=True,
        )
    if result.returncode != 0:
        project.fail(f"dpkg-deb: {result.stderr.strip()}")
    return target


def _contents(binary: bytes) -> Dict[str, bytes]:
    contents = {
        "usr/bin/rgit": binary,
        "usr/share/bash-completion/completions/rgit": files.completion("rgit.bash"),
        "usr/share/zsh/vendor-completions/_rgit": files.completion("_rgit"),
        "usr/share/fish/vendor_completions.d/rgit.fish": files.completion("rgit.fish"),
        "usr/share/doc/rgit/copyright": (project.ROOT / project.COPYRIGHT).read_bytes(),
        "usr/share/doc/rgit/changelog.gz": _compressed((project.ROOT / "CHANGELOG.md").read_bytes()),
        "usr/share/doc/rgit/changelog.Debian.gz": _compressed(_changelog().encode()),
        "usr/share/lintian/overrides/rgit": _OVERRIDES.encode(),
    }
    for name, page in files.manual_pages().items():
        contents[f"usr/share/man/man1/{name}.gz"] = _compressed(page)
    return contents


def _folders(contents: Dict[str, bytes]) -> List[str]:
    """The folders of files, each once, those above first."""
    found = {parent.as_posix() for path in contents for parent in Path(path).parents}
    return sorted(found - {"."})


def _depends(program: elf.Program) -> List[str]:
    glibc = ".".join(str(part) for part in program.newest())
    depends = [f"libc6 (>= {glibc})"]
    for library in program.foreign_libraries():
        if library not in _PACKAGES:
            project.fail(f"no package of Debian has {library}, which the binary needs")
        depends.append(_PACKAGES[library])
    return sorted(depends)


def _version() -> str:
    return f"{project.version()}-1"


def _maintainer() -> str:
    """As Debian's own tools find it."""
    name = os.environ.get("DEBFULLNAME", "The rgit authors")
    return f"{name} <{os.environ.get('DEBEMAIL', 'rgit@example.org')}>"


def _changelog() -> str:
    date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(project.timestamp()))
    return _CHANGELOG.format(version=_version(), upstream=project.version(), maintainer=_maintainer(), date=date)


def _compressed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
