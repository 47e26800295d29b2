"""The PEP 517 build backend of the Python package: pip and build call these functions."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List, Optional, Union

from . import binary, sdist, wheel

# What pip passes of `--config-settings NAME=VALUE`; `binary=PATH` packages a binary that is built already.
Settings = Optional[Dict[str, Union[str, List[str], bool]]]


def build_wheel(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: Optional[str] = None
) -> str:
    """Builds rgit with Swift and writes a wheel with it; returns the wheel's name."""
    return wheel.write(_binary(config_settings), Path(wheel_directory)).name


def build_editable(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: Optional[str] = None
) -> str:
    """The same with a reference to the Python modules in this folder instead of a copy of them."""
    return wheel.write(_binary(config_settings), Path(wheel_directory), editable=True).name


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """Writes an archive of all that a build needs; returns its name."""
    return sdist.write(Path(sdist_directory)).name


def get_requires_for_build_wheel(config_settings: Settings = None) -> List[str]:
    """Nothing: the backend needs Python's standard library alone."""
    return []


def get_requires_for_build_editable(config_settings: Settings = None) -> List[str]:
    """Nothing."""
    return []


def get_requires_for_build_sdist(config_settings: Settings = None) -> List[str]:
    """Nothing."""
    return []


def _binary(settings: Settings) -> bytes:
    given = (settings or {}).get("binary")
    return binary.stripped(Path(given) if isinstance(given, str) else binary.build())
