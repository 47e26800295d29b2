"""Reads from an ELF program what it needs of a system: libraries, and the versions of their symbols."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Dict, List, Tuple

from .project import fail

# The libraries of glibc itself, for which one number is the version.
GLIBC = {
    "libc.so.6", "libm.so.6", "libdl.so.2", "librt.so.1", "libpthread.so.0",
    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
}  # fmt: skip
# e_machine: the name of the machine in wheels, and in Debian.
MACHINES = {62: ("x86_64", "amd64"), 183: ("aarch64", "arm64")}
# Kinds of sections.
_DYNAMIC, _VERSIONS_NEEDED = 6, 0x6FFFFFFE


@dataclass(frozen=True)
class Program:
    """What a program needs."""

    # Of a kernel: the machine's name in wheels, and in Debian.
    machine: str
    debian_machine: str
    # Shared libraries, by soname.
    libraries: List[str]
    # The versions of symbols needed of each library.
    versions: Dict[str, List[str]]

    def foreign_libraries(self) -> List[str]:
        """Libraries that are not glibc's."""
        return [name for name in self.libraries if name not in GLIBC]

    def newest(self, prefix: str = "GLIBC_") -> Tuple[int, ...]:
        """The newest version of symbols with a prefix, as numbers; empty where there is none."""
        found: List[Tuple[int, ...]] = []
        for names in self.versions.values():
            for name in names:
                number = name[len(prefix) :]
                if name.startswith(prefix) and number.replace(".", "").isdigit():
                    found.append(tuple(int(part) for part in number.split(".")))
        return max(found, default=())

    def wheel_platform(self) -> str:
        """The platform of a wheel: manylinux by PEP 600 where glibc and libgcc are all it needs, else this Linux."""
        glibc = self.newest()
        # The systems of manylinux have libgcc of GCC 4.8 or later.
        if not glibc or self.newest("GCC_") >= (5,) or set(self.foreign_libraries()) - {"libgcc_s.so.1"}:
            return f"linux_{self.machine}"
        return f"manylinux_{glibc[0]}_{glibc[1]}_{self.machine}"


def read(program: bytes, name: str) -> Program:
    """Reads a program's needs; ends with a message that has its name where it is not a program for Linux."""
    try:
        return _read(program)
    except (struct.error, IndexError, KeyError, ValueError):
        fail(f"{name}: not an ELF program for {' or '.join(wheel for wheel, _ in MACHINES.values())}")


def _read(program: bytes) -> Program:
    if program[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not a little-endian ELF file of 64 bits")
    (machine,) = struct.unpack_from("<H", program, 18)
    (sections_offset,) = struct.unpack_from("<Q", program, 40)
    size, count = struct.unpack_from("<HH", program, 58)
    # Of each section: kind, offset, size, and the section its strings are in.
    sections = [
        tuple(struct.unpack_from("<IIQQQQI", program, sections_offset + index * size)[field] for field in (1, 4, 5, 6))
        for index in range(count)
    ]

    def text(strings: int, offset: int) -> str:
        start = sections[strings][1] + offset
        return program[start : program.index(b"\0", start)].decode("ascii")

    libraries: List[str] = []
    versions: Dict[str, List[str]] = {}
    for kind, offset, length, strings in sections:
        if kind == _DYNAMIC:
            for entry in range(offset, offset + length, 16):
                tag, value = struct.unpack_from("<QQ", program, entry)
                if tag == 1:  # DT_NEEDED
                    libraries.append(text(strings, value))
        elif kind == _VERSIONS_NEEDED:
            library = offset
            while True:
                _, number, file, first, following = struct.unpack_from("<HHIII", program, library)
                names = versions.setdefault(text(strings, file), [])
                symbol = library + first
                for _ in range(number):
                    name, step = struct.unpack_from("<II", program, symbol + 8)
                    names.append(text(strings, name))
                    symbol += step
                if following == 0:
                    break
                library += following
    wheel_machine, debian_machine = MACHINES[machine]
    return Program(wheel_machine, debian_machine, libraries, versions)
