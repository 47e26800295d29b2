"""Writes the sdist: the sources of the command and of the Python modules in the repository's own folders."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path
from typing import Dict

from . import files, project

# Package.swift names the folders of tests too, so that no build goes without them; they read the others.
_CONTENTS = [
    ".ci", ".github", ".gitlab", ".pre-commit-hooks.yaml", ".swift-format", "CHANGELOG.md", "LICENSE", "Package.swift",
    "README.md", "Sources", "Tests", "completions", "man",
]  # fmt: skip
_BACKEND_PATH = 'backend-path = ["."]'


def write(folder: Path) -> Path:
    """Writes the archive into a folder and returns its path; the same content makes the same bytes."""
    contents: Dict[str, Path] = {}
    for name in _CONTENTS:
        if (project.ROOT / name).exists():
            for path in files.tree(project.ROOT / name):
                contents[path.relative_to(project.ROOT).as_posix()] = path
    generated = {"pyproject.toml": _frontend_file(), "PKG-INFO": project.metadata().encode()}

    name = f"rgit-{project.version()}"
    buffer = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, buffer, project.timestamp()) as compressed:
        with tarfile.open(fileobj=compressed, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for member in sorted([*contents, *generated]):
                data = generated[member] if member in generated else contents[member].read_bytes()
                entry = tarfile.TarInfo(f"{name}/{member}")
                executable = member in contents and contents[member].stat().st_mode & 0o100
                entry.mode = 0o755 if executable else 0o644
                entry.mtime = project.timestamp()
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.tar.gz"
    target.write_bytes(buffer.getvalue())
    return target


def _frontend_file() -> bytes:
    """The pyproject.toml that frontends read at the top of an sdist: the package's own, one folder path apart."""
    text = (project.PYTHON / "pyproject.toml").read_text("utf-8")
    if _BACKEND_PATH not in text:
        project.fail(f"{project.PYTHON}/pyproject.toml: no {_BACKEND_PATH}")
    return text.replace(_BACKEND_PATH, 'backend-path = ["Sources/Python"]').encode()
