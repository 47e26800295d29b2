#!/usr/bin/env python3
"""Checks a wheel of rgit by the format's rules; prints each fault and exits with 1 where there is one."""

import base64
import csv
import email.parser
import hashlib
import io
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def project():
    """The [project] table of pyproject.toml; None where this Python has no reader of TOML."""
    try:
        import tomllib
    except ImportError:
        return None
    return tomllib.loads((ROOT / "Sources/Python/pyproject.toml").read_text("utf-8"))["project"]


def faults(path):
    """The faults of a wheel, in words."""
    archive = zipfile.ZipFile(path)
    names = archive.namelist()
    version = re.search('version = "(.*)"', (ROOT / "Sources/RgitCommandLine/Documents/ProgramInfo.swift").read_text())[1]
    info = f"rgit-{version}.dist-info"
    data = f"rgit-{version}.data"
    if len(set(names)) != len(names) or archive.testzip():
        yield "damaged, or a name twice"

    rows = list(csv.reader(io.StringIO(archive.read(f"{info}/RECORD").decode())))
    if sorted(row[0] for row in rows) != sorted(names):
        yield "RECORD does not list the files of the archive"
    for name, digest, size in rows:
        content = archive.read(name)
        wanted = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        if name == f"{info}/RECORD":
            wrong = digest or size
        else:
            wrong = digest != f"sha256={wanted}" or size != str(len(content))
        if wrong:
            yield f"RECORD is wrong about {name}"

    modules = archive.read("rgit/__init__.py").decode()
    if f'__version__ = "{version}"' not in modules:
        yield f"rgit.__version__ is not {version}"

    tag = Path(path).name[len(f"rgit-{version}-") : -len(".whl")]
    wheel = email.parser.Parser().parsestr(archive.read(f"{info}/WHEEL").decode())
    if wheel["Tag"] != tag or wheel["Root-Is-Purelib"] != "false" or wheel["Wheel-Version"] != "1.0":
        yield f"WHEEL does not say {tag}"

    metadata = email.parser.BytesParser().parsebytes(archive.read(f"{info}/METADATA"))
    table = project()
    stated = {"Name": "rgit", "Version": version}
    if table:
        stated["Summary"] = table["description"]
        stated["License-Expression"] = table["license"]
        stated["Requires-Python"] = table["requires-python"]
        if metadata.get_all("Classifier") != table["classifiers"]:
            yield "METADATA has other classifiers than pyproject.toml"
        if table.get("dependencies"):
            yield "METADATA has no dependencies, pyproject.toml has"
    for key, value in stated.items():
        if metadata[key] != value:
            yield f"METADATA says {key} {metadata[key]}, not {value}"
    for license in metadata.get_all("License-File"):
        if f"{info}/licenses/{license}" not in names:
            yield f"no license {license}"
    if metadata.get_payload(decode=True) != (ROOT / "Sources/Python/README.md").read_bytes():
        yield "METADATA does not describe rgit by its README"

    expected = {f"{data}/data/share/man/man1/{page.name}": page for page in (ROOT / "man").glob("*.1")}
    for module in (ROOT / "Sources/Python/rgit").rglob("*"):
        if module.is_file() and "__pycache__" not in module.parts:
            expected[module.relative_to(ROOT / "Sources/Python").as_posix()] = module
    share = f"{data}/data/share"
    expected[f"{share}/bash-completion/completions/rgit"] = ROOT / "completions/rgit.bash"
    expected[f"{share}/zsh/site-functions/_rgit"] = ROOT / "completions/_rgit"
    expected[f"{share}/fish/vendor_completions.d/rgit.fish"] = ROOT / "completions/rgit.fish"
    for name, source in expected.items():
        if name not in names or archive.read(name) != source.read_bytes():
            yield f"{name} is not {source}"
    others = {name for name in names if not name.startswith(f"{info}/")} - set(expected)
    program = f"{data}/scripts/rgit"
    if others != {program}:
        yield f"unexpected files: {sorted(others - {program})}"
    for entry in archive.infolist():
        mode = 0o100755 if entry.filename == program else 0o100644
        if entry.external_attr >> 16 != mode:
            yield f"{entry.filename} has mode {entry.external_attr >> 16:o}"


def main():
    found = list(faults(sys.argv[1]))
    print("\n".join(found) or "sound")
    sys.exit(1 if found else 0)


main()
