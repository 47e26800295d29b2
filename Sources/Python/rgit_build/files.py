"""The files that every package has beside the binary."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, Iterator

from .project import ROOT, fail


def manual_pages() -> Dict[str, bytes]:
    """The pages of section 1 by their file names."""
    pages = {path.name: path.read_bytes() for path in sorted((ROOT / "man").glob("*.1"))}
    return pages or fail(f"{ROOT}/man: no manual pages")


def completion(name: str) -> bytes:
    """A file of completions: `rgit.bash`, `_rgit` or `rgit.fish`."""
    return (ROOT / "completions" / name).read_bytes()


def tree(folder: Path) -> Iterator[Path]:
    """The files below a folder, or that file alone, in order; without hidden ones and what Python compiles."""
    if folder.is_file():
        yield folder
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "__pycache__" or path.suffix in (".pyc", ".egg-info"):
            continue
        yield from tree(path)
