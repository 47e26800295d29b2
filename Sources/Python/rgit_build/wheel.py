"""Writes the wheel: the Python modules, and the binary, manual pages and completions where an environment has them."""

from __future__ import annotations

import base64
import hashlib
import io
import time
import zipfile
from pathlib import Path
from typing import Dict, List

from . import elf, files, project


def write(binary: bytes, folder: Path, editable: bool = False) -> Path:
    """Writes a wheel with a program into a folder and returns its path; the same content makes the same bytes."""
    platform = elf.read(binary, "rgit").wheel_platform()
    name = f"rgit-{project.version()}"
    contents = _contents(binary, name, f"py3-none-{platform}", editable)
    record = f"{name}.dist-info/RECORD"
    contents[record] = _record(contents, record)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-py3-none-{platform}.whl"
    path.write_bytes(_zip(contents, executable=f"{name}.data/scripts/rgit"))
    return path


def _contents(binary: bytes, name: str, tag: str, editable: bool) -> Dict[str, bytes]:
    contents: Dict[str, bytes] = {}
    if editable:
        contents["rgit.pth"] = f"{project.PYTHON}\n".encode()
    else:
        for path in files.tree(project.PYTHON / "rgit"):
            contents[path.relative_to(project.PYTHON).as_posix()] = path.read_bytes()
    # The binary is a script of the wheel: it gets onto PATH as it is, and no Python starts before it.
    contents[f"{name}.data/scripts/rgit"] = binary
    share = f"{name}.data/data/share"
    for page, text in files.manual_pages().items():
        contents[f"{share}/man/man1/{page}"] = text
    contents[f"{share}/bash-completion/completions/rgit"] = files.completion("rgit.bash")
    contents[f"{share}/zsh/site-functions/_rgit"] = files.completion("_rgit")
    contents[f"{share}/fish/vendor_completions.d/rgit.fish"] = files.completion("rgit.fish")
    info = f"{name}.dist-info"
    for license in ("LICENSE", project.COPYRIGHT.as_posix()):
        contents[f"{info}/licenses/{license}"] = (project.ROOT / license).read_bytes()
    contents[f"{info}/METADATA"] = project.metadata().encode()
    contents[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: rgit_build {project.version()}\nRoot-Is-Purelib: false\nTag: {tag}\n"
    ).encode()
    return contents


def _record(contents: Dict[str, bytes], record: str) -> bytes:
    """The list of the files with their SHA-256 sums and sizes; its own line has neither."""
    lines: List[str] = []
    for path in sorted(contents):
        digest = base64.urlsafe_b64encode(hashlib.sha256(contents[path]).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(contents[path])}\n")
    return "".join([*lines, f"{record},,\n"]).encode()


def _zip(contents: Dict[str, bytes], executable: str) -> bytes:
    # A zip's times begin in 1980.
    date = time.gmtime(max(project.timestamp(), 315_532_800))[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # The files of dist-info last, as the format of wheels recommends.
        for path in sorted(contents, key=lambda path: (".dist-info/" in path, path)):
            entry = zipfile.ZipInfo(path, date)
            entry.create_system = 3  # Unix: the modes below
            entry.external_attr = (0o100755 if path == executable else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, contents[path])
    return buffer.getvalue()
