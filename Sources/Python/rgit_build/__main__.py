"""The command that writes the packages: `.ci/package` starts it."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import binary, debian, sdist, wheel


def main() -> None:
    """Writes the packages that the command line names, and prints the path of each."""
    parser = argparse.ArgumentParser(prog=".ci/package", description="Write packages of rgit into a folder.")
    parser.add_argument("package", choices=["wheel", "sdist", "deb", "all"])
    parser.add_argument(
        "--binary", type=Path, metavar="PATH", help="package this binary instead of building one with Swift"
    )
    parser.add_argument("--output", type=Path, metavar="DIR", default=Path("dist"), help="default: dist")
    options = parser.parse_args()
    if options.package in ("sdist", "all"):
        print(sdist.write(options.output))
    if options.package != "sdist":
        program = binary.stripped(options.binary or binary.build())
        if options.package in ("wheel", "all"):
            print(wheel.write(program, options.output))
        if options.package in ("deb", "all"):
            print(debian.write(program, options.output))


main()
